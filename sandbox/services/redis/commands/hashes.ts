import type { Database } from '../database.ts';
import { addBig, addDecimals, readBig, readInteger } from '../numbers.ts';
import { bulk, fail, ok, syntaxError, type Reply } from '../reply.ts';
import { pairs, reads, writes, type Table } from '../table.ts';
import type { Context } from '../types.ts';
import { pickRandom } from './random.ts';
import { readScan, scanStep } from './scan.ts';

function put(db: Database, key: string, fields: [string, string][]): number {
  const hash = db.get(key, 'hash');
  const there = hash ?? new Map<string, string>();
  const before = there.size;
  for (const [field, value] of fields) there.set(field, value);
  if (hash) db.changed(key);
  else db.set(key, 'hash', there);
  return there.size - before;
}

function set(name: string) {
  return ([key, ...words]: string[], { db }: Context): number => {
    if (words.length % 2) fail(`ERR wrong number of arguments for '${name}' command`);
    return put(db, key!, pairs(words));
  };
}

function increment([key, field, by]: string[], { db }: Context): Reply {
  const count = readBig(by!);
  const old = db.get(key!, 'hash')?.get(field!) ?? '0';
  const sum = addBig(readBig(old, 'ERR hash value is not an integer'), count);
  put(db, key!, [[field!, String(sum)]]);
  return sum;
}

function incrementFloat([key, field, by]: string[], { db }: Context): Reply {
  addDecimals('0', by!);
  const old = db.get(key!, 'hash')?.get(field!) ?? '0';
  const sum = addDecimals(old, by!, 'ERR hash value is not a float');
  put(db, key!, [[field!, sum]]);
  return sum;
}

function random([key, count, option, ...more]: string[], { db, client }: Context): Reply {
  if (more.length || (option !== undefined && option.toUpperCase() !== 'WITHVALUES')) fail(syntaxError);
  const many = count === undefined ? undefined : readInteger(count);
  const hash = db.get(key!, 'hash');
  if (!hash) return many === undefined ? null : [];
  const fields = pickRandom([...hash], many ?? 1);
  if (many === undefined) return fields[0]![0];
  if (option === undefined) return fields.map(([field]) => field);
  return client.protocol === 3 ? fields : fields.flat();
}

export const hashes: Table = {
  hset: writes(-4, set('hset')),
  hmset: writes(-4, (args, context) => (set('hmset')(args, context), ok)),
  hsetnx: writes(4, ([key, field, value], { db }) =>
    db.get(key!, 'hash')?.has(field!) ? 0 : put(db, key!, [[field!, value!]]),
  ),
  hget: reads(3, ([key, field], { db }) => bulk(db.get(key!, 'hash')?.get(field!))),
  hmget: reads(-3, ([key, ...fields], { db }) => {
    const hash = db.get(key!, 'hash');
    return fields.map((field) => bulk(hash?.get(field)));
  }),
  hgetall: reads(2, ([key], { db }) => ({ map: [...(db.get(key!, 'hash') ?? [])] })),
  hkeys: reads(2, ([key], { db }) => [...(db.get(key!, 'hash')?.keys() ?? [])]),
  hvals: reads(2, ([key], { db }) => [...(db.get(key!, 'hash')?.values() ?? [])]),
  hlen: reads(2, ([key], { db }) => db.get(key!, 'hash')?.size ?? 0),
  hexists: reads(3, ([key, field], { db }) => (db.get(key!, 'hash')?.has(field!) ? 1 : 0)),
  hstrlen: reads(3, ([key, field], { db }) => db.get(key!, 'hash')?.get(field!)?.length ?? 0),
  hdel: writes(-3, ([key, ...fields], { db }) => {
    const hash = db.get(key!, 'hash');
    const gone = fields.filter((field) => hash?.delete(field)).length;
    if (gone) db.changed(key!);
    return gone;
  }),
  hincrby: writes(4, increment),
  hincrbyfloat: writes(4, incrementFloat),
  hrandfield: reads(-2, random),
  hscan: reads(-3, ([key, cursor, ...words], { db }) => {
    const { count, match } = readScan(words);
    const { next, found } = scanStep([...(db.get(key!, 'hash') ?? [])], cursor!, count);
    return [next, found.filter(([field]) => match(field)).flat()];
  }),
};
