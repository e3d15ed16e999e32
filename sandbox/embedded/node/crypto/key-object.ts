import { Buffer } from '../buffer.ts';
import { invalidArgType, invalidArgValue, nodeError, unavailable, validateOneOf } from '../errors.ts';
import lazy from './lazy.cjs';
import { BYTES, bytes, plain } from './data.ts';
import type { Material } from './material.ts';

type Kind = 'secret' | 'public' | 'private';

/** `KeyObject`: a key that programs can pass around without seeing it. */
export class KeyObject {
  #kind: Kind;
  #material: Uint8Array | Material;
  constructor(kind: Kind, material: unknown) {
    if (kind !== 'secret' && kind !== 'public' && kind !== 'private') throw invalidArgValue('type', kind);
    if (typeof material !== 'object' || material === null) throw invalidArgType('handle', 'object', material);
    this.#kind = kind;
    this.#material = material as Uint8Array;
  }
  get type(): Kind {
    return this.#kind;
  }
  get [Symbol.toStringTag]() {
    return 'KeyObject';
  }
  static from(key: unknown): never {
    if (Object.prototype.toString.call(key) === '[object CryptoKey]') throw unavailable('KeyObject.from');
    throw invalidArgType('key', 'CryptoKey', key);
  }
  equals(other: unknown): boolean {
    if (!(other instanceof KeyObject)) throw invalidArgType('otherKeyObject', 'KeyObject', other);
    if (other.#kind !== this.#kind) return false;
    if (this.#kind === 'secret') return Buffer.from(this.#material as Uint8Array).equals(other.#material as Uint8Array);
    return lazy.asymmetric().sameKey(this.#material as Material, other.#material as Material);
  }
  toCryptoKey(): never {
    throw unavailable('KeyObject.toCryptoKey');
  }
  /** For our own use. */
  static secretOf = (key: KeyObject): Uint8Array => key.#material as Uint8Array;
  static materialOf = (key: KeyObject): Material => key.#material as Material;
}
const { secretOf, materialOf } = KeyObject;
Reflect.deleteProperty(KeyObject, 'secretOf');
Reflect.deleteProperty(KeyObject, 'materialOf');
Object.defineProperty(KeyObject.prototype, 'type', { enumerable: true });
export { materialOf, secretOf };

export class SecretKeyObject extends KeyObject {
  get symmetricKeySize(): number {
    return secretOf(this).length;
  }
  export(options?: { format?: 'buffer' | 'jwk' }): Buffer | { kty: 'oct'; k: string } {
    if (options !== undefined) {
      if (typeof options !== 'object' || options === null) throw invalidArgType('options', 'Object', options);
      validateOneOf(options.format, 'options.format', [undefined, 'buffer', 'jwk']);
    }
    const copy = Buffer.from(secretOf(this));
    return options?.format === 'jwk' ? { kty: 'oct', k: copy.toString('base64url') } : copy;
  }
}

class AsymmetricKeyObject extends KeyObject {
  get asymmetricKeyType(): string {
    return materialOf(this).type;
  }
  get asymmetricKeyDetails(): object {
    return lazy.asymmetric().keyDetails(materialOf(this));
  }
}

export class PublicKeyObject extends AsymmetricKeyObject {
  export(options?: object): unknown {
    return lazy.asymmetric().exportKey(materialOf(this), true, options);
  }
}

export class PrivateKeyObject extends AsymmetricKeyObject {
  export(options?: object): unknown {
    return lazy.asymmetric().exportKey(materialOf(this), false, options);
  }
}

export function createSecretKey(key: unknown, encoding?: string): KeyObject {
  return new SecretKeyObject('secret', plain(bytes(key, 'key', encoding)));
}

/** A secret as text, bytes or KeyObject. */
export function secret(key: unknown, encoding?: string, name = 'key'): Uint8Array {
  if (key instanceof KeyObject) {
    if (key.type === 'secret') return secretOf(key);
    throw wrongKind(key.type, 'secret');
  }
  return bytes(key, name, encoding, [...BYTES, 'string', 'KeyObject', 'CryptoKey']);
}

export const wrongKind = (actual: string, expected: string): Error =>
  nodeError(
    TypeError,
    'ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE',
    `Invalid key object type ${actual}, expected ${expected}.`,
  );
