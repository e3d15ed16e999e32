import { cbc, ctr, ecb, gcm } from '@noble/ciphers/aes.js';
import { Buffer } from './buffer.ts';
import { bytes, secret, type Data, type KeyObject } from './crypto-keys.ts';
import { nodeError } from './errors.ts';
import Stream from './stream.ts';

type Mode = 'cbc' | 'ctr' | 'ecb' | 'gcm';
interface Cipher {
  name: string;
  keyLength: number;
  mode: Mode;
}

const ivLengths: Record<Mode, number> = { cbc: 16, ctr: 16, ecb: 0, gcm: 12 };
const TAG = 16;

export const ciphers = [128, 192, 256].flatMap((bits) =>
  ['cbc', 'ctr', 'ecb', 'gcm'].map((mode) => `aes-${bits}-${mode}`),
);

function find(name: unknown): Cipher {
  const known = String(name)
    .toLowerCase()
    .replace(/^aes(128|192|256)$/, 'aes-$1-cbc');
  if (!ciphers.includes(known)) throw nodeError(Error, 'ERR_CRYPTO_UNKNOWN_CIPHER', 'Unknown cipher');
  const [, bits, mode] = known.split('-');
  return { name: known, keyLength: Number(bits) / 8, mode: mode as Mode };
}

/** Text is gathered and worked on at the end: AES here is a function of the whole. */
class Work extends Stream.Transform {
  protected readonly cipher: Cipher;
  protected readonly key: Uint8Array;
  protected readonly iv: Uint8Array;
  protected extra: Uint8Array | undefined;
  protected tag: Uint8Array | undefined;
  #parts: Uint8Array[] = [];
  #padding = true;
  #done = false;
  constructor(name: unknown, key: Data | KeyObject, iv: Data | null) {
    super();
    this.cipher = find(name);
    this.key = Uint8Array.from(secret(key));
    this.iv = iv === null ? new Uint8Array(0) : Uint8Array.from(bytes(iv, 'iv'));
    if (this.key.length !== this.cipher.keyLength) {
      throw nodeError(RangeError, 'ERR_CRYPTO_INVALID_KEYLEN', 'Invalid key length');
    }
    const { mode } = this.cipher;
    if (mode === 'gcm' ? this.iv.length === 0 : this.iv.length !== ivLengths[mode]) {
      throw nodeError(TypeError, 'ERR_CRYPTO_INVALID_IV', 'Invalid initialization vector');
    }
  }
  protected engine() {
    const { mode } = this.cipher;
    const options = { disablePadding: !this.#padding };
    if (mode === 'gcm') return gcm(this.key, this.iv, this.extra);
    if (mode === 'ctr') return ctr(this.key, this.iv);
    return mode === 'cbc' ? cbc(this.key, this.iv, options) : ecb(this.key, options);
  }
  protected run(_data: Uint8Array): Uint8Array {
    return _data;
  }
  update(data: Data, from?: string, to?: string): Buffer | string {
    if (this.#done) throw finished();
    this.#parts.push(Uint8Array.from(bytes(data, 'data', from)));
    return to && to !== 'buffer' ? '' : Buffer.alloc(0);
  }
  final(to?: string): Buffer | string {
    if (this.#done) throw finished();
    this.#done = true;
    const result = Buffer.from(this.run(Buffer.concat(this.#parts)));
    return to && to !== 'buffer' ? result.toString(to as BufferEncoding) : result;
  }
  setAutoPadding(padding = true) {
    this.#padding = padding;
    return this;
  }
  setAAD(data: Data) {
    this.extra = Uint8Array.from(bytes(data, 'buffer'));
    return this;
  }
  override _transform(chunk: Uint8Array, _encoding: string, done: () => void) {
    this.update(chunk);
    done();
  }
  override _flush(done: (error?: Error) => void) {
    try {
      this.push(this.final());
      done();
    } catch (error) {
      done(error as Error);
    }
  }
}

const finished = () => nodeError(Error, 'ERR_CRYPTO_INVALID_STATE', 'Unsupported state');

class Cipheriv extends Work {
  protected override run(data: Uint8Array) {
    const sealed = this.engine().encrypt(data);
    if (this.cipher.mode !== 'gcm') return sealed;
    this.tag = sealed.slice(-TAG);
    return sealed.slice(0, -TAG);
  }
  getAuthTag(): Buffer {
    if (!this.tag) throw nodeError(Error, 'ERR_CRYPTO_INVALID_STATE', 'Invalid state for operation getAuthTag');
    return Buffer.from(this.tag);
  }
}

class Decipheriv extends Work {
  setAuthTag(tag: Data, encoding?: string) {
    this.tag = Uint8Array.from(bytes(tag, 'tag', encoding));
    return this;
  }
  protected override run(data: Uint8Array) {
    if (this.cipher.mode === 'gcm') {
      try {
        return this.engine().decrypt(Buffer.concat([data, this.tag ?? new Uint8Array(0)]));
      } catch {
        throw new Error('Unsupported state or unable to authenticate data');
      }
    }
    try {
      return this.engine().decrypt(data);
    } catch {
      const wrongLength = data.length % 16 !== 0 || data.length === 0;
      const [text, code, reason] = wrongLength
        ? [
            '1C80006B:Provider routines::wrong final block length',
            'ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH',
            'wrong final block length',
          ]
        : ['1C800064:Provider routines::bad decrypt', 'ERR_OSSL_BAD_DECRYPT', 'bad decrypt'];
      throw Object.assign(new Error(`error:${text}`), { library: 'Provider routines', reason, code });
    }
  }
}

export const cipherApi = {
  Cipheriv,
  Decipheriv,
  createCipheriv: (name: unknown, key: Data | KeyObject, iv: Data | null) => new Cipheriv(name, key, iv),
  createDecipheriv: (name: unknown, key: Data | KeyObject, iv: Data | null) => new Decipheriv(name, key, iv),
  getCiphers: () => ciphers.toSorted(),
};
