import { readBig, readInteger } from '../numbers.ts';
import { fail, syntaxError } from '../reply.ts';
import { globToRegExp, readOptions } from '../table.ts';

/** The words behind a cursor. */
export function readScan(words: string[], extra: 'TYPE' | undefined = undefined) {
  const options = readOptions(words, { MATCH: 1, COUNT: 1, ...(extra && { TYPE: 1 }) } as Record<
    'MATCH' | 'COUNT' | 'TYPE',
    number
  >);
  const count = readInteger(options.get('COUNT')?.[0] ?? '10');
  if (count < 1) fail(syntaxError);
  const pattern = options.get('MATCH')?.[0];
  const match =
    pattern === undefined || pattern === '*' ? () => true : (text: string) => globToRegExp(pattern).test(text);
  return { count, match, type: options.get('TYPE')?.[0]?.toLowerCase() };
}

/**
 * One step through items that do not move while it goes on. A cursor is the place to go on from; Redis's own are opaque,
 * and so are these to whoever keeps to the protocol.
 */
export function scanStep<Item>(items: Item[], cursor: string, count: number): { next: string; found: Item[] } {
  const fault = 'ERR invalid cursor';
  const at = /^\d+$/.test(cursor) ? Number(readBig(cursor, fault)) : fail(fault);
  const end = at + count;
  return { next: end < items.length ? String(end) : '0', found: items.slice(at, end) };
}
