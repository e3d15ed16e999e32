import { Buffer } from '../buffer.ts';
import { invalidArgType, nodeError, outOfRange, validateBoolean, validateFunction, validateInteger, validateObject } from '../errors.ts'; // prettier-ignore
import { toBigInt } from './der.ts';
import { createSecretKey, type KeyObject } from './key-object.ts';
import { later } from './later.ts';
import { randomBytesOf } from './numbers.ts';

const web = globalThis.crypto;
const LARGEST = 2147483647;

function safeInteger(name: string, value: unknown): asserts value is number {
  if (Number.isSafeInteger(value)) return;
  throw invalidArgType(name, 'a safe integer', value);
}

const isMemory = (value: unknown): value is ArrayBuffer =>
  ['[object ArrayBuffer]', '[object SharedArrayBuffer]'].includes(Object.prototype.toString.call(value));

function randomBytes(size: number, callback?: (error: Error | null, bytes: Buffer) => void) {
  checkNumber(size, 'size', 0, LARGEST);
  if (callback !== undefined) validateFunction(callback, 'callback');
  const bytes = () => Buffer.from(randomBytesOf(Math.floor(size)).buffer);
  if (callback === undefined) return bytes();
  later(bytes, callback as never);
  return undefined;
}

function checkNumber(value: unknown, name: string, min: number, max: number): asserts value is number {
  if (typeof value !== 'number') throw invalidArgType(name, 'number', value);
  if (Number.isNaN(value) || value > max || value < min) throw outOfRange(name, `>= ${min} && <= ${max}`, value);
}

function randomInt(first: unknown, second?: unknown, third?: unknown) {
  const single = second === undefined || typeof second === 'function';
  const [min, max, callback] = single ? [0, first, second] : [first, second, third];
  if (callback !== undefined) validateFunction(callback, 'callback');
  safeInteger('min', min);
  safeInteger('max', max);
  if (max <= min) throw outOfRange('max', `greater than the value of "min" (${min})`, max);
  const range = max - min;
  if (range > 2 ** 48 - 1) {
    throw outOfRange(single ? 'max' : 'max - min', '<= 281474976710655', range);
  }
  const limit = 2 ** 48 - (2 ** 48 % range);
  const pick = (): number => {
    const value = Number(toBigInt(randomBytesOf(6)));
    return value < limit ? min + (value % range) : pick();
  };
  if (callback === undefined) return pick();
  const answer = callback as (error: undefined, value: number) => void;
  later(pick, (_, value: number) => answer(undefined, value));
  return undefined;
}

type View = ArrayBufferView<ArrayBuffer>;

/** The part of the target that is to be filled; counted in the target's elements. */
function partOf(target: unknown, offset: unknown, size: unknown): Uint8Array {
  if (!ArrayBuffer.isView(target) && !isMemory(target)) {
    throw invalidArgType('buf', ['ArrayBuffer', 'ArrayBufferView'], target);
  }
  const view = ArrayBuffer.isView(target) ? target : new Uint8Array(target);
  const width = (view as Uint8Array).BYTES_PER_ELEMENT ?? 1;
  const whole = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  let start = 0;
  if (offset !== undefined) {
    checkNumber(offset, 'offset', 0, Math.min(whole.length, 2 ** 53));
    start = offset * width;
    if (start > LARGEST || start > whole.length) throw outOfRange('offset', `>= 0 && <= ${whole.length}`, start);
  }
  let length = whole.length - start;
  if (size !== undefined) {
    checkNumber(size, 'size', 0, LARGEST);
    length = size * width;
    if (length + start > whole.length) throw outOfRange('size + offset', `<= ${whole.length}`, length + start);
  }
  return whole.subarray(start, start + length);
}

const fill = (part: Uint8Array) => part.set(randomBytesOf(part.length));

function randomFillSync(target: View, offset?: number, size?: number) {
  fill(partOf(target, offset ?? 0, size));
  return target;
}

function randomFill(target: View, first?: unknown, second?: unknown, third?: unknown) {
  if (!ArrayBuffer.isView(target) && !isMemory(target)) partOf(target, 0, undefined);
  const [offset, size, callback] = typeof first === 'function' ? [0, undefined, first] : typeof second === 'function' ? [first, undefined, second] : [first, second, third]; // prettier-ignore
  validateFunction(callback, 'callback');
  const part = partOf(target, offset, size);
  later(() => (fill(part), target), callback as never);
}

function randomUUID(options?: { disableEntropyCache?: boolean }): string {
  if (options !== undefined) validateObject(options, 'options');
  if (options?.disableEntropyCache !== undefined) {
    validateBoolean(options.disableEntropyCache, 'options.disableEntropyCache');
  }
  return web.randomUUID();
}

function secretJob(type: unknown, options: { length?: number } | undefined): () => KeyObject {
  if (typeof type !== 'string') throw invalidArgType('type', 'string', type);
  validateObject(options, 'options');
  const { length } = options as { length: number };
  if (type === 'hmac') validateInteger(length, 'options.length', 8, LARGEST);
  else if (type === 'aes') {
    if (![128, 192, 256].includes(length)) {
      throw nodeError(TypeError, 'ERR_INVALID_ARG_VALUE', `The property 'options.length' must be one of: 128, 192, 256. Received ${String(length)}`); // prettier-ignore
    }
  } else {
    throw nodeError(TypeError, 'ERR_INVALID_ARG_VALUE', `The argument 'type' must be a supported key type. Received '${type}'`); // prettier-ignore
  }
  return () => createSecretKey(randomBytesOf(Math.floor(length / 8)));
}

export const random = {
  randomBytes,
  randomInt,
  randomFillSync,
  randomFill,
  randomUUID,
  generateKeySync: (type: unknown, options?: { length?: number }) => secretJob(type, options)(),
  generateKey(type: unknown, options: unknown, callback: unknown) {
    if (typeof options === 'function') [callback, options] = [options, undefined];
    validateFunction(callback, 'callback');
    later(secretJob(type, options as { length?: number }), callback as never);
  },
  getRandomValues: <T extends View>(view: T) => web.getRandomValues(view as never) as T,
  webcrypto: web,
  subtle: web.subtle,
};
