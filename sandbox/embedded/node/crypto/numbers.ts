import { toBigInt, toBytes } from './der.ts';

const web = globalThis.crypto;

export function randomBytesOf(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 65536) web.getRandomValues(bytes.subarray(at, at + 65536));
  return bytes;
}

export const bitLength = (value: bigint): number => (value === 0n ? 0 : value.toString(2).length);

/** base^exponent mod modulus, four bits of the exponent at a time. */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  if (modulus === 1n) return 0n;
  const table = [1n, base % modulus];
  for (let at = 2; at < 16; at++) table.push((table[at - 1]! * table[1]!) % modulus);
  let result = 1n;
  for (const digit of exponent.toString(16)) {
    result = (result * result) % modulus;
    result = (result * result) % modulus;
    result = (result * result) % modulus;
    result = (result * result) % modulus;
    const value = Number.parseInt(digit, 16);
    if (value > 0) result = (result * table[value]!) % modulus;
  }
  return result;
}

export function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [((value % modulus) + modulus) % modulus, modulus, 1n, 0n];
  while (a > 1n) {
    if (b === 0n) throw new RangeError('not invertible');
    const quotient = a / b;
    [a, b] = [b, a % b];
    [x, y] = [y, x - quotient * y];
  }
  return x < 0n ? x + modulus : x;
}

export const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));

/** A random number below the limit. */
export function below(limit: bigint): bigint {
  const size = Math.ceil(bitLength(limit) / 8);
  const spare = BigInt(size * 8 - bitLength(limit));
  for (;;) {
    const value = toBigInt(randomBytesOf(size)) >> spare;
    if (value < limit) return value;
  }
}

let small: number[] | undefined;
function smallPrimes(): number[] {
  if (small) return small;
  const sieve = new Uint8Array(8192);
  small = [];
  for (let value = 3; value < sieve.length; value += 2) {
    if (sieve[value]) continue;
    small.push(value);
    for (let multiple = value * value; multiple < sieve.length; multiple += 2 * value) sieve[multiple] = 1;
  }
  return small;
}

export function isPrime(value: bigint, rounds = 0): boolean {
  if (value < 2n) return false;
  if (value % 2n === 0n) return value === 2n;
  for (const prime of smallPrimes()) {
    if (value % BigInt(prime) === 0n) return value === BigInt(prime);
  }
  if (value < 67_000_000n) return true;
  let odd = value - 1n;
  let twos = 0;
  while (odd % 2n === 0n) {
    odd /= 2n;
    twos++;
  }
  const tries = rounds || (bitLength(value) >= 1024 ? 5 : bitLength(value) >= 512 ? 8 : 24);
  for (let round = 0; round < tries; round++) {
    let x = power(round === 0 ? 2n : 2n + below(value - 4n), odd, value);
    if (x === 1n || x === value - 1n) continue;
    let composite = true;
    for (let step = 1; step < twos && composite; step++) {
      x = (x * x) % value;
      if (x === value - 1n) composite = false;
    }
    if (composite) return false;
  }
  return true;
}

interface PrimeOptions {
  /** (p − 1) / 2 is prime as well. */
  safe?: boolean;
  /** p mod add = rem. */
  add?: bigint;
  rem?: bigint;
  /** How many of the highest bits are set. */
  top?: number;
}

/**
 * Walks from a random start. What is divisible by a small prime (or, for safe primes, whose half is) is passed over
 * by remainders, so that few candidates are raised to powers.
 */
export function randomPrime(bits: number, { safe = false, add, rem, top = 1 }: PrimeOptions = {}): bigint {
  const step = add ?? (safe && bits > 6 ? 4n : 2n);
  for (;;) {
    let start = toBigInt(randomBytesOf(Math.ceil(bits / 8))) & ((1n << BigInt(bits)) - 1n);
    for (let bit = 1; bit <= Math.min(top, bits); bit++) start |= 1n << BigInt(bits - bit);
    if (add !== undefined) start += (rem ?? (safe ? 3n : 1n)) - (start % add);
    else start |= safe && bits > 6 ? 3n : bits > 1 ? 1n : 0n;
    const primes = bits > 64 ? smallPrimes() : [];
    const remainders = primes.map((prime) => Number(start % BigInt(prime)));
    const steps = primes.map((prime) => Number(step % BigInt(prime)));
    for (let tries = 0; tries < 4096; tries++) {
      const passed = primes.every((prime, at) => {
        const rest = (remainders[at]! + tries * steps[at]!) % prime;
        return rest !== 0 && (!safe || rest !== 1);
      });
      if (!passed) continue;
      const value = start + BigInt(tries) * step;
      if (bitLength(value) !== bits) break;
      if (safe && !isPrime(value >> 1n, bits > 256 ? 1 : 0)) continue;
      if (isPrime(value) && (!safe || isPrime(value >> 1n))) return value;
    }
  }
}

export { toBigInt, toBytes };
