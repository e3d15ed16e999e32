/** Vitest's diff of two values, read for people: which line is which, which words differ, what can be folded away. */

export interface DiffWord {
  text: string;
  changed: boolean;
}

export interface DiffLine {
  kind: 'same' | 'expected' | 'got';
  words: DiffWord[];
}

/** A line, or equal lines in a row that say little. */
export type DiffPart = DiffLine | { folded: DiffLine[] };

/** Lines of `- expected`, `+ got` and equal ones; what pairs up has its differing words marked. */
export function readDiff(diff: string): DiffLine[] {
  const lines = oneAgainstOther(diff) ?? withoutHeader(diff.split('\n')).map(readLine);
  const read: DiffLine[] = [];
  for (let at = 0; at < lines.length;) {
    const expected = stretch(lines, at, 'expected');
    const got = stretch(lines, at + expected.length, 'got');
    if (!expected.length && !got.length) read.push(lines[at++]!);
    else read.push(...marked(expected, got));
    at += expected.length + got.length;
  }
  return read;
}

/** Keeps `around` equal lines beside each change. */
export function foldEqual(lines: DiffLine[], around = 2, atLeast = 4): DiffPart[] {
  const near = (at: number) =>
    lines.slice(Math.max(0, at - around), at + around + 1).some(({ kind }) => kind !== 'same');
  const parts: DiffPart[] = [];
  for (let at = 0; at < lines.length;) {
    let end = at;
    while (end < lines.length && !near(end)) end++;
    if (end - at >= atLeast) parts.push({ folded: lines.slice(at, end) });
    else parts.push(...lines.slice(at, end));
    at = end;
    if (at < lines.length) parts.push(lines[at++]!);
  }
  return parts;
}

/** One short value against another: words beside it say as much. */
export const isOneLine = (lines: DiffLine[]): boolean =>
  lines.length <= 2 && lines.every(({ kind }) => kind !== 'same');

export const textOf = ({ words }: DiffLine): string => words.map(({ text }) => text).join('');

/** `Expected: "a"` and `Received: "b"`, as Vitest writes short texts; values of two types stand below these words. */
function oneAgainstOther(diff: string): DiffLine[] | undefined {
  const found =
    /^Expected: (.*)\nReceived: (.*)$/.exec(diff.trim()) ??
    /^- Expected:\s*\n([^]*)\n\n\+ Received:\s*\n([^]*)$/.exec(diff.trim());
  if (!found) return undefined;
  const linesOf = (kind: DiffLine['kind'], value: string): DiffLine[] =>
    value.split('\n').map((text) => ({ kind, words: [{ text, changed: false }] }));
  return [...linesOf('expected', found[1]!), ...linesOf('got', found[2]!)];
}

function withoutHeader(lines: string[]): string[] {
  if (!/^- Expected\b/.test(lines[0] ?? '') || !/^\+ Received\b/.test(lines[1] ?? '')) return lines;
  return lines.slice(lines[2] === '' ? 3 : 2);
}

function readLine(line: string): DiffLine {
  const kind = line.startsWith('-') ? 'expected' : line.startsWith('+') ? 'got' : 'same';
  return { kind, words: [{ text: line.replace(/^[-+ ] ?/, ''), changed: false }] };
}

function stretch(lines: DiffLine[], from: number, kind: DiffLine['kind']): DiffLine[] {
  let end = from;
  while (lines[end]?.kind === kind) end++;
  return lines.slice(from, end);
}

function marked(expected: DiffLine[], got: DiffLine[]): DiffLine[] {
  const pairs = expected.map((line, index) => {
    const other = got[index];
    return other ? markWords(textOf(line), textOf(other)) : undefined;
  });
  return [
    ...expected.map((line, index) => ({ ...line, words: pairs[index]?.[0] ?? line.words })),
    ...got.map((line, index) => ({ ...line, words: pairs[index]?.[1] ?? line.words })),
  ];
}

/** More would take long, and nobody reads marks in it. */
const mostTokens = 400;

/** Two lines with the words that they do not share; nothing is marked where they have next to nothing in common. */
export function markWords(a: string, b: string): [DiffWord[], DiffWord[]] {
  const [left, right] = [tokens(a), tokens(b)];
  const plain: [DiffWord[], DiffWord[]] = [[{ text: a, changed: false }], [{ text: b, changed: false }]];
  if (left.length > mostTokens || right.length > mostTokens) return plain;
  const common = longestCommon(left, right);
  const shared = [...common].reduce((sum, [at]) => sum + left[at]!.trim().length, 0);
  if (shared * 4 < Math.max(a.trim().length, b.trim().length)) return plain;
  const others = new Set(common.values());
  return [joined(left, (at) => !common.has(at)), joined(right, (at) => !others.has(at))];
}

const tokens = (line: string) => line.match(/\w+|\s+|[^\w\s]/gu) ?? [];

/** Positions of a longest common subsequence: left → right. */
function longestCommon(left: string[], right: string[]): Map<number, number> {
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      lengths[i]![j] =
        left[i] === right[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const pairs = new Map<number, number>();
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    if (left[i] === right[j]) pairs.set(i++, j++);
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++;
    else j++;
  }
  return pairs;
}

function joined(all: string[], isChanged: (at: number) => boolean): DiffWord[] {
  const words: DiffWord[] = [];
  for (const [at, text] of all.entries()) {
    const changed = isChanged(at);
    const last = words.at(-1);
    if (last?.changed === changed) last.text += text;
    else words.push({ text, changed });
  }
  return words;
}
