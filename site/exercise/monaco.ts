/// <reference types="vite/client" />
/** The only file that imports Monaco. Loaded when an exercise opens; until then, and without it, there is a textarea. */
import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/css/register';
import 'monaco-editor/languages/definitions/dockerfile/register';
import 'monaco-editor/languages/definitions/html/register';
import 'monaco-editor/languages/definitions/javascript/register';
import 'monaco-editor/languages/definitions/markdown/register';
import 'monaco-editor/languages/definitions/php/register';
import 'monaco-editor/languages/definitions/python/register';
import 'monaco-editor/languages/definitions/ruby/register';
import 'monaco-editor/languages/definitions/shell/register';
import 'monaco-editor/languages/definitions/sql/register';
import 'monaco-editor/languages/definitions/typescript/register';
import 'monaco-editor/languages/definitions/yaml/register';
import * as typescript from 'monaco-editor/languages/features/typescript/register';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import TypeScriptWorker from 'monaco-editor/languages/features/typescript/ts.worker?worker';
import { monacoTheme, type Theme } from './monaco-theme.ts';

export interface EditorFile {
  path: string;
  contents: string;
  readOnly: boolean;
}

export interface CodeEditor {
  /** Shows one of the files; its cursor and scroll position are as they were left. */
  show(path: string): void;
  /** Puts new contents into a file as one step that the editor's own undo can take back. */
  replace(path: string, contents: string): void;
  reveal(path: string, line: number, column: number): void;
  /** Takes the focus over from another field, with the cursor at the same character. */
  placeCursor(offset: number): void;
  /** Resolves when the workers answer, so that nothing is left to fetch. */
  workersLoaded: Promise<void>;
  setTheme(theme: Theme): void;
  focus(): void;
  dispose(): void;
}

export interface EditorOptions {
  host: HTMLElement;
  files: EditorFile[];
  shown: string;
  onChange(path: string, contents: string): void;
  /** Tab moves the focus instead of indenting, or indents again. */
  onTabMode(movesFocus: boolean): void;
}

// Started at once, because Monaco would fetch it only when it first needs it: perhaps when the network is gone.
let spareEditorWorker: Worker | undefined = new EditorWorker();
let typeScriptAnswers: () => void;
/** Resolves with the first message of TypeScript's worker, or when it cannot start: editing goes on without types. */
const typeScriptLoaded = new Promise<void>((resolve) => (typeScriptAnswers = resolve));

globalThis.MonacoEnvironment = {
  getWorker(_id, label) {
    if (label === 'typescript' || label === 'javascript') {
      const worker = new TypeScriptWorker();
      for (const event of ['message', 'error']) worker.addEventListener(event, typeScriptAnswers, { once: true });
      return worker;
    }
    const worker = spareEditorWorker ?? new EditorWorker();
    spareEditorWorker = undefined;
    return worker;
  },
};
setUpTypeScript();

/** Puts an editor into `host`, with a model for each file. */
export function createEditor(options: EditorOptions): CodeEditor {
  const { host, files, onChange, onTabMode } = options;
  const models = new Map(
    files.map((file) => [file.path, monaco.editor.createModel(file.contents, undefined, uri(file.path))]),
  );
  const readOnly = new Set(files.filter((file) => file.readOnly).map(({ path }) => path));
  const views = new Map<string, monaco.editor.ICodeEditorViewState | null>();
  let shown = '';

  const editor = monaco.editor.create(host, { ...settings, model: null });
  const show = (path: string) => {
    const model = models.get(path);
    if (!model || path === shown) return;
    if (shown) views.set(shown, editor.saveViewState());
    shown = path;
    editor.setModel(model);
    editor.updateOptions({ readOnly: readOnly.has(path), ariaLabel: `Editor: ${path}` });
    editor.restoreViewState(views.get(path) ?? null);
  };
  show(options.shown);

  for (const [path, model] of models) model.onDidChangeContent(() => onChange(path, model.getValue()));
  editor.onDidChangeConfiguration((event) => {
    if (event.hasChanged(monaco.editor.EditorOption.tabFocusMode))
      onTabMode(editor.getOption(monaco.editor.EditorOption.tabFocusMode));
  });
  void document.fonts.ready.then(() => monaco.editor.remeasureFonts());

  return {
    show,
    replace(path, contents) {
      const model = models.get(path);
      if (!model || model.getValue() === contents) return;
      model.pushEditOperations([], [{ range: model.getFullModelRange(), text: contents }], () => null);
    },
    reveal(path, line, column) {
      show(path);
      editor.setPosition({ lineNumber: line, column });
      editor.revealLineInCenter(line);
      editor.focus();
    },
    placeCursor(offset) {
      const model = editor.getModel();
      if (model) editor.setPosition(model.getPositionAt(offset));
      editor.focus();
    },
    workersLoaded: options.shown.endsWith('.ts') ? typeScriptLoaded : Promise.resolve(),
    setTheme,
    focus: () => editor.focus(),
    dispose() {
      editor.dispose();
      for (const model of models.values()) model.dispose();
    },
  };
}

const settings: monaco.editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  // A textarea is what screen readers and input methods know best.
  editContext: false,
  fixedOverflowWidgets: true,
  glyphMargin: false,
  lineDecorationsWidth: 8,
  lineNumbersMinChars: 3,
  fontFamily: 'var(--font-mono, ui-monospace, monospace)',
  fontLigatures: false,
  fontSize: 14,
  lineHeight: 22,
  minimap: { enabled: false },
  overviewRulerLanes: 0,
  padding: { top: 12, bottom: 12 },
  readOnlyMessage: { value: 'The suite can be read here, not changed.' },
  // Dimmed, the number of the last line could not be read.
  renderFinalNewline: 'on',
  renderLineHighlightOnlyWhenFocus: true,
  scrollBeyondLastLine: false,
  scrollbar: { useShadows: false, verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
  stickyScroll: { enabled: false },
  tabSize: 2,
  wordWrap: 'on',
  wrappingIndent: 'indent',
};

function setTheme(theme: Theme): void {
  monaco.editor.defineTheme('engine-room', monacoTheme(theme));
  monaco.editor.setTheme('engine-room');
}

function uri(path: string): monaco.Uri {
  return monaco.Uri.parse(`file:///exercise/${path}`);
}

/**
 * Packages have no types here yet, so what only their absence causes must not be underlined:
 * a module or a name of Node that cannot be found (2307, 2580, 2591, 2792, 7016) and parameters that a package's
 * types would have typed (no `noImplicitAny`). Faults in the learner's own code still show.
 */
function setUpTypeScript(): void {
  const defaults = typescript.typescriptDefaults;
  defaults.setCompilerOptions({
    allowImportingTsExtensions: true,
    allowNonTsExtensions: true,
    lib: ['es2023', 'dom', 'dom.iterable'],
    module: typescript.ModuleKind.ESNext,
    // 100 is TypeScript's own `Bundler`, which Monaco's enum does not list.
    moduleResolution: 100 as typescript.ModuleResolutionKind,
    noEmit: true,
    noImplicitAny: false,
    strict: true,
    target: typescript.ScriptTarget.ESNext,
  });
  defaults.setDiagnosticsOptions({
    noSuggestionDiagnostics: true,
    diagnosticCodesToIgnore: [2307, 2580, 2591, 2792, 7016],
  });
  defaults.setEagerModelSync(true);
  typescript.javascriptDefaults.setDiagnosticsOptions({ noSemanticValidation: true });
}
