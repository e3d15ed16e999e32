import { keepLocal, localValue } from '../auto-run.ts';
import type { Model } from '../model.ts';
import { tools, type ToolId } from '../tools.ts';
import { focusCode, focusNextFailure, focusTask, focusTool } from './focus.ts';
import { commandOf, type Command } from './keys.ts';

const questionMarkKey = 'engine-room:question-mark';

export const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform);

/** Off for those whose speech or switch input types single characters by mistake. */
export const questionMarkIsOn = (): boolean => localValue(questionMarkKey) !== 'off';
export const turnQuestionMark = (on: boolean): void => keepLocal(questionMarkKey, on ? 'on' : 'off');

/** Listens everywhere, also inside the editor and the terminal, which would take the keys for themselves. */
export function followKeyboard(model: Model): void {
  addEventListener(
    'keydown',
    (event) => {
      const command = commandOf(event, {
        mac: isMac(),
        running: model.state.value.phase === 'running',
        typing: takesText(event.target),
        questionMark: questionMarkIsOn(),
      });
      if (!command) return;
      // Where Enter with Ctrl sends something else.
      if (event.key === 'Enter' && event.target instanceof Element && event.target.closest('[data-own-enter]')) return;
      // AltGr types characters; some systems report it as Ctrl and Alt.
      if (event.getModifierState('AltGraph')) return;
      event.preventDefault();
      event.stopPropagation();
      // Behind an open dialog nothing can be reached.
      if (event.repeat || document.querySelector('dialog[open]')) return;
      obey(command, model);
    },
    { capture: true },
  );
}

function obey(command: Command, model: Model): void {
  const { actions, folded } = model;
  switch (command) {
    case 'run':
      return actions.run();
    case 'save':
      if (model.page.mode !== 'playground') return actions.runTests();
      model.announced.value = 'Every change is saved as you make it.';
      return;
    case 'stop':
      return actions.stop();
    case 'help':
      model.shortcutsOpen.value = true;
      return;
    case 'fold-dock':
      folded.dock.value = !folded.dock.value;
      model.announced.value = `The tools below the code are ${folded.dock.value ? 'folded' : 'open'}.`;
      return;
    case 'next-failure':
      return focusNextFailure(model);
    case 'code':
      return focusCode(model);
    case 'task':
      return focusTask(model);
    default:
      return focusTool(model, tools.find(({ id }) => id === command)!.id satisfies ToolId);
  }
}

/** Fields, editors and terminals: what is typed there is text. */
function takesText(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'input, textarea, select, [contenteditable=""], [contenteditable="true"], .monaco-editor, .xterm',
    ) !== null
  );
}
