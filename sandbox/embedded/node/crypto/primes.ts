import { coded, BYTES, bytes, isData } from './data.ts';
import { invalidArgType, outOfRange, validateFunction, validateInteger, validateObject } from '../errors.ts';
import { toBigInt, toBytes } from './der.ts';
import { later } from './later.ts';
import { bitLength, isPrime, randomPrime } from './numbers.ts';

interface PrimeOptions {
  safe?: boolean;
  bigint?: boolean;
  add?: bigint | ArrayBuffer | ArrayBufferView;
  rem?: bigint | ArrayBuffer | ArrayBufferView;
}

const numberOf = (value: unknown, name: string): bigint => {
  if (typeof value !== 'bigint') return toBigInt(bytes(value, name, undefined, [...BYTES, 'bigint']));
  if (value < 0n) throw outOfRange(name, '>= 0', value);
  return value;
};

function primeJob(size: unknown, options: PrimeOptions = {}): () => bigint | ArrayBuffer {
  validateInteger(size, 'size', 1, 2147483647);
  validateObject(options, 'options');
  const { safe = false, bigint = false } = options;
  if (typeof safe !== 'boolean') throw invalidArgType('options.safe', 'boolean', safe);
  if (typeof bigint !== 'boolean') throw invalidArgType('options.bigint', 'boolean', bigint);
  const add = options.add === undefined ? undefined : numberOf(options.add, 'options.add');
  const rem = options.rem === undefined ? undefined : numberOf(options.rem, 'options.rem');
  if (add !== undefined) {
    if (bitLength(add) > size) throw coded(RangeError, 'ERR_OUT_OF_RANGE', 'invalid options.add');
    if (rem !== undefined && add <= rem) throw coded(RangeError, 'ERR_OUT_OF_RANGE', 'invalid options.rem');
  }
  return () => {
    const value = randomPrime(size, { safe, top: 2, ...(add && { add }), ...(add && rem !== undefined && { rem }) });
    return bigint ? value : (Uint8Array.from(toBytes(value)).buffer as ArrayBuffer);
  };
}

function checkJob(candidate: unknown, options: { checks?: number } = {}): () => boolean {
  const value = typeof candidate === 'bigint' ? numberOf(candidate, 'candidate') : toBigInt(bytes(isData(candidate) && typeof candidate !== 'string' ? candidate : undefined, 'candidate', undefined, [...BYTES, 'bigint'])); // prettier-ignore
  validateObject(options, 'options');
  const { checks = 0 } = options;
  validateInteger(checks, 'options.checks', 0, 2147483647);
  return () => isPrime(value, checks);
}

const deferred =
  (job: (first: unknown, options?: never) => () => unknown) =>
  (first: unknown, ...rest: unknown[]) => {
    const callback = rest.at(-1);
    const options = rest.length > 1 ? rest[0] : undefined;
    const work = typeof callback === 'function' || rest.length > 0 ? job(first, options as never) : job(first);
    validateFunction(callback, 'callback');
    later(work, callback as never);
  };

export const primes = {
  generatePrime: deferred(primeJob as never),
  generatePrimeSync: (size: unknown, options?: PrimeOptions) => primeJob(size, options)(),
  checkPrime: deferred(checkJob as never),
  checkPrimeSync: (candidate: unknown, options?: object) => checkJob(candidate, options)(),
};
