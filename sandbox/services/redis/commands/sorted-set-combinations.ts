import type { Database } from '../database.ts';
import { readFloat, readInteger } from '../numbers.ts';
import { fail, syntaxError, wrongType, type Reply } from '../reply.ts';
import { createSortedSet, type SortedSet } from '../sorted-set.ts';
import { countedKeys, readOptions, reads, writes, type Table } from '../table.ts';
import type { Context } from '../types.ts';
import { withScores } from './with-scores.ts';

type Kind = 'union' | 'intersection' | 'difference';
type Scores = Map<string, number>;

const aggregates: Record<string, (one: number, other: number) => number> = {
  // The one case of two infinities that is no number counts as nothing.
  SUM: (one, other) => (Number.isNaN(one + other) ? 0 : one + other),
  MIN: Math.min,
  MAX: Math.max,
};

/** Plain sets take part with a score of 1 for each member. */
function scoresOf(db: Database, key: string): Scores {
  const entry = db.entry(key);
  if (!entry) return new Map();
  if (entry.type === 'set') return new Map([...(entry.value as Set<string>)].map((member) => [member, 1]));
  return entry.type === 'zset' ? new Map((entry.value as SortedSet).entries()) : fail(wrongType);
}

function combine(kind: Kind, sets: Scores[], aggregate: (one: number, other: number) => number): Scores {
  const [first, ...rest] = sets as [Scores, ...Scores[]];
  if (kind === 'difference') return new Map([...first].filter(([member]) => !rest.some((set) => set.has(member))));
  const result: Scores = new Map();
  for (const [index, set] of sets.entries()) {
    for (const [member, score] of set) {
      if (kind === 'intersection' && (index ? !result.has(member) : !rest.every((other) => other.has(member))))
        continue;
      result.set(member, result.has(member) ? aggregate(result.get(member)!, score) : score);
    }
  }
  return result;
}

function readWords(words: string[], count: number, kind: Kind, mayHaveScores: boolean) {
  const weights = Array<number>(count).fill(1);
  const found = { weights, aggregate: aggregates['SUM']!, scores: false };
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!.toUpperCase();
    if (word === 'WEIGHTS' && kind !== 'difference' && at + count < words.length) {
      found.weights = weights.map((_, index) => readFloat(words[at + 1 + index]!, 'ERR weight value is not a float'));
      at += count;
    } else if (word === 'AGGREGATE' && kind !== 'difference' && at + 1 < words.length) {
      found.aggregate = aggregates[words[++at]!.toUpperCase()] ?? fail(syntaxError);
    } else if (word === 'WITHSCORES' && mayHaveScores) found.scores = true;
    else fail(syntaxError);
  }
  return found;
}

function run(kind: Kind, name: string, args: string[], { db }: Context, mayHaveScores: boolean) {
  const count = readInteger(args[0]!);
  if (count < 1) fail(`ERR at least 1 input key is needed for '${name}' command`);
  if (count > args.length - 1) fail(syntaxError);
  const names = args.slice(1, count + 1);
  const options = readWords(args.slice(count + 1), count, kind, mayHaveScores);
  const sets = names.map((key, index) => {
    const weigh = ([member, score]: [string, number]): [string, number] => [
      member,
      score * options.weights[index]! || 0,
    ];
    return new Map([...scoresOf(db, key)].map(weigh));
  });
  return { result: createSortedSet(combine(kind, sets, options.aggregate)), scores: options.scores };
}

const shown = (kind: Kind, name: string) =>
  reads(
    -3,
    (args, context): Reply => {
      const { result, scores } = run(kind, name, args, context, true);
      return scores
        ? withScores(result.entries(), context.client.protocol)
        : result.entries().map(([member]) => member);
    },
    [0, 0, 0],
  );

const kept = (kind: Kind, name: string) =>
  writes(-4, ([to, ...args], context) => {
    const { result } = run(kind, name, args, context, false);
    if (result.size) context.db.set(to!, 'zset', result);
    else context.db.delete(to!);
    return result.size;
  });

function cardinality(args: string[], { db }: Context): Reply {
  const { keys, rest } = countedKeys(args, 0, 'ERR numkeys should be greater than 0');
  const limit = readInteger(readOptions(rest, { LIMIT: 1 }).get('LIMIT')?.[0] ?? '0', "ERR LIMIT can't be negative");
  if (limit < 0) fail("ERR LIMIT can't be negative");
  const { size } = combine(
    'intersection',
    keys.map((key) => scoresOf(db, key)),
    aggregates['SUM']!,
  );
  return limit ? Math.min(limit, size) : size;
}

export const combinations: Table = {
  zunion: shown('union', 'zunion'),
  zinter: shown('intersection', 'zinter'),
  zdiff: shown('difference', 'zdiff'),
  zunionstore: kept('union', 'zunionstore'),
  zinterstore: kept('intersection', 'zinterstore'),
  zdiffstore: kept('difference', 'zdiffstore'),
  zintercard: reads(-3, cardinality, [0, 0, 0]),
};
