/** Pieces of what a block shows. Everything comes from a program, so it is text and nothing else. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
  ...content: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

/** The first line stands out: the request line, the status line. */
export function lines(text: string): HTMLElement {
  const end = text.indexOf('\n');
  const first = element('b', '', end < 0 ? text : text.slice(0, end));
  return reachable(element('pre', '', first, end < 0 ? '' : text.slice(end)));
}

/** What may be wider than its frame can be scrolled by keys. */
export function reachable(pre: HTMLElement): HTMLElement {
  pre.tabIndex = 0;
  return pre;
}

export const titled = (title: string, ...content: HTMLElement[]): HTMLElement =>
  element('section', '', element('p', 'head', title), ...content);

export const fault = (text: string): HTMLElement => element('p', 'fault', text);
