import { Buffer } from '../buffer.ts';
import { invalidArgType, invalidArgValue, nodeError, validateInteger, validateString } from '../errors.ts';
import Stream from '../stream.ts';
import string_decoder from '../string_decoder.ts';
import { byNid, cipherFacts, getCiphers, type Facts } from './cipher-facts.ts';
import * as modes from './cipher-modes.ts';
import { coded, bytes, plain, type Data } from './data.ts';
import { callable } from './digests.ts';
import { secret } from './key-object.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type Out = Buffer | string;
const { StringDecoder } = string_decoder as unknown as { StringDecoder: new (encoding: string) => Decoder };
interface Decoder {
  write(data: Uint8Array): string;
  end(data?: Uint8Array): string;
}

const invalidState = (message: string) => nodeError(Error, 'ERR_CRYPTO_INVALID_STATE', message);
const badTag = (length: number) =>
  coded(TypeError, 'ERR_CRYPTO_INVALID_AUTH_TAG', `Invalid authentication tag length: ${length}`);
const isSealed = ({ mode }: Facts) => mode === 'gcm' || mode === 'ccm' || mode === 'poly1305';

function checkIv(facts: Facts, iv: Uint8Array | null): void {
  const invalid = () => coded(TypeError, 'ERR_CRYPTO_INVALID_IV', 'Invalid initialization vector');
  if (iv === null) {
    if (facts.ivLength > 0) throw invalid();
    return;
  }
  const { length } = iv;
  if (facts.mode === 'gcm') {
    if (length === 0) throw invalid();
  } else if (facts.mode === 'ccm') {
    if (length < 7 || length > 13) throw invalid();
  } else if (facts.mode === 'poly1305') {
    if (length === 0 || length > 12) throw invalid();
  } else if (length !== facts.ivLength && facts.ivLength > 0) throw invalid();
  else if (facts.ivLength === 0 && length > 0) throw invalid();
}

function tagLengthOf(facts: Facts, given: unknown): number | undefined {
  if (given !== undefined) {
    if (typeof given !== 'number' || !(given >= 0) || (given | 0) !== given) throw invalidArgValue('options.authTagLength', given); // prettier-ignore
  }
  const length = given as number | undefined;
  if (facts.mode === 'ccm') {
    if (length === undefined) throw coded(Error, 'ERR_CRYPTO_INVALID_AUTH_TAG', `authTagLength required for ${facts.name}`); // prettier-ignore
    if (![4, 6, 8, 10, 12, 14, 16].includes(length)) throw badTag(length);
  }
  if (facts.mode === 'gcm' && length !== undefined && length !== 4 && length !== 8 && (length < 12 || length > 16)) throw badTag(length); // prettier-ignore
  if (facts.mode === 'poly1305' && length !== undefined && length > 16) throw badTag(length);
  return length;
}

/** What both directions have in common. */
class Work extends Stream.Transform {
  readonly #facts: Facts;
  readonly #key: Bytes;
  readonly #iv: Bytes;
  readonly #encrypt: boolean;
  readonly #machine: modes.Machine;
  #padding = true;
  #extra: Bytes = new Uint8Array(0);
  #text: Uint8Array[] = [];
  #ended = false;
  #tagLength: number | undefined;
  #tag: Bytes | undefined;
  #decoder: Decoder | undefined;
  #encoding: string | undefined;
  #failed = false;
  constructor(encrypt: boolean, name: unknown, key: unknown, iv: unknown, options?: { authTagLength?: number }) {
    validateString(name, 'cipher');
    const material = plain(secret(key));
    const vector = iv === null ? null : plain(bytes(iv, 'iv'));
    const facts = cipherFacts(name);
    if (!facts) throw coded(Error, 'ERR_CRYPTO_UNKNOWN_CIPHER', 'Unknown cipher');
    if (facts.ivLength > 0 && vector === null) checkIv(facts, vector);
    if (material.length !== facts.keyLength) {
      throw coded(RangeError, 'ERR_CRYPTO_INVALID_KEYLEN', 'Invalid key length');
    }
    checkIv(facts, vector);
    super(options as object);
    this.#facts = facts;
    this.#key = material;
    this.#iv = vector ?? new Uint8Array(0);
    this.#encrypt = encrypt;
    this.#tagLength = tagLengthOf(facts, options?.authTagLength);
    this.#machine = this.#build();
  }
  #build(): modes.Machine {
    const [facts, key, iv] = [this.#facts, this.#key, this.#iv];
    if (facts.mode === 'gcm') return modes.gcmStream(facts, key, iv);
    if (facts.mode === 'poly1305') return modes.polyStream(facts, key, iv);
    if (facts.mode === 'ccm') return modes.streamMachine(facts, key, modes.ccmCounter(iv, 1), true);
    if (facts.mode === 'wrap') return modes.wrapMachine(key, this.#encrypt);
    if (facts.mode === 'cbc' || facts.mode === 'ecb') return modes.blockMachine(facts, key, iv, this.#encrypt, () => this.#padding); // prettier-ignore
    return modes.streamMachine(facts, key, iv, this.#encrypt);
  }
  #say(data: Uint8Array, encoding: string | undefined, last: boolean): Out {
    const buffer = Buffer.from(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
    if (!encoding || encoding === 'buffer') return buffer;
    this.#decoder ??= new StringDecoder((this.#encoding = encoding));
    if (
      Buffer.from('x').toString(encoding as BufferEncoding) !==
      Buffer.from('x').toString(this.#encoding as BufferEncoding)
    ) {
      throw invalidState('Cannot change encoding');
    }
    return last ? this.#decoder.end(buffer) : this.#decoder.write(buffer);
  }
  update(data: Data, from?: string, to?: string): Out {
    if (typeof data !== 'string' && !ArrayBuffer.isView(data)) {
      throw invalidArgType('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
    }
    if (this.#ended) throw invalidState('Unsupported state');
    const input = plain(bytes(data, 'data', from));
    if (this.#facts.mode === 'ccm' && !this.#encrypt) return this.#openCcm(input, to);
    const output = this.#machine.update(input);
    if (isSealed(this.#facts)) this.#text.push(this.#encrypt ? input : output);
    return this.#say(output, to, false);
  }
  /** CCM says at once whether text and tag belong together. */
  #openCcm(input: Bytes, to: string | undefined): Out {
    const text = plain(this.#machine.update(input));
    if (!this.#tag || !this.#matches(modes.ccmTag(this.#key, this.#iv, this.#extra, text, this.#tagLength!))) {
      this.#failed = true;
      return this.#say(Buffer.alloc(0), to, false);
    }
    return this.#say(text, to, false);
  }
  #matches(tag: Uint8Array): boolean {
    const given = this.#tag!;
    return given.length > 0 && Buffer.from(tag.subarray(0, given.length)).equals(given);
  }
  final(to?: string): Out {
    if (this.#ended) throw invalidState('Unsupported state');
    const rest = this.#machine.final();
    this.#ended = true;
    if (isSealed(this.#facts)) this.#seal();
    return this.#say(rest, to, true);
  }
  #seal(): void {
    const unable = () => new Error('Unsupported state or unable to authenticate data');
    if (this.#facts.mode === 'ccm') {
      const text = plain(Buffer.concat(this.#text));
      if (this.#encrypt) this.#tag = plain(modes.ccmTag(this.#key, this.#iv, this.#extra, text, this.#tagLength!));
      else if (this.#failed || !this.#tag) throw unable();
      return;
    }
    const tag = modes.sealTag(this.#facts, this.#key, this.#iv, this.#extra, plain(Buffer.concat(this.#text)));
    if (this.#encrypt) this.#tag = plain(tag.slice(0, this.#tagLength ?? 16));
    else if (!this.#tag || !this.#matches(tag)) throw unable();
  }
  setAutoPadding(padding?: boolean): this {
    if (this.#ended) throw invalidState('Invalid state for operation setAutoPadding');
    this.#padding = padding === undefined ? true : Boolean(padding);
    return this;
  }
  setAAD(data: Data, options?: { plaintextLength?: number; encoding?: string }): this {
    const extra = bytes(data, 'aadbuf', options?.encoding);
    if (options?.plaintextLength !== undefined) validateInteger(options.plaintextLength, 'options.plaintextLength', 0, 2147483647); // prettier-ignore
    if (this.#ended || !isSealed(this.#facts)) throw invalidState('Invalid state for operation setAAD');
    if (this.#facts.mode === 'ccm' && options?.plaintextLength === undefined) {
      throw nodeError(Error, 'ERR_MISSING_ARGS', 'options.plaintextLength required for CCM mode with AAD');
    }
    this.#extra = plain(Buffer.concat([this.#extra, extra]));
    return this;
  }
  getAuthTag(): Buffer {
    if (!this.#encrypt || !this.#ended || !this.#tag) throw invalidState('Invalid state for operation getAuthTag');
    return Buffer.from(this.#tag);
  }
  setAuthTag(tag: Data, encoding?: string): this {
    const given = plain(bytes(tag, 'buffer', encoding));
    if (!isSealed(this.#facts) || this.#encrypt || this.#tag || this.#ended) {
      throw invalidState('Invalid state for operation setAuthTag');
    }
    const { length } = given;
    const fits =
      this.#tagLength !== undefined
        ? length === this.#tagLength
        : this.#facts.mode === 'gcm'
          ? length === 4 || length === 8 || (length >= 12 && length <= 16)
          : length > 0 && length <= 16;
    if (!fits) throw badTag(length);
    this.#tag = given;
    return this;
  }
  override _transform(chunk: Uint8Array, encoding: string, done: (error?: Error) => void) {
    this.push(this.update(chunk, encoding));
    done();
  }
  override _flush(done: (error?: Error) => void) {
    try {
      this.push(this.final());
    } catch (error) {
      return done(error as Error);
    }
    done();
  }
}

const without = (Kind: { prototype: object }, name: string) =>
  Object.defineProperty(Kind.prototype, name, { value: undefined, writable: true, configurable: true });

class CipherStream extends Work {
  constructor(name: unknown, key: unknown, iv: unknown, options?: object) {
    super(true, name, key, iv, options);
  }
}
class DecipherStream extends Work {
  constructor(name: unknown, key: unknown, iv: unknown, options?: object) {
    super(false, name, key, iv, options);
  }
}
without(CipherStream, 'setAuthTag');
without(DecipherStream, 'getAuthTag');
const Cipheriv = callable(CipherStream, 'Cipheriv');
const Decipheriv = callable(DecipherStream, 'Decipheriv');

function getCipherInfo(nameOrNid: unknown, options?: { keyLength?: number; ivLength?: number }): object | undefined {
  if (typeof nameOrNid !== 'string' && typeof nameOrNid !== 'number') {
    throw invalidArgType('nameOrNid', ['string', 'number'], nameOrNid);
  }
  if (typeof nameOrNid === 'number') validateInteger(nameOrNid, 'nameOrNid', -2147483648, 2147483647);
  if (options !== undefined && (typeof options !== 'object' || options === null)) throw invalidArgType('options', 'Object', options); // prettier-ignore
  const { keyLength, ivLength } = options ?? {};
  for (const [name, value] of Object.entries({ keyLength, ivLength })) {
    if (value !== undefined) validateInteger(value, `options.${name}`, -2147483648, 2147483647);
  }
  const facts = typeof nameOrNid === 'number' ? byNid(nameOrNid) : cipherFacts(nameOrNid);
  if (!facts) return undefined;
  if (keyLength !== undefined && keyLength !== facts.keyLength) return undefined;
  if (ivLength !== undefined) {
    const free = facts.mode === 'gcm' ? ivLength > 0 : facts.mode === 'ccm' ? ivLength >= 7 && ivLength <= 13 : facts.mode === 'poly1305' ? ivLength > 0 && ivLength <= 12 : ivLength === facts.ivLength; // prettier-ignore
    if (!free) return undefined;
  }
  const mode = facts.mode === 'poly1305' ? 'stream' : facts.mode;
  return {
    mode,
    name: facts.name,
    nid: facts.nid,
    ...(mode !== 'stream' && { blockSize: facts.blockSize }),
    ...(facts.ivLength > 0 && { ivLength: ivLength ?? facts.ivLength }),
    keyLength: facts.keyLength,
  };
}

export const cipherApi = {
  Cipheriv,
  Decipheriv,
  createCipheriv: (name: unknown, key: unknown, iv: unknown, options?: object) => new Cipheriv(name, key, iv, options),
  createDecipheriv: (name: unknown, key: unknown, iv: unknown, options?: object) =>
    new Decipheriv(name, key, iv, options),
  getCiphers,
  getCipherInfo,
};
