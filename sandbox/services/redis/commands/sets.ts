import type { Database } from '../database.ts';
import { readInteger } from '../numbers.ts';
import { fail, syntaxError, type Reply } from '../reply.ts';
import { countedKeys, readOptions, reads, writes, type Table } from '../table.ts';
import type { Context } from '../types.ts';
import { pickRandom } from './random.ts';
import { readScan, scanStep } from './scan.ts';

const all: [number, number, number] = [1, -1, 1];
const members = (db: Database, key: string): Set<string> => db.get(key, 'set') ?? new Set();

/** Sets of whole numbers are kept in their order, as Redis keeps them. */
function inOrder(set: Set<string>): string[] {
  const list = [...set];
  return list.every((text) => /^(?:0|-?[1-9]\d{0,15})$/.test(text))
    ? list.toSorted((one, other) => Number(one) - Number(other))
    : list;
}

function add(db: Database, key: string, items: Iterable<string>): number {
  const set = db.get(key, 'set');
  const there = set ?? new Set<string>();
  const before = there.size;
  for (const item of items) there.add(item);
  if (!set) db.set(key, 'set', there);
  else if (there.size > before) db.changed(key);
  return there.size - before;
}

function remove(db: Database, key: string, items: string[]): number {
  const set = db.get(key, 'set');
  const gone = items.filter((item) => set?.delete(item)).length;
  if (gone) db.changed(key);
  return gone;
}

type Combine = (sets: Set<string>[]) => Set<string>;
const union: Combine = (sets) => new Set(sets.flatMap((set) => [...set]));
const intersection: Combine = ([first, ...rest]) =>
  new Set([...first!].filter((item) => rest.every((set) => set.has(item))));
const difference: Combine = ([first, ...rest]) =>
  new Set([...first!].filter((item) => !rest.some((set) => set.has(item))));

const combined = (combine: Combine) =>
  reads(-2, (names, { db }) => ({ set: inOrder(combine(names.map((key) => members(db, key)))) }), all);

const stored = (combine: Combine) =>
  writes(
    -3,
    ([to, ...names], { db }) => {
      const result = combine(names.map((key) => members(db, key)));
      if (result.size) db.set(to!, 'set', result);
      else db.delete(to!);
      return result.size;
    },
    all,
  );

function pop([key, count, ...more]: string[], { db }: Context): Reply {
  if (more.length) fail(syntaxError);
  const fault = 'ERR value is out of range, must be positive';
  const many = count === undefined ? 1 : readInteger(count, fault);
  if (many < 0) fail(fault);
  const taken = pickRandom([...members(db, key!)], many);
  remove(db, key!, taken);
  return count === undefined ? (taken[0] ?? null) : { set: taken };
}

function random([key, count, ...more]: string[], { db }: Context): Reply {
  if (more.length) fail(syntaxError);
  const many = count === undefined ? undefined : readInteger(count);
  const found = pickRandom([...members(db, key!)], many ?? 1);
  return many === undefined ? (found[0] ?? null) : found;
}

function cardinality(args: string[], { db }: Context): Reply {
  const { keys, rest } = countedKeys(
    args,
    0,
    'ERR numkeys should be greater than 0',
    "ERR Number of keys can't be greater than number of args",
  );
  const limit = readInteger(readOptions(rest, { LIMIT: 1 }).get('LIMIT')?.[0] ?? '0', "ERR LIMIT can't be negative");
  if (limit < 0) fail("ERR LIMIT can't be negative");
  const { size } = intersection(keys.map((key) => members(db, key)));
  return limit ? Math.min(limit, size) : size;
}

export const sets: Table = {
  sadd: writes(-3, ([key, ...items], { db }) => add(db, key!, items)),
  srem: writes(-3, ([key, ...items], { db }) => remove(db, key!, items)),
  smembers: reads(2, ([key], { db }) => ({ set: inOrder(members(db, key!)) })),
  sismember: reads(3, ([key, item], { db }) => (members(db, key!).has(item!) ? 1 : 0)),
  smismember: reads(-3, ([key, ...items], { db }) => items.map((item) => (members(db, key!).has(item) ? 1 : 0))),
  scard: reads(2, ([key], { db }) => members(db, key!).size),
  spop: writes(-2, pop),
  srandmember: reads(-2, random),
  smove: writes(
    4,
    ([from, to, item], { db }) => {
      const there = members(db, from!).has(item!);
      members(db, to!);
      if (!there || from === to) return there ? 1 : 0;
      remove(db, from!, [item!]);
      add(db, to!, [item!]);
      return 1;
    },
    [1, 2, 1],
  ),
  sunion: combined(union),
  sinter: combined(intersection),
  sdiff: combined(difference),
  sunionstore: stored(union),
  sinterstore: stored(intersection),
  sdiffstore: stored(difference),
  sintercard: reads(-3, cardinality, [0, 0, 0]),
  sscan: reads(-3, ([key, cursor, ...words], { db }) => {
    const { count, match } = readScan(words);
    const { next, found } = scanStep(inOrder(members(db, key!)), cursor!, count);
    return [next, found.filter(match)];
  }),
};
