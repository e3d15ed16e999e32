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
import { language as script } from 'monaco-editor/languages/definitions/typescript/typescript';
import type { Sides } from './diff.ts';
import type { CodeEditor, EditorFile, EditorOptions } from './editor/code-editor.ts';
import { changedPart, compareFiles } from './editor/code-editor.ts';
import { compilerOptions, exerciseRoot, modulesRoot, placeholder } from './editor/compiler-options.ts';
import { monacoTheme, type Theme } from './monaco-theme.ts';

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
const typesToCome = setUpTypeScript();
setUpOthers();

/** Puts an editor into `host`, with a model for each file. */
export function createEditor(options: EditorOptions): CodeEditor {
  const { host, onTabMode } = options;
  const desk = createModels(options);
  const views = new Map<string, monaco.editor.ICodeEditorViewState | null>();
  let shown = '';

  const editor = monaco.editor.create(host, { ...settings, model: null });
  const show = (path: string) => {
    const model = desk.models.get(path);
    if (!model || editor.getModel() === model) return;
    if (desk.models.has(shown)) views.set(shown, editor.saveViewState());
    shown = path;
    editor.setModel(model);
    editor.updateOptions({ readOnly: desk.readOnly.has(path), ariaLabel: `Editor: ${path}` });
    editor.restoreViewState(views.get(path) ?? null);
  };
  show(options.shown);

  editor.onDidChangeConfiguration((event) => {
    if (event.hasChanged(monaco.editor.EditorOption.tabFocusMode))
      onTabMode(editor.getOption(monaco.editor.EditorOption.tabFocusMode));
  });
  const opener = openFilesOfTheExercise(options);
  void document.fonts.ready.then(() => monaco.editor.remeasureFonts());

  return {
    show,
    setFiles: desk.setFiles,
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
    format: async () => editor.getAction('editor.action.formatDocument')?.run(),
    canFormat: (path) => /\.(?:[cm]?[jt]sx?|json)$/.test(path) && !desk.readOnly.has(path),
    addTypes,
    workersLoaded: options.shown.endsWith('.ts') ? typeScriptLoaded : Promise.resolve(),
    setTheme,
    focus: () => editor.focus(),
    dispose() {
      opener.dispose();
      editor.dispose();
      desk.setFiles([]);
    },
  };
}

/** A model for each file of the exercise, in step with the files that there are. */
function createModels({ files, onChange }: EditorOptions) {
  const models = new Map<string, monaco.editor.ITextModel>();
  const readOnly = new Set<string>();
  const setFiles = (files: EditorFile[]) => {
    const { gone, fresh } = compareFiles(models.keys(), files);
    for (const { path, contents, readOnly: locked } of fresh) {
      const model = monaco.editor.createModel(contents, undefined, uri(path));
      if (locked) readOnly.add(path);
      model.onDidChangeContent(() => onChange(path, model.getValue()));
      models.set(path, model);
    }
    for (const { path, contents } of files) {
      const model = models.get(path)!;
      const before = model.getValue();
      if (before === contents) continue;
      const { from, to, insert } = changedPart(before, contents);
      const range = monaco.Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to));
      model.pushEditOperations([], [{ range, text: insert }], () => null);
    }
    for (const path of gone) {
      models.get(path)?.dispose();
      models.delete(path);
    }
  };
  setFiles(files);
  return { models, readOnly, setFiles };
}

/** “Go to definition” may lead into another file. */
function openFilesOfTheExercise({ onOpen }: EditorOptions): monaco.IDisposable {
  return monaco.editor.registerEditorOpener({
    openCodeEditor(_source, resource, place) {
      const path = resource.toString(true);
      if (!path.startsWith(exerciseRoot)) return false;
      const at = place && 'startLineNumber' in place ? [place.startLineNumber, place.startColumn] : [];
      const [line = place && 'lineNumber' in place ? place.lineNumber : 1, column = 1] = at;
      onOpen(path.slice(exerciseRoot.length), line, column);
      return true;
    },
  });
}

/** Two versions of a file: side by side where there is room, otherwise one below the other. */
export function createDiff(host: HTMLElement, { path, before, after }: Sides, theme: Theme): { dispose(): void } {
  // No language that the types' worker takes for part of the program.
  const language = /\.[cm]?[jt]sx?$/.test(path) ? 'script-text' : undefined;
  const side = (name: string, text: string) =>
    monaco.editor.createModel(text, language, monaco.Uri.parse(`diff://${name}/${path}`));
  const [original, modified] = [side('before', before.text), side('after', after.text)];
  setTheme(theme);
  const editor = monaco.editor.createDiffEditor(host, {
    ...settings,
    readOnly: true,
    domReadOnly: true,
    renderSideBySideInlineBreakpoint: 700,
    renderMarginRevertIcon: false,
    renderGutterMenu: false,
    renderOverviewRuler: false,
    renderValidationDecorations: 'off',
    hideUnchangedRegions: { enabled: true },
  });
  keepName(editor.getOriginalEditor(), before.label);
  keepName(editor.getModifiedEditor(), after.label);
  editor.setModel({ original, modified });
  return {
    dispose() {
      editor.dispose();
      original.dispose();
      modified.dispose();
    },
  };
}

/** The diff editor takes the names of its sides away when it changes from one column to two. */
function keepName(side: monaco.editor.ICodeEditor, ariaLabel: string): void {
  const name = () => {
    if (side.getOption(monaco.editor.EditorOption.ariaLabel) !== ariaLabel) side.updateOptions({ ariaLabel });
  };
  name();
  side.onDidChangeConfiguration(name);
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
  return monaco.Uri.parse(exerciseRoot + path);
}

/** Returns what stands in for the types of packages until they come. */
function setUpTypeScript(): monaco.IDisposable {
  const defaults = typescript.typescriptDefaults;
  defaults.setCompilerOptions(compilerOptions);
  defaults.setDiagnosticsOptions({ noSuggestionDiagnostics: true });
  defaults.setEagerModelSync(true);
  typescript.javascriptDefaults.setDiagnosticsOptions({ noSemanticValidation: true });
  return defaults.addExtraLib(placeholder, `${modulesRoot}placeholder.d.ts`);
}

function addTypes(files: Record<string, string>): void {
  typesToCome.dispose();
  for (const [path, text] of Object.entries(files)) {
    typescript.typescriptDefaults.addExtraLib(text, modulesRoot + path);
  }
}

/** JSON, and programs that are only looked at: TypeScript's colours without its worker. */
function setUpOthers(): void {
  monaco.languages.register({ id: 'script-text' });
  monaco.languages.setMonarchTokensProvider('script-text', script);
  monaco.languages.register({ id: 'json', extensions: ['.json'] });
  monaco.languages.setMonarchTokensProvider('json', script);
  monaco.languages.registerDocumentFormattingEditProvider('json', {
    provideDocumentFormattingEdits(model) {
      try {
        const text = `${JSON.stringify(JSON.parse(model.getValue()), null, 2)}\n`;
        return [{ range: model.getFullModelRange(), text }];
      } catch {
        return [];
      }
    },
  });
}
