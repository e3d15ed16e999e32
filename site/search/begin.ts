/** Opens the search from its button and with Ctrl/Cmd+K. Nothing of it is loaded before. */
export function beginSearch(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('.search-button')) {
    button.addEventListener('click', () => void open(button));
  }
  addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey, target, defaultPrevented } = event;
    if (key.toLowerCase() !== 'k' || ctrlKey === metaKey || altKey || shiftKey || defaultPrevented) return;
    // In an editor or a terminal these keys have meanings of their own.
    if (target instanceof Element && target.closest('.monaco-editor, .cm-editor, .xterm')) return;
    event.preventDefault();
    void open(document.querySelector<HTMLButtonElement>('.search-button'));
  });
}

async function open(button: HTMLButtonElement | null): Promise<void> {
  try {
    const { openSearch } = await import('./dialog.ts');
    await openSearch();
  } catch {
    const note = button?.parentElement?.querySelector('[role="status"]');
    if (note) note.textContent = 'The search could not be loaded, because the network failed.';
  }
}
