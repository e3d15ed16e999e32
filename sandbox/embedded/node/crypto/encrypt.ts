import { Buffer } from '../buffer.ts';
import { invalidArgType, nodeError, validateString } from '../errors.ts';
import { bytes, isData, opensslError, plain } from './data.ts';
import { toBigInt } from './der.ts';
import { hashFacts, hashName } from './hashes.ts';
import { readKey } from './input.ts';
import { randomBytesOf } from './numbers.ts';
import type { RsaMaterial } from './material.ts';
import * as rsa from './rsa.ts';

const [PKCS1, NONE, OAEP] = [1, 3, 4];

interface Options {
  padding: number;
  hash: string;
  label: Uint8Array;
}

function optionsOf(raw: unknown, fallback: number): Options {
  const {
    padding = fallback,
    oaepHash = 'sha1',
    oaepLabel,
    encoding,
  } = (isData(raw) ? {} : raw) as Record<string, unknown>;
  validateString(oaepHash, 'key.oaepHash');
  if (oaepLabel !== undefined && !isData(oaepLabel)) {
    throw invalidArgType('key.oaepLabel', ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], oaepLabel);
  }
  const hash = hashName(oaepHash);
  if (!hash || !hashFacts(hash)) throw nodeError(Error, 'ERR_OSSL_EVP_INVALID_DIGEST', 'Invalid digest used');
  const label = oaepLabel === undefined ? new Uint8Array(0) : bytes(oaepLabel, 'key.oaepLabel', encoding as string);
  return { padding: padding as number, hash, label };
}

const rsaOf = (key: unknown, purpose: 'consume public' | 'consume private'): RsaMaterial => {
  const { material } = readKey(key, purpose);
  if (material.type === 'rsa') return material;
  throw opensslError('03000096', 'digital envelope routines', 'operation not supported for this keytype');
};

function exact(data: Uint8Array, size: number): Uint8Array {
  if (data.length > size) throw opensslError('0200006E', 'rsa routines', 'data too large for key size');
  if (data.length < size) throw opensslError('0200007A', 'rsa routines', 'data too small for key size');
  return data;
}

const inputOf = (data: unknown, key: unknown) =>
  plain(
    bytes(data, 'buffer', isData(key) ? undefined : ((key as { encoding?: string } | null)?.encoding ?? undefined)),
  );

function publicEncrypt(key: unknown, data: unknown): Buffer {
  const material = rsaOf(key, 'consume public');
  const { padding, hash, label } = optionsOf(key, OAEP);
  const [input, size] = [inputOf(data, key), rsa.sizeOf(material)];
  const block =
    padding === NONE ? exact(input, size) : padding === PKCS1 ? rsa.padPkcs1(input, size, 2) : rsa.padOaep(input, size, hash, label); // prettier-ignore
  const value = toBigInt(block);
  if (value >= material.n) throw opensslError('02000084', 'rsa routines', 'data too large for modulus');
  return Buffer.from(rsa.toBlock(rsa.publicPower(material, value), material));
}

function privateDecrypt(key: unknown, data: unknown): Buffer {
  const material = rsaOf(key, 'consume private');
  const { padding, hash, label } = optionsOf(key, OAEP);
  const size = rsa.sizeOf(material);
  const value = toBigInt(exact(inputOf(data, key), size));
  const block = rsa.toBlock(rsa.privatePower(material, value), material);
  if (padding === NONE) return Buffer.from(block);
  if (padding === OAEP) return Buffer.from(rsa.unpadOaep(block, hash, label));
  // Wrong padding gives random bytes and no error, so that nobody can learn from it.
  return Buffer.from(rsa.unpadPkcs1(block, 2) ?? randomBytesOf(Math.floor(Math.random() * (size - 11))));
}

function privateEncrypt(key: unknown, data: unknown): Buffer {
  const material = rsaOf(key, 'consume private');
  const { padding } = optionsOf(key, PKCS1);
  const [input, size] = [inputOf(data, key), rsa.sizeOf(material)];
  if (padding !== PKCS1 && padding !== NONE) throw opensslError('02000076', 'rsa routines', 'unknown padding type');
  const block = padding === NONE ? exact(input, size) : rsa.padPkcs1(input, size, 1);
  return Buffer.from(rsa.toBlock(rsa.privatePower(material, toBigInt(block)), material));
}

function publicDecrypt(key: unknown, data: unknown): Buffer {
  const material = rsaOf(key, 'consume public');
  const { padding } = optionsOf(key, PKCS1);
  const value = toBigInt(exact(inputOf(data, key), rsa.sizeOf(material)));
  const block = rsa.toBlock(rsa.publicPower(material, value), material);
  if (padding === NONE) return Buffer.from(block);
  const opened = rsa.unpadPkcs1(block, 1);
  if (!opened) throw opensslError('02000072', 'rsa routines', 'padding check failed');
  return Buffer.from(opened);
}

export const encryption = { publicEncrypt, privateDecrypt, privateEncrypt, publicDecrypt };
