import { hmac } from '@noble/hashes/hmac.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { md5, ripemd160, sha1 } from '@noble/hashes/legacy.js';
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { scrypt } from '@noble/hashes/scrypt.js';
import { sha224, sha256, sha384, sha512, sha512_256 } from '@noble/hashes/sha2.js';
import { sha3_224, sha3_256, sha3_384, sha3_512 } from '@noble/hashes/sha3.js';
import { blake2b, blake2s } from '@noble/hashes/blake2.js';
import { Buffer } from './buffer.ts';
import { invalidArgType, nodeError, outOfRange, unavailable, validateFunction } from './errors.ts';
import { native } from './native-timers.ts';
import { cipherApi } from './crypto-ciphers.ts';
import { bytes, createSecretKey, KeyObject, secret, type Data } from './crypto-keys.ts';
import { random } from './crypto-random.ts';
import Stream from './stream.ts';

type Callback = (error: Error | null, key?: Buffer) => void;

const algorithms = { md5, sha1, sha224, sha256, sha384, sha512, 'sha512-256': sha512_256, ripemd160, rmd160: ripemd160, blake2b512: blake2b, blake2s256: blake2s, 'sha3-224': sha3_224, 'sha3-256': sha3_256, 'sha3-384': sha3_384, 'sha3-512': sha3_512 }; // prettier-ignore
type Algorithm = typeof sha256;

function algorithm(name: unknown): Algorithm {
  if (typeof name !== 'string') throw invalidArgType('algorithm', 'string', name);
  const found = (algorithms as Record<string, unknown>)[
    name.toLowerCase().replace(/^rsa-|^sha-(?=\d)/, (m) => (m === 'rsa-' ? '' : 'sha'))
  ];
  if (found) return found as Algorithm;
  throw new Error('Digest method not supported');
}

function digestOf(name: string): Algorithm {
  try {
    return algorithm(name);
  } catch (error) {
    if (typeof name !== 'string') throw error;
    throw nodeError(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${name}`);
  }
}

const out = (raw: Uint8Array, encoding?: string): Buffer | string => {
  const buffer = Buffer.from(raw.buffer as ArrayBuffer, raw.byteOffset, raw.byteLength);
  return encoding && encoding !== 'buffer' ? buffer.toString(encoding as BufferEncoding) : buffer;
};

interface Hasher {
  update(data: Uint8Array): unknown;
  digest(): Uint8Array;
  clone?(): Hasher;
}

class Digest extends Stream.Transform {
  protected hasher: Hasher;
  #done = false;
  constructor(hasher: Hasher) {
    super();
    this.hasher = hasher;
  }
  update(data: Data, encoding?: string) {
    if (this.#done) throw nodeError(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
    this.hasher.update(bytes(data, 'data', encoding, ['string', 'Buffer', 'TypedArray', 'DataView']));
    return this;
  }
  digest(encoding?: string) {
    if (this.#done) throw nodeError(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
    this.#done = true;
    return out(this.hasher.digest(), encoding);
  }
  override _transform(chunk: Uint8Array, encoding: string, done: () => void) {
    this.update(chunk, encoding);
    done();
  }
  override _flush(done: () => void) {
    this.push(this.digest());
    done();
  }
}
class Hash extends Digest {
  copy() {
    return new Hash(this.hasher.clone!());
  }
}
class Hmac extends Digest {}

/** Runs the work in a later turn; arguments are checked at once by whoever calls this. */
function later(work: () => Uint8Array, callback: Callback) {
  native.soon(() => {
    let key: Buffer;
    try {
      key = out(work()) as Buffer;
    } catch (error) {
      return callback(error as Error);
    }
    callback(null, key);
  });
}

interface ScryptOptions {
  N?: number; cost?: number; r?: number; blockSize?: number; p?: number; parallelization?: number; maxmem?: number;
} // prettier-ignore

function scryptWork(password: Data, salt: Data, length: number, options: ScryptOptions = {}) {
  const N = options.N ?? options.cost ?? 16384;
  const r = options.r ?? options.blockSize ?? 8;
  const p = options.p ?? options.parallelization ?? 1;
  const limit = options.maxmem ?? 32 * 1024 * 1024;
  const [key, pepper] = [bytes(password, 'password'), bytes(salt, 'salt')];
  if (typeof length !== 'number') throw invalidArgType('keylen', 'number', length);
  if (N < 2 || (N & (N - 1)) !== 0)
    throw nodeError(RangeError, 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS', 'Invalid scrypt params');
  if (128 * N * r + 128 * r * (p + 2) > limit) {
    const message = 'Invalid scrypt params: error:030000AC:digital envelope routines::memory limit exceeded';
    throw nodeError(RangeError, 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS', message);
  }
  return () => scrypt(key, pepper, { N, r, p, dkLen: length, maxmem: limit + 2 ** 26 });
}

function pbkdf2Work(password: Data, salt: Data, iterations: number, length: number, digest: string) {
  if (typeof digest !== 'string') throw invalidArgType('digest', 'string', digest);
  const [hash, key, pepper] = [digestOf(digest), bytes(password, 'password'), bytes(salt, 'salt')];
  if (typeof iterations !== 'number') throw invalidArgType('iterations', 'number', iterations);
  if (iterations < 1) throw outOfRange('iterations', '>= 1 && <= 2147483647', iterations);
  return () => pbkdf2(hash, key, pepper, { c: iterations, dkLen: length });
}

const hkdfWork = (digest: string, key: Data, salt: Data, info: Data, length: number) => () =>
  hkdf(digestOf(digest), bytes(key, 'key'), bytes(salt, 'salt'), bytes(info, 'info'), length);

const api = {
  ...random,
  ...cipherApi,
  Hash,
  Hmac,
  KeyObject,
  createSecretKey,
  createHash: (name: string) => new Hash(algorithm(name).create() as unknown as Hasher),
  createHmac(name: string, key: Data | KeyObject) {
    if (typeof name !== 'string') throw invalidArgType('hmac', 'string', name);
    const raw = secret(key);
    return new Hmac(hmac.create(digestOf(name), raw) as unknown as Hasher);
  },
  hash: (name: string, data: Data, encoding = 'hex') => out(algorithm(name)(bytes(data, 'input')), encoding),
  getHashes: () => ['RSA-MD5', 'RSA-SHA1', 'RSA-SHA256', 'RSA-SHA512', ...Object.keys(algorithms)],
  getCurves: () => [],
  timingSafeEqual(a: ArrayBufferView, b: ArrayBufferView) {
    const types = ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'];
    for (const [name, value] of Object.entries({ buf1: a, buf2: b })) {
      if (!ArrayBuffer.isView(value)) {
        const { message } = invalidArgType(name, types, value);
        throw nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', message.replace(/ Received.*/s, ''));
      }
    }
    const [left, right] = [bytes(a, 'buf1'), bytes(b, 'buf2')];
    if (left.length !== right.length) {
      throw nodeError(
        RangeError,
        'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH',
        'Input buffers must have the same byte length',
      );
    }
    return left.reduce((difference, byte, at) => difference | (byte ^ (right[at] as number)), 0) === 0;
  },
  scryptSync: (password: Data, salt: Data, length: number, options?: ScryptOptions) =>
    out(scryptWork(password, salt, length, options)()),
  scrypt(password: Data, salt: Data, length: number, ...rest: unknown[]) {
    const callback = rest.pop();
    validateFunction(callback, 'callback');
    later(scryptWork(password, salt, length, rest[0] as ScryptOptions), callback as Callback);
  },
  pbkdf2Sync: (password: Data, salt: Data, iterations: number, length: number, digest: string) =>
    out(pbkdf2Work(password, salt, iterations, length, digest)()),
  pbkdf2(password: Data, salt: Data, iterations: number, length: number, digest: string, callback: Callback) {
    validateFunction(callback, 'callback');
    later(pbkdf2Work(password, salt, iterations, length, digest), callback);
  },
  hkdfSync: (...args: Parameters<typeof hkdfWork>) => Uint8Array.from(hkdfWork(...args)()).buffer,
  hkdf(...args: [...Parameters<typeof hkdfWork>, (error: Error | null, key?: ArrayBuffer) => void]) {
    const [digest, key, salt, info, length, callback] = args;
    validateFunction(callback, 'callback');
    later(hkdfWork(digest, key, salt, info, length), (error, made) =>
      callback(error, made && Uint8Array.from(made).buffer),
    );
  },
  constants: {},
  X509Certificate: class X509Certificate {
    constructor() {
      throw unavailable('crypto.X509Certificate');
    }
  },
};

const absent = [
  'createSign createVerify sign verify createDiffieHellman createECDH createPrivateKey',
  'createPublicKey generateKeyPair generateKeyPairSync generateKey generateKeySync publicEncrypt',
  'publicDecrypt privateEncrypt privateDecrypt diffieHellman getCipherInfo generatePrime generatePrimeSync',
].flatMap((line) => line.split(' '));
const missing = Object.fromEntries(
  absent.map((name) => [
    name,
    () => {
      throw unavailable(`crypto.${name}`);
    },
  ]),
);

export default { ...missing, ...api } as typeof api & Record<string, unknown>;
