import { paint } from './paint.ts';

/** Text areas over painted code: as high as their text, and coloured while one types. */
export function codeAreas(root: HTMLElement): HTMLTextAreaElement[] {
  const areas = [...root.querySelectorAll<HTMLTextAreaElement>('.code-area textarea')];
  for (const area of areas) {
    area.addEventListener('input', () => repaint(area));
    // The browser may bring back what was typed before a reload.
    if (area.value !== area.defaultValue) repaint(area);
  }
  return areas;
}

export function repaint(area: HTMLTextAreaElement): void {
  const behind = area.previousElementSibling;
  if (behind) {
    if (area.dataset['plain'] === undefined) behind.innerHTML = `${paint(area.value)}\n`;
    else behind.textContent = `${area.value}\n`;
  }
  area.rows = area.value.split('\n').length;
}
