/** Puts the cursor into a text area, with one of its lines selected. */
export function selectLine(area: HTMLTextAreaElement, line: number): void {
  const rows = area.value.split('\n');
  const start = rows.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
  area.focus();
  area.setSelectionRange(start, start + (rows[line - 1] ?? '').length);
}
