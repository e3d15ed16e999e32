import { Buffer } from './buffer.ts';
import { invalidArgType, nodeError, outOfRange } from './errors.ts';
import { native } from './native-timers.ts';

const web = globalThis.crypto;

function safeInteger(name: string, value: unknown): asserts value is number {
  if (Number.isSafeInteger(value)) return;
  const { message } = invalidArgType(name, 'number', value);
  const words = message.replace('of type number', 'a safe integer');
  throw nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', words);
}

/** The browser gives at most 65,536 random bytes at a time. */
function fill(view: Uint8Array<ArrayBuffer>) {
  for (let at = 0; at < view.length; at += 65536) web.getRandomValues(view.subarray(at, at + 65536));
  return view;
}

function randomBytes(size: number, callback?: (error: null, bytes: Buffer) => void) {
  if (typeof size !== 'number') throw invalidArgType('size', 'number', size);
  if (!(size >= 0 && size <= 2147483647)) throw outOfRange('size', '>= 0 && <= 2147483647', size);
  const bytes = Buffer.alloc(size);
  fill(bytes);
  if (!callback) return bytes;
  native.soon(() => callback(null, bytes));
  return undefined;
}

function randomInt(first: number, second?: unknown, third?: (error: undefined, value: number) => void) {
  const [min, max] = typeof second === 'number' ? [first, second] : [0, first];
  const callback = typeof second === 'function' ? second : third;
  safeInteger('min', min);
  safeInteger('max', max);
  if (max <= min) throw outOfRange('max', `greater than the value of "min" (${min})`, max);
  if (max - min > 2 ** 48 - 1) throw outOfRange('max - min', '<= 281474976710655', max - min);
  const range = max - min;
  const limit = 2 ** 48 - (2 ** 48 % range);
  let value: number;
  do value = Buffer.from(fill(new Uint8Array(6))).readUIntBE(0, 6);
  while (value >= limit);
  const result = min + (value % range);
  if (!callback) return result;
  native.soon(() => callback(undefined, result));
  return undefined;
}

function randomFillSync(target: ArrayBufferView<ArrayBuffer>, offset = 0, size?: number) {
  if (!ArrayBuffer.isView(target)) throw invalidArgType('buf', ['ArrayBuffer', 'ArrayBufferView'], target);
  const whole = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
  if (offset > whole.length)
    throw nodeError(
      RangeError,
      'ERR_OUT_OF_RANGE',
      `The value of "offset" is out of range. It must be >= 0 && <= ${whole.length}. Received ${offset}`,
    );
  fill(whole.subarray(offset, size === undefined ? undefined : offset + size));
  return target;
}

export const random = {
  randomBytes,
  pseudoRandomBytes: randomBytes,
  rng: randomBytes,
  prng: randomBytes,
  randomInt,
  randomFillSync,
  randomFill(target: ArrayBufferView<ArrayBuffer>, ...rest: unknown[]) {
    const callback = rest.pop() as (error: null, value: unknown) => void;
    randomFillSync(target, ...(rest as number[]));
    native.soon(() => callback(null, target));
  },
  randomUUID(options?: unknown) {
    if (options !== undefined && (typeof options !== 'object' || options === null)) {
      throw invalidArgType('options', 'object', options);
    }
    return web.randomUUID();
  },
  getRandomValues: <T extends ArrayBufferView<ArrayBuffer>>(view: T) => web.getRandomValues(view as never) as T,
  webcrypto: web,
  subtle: web.subtle,
};
