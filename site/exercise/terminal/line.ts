/** The line that is being typed, with what the usual keys do to it. Pure: what is on the screen is not its business. */
export interface Line {
  text: string;
  cursor: number;
  /** What was cut last, for Ctrl+Y. */
  cut: string;
}

export const emptyLine: Line = { text: '', cursor: 0, cut: '' };

type Edit = (line: Line) => Line;

const moved = (line: Line, cursor: number): Line => ({
  ...line,
  cursor: Math.max(0, Math.min(line.text.length, cursor)),
});

/** Takes away what is between two places. `keep`: it can be brought back. */
function without(line: Line, from: number, to: number, keep = true): Line {
  const cut = line.text.slice(from, to);
  if (!cut) return line;
  return { text: line.text.slice(0, from) + line.text.slice(to), cursor: from, cut: keep ? cut : line.cut };
}

/** One sign to the left or right, pairs of surrogates as one. */
const before = ({ text, cursor }: Line) => cursor - (/[\uDC00-\uDFFF]/.test(text[cursor - 1] ?? '') ? 2 : 1);
const after = ({ text, cursor }: Line) => cursor + (/[\uD800-\uDBFF]/.test(text[cursor] ?? '') ? 2 : 1);
const wordLeft = ({ text, cursor }: Line) => text.slice(0, cursor).search(/[\p{L}\p{N}_]+[^\p{L}\p{N}_]*$/u);
const wordRight = ({ text, cursor }: Line) =>
  cursor + /^[^\p{L}\p{N}_]*[\p{L}\p{N}_]*/u.exec(text.slice(cursor))![0].length;
const lineStart = ({ text, cursor }: Line) => text.lastIndexOf('\n', cursor - 1) + 1;
const lineEnd = ({ text, cursor }: Line) => (text.indexOf('\n', cursor) + 1 || text.length + 1) - 1;

const home: Edit = (line) => moved(line, lineStart(line));
const end: Edit = (line) => moved(line, lineEnd(line));
const back: Edit = (line) => (line.cursor ? moved(line, before(line)) : line);
const forth: Edit = (line) => moved(line, after(line));
const toWordLeft: Edit = (line) => moved(line, Math.max(0, wordLeft(line)));
const toWordRight: Edit = (line) => moved(line, wordRight(line));
const eraseBack: Edit = (line) => (line.cursor ? without(line, before(line), line.cursor, false) : line);
const eraseForth: Edit = (line) => without(line, line.cursor, after(line), false);
const cutWord: Edit = (line) =>
  without(line, Math.max(0, line.text.slice(0, line.cursor).search(/\S+\s*$/)), line.cursor);

/** What a terminal sends for a key → what the key does. */
const keys: Record<string, Edit> = {
  '\x1b[D': back,
  '\x1bOD': back,
  '\x02': back,
  '\x1b[C': forth,
  '\x1bOC': forth,
  '\x06': forth,
  '\x1b[H': home,
  '\x1bOH': home,
  '\x1b[1~': home,
  '\x01': home,
  '\x1b[F': end,
  '\x1bOF': end,
  '\x1b[4~': end,
  '\x05': end,
  '\x1bb': toWordLeft,
  '\x1b[1;5D': toWordLeft,
  '\x1b[1;3D': toWordLeft,
  '\x1bf': toWordRight,
  '\x1b[1;5C': toWordRight,
  '\x1b[1;3C': toWordRight,
  '\x7f': eraseBack,
  '\b': eraseBack,
  '\x1b[3~': eraseForth,
  '\x17': cutWord,
  '\x1b\x7f': (line) => without(line, Math.max(0, wordLeft(line)), line.cursor),
  '\x1bd': (line) => without(line, line.cursor, wordRight(line)),
  '\x0b': (line) => without(line, line.cursor, lineEnd(line)),
  '\x15': (line) => without(line, lineStart(line), line.cursor),
  '\x19': (line) => insert(line, line.cut),
};

export function insert(line: Line, text: string): Line {
  const { cursor } = line;
  return { ...line, text: line.text.slice(0, cursor) + text + line.text.slice(cursor), cursor: cursor + text.length };
}

export const lineOf = (text: string, cut = ''): Line => ({ text, cursor: text.length, cut });

/** The line after a key, or nothing when the key does not change lines. */
export function edit(line: Line, key: string): Line | undefined {
  const known = keys[key];
  if (known) return known(line);
  // oxlint-disable-next-line no-control-regex -- what a terminal sends for keys begins with such
  return /^[^\x00-\x1f\x7f]/.test(key) ? insert(line, key) : undefined;
}

/** Splits what the terminal sent into keys and pasted text. */
export function splitKeys(data: string): { key?: string; pasted?: string }[] {
  const found: { key?: string; pasted?: string }[] = [];
  // oxlint-disable-next-line no-control-regex -- the same
  const tokens =
    /\x1b\[200~([\s\S]*?)\x1b\[201~|\x1b\[[\d;]*[A-Za-z~]|\x1bO[A-Za-z]|\x1b[\s\S]|[\x00-\x1f\x7f]|[^\x00-\x1f\x7f]+|\x1b$/g;
  for (const match of data.matchAll(tokens)) {
    if (match[1] !== undefined) found.push({ pasted: match[1].replace(/\r\n?/g, '\n') });
    else found.push({ key: match[0] });
  }
  return found;
}

/** What all words begin with. */
export function commonStart(words: string[]): string {
  let start = words[0] ?? '';
  for (const word of words) while (!word.startsWith(start)) start = start.slice(0, -1);
  return start;
}
