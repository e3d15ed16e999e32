import { Buffer } from '../buffer.ts';
import { invalidArgType, invalidArgValue, nodeError, validateFunction, validateInteger, validateObject, validateString } from '../errors.ts'; // prettier-ignore
import { agreements, curveOf, named } from './curves.ts';
import { coded, BYTES, bytes, isData, opensslError, out, plain, type Data } from './data.ts';
import { toBigInt, toBytes } from './der.ts';
import { groupOf } from './dh-groups.ts';
import { freshPair } from './generate.ts';
import { KeyObject, materialOf, wrongKind } from './key-object.ts';
import { later } from './later.ts';
import { below, bitLength, isPrime, power, randomPrime } from './numbers.ts';

type Out = Buffer | string;

/** Classic Diffie-Hellman. */
class Exchange {
  protected readonly prime: bigint;
  protected readonly base: bigint;
  protected secret: bigint | undefined;
  protected open: bigint | undefined;
  declare verifyError: number;
  constructor(prime: bigint, base: bigint, verifyError: number) {
    this.prime = prime;
    this.base = base;
    Object.defineProperty(this, 'verifyError', { value: verifyError, enumerable: true });
    for (const key of ['prime', 'base', 'secret', 'open']) Object.defineProperty(this, key, { enumerable: false, writable: true }); // prettier-ignore
  }
  #bytes(value: bigint, length?: number) {
    return toBytes(value, length);
  }
  generateKeys(encoding?: string): Out {
    this.secret ??= 2n + below(this.prime - 3n);
    this.open = power(this.base, this.secret, this.prime);
    return this.getPublicKey(encoding);
  }
  computeSecret(other: Data, from?: string, to?: string): Out {
    if (this.secret === undefined) throw coded(Error, 'ERR_CRYPTO_INVALID_STATE', 'No private key');
    const value = toBigInt(bytes(other, 'otherPublicKey', from));
    if (value <= 1n) throw coded(RangeError, 'ERR_CRYPTO_INVALID_KEYLEN', 'Supplied key is too small');
    if (value >= this.prime - 1n) throw coded(RangeError, 'ERR_CRYPTO_INVALID_KEYLEN', 'Supplied key is too large');
    return out(this.#bytes(power(value, this.secret, this.prime), Math.ceil(bitLength(this.prime) / 8)), to);
  }
  getPrime(encoding?: string): Out {
    return out(this.#bytes(this.prime), encoding);
  }
  getGenerator(encoding?: string): Out {
    return out(this.#bytes(this.base), encoding);
  }
  getPublicKey(encoding?: string): Out {
    if (this.open === undefined) throw coded(Error, 'ERR_CRYPTO_INVALID_STATE', 'No public key - did you forget to generate one?'); // prettier-ignore
    return out(this.#bytes(this.open), encoding);
  }
  getPrivateKey(encoding?: string): Out {
    if (this.secret === undefined) throw coded(Error, 'ERR_CRYPTO_INVALID_STATE', 'No private key - did you forget to generate one?'); // prettier-ignore
    return out(this.#bytes(this.secret), encoding);
  }
  setPublicKey(key: Data, encoding?: string): this {
    this.open = toBigInt(bytes(key, 'key', encoding));
    return this;
  }
  setPrivateKey(key: Data, encoding?: string): this {
    this.secret = toBigInt(bytes(key, 'key', encoding));
    return this;
  }
}

const dhError = (reason: string, code: string) =>
  Object.assign(new Error(`error:${code}:Diffie-Hellman routines::${reason}`), {
    library: 'Diffie-Hellman routines',
    reason,
    code: `ERR_OSSL_DH_${reason.toUpperCase().replaceAll(' ', '_')}`,
  });

/** `DiffieHellman`: callable without `new`. */
function DiffieHellman(
  this: unknown,
  sizeOrKey: unknown,
  keyEncoding?: unknown,
  generator?: unknown,
  encoding?: string,
): Exchange {
  // prettier-ignore
  if (typeof sizeOrKey !== 'number' && !isData(sizeOrKey)) {
    throw invalidArgType('sizeOrKey', ['number', 'string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], sizeOrKey);
  }
  if (typeof sizeOrKey === 'number') validateInteger(sizeOrKey, 'sizeOrKey', -2147483648, 2147483647);
  if (keyEncoding && typeof keyEncoding !== 'string') [generator, encoding] = [keyEncoding, generator as string];
  else if (keyEncoding && !Buffer.isEncoding(keyEncoding as BufferEncoding) && keyEncoding !== 'buffer') {
    [encoding, generator] = [generator as string, keyEncoding];
  }
  const base = generatorOf(generator, encoding);
  if (typeof sizeOrKey === 'number') {
    if (sizeOrKey < 2) throw dhError('modulus too small', '0280007E');
    return made(DiffieHellman, randomPrime(sizeOrKey, sizeOrKey > 8 ? { safe: true } : {}), base, 0);
  }
  const prime = toBigInt(bytes(sizeOrKey, 'sizeOrKey', keyEncoding as string));
  const verifyError = (isPrime(prime) ? 0 : 1) | (isPrime(prime) && isPrime(prime >> 1n) ? 0 : 2);
  return made(DiffieHellman, prime, base, verifyError);
}

function generatorOf(generator: unknown, encoding?: string): bigint {
  if (!generator) return 2n;
  if (typeof generator === 'number') {
    validateInteger(generator, 'generator', -2147483648, 2147483647);
    if (generator <= 1) throw dhError('bad generator', '0280007D');
    return BigInt(generator);
  }
  if (!isData(generator)) throw invalidArgType('generator', ['number', 'string', ...BYTES], generator);
  const value = toBigInt(bytes(generator, 'generator', encoding));
  if (value <= 1n) throw dhError('bad generator', '0280007D');
  return value;
}

function made(Kind: { prototype: unknown }, prime: bigint, base: bigint, verifyError: number): Exchange {
  const exchange = new Exchange(prime, base, verifyError);
  return Object.setPrototypeOf(exchange, Kind.prototype as object) as Exchange;
}

function DiffieHellmanGroup(this: unknown, name: unknown): Exchange {
  validateString(name, 'name');
  const { prime, generator } = groupOf(name);
  return made(DiffieHellmanGroup, prime, generator, 0);
}

function inherit(Kind: { prototype: object }, without: string[]) {
  for (const name of Object.getOwnPropertyNames(Exchange.prototype)) {
    if (name === 'constructor' || without.includes(name)) continue;
    const method = (Exchange.prototype as never as Record<string, (...args: unknown[]) => unknown>)[name]!;
    Object.defineProperty(Kind.prototype, name, {
      value: method,
      writable: true,
      configurable: true,
      enumerable: true,
    });
  }
}
inherit(DiffieHellman as never, []);
inherit(DiffieHellmanGroup as never, ['setPublicKey', 'setPrivateKey']);

const FORMS: Record<string, boolean> = { compressed: true, uncompressed: false, hybrid: false };

function pointForm(format: unknown): string {
  if (!format) return 'uncompressed';
  if (typeof format === 'string' && Object.hasOwn(FORMS, format)) return format;
  throw nodeError(TypeError, 'ERR_CRYPTO_ECDH_INVALID_FORMAT', `Invalid ECDH format: ${String(format)}`);
}

function encodePoint(curve: string, point: Uint8Array, format: unknown, encoding?: string): Out {
  const form = pointForm(format);
  const bytes = Buffer.from(named[curve]!.curve.Point.fromBytes(point).toBytes(FORMS[form]!));
  if (form === 'hybrid') bytes[0] = 6 | (bytes.at(-1)! & 1);
  return out(bytes, encoding);
}

function decodePoint(curve: string, given: Uint8Array): Uint8Array {
  const copy = plain(given);
  if (copy[0] === 6 || copy[0] === 7) copy[0] = 4;
  return named[curve]!.curve.Point.fromBytes(copy).toBytes(false);
}

class EcExchange {
  readonly #curve: string;
  #secret: Uint8Array | undefined;
  #point: Uint8Array | undefined;
  constructor(curve: unknown) {
    validateString(curve, 'curve');
    this.#curve = curveOf(/^P-/.test(curve) ? '' : curve);
  }
  generateKeys(encoding?: string, format?: string): Out {
    const { secretKey, publicKey } = freshPair(this.#curve);
    [this.#secret, this.#point] = [secretKey, publicKey];
    return this.getPublicKey(encoding, format);
  }
  computeSecret(other: Data, from?: string, to?: string): Out {
    const given = bytes(other, 'otherPublicKey', from);
    if (!this.#secret) throw opensslError('08000065', 'elliptic curve routines', 'missing private key');
    let point: Uint8Array;
    try {
      point = decodePoint(this.#curve, given);
    } catch {
      throw coded(Error, 'ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY', 'Public key is not valid for specified curve');
    }
    return out(Buffer.from(named[this.#curve]!.curve.getSharedSecret(this.#secret, point, true)).subarray(1), to);
  }
  getPublicKey(encoding?: string, format?: string): Out {
    if (!this.#point) throw coded(Error, 'ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY', 'Failed to get ECDH public key');
    return encodePoint(this.#curve, this.#point, format, encoding);
  }
  getPrivateKey(encoding?: string): Out {
    if (!this.#secret) throw coded(Error, 'ERR_CRYPTO_ECDH_INVALID_PRIVATE_KEY', 'Failed to get ECDH private key');
    return out(Buffer.from(this.#secret), encoding);
  }
  setPrivateKey(key: Data, encoding?: string): this {
    const { curve, size } = named[this.#curve]!;
    const given = bytes(key, 'key', encoding);
    const secret = plain(Buffer.concat([Buffer.alloc(size), given]).subarray(-Math.max(size, given.length)));
    if (!curve.utils.isValidSecretKey(secret)) {
      throw coded(Error, 'ERR_CRYPTO_INVALID_KEYTYPE', 'Private key is not valid for specified curve.');
    }
    this.#secret = secret;
    this.#point = curve.getPublicKey(secret, false);
    return this;
  }
  setPublicKey(key: Data, encoding?: string): this {
    try {
      this.#point = decodePoint(this.#curve, bytes(key, 'key', encoding));
    } catch {
      throw coded(Error, 'ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY', 'Failed to convert Buffer to EC_POINT');
    }
    return this;
  }
}

function ECDH(this: unknown, curve: unknown): EcExchange {
  return new EcExchange(curve);
}
ECDH.prototype = EcExchange.prototype;
ECDH.convertKey = (key: Data, curve: unknown, from?: string, to?: string, format?: string): Out => {
  validateString(curve, 'curve');
  const given = bytes(key, 'key', from);
  const name = curveOf(curve);
  pointForm(format);
  try {
    return encodePoint(name, decodePoint(name, given), format, to);
  } catch {
    throw coded(Error, 'ERR_CRYPTO_OPERATION_FAILED', 'Failed to convert Buffer to EC_POINT');
  }
};

const MIXED = ['dh', 'ec', 'x448', 'x25519'];

function agree(privateKey: KeyObject, publicKey: KeyObject): Buffer {
  const [mine, theirs] = [materialOf(privateKey), materialOf(publicKey)];
  const fail = () => opensslError('0308010C', 'digital envelope routines', 'different parameters');
  if (mine.type === 'ec' && theirs.type === 'ec') {
    if (mine.curve !== theirs.curve)
      throw opensslError('03000099', 'digital envelope routines', 'different parameters');
    return Buffer.from(named[mine.curve]!.curve.getSharedSecret(mine.secret!, theirs.point, true)).subarray(1);
  }
  if (mine.type === 'dh' && theirs.type === 'dh') {
    if (mine.prime !== theirs.prime)
      throw opensslError('03000099', 'digital envelope routines', 'different parameters');
    return toBytes(power(theirs.y, mine.x!, mine.prime), Math.ceil(bitLength(mine.prime) / 8));
  }
  if ((mine.type === 'x25519' || mine.type === 'x448') && 'point' in theirs) {
    try {
      return Buffer.from(agreements[mine.type as 'x25519'].getSharedSecret(mine.secret!, theirs.point));
    } catch {
      throw opensslError('1C8000C1', 'Provider routines', 'failed during derivation');
    }
  }
  throw fail();
}

function diffieHellman(options: { privateKey?: unknown; publicKey?: unknown }, callback?: unknown): Buffer | undefined {
  validateObject(options, 'options');
  const { privateKey, publicKey } = options;
  if (!(privateKey instanceof KeyObject)) throw invalidArgValue('options.privateKey', privateKey);
  if (!(publicKey instanceof KeyObject)) throw invalidArgValue('options.publicKey', publicKey);
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (privateKey.type !== 'private') throw wrongKind(privateKey.type, 'private');
  if (publicKey.type !== 'public' && publicKey.type !== 'private') throw wrongKind(publicKey.type, 'private or public');
  const [one, other] = [materialOf(privateKey).type, materialOf(publicKey).type];
  if (one !== other || !MIXED.includes(one)) {
    throw nodeError(
      Error,
      'ERR_CRYPTO_INCOMPATIBLE_KEY',
      `Incompatible key types for Diffie-Hellman: ${one} and ${other}`,
    );
  }
  if (callback === undefined) return agree(privateKey, publicKey);
  later(() => agree(privateKey, publicKey), callback as never);
  return undefined;
}

export const exchange = {
  DiffieHellman,
  DiffieHellmanGroup,
  ECDH,
  diffieHellman,
};
