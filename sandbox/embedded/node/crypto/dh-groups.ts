import { coded } from './data.ts';

/**
 * The groups of RFC 2409 and RFC 3526 follow one rule: p = 2^n − 2^(n−64) − 1 + 2^64·(⌊2^(n−130)·π⌋ + c), so that the
 * constants alone need to be known.
 */
const groups: Record<string, [bits: number, constant: number]> = {
  modp1: [768, 149686], modp2: [1024, 129093], modp5: [1536, 741804], modp14: [2048, 124476], modp15: [3072, 1690314],
  modp16: [4096, 240904], modp17: [6144, 929484], modp18: [8192, 4743158],
}; // prettier-ignore

/** ⌊2^bits·π⌋ by Machin's formula. */
function scaledPi(bits: number): bigint {
  const guard = 64n;
  const one = 1n << (BigInt(bits) + guard);
  const arctan = (inverse: bigint) => {
    let [term, sum, sign] = [one / inverse, 0n, 1n];
    for (let odd = 1n; term !== 0n; odd += 2n, sign = -sign) {
      sum += (sign * term) / odd;
      term /= inverse * inverse;
    }
    return sum;
  };
  return (4n * (4n * arctan(5n) - arctan(239n))) >> guard;
}

const known = new Map<string, bigint>();

export function groupOf(name: string): { prime: bigint; generator: bigint } {
  const facts = Object.hasOwn(groups, name) ? groups[name] : undefined;
  if (!facts) throw coded(Error, 'ERR_CRYPTO_UNKNOWN_DH_GROUP', 'Unknown DH group');
  const [bits, constant] = facts;
  const n = BigInt(bits);
  const prime =
    known.get(name) ?? (1n << n) - (1n << (n - 64n)) - 1n + (1n << 64n) * (scaledPi(bits - 130) + BigInt(constant));
  known.set(name, prime);
  return { prime, generator: 2n };
}
