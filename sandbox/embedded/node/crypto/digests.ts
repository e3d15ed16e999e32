import { hmac } from '@noble/hashes/hmac.js';
import { Buffer } from '../buffer.ts';
import { invalidArgType, nodeError, validateInteger, validateString } from '../errors.ts';
import Stream from '../stream.ts';
import { coded, bytes, opensslError, out, plain, type Data } from './data.ts';
import { digestOf, hashFacts, type HashFacts } from './hashes.ts';
import { secret } from './key-object.ts';

interface Hasher {
  update(data: Uint8Array): unknown;
  digest(): Uint8Array;
  xof?(length: number): Uint8Array;
  clone?(): Hasher;
}

const TYPES = ['string', 'Buffer', 'TypedArray', 'DataView'];
const finalized = () => nodeError(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');

/** A class that also works when it is called without `new`, as Node's oldest classes do. */
export function callable<T extends new (...args: any[]) => object>(Kind: T, name: string): T {
  const form = function (...args: unknown[]) {
    return Reflect.construct(Kind, args) as object;
  };
  form.prototype = Kind.prototype as object;
  Object.defineProperty(form, 'name', { value: name });
  Object.setPrototypeOf(form, Object.getPrototypeOf(Kind) as object);
  Object.defineProperty(Kind.prototype, 'constructor', { value: form, writable: true, configurable: true });
  return form as unknown as T;
}

function checkInput(data: unknown, encoding: unknown): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data, (encoding === 'buffer' ? 'utf8' : encoding) as BufferEncoding);
  if (!ArrayBuffer.isView(data)) throw invalidArgType('data', TYPES, data);
  return plain(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

abstract class Digest extends Stream.Transform {
  protected abstract hasher: Hasher;
  protected done = false;
  update(data: Data, encoding?: string): this {
    if (this.done) throw finalized();
    const input = checkInput(data, encoding);
    this.hasher.update(plain(input));
    return this;
  }
  abstract digest(encoding?: string): Buffer | string;
  override _transform(chunk: Uint8Array, encoding: string, done: () => void) {
    this.update(chunk, encoding);
    done();
  }
  override _flush(done: () => void) {
    this.push(this.finish());
    done();
  }
  protected abstract finish(): Buffer;
}

const hidden = (target: object, ...names: string[]) => {
  for (const name of names) Object.defineProperty(target, name, { enumerable: false, writable: true });
};

class HashStream extends Digest {
  protected hasher: Hasher;
  #facts: HashFacts | undefined;
  readonly #length: number | undefined;
  #made: Buffer | undefined;
  constructor(algorithm: unknown, options?: { outputLength?: number }) {
    if (!(algorithm instanceof HashStream)) validateString(algorithm, 'algorithm');
    const length = options && typeof options === 'object' ? options.outputLength : undefined;
    if (length !== undefined) validateInteger(length, 'options.outputLength', 0, 4294967295);
    super(options as object);
    const source = algorithm instanceof HashStream ? algorithm : undefined;
    this.#facts = source ? source.#facts : hashFacts(algorithm as string);
    if (!this.#facts) throw new Error('Digest method not supported');
    const { algorithm: hash, flexible } = this.#facts;
    if (length !== undefined && !flexible && length !== hash.outputLen) {
      throw opensslError('030000B2', 'digital envelope routines', 'not XOF or invalid length');
    }
    this.#length = length;
    this.hasher = source ? source.hasher.clone!() : (hash.create() as never);
    hidden(this, 'hasher', 'done');
  }
  copy(options?: object): HashStream {
    if (this.done) throw finalized();
    return Reflect.construct(Hash, [this, options]) as HashStream;
  }
  protected finish(): Buffer {
    const length = this.#facts?.flexible ? this.#length : undefined;
    const { hasher } = this;
    if (length === 0) return Buffer.alloc(0);
    this.#made ??= out(length === undefined ? hasher.digest() : hasher.xof!(length)) as Buffer;
    return this.#made;
  }
  digest(encoding?: string): Buffer | string {
    if (this.done) throw finalized();
    this.done = true;
    const made = this.finish();
    return encoding && encoding !== 'buffer' ? made.toString(encoding as BufferEncoding) : made;
  }
}

class HmacStream extends Digest {
  protected hasher: Hasher;
  constructor(name: unknown, key: unknown, options?: { encoding?: string }) {
    validateString(name, 'hmac');
    const raw = plain(secret(key, options?.encoding));
    super(options as object);
    if (!hashFacts(name) || hashFacts(name)?.flexible) {
      throw coded(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${name}`);
    }
    this.hasher = hmac.create(digestOf(name), raw) as never;
    hidden(this, 'hasher', 'done');
  }
  digest(encoding?: string): Buffer | string {
    const text = encoding !== undefined && encoding !== 'buffer';
    if (this.done) return text ? '' : Buffer.alloc(0);
    this.done = true;
    return out(this.hasher.digest(), encoding);
  }
  protected finish(): Buffer {
    return this.digest() as Buffer;
  }
}

export const Hash = callable(HashStream, 'Hash');
export const Hmac = callable(HmacStream, 'Hmac');

/** `crypto.hash`: all at once. */
export function hash(name: unknown, data: unknown, options?: unknown): Buffer | string {
  validateString(name, 'algorithm');
  if (typeof data !== 'string' && !ArrayBuffer.isView(data)) throw invalidArgType('input', TYPES, data);
  const { outputEncoding = 'hex', outputLength } = (typeof options === 'string' ? { outputEncoding: options } : (options ?? {})) as { outputEncoding?: string; outputLength?: number }; // prettier-ignore
  if (typeof outputEncoding !== 'string') throw invalidArgType('outputEncoding', 'string', outputEncoding);
  if (outputEncoding !== 'buffer' && !Buffer.isEncoding(outputEncoding)) {
    throw nodeError(TypeError, 'ERR_INVALID_ARG_VALUE', `The argument 'outputEncoding' is invalid. Received '${String(outputEncoding)}'`); // prettier-ignore
  }
  if (!hashFacts(name)) throw new Error(`Digest method ${name} is not supported`);
  const stream = new Hash(name, outputLength === undefined ? undefined : { outputLength });
  return stream.update(bytes(data, 'input') as Data as Uint8Array).digest(outputEncoding);
}
