import { afterDrawing } from '../after-drawing.ts';
import type { Model } from '../model.ts';
import type { ToolId } from '../tools.ts';

const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"], [contenteditable="true"]';

/** Puts the focus into the editor. */
export function focusCode(model: Model): void {
  model.actions.openPanel('code');
  afterDrawing(() => focusFirst(document.querySelector('.editor'), 'textarea, .cm-content, [role="textbox"]'));
}

export function focusTask(model: Model): void {
  model.folded.task.value = false;
  model.actions.openPanel('task');
  afterDrawing(() => document.querySelector<HTMLElement>('.panel.task')?.focus());
}

/** Puts the focus into a tool; on its tab while its code is still on the way, and on from there unless it was moved. */
export function focusTool(model: Model, id: ToolId): void {
  model.actions.openTool(id);
  afterDrawing(() => {
    const tool = document.querySelector(`[data-tool="${id}"]`);
    if (!tool || focusFirst(tool, focusable)) return;
    const tab = document.querySelector<HTMLElement>(`[data-tab="${id}"]`);
    tab?.focus();
    const drawn = new MutationObserver(() => {
      if (document.activeElement !== tab || focusFirst(tool, focusable)) drawn.disconnect();
    });
    drawn.observe(tool, { childList: true, subtree: true });
  });
}

/** Opens the failure after the one that has the focus, and begins again after the last. */
export function focusNextFailure(model: Model): void {
  model.actions.openTool('results');
  afterDrawing(() => {
    const all = [...document.querySelectorAll<HTMLDetailsElement>('.results .test.failed > details')];
    if (!all.length) {
      model.announced.value = 'There is no failing test.';
      return;
    }
    const at = all.findIndex((one) => one.contains(document.activeElement));
    const next = all[(at + 1) % all.length]!;
    next.open = true;
    next.querySelector('summary')?.focus();
    next.scrollIntoView({ block: 'start' });
  });
}

function focusFirst(root: Element | null, selector: string): boolean {
  const first = [...(root?.querySelectorAll<HTMLElement>(selector) ?? [])].find((one) => one.checkVisibility());
  first?.focus();
  return first !== undefined;
}
