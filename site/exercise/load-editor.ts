import { effect } from '@preact/signals';
import type { Frame } from '../../sandbox/types.ts';
import type { EditorLoading } from './loading.ts';
import type { Model } from './model.ts';
import type { CodeEditor, EditorFile, EditorOptions } from './editor/code-editor.ts';
import { isCoarse } from './pointer.ts';
import { followTheme } from './theme.ts';

/**
 * Puts an editor in the place of the textarea once `first` has settled. Both promises reject when it cannot be loaded;
 * the textarea then stays.
 */
export function loadEditor(model: Model, host: HTMLElement, first: Promise<unknown>): EditorLoading {
  const coarse = isCoarse();
  const load = () => (coarse ? import('./editor/code-mirror.ts') : import('./monaco.ts'));
  const shown = first.then(() => showEditor(model, host, load));
  const complete = shown.then((editor) =>
    Promise.all([editor.workersLoaded, coarse ? undefined : loadTypes(model, editor)]),
  );
  // Whoever waits for it learns of a failure, perhaps later.
  complete.catch(() => {});
  return { shown, complete };
}

type EditorModule = { createEditor(options: EditorOptions): CodeEditor };

async function showEditor(model: Model, host: HTMLElement, load: () => Promise<EditorModule>): Promise<CodeEditor> {
  const { createEditor } = await load();
  const { shown, actions, announced } = model;
  const textarea = host.parentElement?.querySelector('textarea');
  const cursor = textarea === document.activeElement ? textarea?.selectionStart : undefined;
  const editor = createEditor({
    host,
    files: filesOf(model),
    shown: shown.value,
    onChange: actions.write,
    onOpen: (file, line, column) => actions.openFrame({ file, line, column }),
    onTabMode: (movesFocus) => {
      announced.value = movesFocus ? 'Tab now moves the focus' : 'Tab now indents';
    },
  });
  host.parentElement?.classList.add('has-editor');
  textarea?.setAttribute('hidden', '');
  if (cursor !== undefined) editor.placeCursor(cursor);
  followTheme((theme) => editor.setTheme(theme));
  effect(() => {
    // Before it shows a file that is new.
    editor.setFiles(filesOf(model));
    editor.show(shown.value);
  });
  model.editor.value = editor;
  return editor;
}

/** The learner's files, as they are now, the suite, and what lies beside them. */
function filesOf({ page, state, aside }: Model): EditorFile[] {
  const own = Object.entries(state.value.files).map(([path, contents]) => file(path, contents, false));
  const suite = Object.entries({ ...page.exercise.tests, ...aside.value }).map(([path, contents]) =>
    file(path, contents, true),
  );
  return [...own, ...suite];
}

/** ms without a change after which newly imported packages are looked for. */
const pause = 400;

/** What the files import, then what answers to the exercise may import, and from then on what is typed. */
async function loadTypes(model: Model, editor: CodeEditor): Promise<void> {
  const { createPackageTypes } = await import('./editor/type-files.ts');
  const types = createPackageTypes(editor.addTypes);
  // Without them the editor works as well; the next change tries again.
  const follow = () => types.follow(sourcesOf(model)).catch(() => {});
  await follow();
  await types.follow(model.page.packages.map((name) => `import '${name}'`)).catch(() => {});
  let timer: ReturnType<typeof setTimeout>;
  effect(() => {
    void model.state.value.files;
    clearTimeout(timer);
    timer = setTimeout(follow, pause);
  });
}

const sourcesOf = (model: Model) => filesOf(model).map(({ contents }) => contents);

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
