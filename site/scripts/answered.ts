/** Tells the page that a question was answered; whoever keeps the record listens on the document. */
export function answered(element: HTMLElement, kind: 'quiz' | 'predict' | 'parsons', right: boolean): void {
  const detail = { id: element.id, kind, right };
  element.dispatchEvent(new CustomEvent('answered', { bubbles: true, detail }));
}
