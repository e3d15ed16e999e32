import type { Theme } from '../monaco-theme.ts';
import type { TypeFiles } from './types.ts';

export interface EditorFile {
  path: string;
  contents: string;
  readOnly: boolean;
}

/** What the page knows of an editor: Monaco, or CodeMirror where a finger points. */
export interface CodeEditor {
  /** Shows one of the files; its cursor and scroll position are as they were left. */
  show(path: string): void;
  /**
   * Takes over which files there are and what is in them. New contents of a file are one step that the editor's own
   * undo can take back.
   */
  setFiles(files: EditorFile[]): void;
  reveal(path: string, line: number, column: number): void;
  /** Takes the focus over from another field, with the cursor at the same character. */
  placeCursor(offset: number): void;
  /** Lays the shown file out anew. */
  format(): Promise<void>;
  canFormat(path: string): boolean;
  addTypes(files: TypeFiles): void;
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
  /** Another file is asked for from inside of the editor: the one that declares a name. */
  onOpen(path: string, line: number, column: number): void;
  /** Tab moves the focus instead of indenting, or indents again. */
  onTabMode(movesFocus: boolean): void;
}

/** The part of a text that is another one now: the cursor, the selection and the place stay where the rest is. */
export function changedPart(before: string, after: string): { from: number; to: number; insert: string } {
  const most = Math.min(before.length, after.length);
  let [start, end] = [0, 0];
  while (start < most && before[start] === after[start]) start += 1;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}

/** The files that are there now, told apart from those that an editor has. */
export function compareFiles(had: Iterable<string>, files: EditorFile[]): { gone: string[]; fresh: EditorFile[] } {
  const before = new Set(had);
  const now = new Set(files.map(({ path }) => path));
  return {
    gone: [...before].filter((path) => !now.has(path)),
    fresh: files.filter(({ path }) => !before.has(path)),
  };
}
