import type { Entry, TypeName } from '../database.ts';
import { readInteger } from '../numbers.ts';
import { bulk, fail, ok, syntaxError, type Reply } from '../reply.ts';
import { createSortedSet, type SortedSet } from '../sorted-set.ts';
import { cloneStream, type Stream } from '../stream.ts';
import { globToRegExp, plain, readOptions, reads, writes, type Table } from '../table.ts';
import type { Context } from '../types.ts';
import { readScan, scanStep } from './scan.ts';

const all: [number, number, number] = [1, -1, 1];
const noSuchKey = 'ERR no such key';

function database(text: string, { engine }: Context, fault = 'ERR value is not an integer or out of range') {
  return engine.databases[readInteger(text, fault)] ?? fail('ERR DB index is out of range');
}

function rename([from, to]: string[], { db }: Context, onlyNew: boolean): Reply {
  const entry = db.entry(from!) ?? fail(noSuchKey);
  if (onlyNew && db.entry(to!)) return 0;
  if (from !== to) {
    db.delete(from!);
    db.set(to!, entry.type, entry.value, entry.expiresAt);
  }
  return onlyNew ? 1 : ok;
}

function cloneValue({ type, value }: Entry): Entry['value'] {
  if (type === 'list') return [...(value as string[])];
  if (type === 'hash') return new Map(value as Map<string, string>);
  if (type === 'set') return new Set(value as Set<string>);
  if (type === 'zset') return createSortedSet((value as SortedSet).entries());
  return type === 'stream' ? cloneStream(value as Stream) : value;
}

function copy([from, to, ...words]: string[], context: Context): Reply {
  const options = readOptions(words, { DB: 1, REPLACE: 0 });
  const target = options.has('DB') ? database(options.get('DB')![0]!, context) : context.db;
  if (target === context.db && from === to) fail('ERR source and destination objects are the same');
  const entry = context.db.entry(from!);
  if (!entry || (target.entry(to!) && !options.has('REPLACE'))) return 0;
  target.set(to!, entry.type, cloneValue(entry), entry.expiresAt);
  return 1;
}

function moveKey([key, number]: string[], context: Context): Reply {
  const target = database(number!, context);
  if (target === context.db) fail('ERR source and destination objects are the same');
  const entry = context.db.entry(key!);
  if (!entry || target.entry(key!)) return 0;
  context.db.delete(key!);
  target.set(key!, entry.type, entry.value, entry.expiresAt);
  return 1;
}

function scan([cursor, ...words]: string[], { db }: Context): Reply {
  const { count, match, type } = readScan(words, 'TYPE');
  const { next, found } = scanStep(db.keys(), cursor!, count);
  return [next, found.filter((key) => match(key) && (!type || db.entry(key)!.type === type))];
}

function flush(words: string[], clear: () => void): Reply {
  if (words.length > 1 || (words[0] && !/^a?sync$/i.test(words[0]))) fail(syntaxError);
  clear();
  return ok;
}

const isInteger = (text: string) => /^(?:0|-?[1-9]\d{0,17})$/.test(text);
const short = (texts: Iterable<string>, most: number) => [...texts].every((text) => text.length <= most);

/** How Redis 7.0 would keep it with its own settings, from the sizes that its documentation names. */
function encodingOf({ type, value }: Entry): string {
  const encodings: Record<TypeName, () => string> = {
    string: () => (isInteger(value as string) ? 'int' : (value as string).length <= 44 ? 'embstr' : 'raw'),
    // A list is one node, `listpack`, only from 7.2 on.
    list: () => 'quicklist',
    hash: () =>
      (value as Map<string, string>).size <= 512 && short([...(value as Map<string, string>)].flat(), 64)
        ? 'listpack'
        : 'hashtable',
    set: () =>
      (value as Set<string>).size <= 512 && [...(value as Set<string>)].every(isInteger) ? 'intset' : 'hashtable',
    zset: () =>
      (value as SortedSet).size <= 128 &&
      short(
        (value as SortedSet).entries().map(([member]) => member),
        64,
      )
        ? 'listpack'
        : 'skiplist',
    stream: () => 'stream',
  };
  return encodings[type]();
}

function object([word, ...args]: string[], { db }: Context): Reply {
  const entry = db.entry(args[0]!);
  return entry ? (word!.toLowerCase() === 'encoding' ? encodingOf(entry) : 1) : null;
}

export const keys: Table = {
  del: writes(-2, (names, { db }) => names.filter((key) => db.delete(key)).length, all),
  unlink: writes(-2, (names, { db }) => names.filter((key) => db.delete(key)).length, all),
  exists: reads(-2, (names, { db }) => names.filter((key) => db.entry(key)).length, all),
  touch: reads(-2, (names, { db }) => names.filter((key) => db.entry(key)).length, all),
  type: reads(2, ([key], { db }) => ({ simple: db.entry(key!)?.type ?? 'none' })),
  rename: writes(3, (args, context) => rename(args, context, false), [1, 2, 1]),
  renamenx: writes(3, (args, context) => rename(args, context, true), [1, 2, 1]),
  copy: writes(-3, copy, [1, 2, 1]),
  move: writes(3, moveKey),
  keys: plain(2, ([pattern], { db }) => db.keys().filter((key) => globToRegExp(pattern!).test(key)), ['readonly']),
  scan: plain(-2, scan, ['readonly']),
  randomkey: plain(1, (_, { db }) => bulk(db.keys().at(Math.floor(Math.random() * db.keys().length))), ['readonly']),
  dbsize: plain(1, (_, { db }) => db.keys().length, ['readonly']),
  flushdb: plain(-1, (words, { db }) => flush(words, () => db.clear()), ['write']),
  flushall: plain(-1, (words, { engine }) => flush(words, () => engine.databases.forEach((one) => one.clear())), [
    'write',
  ]),
  select: plain(2, ([number], { client, engine }) => {
    const index = readInteger(number!, 'ERR value is not an integer or out of range');
    if (!engine.databases[index]) fail('ERR DB index is out of range');
    client.db = index;
    return ok;
  }),
  swapdb: plain(
    3,
    ([one, other], context) => {
      const [first, second] = [
        database(one!, context, 'ERR invalid first DB index'),
        database(other!, context, 'ERR invalid second DB index'),
      ];
      if (first !== second) first.swap(second);
      return ok;
    },
    ['write'],
  ),
  object: { ...plain(-2, object, ['readonly']), subcommands: { encoding: 3, refcount: 3 } },
};
