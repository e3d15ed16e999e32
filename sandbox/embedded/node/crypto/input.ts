import { invalidArgType } from '../errors.ts';
import { BYTES, bytes, isData } from './data.ts';
import { KeyObject, materialOf, PrivateKeyObject, PublicKeyObject, wrongKind } from './key-object.ts';
import { isRsa, type Material } from './material.ts';
import { readEncoding } from './export.ts';
import { parseJwk, parseKey, type Parsed } from './parse.ts';
import { unsupported } from './pem.ts';

/** What a key is wanted for. */
export type Purpose = 'consume public' | 'consume private' | 'create public' | 'create private';

const types = (purpose: Purpose) =>
  purpose === 'create private' ? ['string', ...BYTES] : ['string', ...BYTES, 'KeyObject', 'CryptoKey'];

function fromObject(key: KeyObject, purpose: Purpose): Parsed {
  if (purpose === 'create private') throw invalidArgType('key', types(purpose), key);
  if (key.type !== 'private') {
    if (purpose === 'consume private' || purpose === 'create public') throw wrongKind(key.type, 'private');
    if (key.type !== 'public') throw wrongKind(key.type, 'private or public');
  }
  return { material: materialOf(key), secret: key.type === 'private' };
}

/** A key in any of the forms that `sign`, `verify`, `createPublicKey` … take. */
export function readKey(key: unknown, purpose: Purpose): Parsed {
  if (key instanceof KeyObject) return fromObject(key, purpose);
  if (isData(key)) return checked(parseKey(bytes(key, 'key'), {}), purpose);
  if (typeof key !== 'object' || key === null) throw invalidArgType('key', [...types(purpose), 'Object'], key);
  const { key: data, encoding, format } = key as Record<string, unknown>;
  if (data instanceof KeyObject) return fromObject(data, purpose);
  if (format === 'jwk') return checked(parseJwk(data as Record<string, unknown>), purpose);
  if (!isData(data)) throw invalidArgType('key.key', types(purpose), data);
  const isPublic = purpose.endsWith('private') ? false : undefined;
  const how = readEncoding(key, undefined, isPublic);
  return checked(parseKey(bytes(data, 'key', encoding as string), how), purpose);
}

function checked(parsed: Parsed, purpose: Purpose): Parsed {
  if (purpose.endsWith('private') && !parsed.secret) throw unsupported();
  return parsed;
}

/** Without the private part. */
export function publicPart(material: Material): Material {
  if (isRsa(material)) {
    const { type, n, e, pss } = material;
    return { type, n, e, ...(pss && { pss }) };
  }
  if (material.type === 'dh') {
    const { type, prime, generator, y } = material;
    return { type, prime, generator, y };
  }
  const { secret: _, ...rest } = material;
  return rest;
}

export function createPublicKey(key: unknown): KeyObject {
  const { material } = readKey(key, 'create public');
  return new PublicKeyObject('public', publicPart(material));
}

export function createPrivateKey(key: unknown): KeyObject {
  return new PrivateKeyObject('private', readKey(key, 'create private').material);
}

export const keyObjects = (material: Material) => ({
  publicKey: new PublicKeyObject('public', publicPart(material)),
  privateKey: new PrivateKeyObject('private', material),
});
