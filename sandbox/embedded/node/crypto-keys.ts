import { Buffer } from './buffer.ts';
import { invalidArgType, nodeError } from './errors.ts';

const BYTES = ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'];

export type Data = string | ArrayBufferView | ArrayBuffer;

export function bytes(data: unknown, name: string, encoding?: string, types = ['string', ...BYTES]): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data, encoding as BufferEncoding);
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  throw invalidArgType(name, types, data);
}

/** What `createSecretKey` returns. Keys of other types are in `crypto.subtle` alone. */
export class KeyObject {
  readonly type: 'secret';
  #bytes: Uint8Array;
  constructor(type: 'secret', material: Uint8Array) {
    if (type !== 'secret') {
      throw nodeError(TypeError, 'ERR_INVALID_ARG_VALUE', `The argument 'type' is invalid. Received '${String(type)}'`);
    }
    this.type = type;
    Object.defineProperty(this, 'type', { enumerable: false });
    this.#bytes = Uint8Array.from(material);
  }
  static from(key: unknown): never {
    throw invalidArgType('key', 'CryptoKey', key);
  }
  get symmetricKeySize(): number {
    return this.#bytes.length;
  }
  export(options?: { format?: 'buffer' | 'jwk' }): Buffer | { kty: 'oct'; k: string } {
    const copy = Buffer.from(this.#bytes);
    return options?.format === 'jwk' ? { kty: 'oct', k: copy.toString('base64url') } : copy;
  }
  equals(other: unknown): boolean {
    if (!(other instanceof KeyObject)) throw invalidArgType('otherKeyObject', 'KeyObject', other);
    return Buffer.from(this.#bytes).equals(other.#bytes);
  }
  get [Symbol.toStringTag]() {
    return 'KeyObject';
  }
  /** The raw key, for our own use. */
  static read(key: KeyObject): Uint8Array {
    return key.#bytes;
  }
}
class SecretKeyObject extends KeyObject {}

export function createSecretKey(key: unknown, encoding?: string): KeyObject {
  return new SecretKeyObject('secret', bytes(key, 'key', encoding));
}

/** A secret as text, bytes or KeyObject. */
export function secret(key: unknown): Uint8Array {
  if (key instanceof KeyObject) return KeyObject.read(key);
  return bytes(key, 'key', undefined, ['string', ...BYTES, 'KeyObject', 'CryptoKey']);
}
