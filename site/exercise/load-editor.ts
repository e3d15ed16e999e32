import { effect } from '@preact/signals';
import type { Frame } from '../../sandbox/types.ts';
import type { EditorLoading } from './loading.ts';
import type { Model } from './model.ts';
import type { CodeEditor, EditorFile } from './monaco.ts';
import { followTheme } from './theme.ts';

/** Phones keep the textarea: Monaco does not support them. */
export const wantsMonaco = () => !matchMedia('(pointer: coarse)').matches;

/**
 * Puts Monaco in the place of the textarea once `first` has settled. Both promises reject when it cannot be loaded; the
 * textarea then stays.
 */
export function loadEditor(
  model: Model,
  host: HTMLElement,
  first: Promise<unknown>,
  onReady: (editor: CodeEditor) => void,
): EditorLoading {
  const shown = first.then(() => showEditor(model, host, onReady));
  const complete = shown.then((editor) => editor.workersLoaded);
  // Whoever waits for it learns of a failure, perhaps later.
  complete.catch(() => {});
  return { shown, complete };
}

async function showEditor(model: Model, host: HTMLElement, onReady: (editor: CodeEditor) => void): Promise<CodeEditor> {
  const { createEditor } = await import('./monaco.ts');
  const { page, state, shown, actions, announced } = model;
  const textarea = host.parentElement?.querySelector('textarea');
  const cursor = textarea === document.activeElement ? textarea?.selectionStart : undefined;
  const suite = Object.entries(page.exercise.tests).map(([path, contents]) => file(path, contents, true));
  const own = Object.entries(state.value.files).map(([path, contents]) => file(path, contents, false));
  const editor = createEditor({
    host,
    files: [...own, ...suite],
    shown: shown.value,
    onChange: actions.write,
    onTabMode: (movesFocus) => {
      announced.value = movesFocus ? 'Tab now moves the focus' : 'Tab now indents';
    },
  });
  host.parentElement?.classList.add('has-monaco');
  textarea?.setAttribute('hidden', '');
  if (cursor !== undefined) editor.placeCursor(cursor);
  followTheme((theme) => editor.setTheme(theme));
  effect(() => editor.show(shown.value));
  // A reset, or its undo, comes from outside of the editor.
  effect(() => {
    for (const [path, contents] of Object.entries(state.value.files)) editor.replace(path, contents);
  });
  onReady(editor);
  return editor;
}

/** Moves the cursor of the plain textarea, where there is no other editor. */
export function revealInTextarea(host: HTMLElement | undefined, frame: Frame): void {
  const textarea = host?.parentElement?.querySelector('textarea');
  if (!textarea) return;
  const lines = textarea.value.split('\n');
  const before = lines.slice(0, frame.line - 1).join('\n').length + (frame.line > 1 ? 1 : 0);
  const at = before + Math.min(frame.column - 1, lines[frame.line - 1]?.length ?? 0);
  textarea.focus();
  textarea.setSelectionRange(at, at);
  const lineHeight = textarea.scrollHeight / lines.length;
  textarea.scrollTop = Math.max(0, lineHeight * (frame.line - 4));
}

function file(path: string, contents: string | Uint8Array, readOnly: boolean): EditorFile {
  return { path, contents: typeof contents === 'string' ? contents : '', readOnly };
}
