import type { Database } from '../database.ts';
import { readFloat, readInteger } from '../numbers.ts';
import { bulk, fail, syntaxError, type Reply } from '../reply.ts';
import { createSortedSet, type SortedSet } from '../sorted-set.ts';
import { pairs, reads, waits, writes, type Table } from '../table.ts';
import type { Context, Wait } from '../types.ts';
import { waitFor } from './lists.ts';
import { pickRandom } from './random.ts';
import { scoresWithin, textsWithin, type Within } from './score-ranges.ts';
import { readScan, scanStep } from './scan.ts';
import { zranges } from './sorted-set-ranges.ts';
import { combinations } from './sorted-set-combinations.ts';
import { withScores } from './with-scores.ts';

const nothing = createSortedSet();
const stored = (db: Database, key: string): SortedSet => db.get(key, 'zset') ?? nothing;

interface Flags {
  NX: boolean;
  XX: boolean;
  GT: boolean;
  LT: boolean;
  CH: boolean;
  INCR: boolean;
}

function readFlags(words: string[]): { flags: Flags; rest: string[] } {
  const flags: Flags = { NX: false, XX: false, GT: false, LT: false, CH: false, INCR: false };
  let at = 0;
  for (; at < words.length && words[at]!.toUpperCase() in flags; at++)
    flags[words[at]!.toUpperCase() as keyof Flags] = true;
  const rest = words.slice(at);
  if (!rest.length || rest.length % 2) fail(syntaxError);
  if (flags.NX && flags.XX) fail('ERR XX and NX options at the same time are not compatible');
  if ((flags.GT && (flags.LT || flags.NX)) || (flags.LT && flags.NX)) {
    fail('ERR GT, LT, and/or NX options at the same time are not compatible');
  }
  if (flags.INCR && rest.length > 2) fail('ERR INCR option supports a single increment-element pair');
  return { flags, rest };
}

function nextScore(flags: Flags, before: number | undefined, given: number): number | undefined {
  if (before === undefined) return flags.XX ? undefined : given;
  const score = flags.INCR ? before + given : given;
  if (Number.isNaN(score)) fail('ERR resulting score is not a number (NaN)');
  if (flags.NX || (flags.GT && score <= before) || (flags.LT && score >= before)) return undefined;
  return score;
}

function add([key, ...words]: string[], { db }: Context): Reply {
  const { flags, rest } = readFlags(words);
  const entries = pairs(rest).map(([score, member]) => [readFloat(score), member] as const);
  const there = db.get(key!, 'zset');
  const set = there ?? createSortedSet();
  let [added, moved] = [0, 0];
  let last: number | undefined;
  for (const [given, member] of entries) {
    const before = set.score(member);
    last = nextScore(flags, before, given);
    if (last === undefined || last === before) continue;
    if (before === undefined) added++;
    else moved++;
    set.put(member, last);
  }
  if (!there && set.size) db.set(key!, 'zset', set);
  else if (added + moved) db.changed(key!);
  if (flags.INCR) return last === undefined ? null : { double: last };
  return flags.CH ? added + moved : added;
}

function remove(db: Database, key: string, members: string[]): number {
  const set = db.get(key, 'zset');
  const gone = members.filter((member) => set?.remove(member)).length;
  if (gone) db.changed(key);
  return gone;
}

const removeWithin = (within: (from: string, to: string) => Within) =>
  writes(4, ([key, from, to], { db }) => {
    const fits = within(from!, to!);
    const members = stored(db, key!)
      .entries()
      .filter(fits)
      .map(([member]) => member);
    return remove(db, key!, members);
  });

type End = 'least' | 'most';

function take(db: Database, key: string, end: End, count: number): [string, number][] {
  const entries = stored(db, key).entries();
  const taken = (end === 'least' ? entries.slice(0, count) : entries.toReversed().slice(0, count)).map(
    ([member, score]): [string, number] => [member, score],
  );
  remove(
    db,
    key,
    taken.map(([member]) => member),
  );
  return taken;
}

function pop(end: End) {
  return ([key, count, ...more]: string[], { db, client }: Context): Reply => {
    if (more.length) fail(syntaxError);
    const fault = 'ERR value is out of range, must be positive';
    const many = count === undefined ? 1 : readInteger(count, fault);
    if (many < 0) fail(fault);
    const taken = take(db, key!, end, many);
    return withScores(taken, client.protocol === 3 && count !== undefined ? 3 : 2);
  };
}

function blockingPop(end: End) {
  return (args: string[], context: Context): Reply | Wait => {
    const attempt = () => {
      for (const key of args.slice(0, -1)) {
        const [first] = take(context.db, key, end, 1);
        if (first) return [key, first[0], { double: first[1] }];
      }
      return undefined;
    };
    return waitFor(context, args.at(-1)!, attempt);
  };
}

const place = (reversed: boolean) =>
  reads(3, ([key, member], { db }) => {
    const set = stored(db, key!);
    const rank = set.rank(member!);
    return rank < 0 ? null : reversed ? set.size - 1 - rank : rank;
  });

function random([key, count, option, ...more]: string[], { db, client }: Context): Reply {
  if (more.length || (option !== undefined && option.toUpperCase() !== 'WITHSCORES')) fail(syntaxError);
  const many = count === undefined ? undefined : readInteger(count);
  const found = pickRandom([...stored(db, key!).entries()], many ?? 1);
  if (many === undefined) return bulk(found[0]?.[0]);
  return option === undefined ? found.map(([member]) => member) : withScores(found, client.protocol);
}

const score = (value: number | undefined): Reply => (value === undefined ? null : { double: value });
const count = (within: (from: string, to: string) => Within) =>
  reads(4, ([key, from, to], { db }) => {
    const fits = within(from!, to!);
    return stored(db, key!).entries().filter(fits).length;
  });

export const sortedSets: Table = {
  zadd: writes(-4, add),
  zincrby: writes(4, ([key, by, member], context) => add([key!, 'INCR', by!, member!], context)),
  zscore: reads(3, ([key, member], { db }) => score(stored(db, key!).score(member!))),
  zmscore: reads(-3, ([key, ...members], { db }) => members.map((member) => score(stored(db, key!).score(member)))),
  zcard: reads(2, ([key], { db }) => stored(db, key!).size),
  zcount: count(scoresWithin),
  zlexcount: count(textsWithin),
  zrank: place(false),
  zrevrank: place(true),
  zrem: writes(-3, ([key, ...members], { db }) => remove(db, key!, members)),
  zremrangebyscore: removeWithin(scoresWithin),
  zremrangebylex: removeWithin(textsWithin),
  zpopmin: writes(-2, pop('least')),
  zpopmax: writes(-2, pop('most')),
  bzpopmin: waits(-3, blockingPop('least'), [1, -2, 1]),
  bzpopmax: waits(-3, blockingPop('most'), [1, -2, 1]),
  zrandmember: reads(-2, random),
  zscan: reads(-3, ([key, cursor, ...words], { db }) => {
    const { count: many, match } = readScan(words);
    const { next, found } = scanStep([...stored(db, key!).entries()], cursor!, many);
    return [
      next,
      withScores(
        found.filter(([member]) => match(member)),
        'text',
      ),
    ];
  }),
  ...zranges,
  ...combinations,
};
