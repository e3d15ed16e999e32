import { readInteger } from './numbers.ts';
import { fail, syntaxError } from './reply.ts';
import type { Command } from './types.ts';

/** What the tables of commands share. */
export type Table = Record<string, Command>;

type Run = Command['run'];
type Keys = Command['keys'];

const command =
  (flags: string[]) =>
  (arity: number, run: Run, keys: Keys = [1, 1, 1]): Command => ({ arity, flags, keys, run });

/** A command that only looks. Its key is the first word unless said otherwise. */
export const reads = command(['readonly']);
export const writes = command(['write']);
/** One that may wait; it never does in a transaction. */
export const waits = command(['write', 'noscript', 'blocking']);

/** A command without keys. */
export const plain = (arity: number, run: Run, flags: string[] = []): Command => ({ arity, flags, run });

/** Options that stand behind the fixed words of a command, by name and how many words follow. */
export function readOptions<Name extends string>(words: string[], known: Record<Name, number>): Map<Name, string[]> {
  const found = new Map<Name, string[]>();
  for (let at = 0; at < words.length; at++) {
    const name = words[at]!.toUpperCase() as Name;
    const count = known[name];
    if (count === undefined || at + count >= words.length) fail(syntaxError);
    found.set(name, words.slice(at + 1, at + 1 + count));
    at += count;
  }
  return found;
}

/** From and to, counted from the end where negative, as a half-open range within `length`. */
export function range(from: string, to: string, length: number): [start: number, end: number] {
  const [first, last] = [readInteger(from), readInteger(to)];
  const start = Math.max(0, first < 0 ? first + length : first);
  const end = Math.min(length - 1, last < 0 ? last + length : last);
  return start > end ? [0, 0] : [start, end + 1];
}

/** Keys whose number is told first, as in `ZUNION 2 a b …`. */
export function countedKeys(
  args: string[],
  at: number,
  fault: string,
  tooMany = syntaxError,
): { keys: string[]; rest: string[] } {
  const count = readInteger(args[at]!, fault);
  if (count < 1) fail(fault);
  if (count > args.length - at - 1) fail(tooMany);
  return { keys: args.slice(at + 1, at + 1 + count), rest: args.slice(at + 1 + count) };
}

export const pairs = (words: string[]): [string, string][] =>
  Array.from({ length: words.length / 2 }, (_, index) => [words[index * 2]!, words[index * 2 + 1]!]);

/** Seconds to wait, as the last word of a command that waits; gives ms. */
export function readTimeout(text: string): number {
  const seconds = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(seconds)) fail('ERR timeout is not a float or out of range');
  if (seconds < 0) fail('ERR timeout is negative');
  return Math.ceil(seconds * 1000);
}

/** The Redis form of a pattern: `*`, `?`, `[a-z]`, `[^x]` and `\` before what is meant literally. */
export function globToRegExp(pattern: string): RegExp {
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    if (character === '*') source += '[\\s\\S]*';
    else if (character === '?') source += '[\\s\\S]';
    else if (character === '[') {
      const [set, length] = characterSet(pattern.slice(at + 1));
      source += set;
      at += length;
    } else {
      if (character === '\\' && at + 1 < pattern.length) at++;
      source += literal(pattern[at]!);
    }
  }
  return new RegExp(`^${source}$`);
}

const literal = (character: string) => character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

function characterSet(text: string): [source: string, length: number] {
  const negated = text.startsWith('^');
  let inner = '';
  let at = negated ? 1 : 0;
  for (; at < text.length && text[at] !== ']'; at++) {
    if (text[at] === '\\' && at + 1 < text.length) inner += literal(text[++at]!);
    else if (text[at + 1] === '-' && at + 2 < text.length) {
      const [low, high] = [text[at]!, text[at + 2]!].toSorted();
      inner += `${literal(low!)}-${literal(high!)}`;
      at += 2;
    } else inner += literal(text[at]!);
  }
  const set = negated ? `[^${inner}]` : inner ? `[${inner}]` : '(?!)';
  return [negated && !inner ? '[\\s\\S]' : set, at + 1];
}
