/** The editor where a finger points: Monaco does not support phones. Colours are the site's tokens, in both themes. */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension, type TransactionSpec } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { changedPart, compareFiles, type CodeEditor, type EditorFile, type EditorOptions } from './code-editor.ts';
import { languageOf } from './code-mirror-languages.ts';

/** Puts an editor into `host`; each file keeps its own undo, cursor and place. */
export function createEditor(options: EditorOptions): CodeEditor {
  const view = new EditorView({ parent: options.host });
  const { show, setFiles } = createStates(view, options);
  show(options.shown);
  return {
    show,
    setFiles,
    reveal(path, line, column) {
      show(path);
      const { from, to } = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
      const anchor = Math.min(from + column - 1, to);
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
      view.focus();
    },
    placeCursor(offset) {
      view.dispatch({ selection: { anchor: Math.min(offset, view.state.doc.length) } });
      view.focus();
    },
    format: async () => {},
    canFormat: () => false,
    addTypes() {},
    workersLoaded: Promise.resolve(),
    setTheme() {},
    focus: () => view.focus(),
    dispose: () => view.destroy(),
  };
}

/** The state of each file; that of the one in front is in the view. */
function createStates(view: EditorView, options: EditorOptions) {
  const states = new Map<string, EditorState>();
  const scrolled = new Map<string, number>();
  const language = new Compartment();
  let shown = '';

  const change = (path: string, spec: TransactionSpec) => {
    if (path === shown) view.dispatch(spec);
    else states.set(path, states.get(path)!.update(spec).state);
  };
  const textOf = (path: string) => (path === shown ? view.state : states.get(path)!).doc.toString();
  const add = (file: EditorFile) => {
    const changed = EditorView.updateListener.of((update) => {
      if (update.docChanged) options.onChange(file.path, update.state.doc.toString());
    });
    const extensions = [common, language.of([]), ...attributes(file), changed];
    states.set(file.path, EditorState.create({ doc: file.contents, extensions }));
    void languageOf(file.path).then(
      (found) => found && states.has(file.path) && change(file.path, { effects: language.reconfigure(found) }),
      // Without its colours a file can be written as well.
      () => {},
    );
  };
  const show = (path: string) => {
    const state = states.get(path);
    if (!state || path === shown) return;
    if (states.has(shown)) {
      states.set(shown, view.state);
      scrolled.set(shown, view.scrollDOM.scrollTop);
    }
    shown = path;
    view.setState(state);
    view.scrollDOM.scrollTop = scrolled.get(path) ?? 0;
  };
  const setFiles = (files: EditorFile[]) => {
    const { gone, fresh } = compareFiles(states.keys(), files);
    for (const path of gone) states.delete(path);
    fresh.forEach(add);
    for (const { path, contents } of files) {
      const before = textOf(path);
      if (before !== contents) change(path, { changes: changedPart(before, contents) });
    }
  };
  setFiles(options.files);
  return { show, setFiles };
}

const attributes = ({ path, readOnly }: EditorFile): Extension[] => [
  EditorView.contentAttributes.of({
    'aria-label': `Editor: ${path}`,
    tabindex: '0',
    autocapitalize: 'off',
    autocorrect: 'off',
    spellcheck: 'false',
  }),
  EditorState.readOnly.of(readOnly),
];

const color = (token: string) => ({ color: `var(--code-${token})` });

const common: Extension = [
  lineNumbers(),
  history(),
  drawSelection(),
  indentOnInput(),
  indentUnit.of('  '),
  bracketMatching(),
  highlightActiveLine(),
  search({ top: true }),
  EditorView.lineWrapping,
  keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap]),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: tags.comment, ...color('comment'), fontStyle: 'italic' },
      { tag: [tags.keyword, tags.tagName, tags.heading], ...color('keyword') },
      { tag: [tags.string, tags.regexp], ...color('string') },
      { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.escape], ...color('constant') },
      { tag: [tags.typeName, tags.className, tags.function(tags.variableName)], ...color('function') },
    ]),
  ),
  EditorView.theme({
    '&': { height: '100%', backgroundColor: 'var(--code-paper)', color: 'var(--code-ink)' },
    '&.cm-focused': { outline: 'none' },
    // Smaller text would make iOS zoom in.
    '.cm-scroller': { fontFamily: 'var(--mono)', fontSize: '16px', lineHeight: '24px' },
    '.cm-content': { padding: '12px 0', caretColor: 'var(--signal)' },
    '.cm-cursor': { borderLeftColor: 'var(--signal)', borderLeftWidth: '2px' },
    '.cm-gutters': { backgroundColor: 'var(--code-paper)', color: 'var(--code-comment)', border: '0' },
    '.cm-activeLine': { backgroundColor: 'transparent' },
    '&.cm-focused .cm-activeLine': { backgroundColor: 'var(--panel)' },
    '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {
      backgroundColor: 'var(--code-selection) !important',
    },
    '.cm-panels': { backgroundColor: 'var(--panel)', color: 'var(--ink)' },
  }),
];
