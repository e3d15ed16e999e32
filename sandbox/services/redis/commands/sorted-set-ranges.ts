import { readInteger } from '../numbers.ts';
import { fail, syntaxError, type Reply } from '../reply.ts';
import { createSortedSet } from '../sorted-set.ts';
import { range, reads, writes, type Table } from '../table.ts';
import type { Context } from '../types.ts';
import { scoresWithin, textsWithin } from './score-ranges.ts';
import { withScores } from './with-scores.ts';

type By = 'rank' | 'score' | 'text';
interface Options {
  by: By;
  reversed: boolean;
  limit?: [offset: number, count: number];
  scores: boolean;
}

/** The words behind a range. What the older commands fix by their names, ZRANGE leaves open. */
function readRange(words: string[], fixed: Partial<Options>, mayHaveScores: boolean): Options {
  const open = fixed.by === undefined;
  const found: Options = { by: 'rank', reversed: false, scores: false, ...fixed };
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!.toUpperCase();
    if (word === 'WITHSCORES' && mayHaveScores) found.scores = true;
    else if (word === 'LIMIT' && at + 2 < words.length) {
      found.limit = [readInteger(words[at + 1]!), readInteger(words[at + 2]!)];
      at += 2;
    } else if (open && word === 'REV') found.reversed = true;
    else if (open && word === 'BYSCORE') found.by = 'score';
    else if (open && word === 'BYLEX') found.by = 'text';
    else fail(syntaxError);
  }
  if (found.limit && found.by === 'rank') {
    fail('ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX');
  }
  if (found.scores && found.by === 'text') fail('ERR syntax error, WITHSCORES not supported in combination with BYLEX');
  return found;
}

function select(
  [key, from, to]: [string, string, string],
  options: Options,
  { db }: Context,
): (readonly [string, number])[] {
  const { by, reversed, limit } = options;
  const [low, high] = reversed ? [to, from] : [from, to];
  const within = by === 'rank' ? undefined : by === 'score' ? scoresWithin(low, high) : textsWithin(low, high);
  if (!within) [readInteger(from), readInteger(to)].toString();
  const entries = db.get(key, 'zset')?.entries() ?? [];
  const ordered = reversed ? entries.toReversed() : entries;
  if (!within) return ordered.slice(...range(from, to, ordered.length));
  const fitting = ordered.filter(within);
  if (!limit) return fitting;
  const [offset, count] = limit;
  return offset < 0 ? [] : fitting.slice(offset, count < 0 ? undefined : offset + count);
}

const ranged = (fixed: Partial<Options>) =>
  reads(-4, ([key, from, to, ...words], context): Reply => {
    const options = readRange(words, fixed, true);
    const found = select([key!, from!, to!], options, context);
    return options.scores ? withScores(found, context.client.protocol) : found.map(([member]) => member);
  });

export const zranges: Table = {
  zrange: ranged({}),
  zrevrange: ranged({ by: 'rank', reversed: true }),
  zrangebyscore: ranged({ by: 'score' }),
  zrevrangebyscore: ranged({ by: 'score', reversed: true }),
  zrangebylex: ranged({ by: 'text' }),
  zrevrangebylex: ranged({ by: 'text', reversed: true }),
  zrangestore: writes(
    -5,
    ([to, key, from, until, ...words], context) => {
      const found = select([key!, from!, until!], readRange(words, {}, false), context);
      if (found.length) context.db.set(to!, 'zset', createSortedSet(found));
      else context.db.delete(to!);
      return found.length;
    },
    [1, 2, 1],
  ),
  zremrangebyrank: writes(4, ([key, from, to], context) => {
    const found = select([key!, from!, to!], { by: 'rank', reversed: false, scores: false }, context);
    const set = context.db.get(key!, 'zset');
    for (const [member] of found) set!.remove(member);
    if (found.length) context.db.changed(key!);
    return found.length;
  }),
};
