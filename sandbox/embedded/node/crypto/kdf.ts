import { hkdf } from '@noble/hashes/hkdf.js';
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { scrypt } from '@noble/hashes/scrypt.js';
import { nodeError, outOfRange, validateFunction, validateInteger, validateString } from '../errors.ts';
import { coded, bytes, out, plain, type Data } from './data.ts';
import { digestOf } from './hashes.ts';
import { KeyObject, secret } from './key-object.ts';
import { later } from './later.ts';

type Callback = (error: Error | null, key?: Uint8Array) => void;

interface ScryptOptions {
  N?: number; cost?: number; r?: number; blockSize?: number; p?: number; parallelization?: number; maxmem?: number;
} // prettier-ignore

const uint32 = (value: unknown, name: string) => validateInteger(value, name, 0, 4294967295);

function scryptOptions(options: ScryptOptions) {
  const both = (one: keyof ScryptOptions, other: keyof ScryptOptions) => {
    if (options[one] === undefined || options[other] === undefined) return;
    throw nodeError(TypeError, 'ERR_INCOMPATIBLE_OPTION_PAIR', `Option "${one}" cannot be used in combination with option "${other}"`); // prettier-ignore
  };
  both('N', 'cost');
  both('r', 'blockSize');
  both('p', 'parallelization');
  for (const name of ['N', 'cost', 'r', 'blockSize', 'p', 'parallelization'] as const) {
    if (options[name] !== undefined) uint32(options[name], name);
  }
  const { maxmem } = options;
  if (maxmem !== undefined) validateInteger(maxmem, 'maxmem', 0);
  // Zero stands for the default, as in Node.
  return {
    N: options.N || options.cost || 16384,
    r: options.r || options.blockSize || 8,
    p: options.p || options.parallelization || 1,
    limit: maxmem || 32 * 1024 * 1024,
  };
}

function scryptWork(password: Data, salt: Data, length: number, options: ScryptOptions = {}) {
  const [key, pepper] = [plain(bytes(password, 'password')), plain(bytes(salt, 'salt'))];
  validateInteger(length, 'keylen', 0, 2147483647);
  const { N, r, p, limit } = scryptOptions(options ?? {});
  const invalid = (more = '') => coded(RangeError, 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS', `Invalid scrypt params${more}`);
  if (N < 2 || (N & (N - 1)) !== 0 || p * r > 2 ** 30 - 1) throw invalid();
  if (128 * N * r + 128 * r * (p + 2) > limit) {
    throw invalid(': error:030000AC:digital envelope routines::memory limit exceeded');
  }
  if (length === 0) return () => new Uint8Array(0);
  return () => scrypt(key, pepper, { N, r, p, dkLen: length, maxmem: limit + 2 ** 26 });
}

function pbkdf2Work(password: Data, salt: Data, iterations: number, length: number, digest: string) {
  validateString(digest, 'digest');
  const [key, pepper] = [plain(bytes(password, 'password')), plain(bytes(salt, 'salt'))];
  validateInteger(iterations, 'iterations', 1, 2147483647);
  validateInteger(length, 'keylen', 0, 2147483647);
  const hash = digestOf(digest);
  if (length === 0) return () => new Uint8Array(0);
  return () => pbkdf2(hash, key, pepper, { c: iterations, dkLen: length });
}

function hkdfWork(digest: unknown, key: unknown, salt: Data, info: Data, length: number) {
  validateString(digest, 'digest');
  const material = plain(key instanceof KeyObject ? secret(key) : bytes(key, 'ikm', undefined, ['string', 'SecretKeyObject', 'ArrayBuffer', 'TypedArray', 'DataView', 'Buffer'])); // prettier-ignore
  const [pepper, context] = [plain(bytes(salt, 'salt')), plain(bytes(info, 'info'))];
  validateInteger(length, 'length', 0, 2147483647);
  if (context.length > 1024) throw outOfRange('info', 'must not contain more than 1024 bytes', context.length);
  const hash = digestOf(digest);
  if (length > 255 * hash.outputLen) throw coded(RangeError, 'ERR_CRYPTO_INVALID_KEYLEN', 'Invalid key length');
  if (length === 0) return () => new Uint8Array(0);
  return () => hkdf(hash, material, pepper, context, length);
}

const memory = (key: Uint8Array) => Uint8Array.from(key).buffer;

export const derivation = {
  scryptSync: (password: Data, salt: Data, length: number, options?: ScryptOptions) =>
    out(scryptWork(password, salt, length, options)()),
  scrypt(password: Data, salt: Data, length: number, first: unknown, second?: unknown) {
    const callback = typeof first === 'function' ? first : second;
    const work = scryptWork(password, salt, length, typeof first === 'function' ? {} : (first as ScryptOptions));
    validateFunction(callback, 'callback');
    later(() => out(work()), callback as Callback);
  },
  pbkdf2Sync: (password: Data, salt: Data, iterations: number, length: number, digest: string) =>
    out(pbkdf2Work(password, salt, iterations, length, digest)()),
  pbkdf2(password: Data, salt: Data, iterations: number, length: number, digest: string, callback: Callback) {
    if (typeof digest === 'function') digest = undefined as never;
    const work = pbkdf2Work(password, salt, iterations, length, digest);
    validateFunction(callback, 'callback');
    later(() => out(work()), callback as never);
  },
  hkdfSync: (...args: Parameters<typeof hkdfWork>) => memory(hkdfWork(...args)()),
  hkdf(digest: unknown, key: unknown, salt: Data, info: Data, length: number, callback: Callback) {
    const work = hkdfWork(digest, key, salt, info, length);
    validateFunction(callback, 'callback');
    later(() => memory(work()), callback as never);
  },
};
