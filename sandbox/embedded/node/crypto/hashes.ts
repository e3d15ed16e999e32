import { coded } from './data.ts';
import { blake2b, blake2s } from '@noble/hashes/blake2.js';
import { md5, ripemd160, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512, sha512_224, sha512_256 } from '@noble/hashes/sha2.js';
import { sha3_224, sha3_256, sha3_384, sha3_512, shake128, shake256 } from '@noble/hashes/sha3.js';
import { invalidArgType } from '../errors.ts';

export type Algorithm = typeof sha256;

export interface HashFacts {
  algorithm: Algorithm;
  /** Where signatures name their hash. */
  oid?: string;
  /** Hashes whose length can be chosen. */
  flexible?: boolean;
}

const SHA2 = '2.16.840.1.101.3.4.2.';
const known: Record<string, HashFacts> = {
  md5: { algorithm: md5 as never, oid: '1.2.840.113549.2.5' },
  sha1: { algorithm: sha1 as never, oid: '1.3.14.3.2.26' },
  sha224: { algorithm: sha224 as never, oid: `${SHA2}4` },
  sha256: { algorithm: sha256, oid: `${SHA2}1` },
  sha384: { algorithm: sha384 as never, oid: `${SHA2}2` },
  sha512: { algorithm: sha512 as never, oid: `${SHA2}3` },
  'sha512-224': { algorithm: sha512_224 as never, oid: `${SHA2}5` },
  'sha512-256': { algorithm: sha512_256 as never, oid: `${SHA2}6` },
  'sha3-224': { algorithm: sha3_224 as never, oid: `${SHA2}7` },
  'sha3-256': { algorithm: sha3_256 as never, oid: `${SHA2}8` },
  'sha3-384': { algorithm: sha3_384 as never, oid: `${SHA2}9` },
  'sha3-512': { algorithm: sha3_512 as never, oid: `${SHA2}10` },
  ripemd160: { algorithm: ripemd160 as never, oid: '1.3.36.3.2.1' },
  blake2b512: { algorithm: blake2b as never },
  blake2s256: { algorithm: blake2s as never },
  shake128: { algorithm: shake128 as never, flexible: true },
  shake256: { algorithm: shake256 as never, flexible: true },
};

const SIGNED = 'md5 ripemd160 sha1 sha224 sha256 sha3-224 sha3-256 sha3-384 sha3-512 sha384 sha512'.split(' ');
const SLASHED = ['sha512-224', 'sha512-256'];
const aliases: Record<string, string> = { rmd160: 'ripemd160', ripemd: 'ripemd160', ssl3_md5: 'md5', 'ssl3-md5': 'md5', 'ssl3-sha1': 'sha1' }; // prettier-ignore
for (const name of SIGNED) aliases[`rsa-${name}`] = name;
for (const name of SLASHED) aliases[`rsa-${name.replace('-', '/')}`] = aliases[name.replace('-', '/')] = name;
for (const size of ['1', '224', '256', '384', '512']) aliases[`sha-${size}`] ??= `sha${size}`;
for (const name of ['sha1', 'md5', 'sha224', 'sha256', 'sha384', 'sha512', 'ripemd160']) aliases[`${name}withrsaencryption`] = name; // prettier-ignore

/** The name that all names of a hash lead to. */
export function hashName(name: string): string | undefined {
  const lower = name.toLowerCase();
  const found = aliases[lower] ?? lower;
  return Object.hasOwn(known, found) ? found : undefined;
}

export const hashFacts = (name: string): HashFacts | undefined => known[hashName(name) ?? ''];
export const hashOfOid = (oid: string): string | undefined =>
  Object.keys(known).find((name) => known[name]!.oid === oid);

/** For what derives or authenticates: an unknown digest is a TypeError. */
export function digestOf(name: unknown): Algorithm {
  if (typeof name !== 'string') throw invalidArgType('digest', 'string', name);
  const facts = hashFacts(name);
  if (facts) return facts.algorithm;
  throw coded(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${name}`);
}

const upper = (name: string) => name.toUpperCase();
export const getHashes = (): string[] => [
  ...SIGNED.flatMap((name) => (name === 'md5' ? ['RSA-MD5'] : [`RSA-${upper(name)}`])).sort(),
  ...SLASHED.map((name) => `RSA-${upper(name).replace('-', '/')}`),
  ...Object.keys(known),
  'md5WithRSAEncryption', 'ripemd', 'ripemd160WithRSA', 'rmd160', 'sha1WithRSAEncryption', 'sha224WithRSAEncryption',
  'sha256WithRSAEncryption', 'sha384WithRSAEncryption', 'sha512WithRSAEncryption', 'ssl3-md5', 'ssl3-sha1',
]; // prettier-ignore
