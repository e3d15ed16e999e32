import type { Database } from '../database.ts';
import { readInteger } from '../numbers.ts';
import { bulk, fail, nilArray, ok, syntaxError, type Reply } from '../reply.ts';
import { countedKeys, range, readOptions, reads, readTimeout, waits, writes, type Table } from '../table.ts';
import type { Context, Wait } from '../types.ts';

type End = 'LEFT' | 'RIGHT';
const mustBePositive = 'ERR value is out of range, must be positive';

function push(end: End, onlyOld = false) {
  return ([key, ...items]: string[], { db }: Context): Reply => {
    const list = db.get(key!, 'list');
    if (!list && onlyOld) return 0;
    const there = list ?? [];
    if (end === 'LEFT') there.unshift(...items.toReversed());
    else for (const item of items) there.push(item);
    if (list) db.changed(key!);
    else db.set(key!, 'list', there);
    return there.length;
  };
}

function take(db: Database, key: string, end: End, count = 1): string[] | undefined {
  const list = db.get(key, 'list');
  if (!list) return undefined;
  const taken = end === 'LEFT' ? list.splice(0, count) : list.splice(Math.max(0, list.length - count)).toReversed();
  if (taken.length) db.changed(key);
  return taken;
}

function pop(end: End) {
  return ([key, count]: string[], { db }: Context): Reply => {
    if (count === undefined) return bulk(take(db, key!, end)?.[0]);
    const many = readInteger(count, mustBePositive);
    if (many < 0) fail(mustBePositive);
    return take(db, key!, end, many) ?? nilArray;
  };
}

/** The answer of the first key that has something, or a wait for it; `otherwise` where nothing may wait. */
export function waitFor(
  context: Context,
  timeout: string,
  attempt: () => Reply | undefined,
  otherwise: Reply = nilArray,
): Reply | Wait {
  const milliseconds = readTimeout(timeout);
  const answer = attempt();
  if (answer !== undefined) return answer;
  return context.mayWait ? { wait: true, attempt, timeout: milliseconds, otherwise: nilArray } : otherwise;
}

function blockingPop(end: End) {
  return (args: string[], context: Context): Reply | Wait => {
    const keys = args.slice(0, -1);
    const attempt = () => {
      for (const key of keys) {
        const item = take(context.db, key, end)?.[0];
        if (item !== undefined) return [key, item];
      }
      return undefined;
    };
    return waitFor(context, args.at(-1)!, attempt);
  };
}

function readEnd(word: string): End {
  const end = word.toUpperCase();
  return end === 'LEFT' || end === 'RIGHT' ? end : fail(syntaxError);
}

function move(context: Context, [from, to]: [string, string], [out, into]: [End, End]): string | undefined {
  const { db } = context;
  if (!db.get(from, 'list')) return undefined;
  db.get(to, 'list');
  const [item] = take(db, from, out)!;
  push(into)([to, item!], context);
  return item;
}

function blockingMove(keys: [string, string], ends: [End, End], timeout: string, context: Context): Reply | Wait {
  return waitFor(context, timeout, () => move(context, keys, ends), null);
}

function multiPop(args: string[], context: Context, at: number): Reply | undefined {
  const { keys, rest } = countedKeys(args, at, 'ERR numkeys should be greater than 0');
  if (!rest.length) fail(syntaxError);
  const end = readEnd(rest[0]!);
  const [countWords] = [readOptions(rest.slice(1), { COUNT: 1 }).get('COUNT')];
  const fault = 'ERR count should be greater than 0';
  const count = countWords ? readInteger(countWords[0]!, fault) : 1;
  if (count < 1) fail(fault);
  for (const key of keys) {
    const items = take(context.db, key, end, count);
    if (items?.length) return [key, items];
  }
  return undefined;
}

function insert([key, where, pivot, item]: string[], { db }: Context): Reply {
  const side = where!.toUpperCase();
  if (side !== 'BEFORE' && side !== 'AFTER') fail(syntaxError);
  const list = db.get(key!, 'list');
  if (!list) return 0;
  const at = list.indexOf(pivot!);
  if (at < 0) return -1;
  list.splice(side === 'BEFORE' ? at : at + 1, 0, item!);
  db.changed(key!);
  return list.length;
}

function removeEqual([key, count, item]: string[], { db }: Context): Reply {
  const wanted = readInteger(count!);
  const list = db.get(key!, 'list');
  if (!list) return 0;
  const places = [...list.keys()].filter((index) => list[index] === item);
  const gone = wanted === 0 ? places : wanted > 0 ? places.slice(0, wanted) : places.slice(wanted);
  for (const place of gone.toReversed()) list.splice(place, 1);
  if (gone.length) db.changed(key!);
  return gone.length;
}

function positions([key, item, ...words]: string[], { db }: Context): Reply {
  const options = readOptions(words, { RANK: 1, COUNT: 1, MAXLEN: 1 });
  const read = (name: 'RANK' | 'COUNT' | 'MAXLEN') => options.get(name) && readInteger(options.get(name)![0]!);
  const [rank = 1, count, limit = 0] = [read('RANK'), read('COUNT'), read('MAXLEN')];
  if (rank === 0) {
    fail(
      "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to start from the end of the list",
    );
  }
  if (count !== undefined && count < 0) fail("ERR COUNT can't be negative");
  if (limit < 0) fail("ERR MAXLEN can't be negative");
  const list = db.get(key!, 'list');
  if (!list) return count === undefined ? null : [];
  let places = [...list.keys()];
  if (rank < 0) places.reverse();
  if (limit) places = places.slice(0, limit);
  const found = places.filter((place) => list[place] === item).slice(Math.abs(rank) - 1);
  if (count === undefined) return found[0] ?? null;
  return count === 0 ? found : found.slice(0, count);
}

const indexIn = (list: string[], text: string) => {
  const index = readInteger(text);
  return index < 0 ? index + list.length : index;
};

export const lists: Table = {
  lpush: writes(-3, push('LEFT')),
  rpush: writes(-3, push('RIGHT')),
  lpushx: writes(-3, push('LEFT', true)),
  rpushx: writes(-3, push('RIGHT', true)),
  lpop: writes(-2, pop('LEFT')),
  rpop: writes(-2, pop('RIGHT')),
  llen: reads(2, ([key], { db }) => db.get(key!, 'list')?.length ?? 0),
  lrange: reads(4, ([key, from, to], { db }) => {
    const list = (readInteger(from!), readInteger(to!), db.get(key!, 'list') ?? []);
    return list.slice(...range(from!, to!, list.length));
  }),
  lindex: reads(3, ([key, index], { db }) => {
    const list = db.get(key!, 'list');
    return list ? bulk(list[indexIn(list, index!)]) : null;
  }),
  lset: writes(4, ([key, index, item], { db }) => {
    const list = db.get(key!, 'list') ?? fail('ERR no such key');
    const at = indexIn(list, index!);
    if (at < 0 || at >= list.length) fail('ERR index out of range');
    list[at] = item!;
    db.changed(key!);
    return ok;
  }),
  linsert: writes(5, insert),
  lrem: writes(4, removeEqual),
  ltrim: writes(4, ([key, from, to], { db }) => {
    const list = (readInteger(from!), readInteger(to!), db.get(key!, 'list'));
    if (!list) return ok;
    const [start, end] = range(from!, to!, list.length);
    list.splice(end);
    list.splice(0, start);
    db.changed(key!);
    return ok;
  }),
  lpos: reads(-3, positions),
  lmove: writes(
    5,
    ([from, to, out, into], context) => bulk(move(context, [from!, to!], [readEnd(out!), readEnd(into!)])),
    [1, 2, 1],
  ),
  rpoplpush: writes(3, ([from, to], context) => bulk(move(context, [from!, to!], ['RIGHT', 'LEFT'])), [1, 2, 1]),
  lmpop: writes(-4, (args, context) => multiPop(args, context, 0) ?? nilArray, [0, 0, 0]),
  blpop: waits(-3, blockingPop('LEFT'), [1, -2, 1]),
  brpop: waits(-3, blockingPop('RIGHT'), [1, -2, 1]),
  blmove: waits(
    6,
    ([from, to, out, into, timeout], context) =>
      blockingMove([from!, to!], [readEnd(out!), readEnd(into!)], timeout!, context),
    [1, 2, 1],
  ),
  brpoplpush: waits(
    4,
    ([from, to, timeout], context) => blockingMove([from!, to!], ['RIGHT', 'LEFT'], timeout!, context),
    [1, 2, 1],
  ),
  blmpop: waits(-5, (args, context) => waitFor(context, args[0]!, () => multiPop(args, context, 1)), [0, 0, 0]),
};
