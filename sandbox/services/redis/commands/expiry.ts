import { readBig, readInteger } from '../numbers.ts';
import { fail, type Reply } from '../reply.ts';
import { reads, writes, type Table } from '../table.ts';
import type { Context } from '../types.ts';

export type ExpiryOption = 'EX' | 'PX' | 'EXAT' | 'PXAT';

/** ms of the clock at which a time given in one of four ways is reached. @throws {RedisError} where it is not above zero. */
export function readExpiry(text: string, unit: ExpiryOption, name: string, now: number): number {
  const invalid = `ERR invalid expire time in '${name}' command`;
  const time = readInteger(text);
  if (time <= 0) fail(invalid);
  return inMilliseconds(text, unit, name, now);
}

function inMilliseconds(text: string, unit: ExpiryOption, name: string, now: number): number {
  const time =
    readBig(text) * (unit.startsWith('E') ? 1000n : 1n) + (unit.endsWith('AT') ? 0n : BigInt(Math.floor(now)));
  const [most, least] = [2n ** 63n - 1n, -(2n ** 63n)];
  return time > most || time < least ? fail(`ERR invalid expire time in '${name}' command`) : Number(time);
}

/** May the key's end move from one time to the other? The four words of EXPIRE. */
function allowed(words: string[], before: number | undefined, after: number): boolean {
  const has = Object.fromEntries(['NX', 'XX', 'GT', 'LT'].map((word) => [word, false]));
  for (const word of words) {
    if (!(word.toUpperCase() in has)) fail(`ERR Unsupported option ${word}`);
    has[word.toUpperCase()] = true;
  }
  if (has['NX'] && (has['XX'] || has['GT'] || has['LT'])) {
    fail('ERR NX and XX, GT or LT options at the same time are not compatible');
  }
  if (has['GT'] && has['LT']) fail('ERR GT and LT options at the same time are not compatible');
  if (has['NX'] && before !== undefined) return false;
  if (has['XX'] && before === undefined) return false;
  if (has['GT'] && (before === undefined || after <= before)) return false;
  return !(has['LT'] && before !== undefined && after >= before);
}

function expire(name: string, unit: ExpiryOption) {
  return ([key, time, ...words]: string[], { db, engine }: Context): Reply => {
    const entry = db.entry(key!);
    allowed(words, undefined, 0);
    const expiresAt = inMilliseconds(time!, unit, name, engine.now());
    if (!entry || !allowed(words, entry.expiresAt, expiresAt)) return 0;
    if (expiresAt <= engine.now()) db.delete(key!);
    else {
      entry.expiresAt = expiresAt;
      db.changed(key!);
    }
    return 1;
  };
}

function left(show: (expiresAt: number, now: number) => number) {
  return ([key]: string[], { db, engine }: Context): Reply => {
    const entry = db.entry(key!);
    if (!entry) return -2;
    return entry.expiresAt === undefined ? -1 : show(entry.expiresAt, engine.now());
  };
}

export const expiry: Table = {
  expire: writes(-3, expire('expire', 'EX')),
  pexpire: writes(-3, expire('pexpire', 'PX')),
  expireat: writes(-3, expire('expireat', 'EXAT')),
  pexpireat: writes(-3, expire('pexpireat', 'PXAT')),
  ttl: reads(
    2,
    left((expiresAt, now) => Math.floor((expiresAt - now + 500) / 1000)),
  ),
  pttl: reads(
    2,
    left((expiresAt, now) => Math.ceil(expiresAt - now)),
  ),
  expiretime: reads(
    2,
    left((expiresAt) => Math.floor((expiresAt + 500) / 1000)),
  ),
  pexpiretime: reads(
    2,
    left((expiresAt) => expiresAt),
  ),
  persist: writes(2, ([key], { db }) => {
    const entry = db.entry(key!);
    if (entry?.expiresAt === undefined) return 0;
    entry.expiresAt = undefined;
    db.changed(key!);
    return 1;
  }),
};
