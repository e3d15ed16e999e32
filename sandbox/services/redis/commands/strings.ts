import type { Database } from '../database.ts';
import { addBig, addDecimals, readBig, readInteger } from '../numbers.ts';
import { bulk, fail, ok, syntaxError, type Reply } from '../reply.ts';
import { pairs, range, reads, writes, type Table } from '../table.ts';
import type { Context } from '../types.ts';
import { readExpiry, type ExpiryOption } from './expiry.ts';

const longest = 512 * 1024 * 1024;

/** SET's words behind key and value. */
function readSetOptions(words: string[], name: string, now: number) {
  const found = { onlyNew: false, onlyOld: false, get: false, keep: false, expiresAt: undefined as number | undefined };
  let timed = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!.toUpperCase();
    if (word === 'NX' && !found.onlyOld) found.onlyNew = true;
    else if (word === 'XX' && !found.onlyNew) found.onlyOld = true;
    else if (word === 'GET') found.get = true;
    else if (word === 'KEEPTTL' && !timed) found.keep = true;
    else if (['EX', 'PX', 'EXAT', 'PXAT'].includes(word) && !timed && !found.keep && at + 1 < words.length) {
      timed = true;
      found.expiresAt = readExpiry(words[++at]!, word as ExpiryOption, name, now);
    } else fail(syntaxError);
  }
  return found;
}

function set([key, value, ...words]: string[], { db, engine }: Context): Reply {
  const options = readSetOptions(words, 'set', engine.now());
  const before = options.get ? db.get(key!, 'string') : undefined;
  const entry = db.entry(key!);
  const refused = (options.onlyNew && entry) || (options.onlyOld && !entry);
  if (!refused) {
    const expiresAt = options.keep ? entry?.expiresAt : options.expiresAt;
    db.set(key!, 'string', value!, expiresAt);
    if (expiresAt !== undefined) db.entry(key!);
  }
  if (options.get) return bulk(before);
  return refused ? null : ok;
}

/** Changes the text of a key; when it expires stays as it is. */
function update(db: Database, key: string, change: (text: string | undefined) => string): string {
  const text = change(db.get(key, 'string'));
  db.set(key, 'string', text, db.entry(key)?.expiresAt);
  return text;
}

const increment = ({ db }: Context, key: string, by: bigint): Reply => {
  return BigInt(update(db, key, (old) => String(addBig(readBig(old ?? '0'), by))));
};

function getEx([key, ...words]: string[], { db, engine }: Context): Reply {
  const value = db.get(key!, 'string');
  const word = words[0]?.toUpperCase();
  if (word === undefined || value === undefined) return bulk(value);
  if (word === 'PERSIST' && words.length === 1) db.set(key!, 'string', value);
  else if (['EX', 'PX', 'EXAT', 'PXAT'].includes(word) && words.length === 2) {
    db.set(key!, 'string', value, readExpiry(words[1]!, word as ExpiryOption, 'getex', engine.now()));
    db.entry(key!);
  } else fail(syntaxError);
  return value;
}

function setTimed(name: string, unit: ExpiryOption) {
  return ([key, time, value]: string[], { db, engine }: Context): Reply => {
    db.set(key!, 'string', value!, readExpiry(time!, unit, name, engine.now()));
    return ok;
  };
}

function setMany(args: string[], { db }: Context, onlyNew: boolean): Reply {
  if (args.length % 2) fail(`ERR wrong number of arguments for '${onlyNew ? 'msetnx' : 'mset'}' command`);
  if (onlyNew && pairs(args).some(([key]) => db.entry(key))) return 0;
  for (const [key, value] of pairs(args)) db.set(key, 'string', value);
  return onlyNew ? 1 : ok;
}

function setRange([key, from, piece]: string[], { db }: Context): Reply {
  const offset = readInteger(from!);
  if (offset < 0) fail('ERR offset is out of range');
  const old = db.get(key!, 'string') ?? '';
  if (!piece) return old.length;
  if (offset + piece.length > longest) fail('ERR string exceeds maximum allowed size (proto-max-bulk-len)');
  return update(db, key!, () => old.slice(0, offset).padEnd(offset, '\0') + piece + old.slice(offset + piece.length))
    .length;
}

function getRange([key, from, to]: string[], { db }: Context): Reply {
  const [first, last] = [readInteger(from!), readInteger(to!)];
  const text = db.get(key!, 'string') ?? '';
  if (first < 0 && last < 0 && first > last) return '';
  const at = (index: number) => Math.max(0, index < 0 ? index + text.length : index);
  return text.slice(at(first), at(last) + 1);
}

function bitPlace(text: string): number {
  const fault = 'ERR bit offset is not an integer or out of range';
  const place = readInteger(text, fault);
  return place < 0 || place >= longest * 8 ? fail(fault) : place;
}

function setBit([key, offset, bit]: string[], { db }: Context): Reply {
  const place = bitPlace(offset!);
  if (bit !== '0' && bit !== '1') fail('ERR bit is not an integer or out of range');
  let before = 0;
  update(db, key!, (old = '') => {
    const index = place >> 3;
    const mask = 0x80 >> (place & 7);
    const text = old.padEnd(index + 1, '\0');
    const byte = text.charCodeAt(index);
    before = byte & mask ? 1 : 0;
    return text.slice(0, index) + String.fromCharCode(bit === '1' ? byte | mask : byte & ~mask) + text.slice(index + 1);
  });
  return before;
}

function bitCount([key, from, to, unit]: string[], { db }: Context): Reply {
  const text = db.get(key!, 'string') ?? '';
  if (from !== undefined && to === undefined) fail(syntaxError);
  if (unit !== undefined && !/^(?:bit|byte)$/i.test(unit)) fail(syntaxError);
  const bits = [...text].map((byte) => byte.charCodeAt(0).toString(2).padStart(8, '0'));
  const units = unit?.toUpperCase() === 'BIT' ? [...bits.join('')] : bits;
  const part = from === undefined ? units : units.slice(...range(from, to!, units.length));
  return part.join('').replaceAll('0', '').length;
}

export const strings: Table = {
  get: reads(2, ([key], { db }) => bulk(db.get(key!, 'string'))),
  set: writes(-3, set),
  setnx: writes(3, ([key, value], context) => (set([key!, value!, 'NX'], context) === null ? 0 : 1)),
  setex: writes(4, setTimed('setex', 'EX')),
  psetex: writes(4, setTimed('psetex', 'PX')),
  getset: writes(3, ([key, value], { db }) => {
    const before = db.get(key!, 'string');
    db.set(key!, 'string', value!);
    return bulk(before);
  }),
  getdel: writes(2, ([key], { db }) => {
    const before = db.get(key!, 'string');
    db.delete(key!);
    return bulk(before);
  }),
  getex: writes(-2, getEx),
  mget: reads(
    -2,
    (keys, { db }) =>
      keys.map((key) => {
        const entry = db.entry(key);
        return entry?.type === 'string' ? (entry.value as string) : null;
      }),
    [1, -1, 1],
  ),
  mset: writes(-3, (args, context) => setMany(args, context, false), [1, -1, 2]),
  msetnx: writes(-3, (args, context) => setMany(args, context, true), [1, -1, 2]),
  append: writes(3, ([key, more], { db }) => update(db, key!, (old = '') => old + more!).length),
  strlen: reads(2, ([key], { db }) => db.get(key!, 'string')?.length ?? 0),
  getrange: reads(4, getRange),
  substr: reads(4, getRange),
  setrange: writes(4, setRange),
  incr: writes(2, ([key], context) => increment(context, key!, 1n)),
  decr: writes(2, ([key], context) => increment(context, key!, -1n)),
  incrby: writes(3, ([key, by], context) => increment(context, key!, readBig(by!))),
  decrby: writes(3, ([key, by], context) => {
    const count = readBig(by!);
    return increment(context, key!, count === -(2n ** 63n) ? fail('ERR decrement would overflow') : -count);
  }),
  incrbyfloat: writes(3, ([key, by], { db }) => update(db, key!, (old = '0') => addDecimals(old, by!))),
  setbit: writes(4, setBit),
  getbit: reads(3, ([key, offset], { db }) => {
    const place = bitPlace(offset!);
    return ((db.get(key!, 'string') ?? '').charCodeAt(place >> 3) >> (7 - (place & 7))) & 1;
  }),
  bitcount: reads(-2, bitCount),
};
