import { Buffer } from '../buffer.ts';
import { nodeError, unavailable } from '../errors.ts';
import { opensslError, plain } from './data.ts';
import { make, toBigInt, toBytes } from './der.ts';
import { hashFacts } from './hashes.ts';
import type { RsaMaterial } from './material.ts';
import { bitLength, gcd, inverse, power, randomBytesOf, randomPrime } from './numbers.ts';

/** RSA over BigInt: slower than OpenSSL and without its defences against timing, which nobody here can measure. */
export const sizeOf = ({ n }: RsaMaterial): number => Math.ceil(bitLength(n) / 8);

export function generate(bits: number, e: bigint): RsaMaterial {
  if (bits > 4096) throw unavailable(`RSA keys of ${bits} bits`);
  for (;;) {
    const p = randomPrime(Math.ceil(bits / 2), { top: 2 });
    const q = randomPrime(Math.floor(bits / 2), { top: 2 });
    const [n, phi] = [p * q, (p - 1n) * (q - 1n)];
    if (p === q || gcd(e, phi) !== 1n || bitLength(n) !== bits) continue;
    const d = inverse(e, phi / gcd(p - 1n, q - 1n));
    return p > q ? { type: 'rsa', n, e, d, p, q } : { type: 'rsa', n, e, d, p: q, q: p };
  }
}

export const publicPower = (key: RsaMaterial, value: bigint): bigint => power(value, key.e, key.n);

export function privatePower({ n, d, p, q }: RsaMaterial, value: bigint): bigint {
  if (!p || !q) return power(value, d!, n);
  const [a, b] = [power(value % p, d! % (p - 1n), p), power(value % q, d! % (q - 1n), q)];
  const difference = ((((a - b) * inverse(q, p)) % p) + p) % p;
  return b + difference * q;
}

const tooSmall = () => opensslError('0200006E', 'rsa routines', 'data too large for key size');

/** PKCS #1 v1.5. Type 1 fills up with 0xff (signatures), type 2 with random bytes (encryption). */
export function padPkcs1(data: Uint8Array, size: number, type: 1 | 2): Uint8Array {
  const fill = size - data.length - 3;
  if (fill < 8) throw tooSmall();
  const padding = type === 1 ? new Uint8Array(fill).fill(255) : randomBytesOf(fill).map((byte) => byte || 1);
  return Buffer.concat([Uint8Array.of(0, type), padding, Uint8Array.of(0), data]);
}

export function unpadPkcs1(block: Uint8Array, type: 1 | 2): Uint8Array | undefined {
  const end = block.indexOf(0, 2);
  if (block[0] !== 0 || block[1] !== type || end < 10) return undefined;
  if (type === 1 && block.subarray(2, end).some((byte) => byte !== 255)) return undefined;
  return block.subarray(end + 1);
}

export function mask(seed: Uint8Array, length: number, hash: string): Uint8Array {
  const { algorithm } = hashFacts(hash)!;
  const parts: Uint8Array[] = [];
  for (let counter = 0; parts.length * algorithm.outputLen < length; counter++) {
    parts.push(algorithm(plain(Buffer.concat([seed, toBytes(BigInt(counter), 4)]))));
  }
  return Buffer.concat(parts).subarray(0, length);
}

const xor = (a: Uint8Array, b: Uint8Array): Uint8Array => a.map((byte, at) => byte ^ b[at]!);

export function padOaep(data: Uint8Array, size: number, hash: string, label: Uint8Array): Uint8Array {
  const { algorithm } = hashFacts(hash)!;
  const length = algorithm.outputLen;
  if (data.length > size - 2 * length - 2) throw tooSmall();
  const zeros = new Uint8Array(size - data.length - 2 * length - 2);
  const block = Buffer.concat([algorithm(plain(label)), zeros, Uint8Array.of(1), data]);
  const seed = randomBytesOf(length);
  const masked = xor(plain(block), mask(seed, block.length, hash));
  return Buffer.concat([Uint8Array.of(0), xor(seed, mask(masked, length, hash)), masked]);
}

export function unpadOaep(block: Uint8Array, hash: string, label: Uint8Array): Uint8Array {
  const { algorithm } = hashFacts(hash)!;
  const length = algorithm.outputLen;
  const masked = plain(block.subarray(1 + length));
  const seed = xor(plain(block.subarray(1, 1 + length)), mask(masked, length, hash));
  const data = xor(masked, mask(seed, masked.length, hash));
  const one = data.indexOf(1, length);
  const sound = block[0] === 0 && one >= 0 && Buffer.from(data.subarray(0, length)).equals(algorithm(plain(label)));
  if (!sound || data.subarray(length, one).some((byte) => byte !== 0)) {
    throw opensslError('02000079', 'rsa routines', 'oaep decoding error');
  }
  return data.subarray(one + 1);
}

/** The hash with its name, as PKCS #1 signs it. */
export function digestInfo(hash: string, digest: Uint8Array): Uint8Array {
  const oid = hashFacts(hash)?.oid;
  if (!oid) throw nodeError(Error, 'ERR_OSSL_INVALID_DIGEST', 'Invalid digest');
  return make.sequence(make.sequence(make.oid(oid), make.nothing()), make.octets(digest));
}

export function padPss(digest: Uint8Array, bits: number, hash: string, mgf1: string, saltLength: number): Uint8Array {
  const { algorithm } = hashFacts(hash)!;
  const size = Math.ceil(bits / 8);
  if (size < digest.length + saltLength + 2) throw tooSmall();
  const salt = randomBytesOf(saltLength);
  const check = algorithm(plain(Buffer.concat([new Uint8Array(8), digest, salt])));
  const block = Buffer.concat([new Uint8Array(size - saltLength - digest.length - 2), Uint8Array.of(1), salt]);
  const masked = xor(plain(block), mask(check, block.length, mgf1));
  masked[0]! &= 255 >> (8 * size - bits);
  return Buffer.concat([masked, check, Uint8Array.of(0xbc)]);
}

/** `saltLength` undefined: whatever the signature has. */
export function checkPss(
  block: Uint8Array,
  digest: Uint8Array,
  bits: number,
  hash: string,
  mgf1: string,
  saltLength: number | undefined,
): boolean {
  // prettier-ignore
  const { algorithm } = hashFacts(hash)!;
  const size = Math.ceil(bits / 8);
  if (block.length !== size || block.at(-1) !== 0xbc || size < digest.length + 2) return false;
  const masked = plain(block.subarray(0, size - digest.length - 1));
  const check = block.subarray(size - digest.length - 1, -1);
  if (masked[0]! & ~(255 >> (8 * size - bits))) return false;
  const data = xor(masked, mask(check, masked.length, mgf1));
  data[0]! &= 255 >> (8 * size - bits);
  const one = data.indexOf(1);
  if (one < 0 || data.subarray(0, one).some((byte) => byte !== 0)) return false;
  const salt = data.subarray(one + 1);
  if (saltLength !== undefined && salt.length !== saltLength) return false;
  return Buffer.from(check).equals(algorithm(plain(Buffer.concat([new Uint8Array(8), digest, salt]))));
}

export const toBlock = (value: bigint, key: RsaMaterial): Uint8Array => toBytes(value, sizeOf(key));
export { toBigInt };
