import type { Frame, PrintedValue } from '../../../sandbox/types.ts';

export type TextPart = string | { text: string; frame: Frame };

const place = /(?:file:\/\/)?(?:\/exercise\/)?((?:[\w@-][\w.@-]*\/)*[\w@-][\w.@-]*\.[cm]?[jt]sx?):(\d+)(?::(\d+))?/g;

/** Finds the places in files of the exercise that a text names, such as the lines of a stack. */
export function linkPlaces(text: string, isFile: (path: string) => boolean): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(place)) {
    const [found, file = '', line, column] = match;
    if (!isFile(file)) continue;
    if (match.index > end) parts.push(text.slice(end, match.index));
    parts.push({ text: found, frame: { file, line: Number(line), column: Number(column ?? 1) } });
    end = match.index + found.length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

// eslint-disable-next-line no-control-regex
const colours = /\u001B\[[0-9;]*[A-Za-z]/g;

/** As it is read on a page: without terminal colours and without the line break that ends every line. */
export const readable = (text: string): string => text.replace(colours, '').replace(/\n$/, '');

/** A folded value in one line: `{ a: 1, list: Array(3), … }`. */
export function summary({ text, entries, more }: PrintedValue, most = 4): string {
  if (!entries) return text;
  const isList = /^(?:\w*Array|Buffer|Set)\(/.test(text);
  const inside = entries
    .slice(0, most)
    .map(([key, value]) => (isList ? brief(value.text) : `${key}: ${brief(value.text)}`));
  if (entries.length > most || more) inside.push('…');
  const [open, close] = isList ? ['[', ']'] : ['{ ', ' }'];
  const name = text === 'Object' ? '' : `${text} `;
  return inside.length ? `${name}${open}${inside.join(', ')}${close}` : `${name}${open.trim()}${close.trim()}`;
}

const brief = (text: string) => (text.length > 40 ? `${text.slice(0, 38)}…` : text);
