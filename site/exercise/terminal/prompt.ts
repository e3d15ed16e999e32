import type { Completion } from '../../../sandbox/shell/types.ts';
import type { History } from './history.ts';
import { commonStart, edit, emptyLine, insert, lineOf, type Line } from './line.ts';

/** Where a prompt is drawn. */
export interface PromptScreen {
  write(text: string): void;
  columns(): number;
  clear(): void;
  /** For whoever does not see the screen. */
  say(text: string): void;
}

export interface PromptOptions {
  screen: PromptScreen;
  history: History;
  unfinished(text: string): Promise<boolean>;
  complete(line: string, cursor: number): Promise<Completion>;
  onLine(text: string): void;
}

interface Search {
  query: string;
  index: number;
  line: string;
  before: Line;
}

export type LinePrompt = ReturnType<typeof createPrompt>;

interface Label {
  plain: string;
  /** With colours. */
  shown: string;
}

/** The prompt: draws the line that is typed, and hands it over when it is finished. */
export function createPrompt(options: PromptOptions) {
  const { screen, history } = options;
  const canvas = createCanvas(screen);
  let line: Line = emptyLine;
  const search = createSearch(history);
  const draw = () => canvas.draw(search.line() ?? line, search.label());
  const set = (next: Line) => ((line = next), draw());
  const submit = async () => {
    if (await options.unfinished(line.text)) return set(insert(lineOf(line.text, line.cut), '\n'));
    const { text, cut } = line;
    canvas.draw(lineOf(text));
    canvas.leave(lineOf(text));
    line = { ...emptyLine, cut };
    history.add(text);
    options.onLine(text);
  };
  const completer = createCompleter(options, canvas, () => line, set);
  const control: Record<string, () => unknown> = {
    ...recallKeys(history, () => line, set),
    '\r': submit,
    '\n': submit,
    '\t': completer.complete,
    '\x03': () => (canvas.leave(line), set({ ...emptyLine, cut: line.cut })),
    '\x04': () => (line.text ? set(edit(line, '\x1b[3~')!) : options.onLine('exit')),
    '\x0c': () => {
      screen.clear();
      canvas.show();
      draw();
    },
    '\x12': () => {
      search.start(line);
      draw();
    },
  };
  return {
    /** Shows the prompt again, with what was typed so far. */
    show(next?: Label) {
      canvas.show(next);
      draw();
    },
    redraw: draw,
    /** Takes the prompt off the screen, for something that has to be printed above it. */
    hide: canvas.hide,
    searching: search.active,
    paste: (text: string) => set(insert(line, text)),
    async key(key: string) {
      const searched = search.key(key);
      if (searched) {
        line = searched.line ?? line;
        draw();
        if (searched.done) return;
      }
      await control[key]?.();
      const edited = control[key] ? undefined : edit(line, key);
      if (edited) set(edited);
      completer.pressed(key);
    },
  };
}

/** ↑ and ↓. */
function recallKeys(history: History, line: () => Line, set: (line: Line) => void) {
  const recall = (found: string | undefined) => void (found !== undefined && set(lineOf(found, line().cut)));
  const older = () => recall(history.previous(line().text));
  const newer = () => recall(history.next());
  return { '\x1b[A': older, '\x1bOA': older, '\x10': older, '\x1b[B': newer, '\x1bOB': newer, '\x0e': newer };
}

/** Ctrl+R: looks for what is typed in older lines. */
function createSearch(history: History) {
  let search: Search | undefined;
  return {
    active: () => search !== undefined,
    line: () => search && searchLine(search),
    label: () => search && searchLabel(search),
    start: (before: Line) => void (search = { query: '', index: history.lines().length, line: '', before }),
    /** `done`: the key was meant for the search alone. `line`: the search is over, and this is what it found. */
    key(key: string): { done: boolean; line?: Line } | undefined {
      if (!search) return undefined;
      const { before, line } = search;
      search = searchKey(search, key, history);
      if (search) return { done: true };
      if (key === '\x03' || key === '\x07') return { done: true, line: before };
      return { done: key === '\x1b', line: lineOf(line || before.text, before.cut) };
    },
  };
}

/** Draws a line over the one that was drawn before. */
function createCanvas(screen: PromptScreen) {
  let label: Label = { plain: '$ ', shown: '$ ' };
  /** Where the cursor is, in rows below the first one that was drawn. */
  let row = 0;
  let last: { line: Line; label: Label } | undefined;
  /** What was typed at the end since the last drawing. Drawn alone, a screen reader says it and not the whole line. */
  const added = ({ text, cursor }: Line, other: Label) => {
    const grown = last?.label === other && last.line.cursor === last.line.text.length && cursor === text.length;
    return grown && text.startsWith(last!.line.text) ? text.slice(last!.line.text.length) : '';
  };
  const toStart = () => `${row ? `\x1b[${row}A` : ''}\r\x1b[J`;
  return {
    show(next?: Label) {
      label = next ?? label;
      row = 0;
      last = undefined;
    },
    draw(line: Line, other = label) {
      const { text, up, column, cursorRow } = layOut(other, line, screen.columns());
      const more = added(line, other);
      last = { line, label: other };
      if (more && cursorRow === row && column > 0 && !more.includes('\n')) return screen.write(more);
      screen.write(`${toStart()}${text}${up ? `\x1b[${up}A` : ''}\r${column ? `\x1b[${column}C` : ''}`);
      row = cursorRow;
    },
    hide() {
      screen.write(toStart());
      row = 0;
      last = undefined;
    },
    /** The line stays, and what follows comes below it. */
    leave(line: Line) {
      screen.write(`${layOut(label, line, screen.columns()).toEnd(row)}\r\n`);
      row = 0;
      last = undefined;
    },
  };
}

/** Tab: completes as far as there is one way; pressed again it lists the ways. */
function createCompleter(
  options: PromptOptions,
  canvas: ReturnType<typeof createCanvas>,
  line: () => Line,
  set: (line: Line) => void,
) {
  const { screen } = options;
  let wasTab = false;
  return {
    pressed: (key: string) => void (wasTab = key === '\t'),
    async complete() {
      const { text, cursor } = line();
      const { from, words } = await options.complete(text, cursor);
      const common = commonStart(words);
      if (
        words.length &&
        (common.length > cursor - from || (words.length === 1 && common !== text.slice(from, cursor)))
      ) {
        set({ ...line(), text: text.slice(0, from) + common + text.slice(cursor), cursor: from + common.length });
        if (words.length === 1) screen.say(common.trim());
      } else if (words.length > 1 && wasTab) {
        canvas.leave(line());
        screen.write(`${inColumns(words.map((word) => word.trim()), screen.columns())}\r\n`); // prettier-ignore
        set(line());
      } else if (words.length > 1) screen.say(`${words.length} ways to go on. Tab lists them.`);
    },
  };
}

/** The search after a key, or nothing when the key ends it. */
function searchKey(search: Search, key: string, history: History): Search | undefined {
  const find = (query: string, before?: number) => {
    const found = history.search(query, before);
    return { ...search, query, ...(found ?? { line: query ? search.line : '' }) };
  };
  if (key === '\x12') return find(search.query, search.index);
  if (key === '\x7f' || key === '\b') return find(search.query.slice(0, -1));
  // oxlint-disable-next-line no-control-regex -- keys that are no signs
  return /^[^\x00-\x1f\x7f]/.test(key) ? find(search.query + key) : undefined;
}

const searchLine = ({ query, line }: Search): Line => ({ ...lineOf(line), cursor: Math.max(0, line.indexOf(query)) });

function searchLabel({ query }: Search): Label {
  const text = `(search back)\`${query}': `;
  return { plain: text, shown: text };
}

/** How many cells a sign takes. */
const widthOf = (sign: string) => (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}]/u.test(sign) ? 2 : 1); // prettier-ignore

/** What has to be written for a prompt with a line, and where the cursor is then. */
export function layOut(label: { plain: string; shown: string }, line: Line, columns: number) {
  let rows = 0;
  let column = 0;
  let cursor = { row: 0, column: 0 };
  const put = (sign: string) => {
    const width = widthOf(sign);
    if (column + width > columns) {
      rows += 1;
      column = 0;
    }
    column += width;
  };
  for (const sign of label.plain) put(sign);
  let text = label.shown;
  let at = 0;
  const mark = () => {
    if (at === line.cursor) cursor = column >= columns ? { row: rows + 1, column: 0 } : { row: rows, column };
  };
  for (const sign of line.text) {
    mark();
    at += sign.length;
    if (sign === '\n') {
      rows += 1;
      column = 0;
      text += '\r\n> ';
      for (const other of '> ') put(other);
      continue;
    }
    put(sign);
    text += sign;
  }
  mark();
  // A full row: the terminal goes on in the next one only when something follows.
  if (column >= columns) {
    text += '\r\n';
    rows += 1;
    column = 0;
  }
  return {
    text,
    up: rows - cursor.row,
    column: cursor.column,
    cursorRow: cursor.row,
    toEnd: (from: number) => (rows > from ? `\x1b[${rows - from}B` : ''),
  };
}

function inColumns(names: string[], columns: number): string {
  const width = Math.max(...names.map((name) => name.length)) + 2;
  const across = Math.max(1, Math.floor(columns / width));
  const lines: string[] = [];
  for (let index = 0; index < names.length; index += across) {
    lines.push(names.slice(index, index + across).map((name) => name.padEnd(width)).join('').trimEnd()); // prettier-ignore
  }
  return lines.join('\r\n');
}
