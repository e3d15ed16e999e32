import { codecOf } from './buffer-codecs.ts';
import { addMethods, filled } from './buffer-methods.ts';
import { addNumbers } from './buffer-numbers.ts';
import { compareBytes } from './buffer-search.ts';
import { invalidArgType, nodeError, validateInteger, validateNumber } from './errors.ts';
import types from './util-types.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export const kMaxLength = 2 ** 53 - 1;

/** What every Buffer is; the name that programs see is that of its `constructor`. */
class FastBytes extends Uint8Array {}
Object.defineProperty(FastBytes, 'name', { value: 'FastBuffer' });
const FastBuffer = FastBytes as unknown as Uint8ArrayConstructor;

const outOfBounds = (name: string) =>
  nodeError(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', `"${name}" is outside of buffer bounds`);

const adopt = (bytes: Bytes): Bytes => Object.setPrototypeOf(bytes, FastBuffer.prototype) as Bytes;

function fromString(text: string, encoding: unknown): Bytes {
  const codec = typeof encoding !== 'string' || encoding === '' ? codecOf('utf8') : codecOf(encoding);
  if (!codec) throw nodeError(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${String(encoding)}`);
  return adopt(codec.encode(text));
}

function fromArrayBuffer(memory: ArrayBuffer, offset: unknown, length: unknown): Bytes {
  const start = Number(offset ?? 0) || 0;
  const most = memory.byteLength - start;
  if (most < 0) throw outOfBounds('offset');
  if (length === undefined) return new FastBuffer(memory, start);
  const count = Number(length) > 0 ? Number(length) : 0;
  if (count > most) throw outOfBounds('length');
  return new FastBuffer(memory, start, count);
}

function fromArrayLike(list: ArrayLike<number>): Bytes {
  if (!(list.length > 0)) return new FastBuffer(0);
  const bytes = new FastBuffer(list.length);
  bytes.set(list);
  return bytes;
}

function fromObject(value: Record<string, any>): Bytes | undefined {
  if (value['length'] !== undefined || types.isAnyArrayBuffer(value['buffer'])) {
    return typeof value['length'] === 'number' ? fromArrayLike(value as ArrayLike<number> & object) : new FastBuffer(0);
  }
  return value['type'] === 'Buffer' && Array.isArray(value['data']) ? fromArrayLike(value['data']) : undefined;
}

function from(value: unknown, encodingOrOffset?: unknown, length?: unknown): Bytes {
  if (typeof value === 'string') return fromString(value, encodingOrOffset);
  if (typeof value === 'object' && value !== null) {
    if (types.isAnyArrayBuffer(value)) return fromArrayBuffer(value as ArrayBuffer, encodingOrOffset, length);
    const plain: unknown = value.valueOf?.();
    if (plain != null && plain !== value && (typeof plain === 'string' || typeof plain === 'object')) {
      return from(plain, encodingOrOffset, length);
    }
    const made = fromObject(value);
    if (made) return made;
    const convert = (value as { [Symbol.toPrimitive]?: unknown })[Symbol.toPrimitive];
    const text: unknown = typeof convert === 'function' ? convert.call(value, 'string') : undefined;
    if (typeof text === 'string') return fromString(text, encodingOrOffset);
  }
  throw invalidArgType('first argument', ['string', 'Buffer', 'ArrayBuffer', 'Array', 'Array-like Object'], value);
}

function allocUnsafe(size: unknown): Bytes {
  validateNumber(size, 'size', 0, kMaxLength);
  return new FastBuffer(size);
}

let deprecated = false;
function warnOfConstructor() {
  if (deprecated) return;
  deprecated = true;
  const { process } = globalThis as unknown as { process?: { emitWarning?(...args: string[]): void } };
  const text = 'Buffer() is deprecated due to security and usability issues. Please use the Buffer.alloc(), Buffer.allocUnsafe(), or Buffer.from() methods instead.'; // prettier-ignore
  process?.emitWarning?.(text, 'DeprecationWarning', 'DEP0005');
}

function concat(list: unknown, length?: unknown): Bytes {
  if (!Array.isArray(list)) throw invalidArgType('list', 'Array', list);
  if (list.length === 0) return new FastBuffer(0);
  if (length !== undefined) validateInteger(length, 'length', 0);
  let size = 0;
  for (let i = 0; i < list.length; i++) {
    if (!types.isUint8Array(list[i])) throw invalidArgType(`list[${i}]`, ['Buffer', 'Uint8Array'], list[i]);
    size += (list[i] as Bytes).length;
  }
  const whole = new FastBuffer((length as number | undefined) ?? size);
  let at = 0;
  for (const each of list as Bytes[]) {
    const rest = whole.length - at;
    whole.set(each.length > rest ? Uint8Array.prototype.subarray.call(each, 0, rest) : each, at);
    at += Math.min(rest, each.length);
  }
  return whole;
}

function byteLength(value: unknown, encoding?: unknown): number {
  if (typeof value === 'string') return (codecOf(encoding || 'utf8') ?? codecOf('utf8')!).byteLength(value);
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) return (value as ArrayBuffer).byteLength;
  throw invalidArgType('string', ['string', 'Buffer', 'ArrayBuffer'], value);
}

function copyBytesFrom(view: unknown, offset?: unknown, length?: unknown): Bytes {
  if (!types.isTypedArray(view)) throw invalidArgType('view', ['TypedArray'], view);
  const source = view as Uint16Array;
  if (offset !== undefined) validateInteger(offset, 'offset', 0);
  if (length !== undefined) validateInteger(length, 'length', 0);
  const start = Math.min((offset as number | undefined) ?? 0, source.length);
  const end = length === undefined ? source.length : Math.min(start + (length as number), source.length);
  const size = source.BYTES_PER_ELEMENT;
  return fromArrayLike(new Uint8Array(source.buffer, source.byteOffset + start * size, (end - start) * size));
}

function compare(a: unknown, b: unknown): number {
  if (!types.isUint8Array(a)) throw invalidArgType('buf1', ['Buffer', 'Uint8Array'], a);
  if (!types.isUint8Array(b)) throw invalidArgType('buf2', ['Buffer', 'Uint8Array'], b);
  return compareBytes(a as Bytes, b as Bytes);
}

// A function, because `Buffer(5)` and `class X extends Buffer` are both old and alive.
function Buffer(value: unknown, encodingOrOffset?: unknown, length?: unknown): Bytes {
  warnOfConstructor();
  if (typeof value !== 'number') return from(value, encodingOrOffset, length);
  if (typeof encodingOrOffset === 'string') throw invalidArgType('string', 'string', value);
  return alloc(value);
}

function alloc(size: unknown, fill?: unknown, encoding?: unknown): Bytes {
  const bytes = allocUnsafe(size);
  return fill !== undefined && fill !== 0 && bytes.length > 0 ? (filled(bytes, fill, encoding) as Bytes) : bytes;
}

const of = (...items: number[]) => fromArrayLike(items);
const isEncoding = (name: unknown) => typeof name === 'string' && name !== '' && codecOf(name) !== undefined;
const allocUnsafeSlow = (size: unknown) => allocUnsafe(size);

export function SlowBuffer(size: unknown): Bytes {
  return allocUnsafe(size);
}

const statics = {
  poolSize: 65536,
  from,
  copyBytesFrom,
  of,
  alloc,
  allocUnsafe,
  allocUnsafeSlow,
  isBuffer: (value: unknown) => value instanceof Buffer,
  compare,
  isEncoding,
  concat,
  byteLength,
};
Object.assign(Buffer, statics);
Object.setPrototypeOf(Buffer, Uint8Array);
Object.defineProperty(Buffer, Symbol.species, { get: () => FastBuffer, configurable: true });
Buffer.prototype = FastBuffer.prototype;
Object.defineProperty(FastBuffer.prototype, 'constructor', { value: Buffer, writable: true, configurable: true });
Object.setPrototypeOf(SlowBuffer.prototype, Uint8Array.prototype);
Object.setPrototypeOf(SlowBuffer, Uint8Array);
addMethods(FastBuffer.prototype, (memory, start, length) => new FastBuffer(memory, start, length));
addNumbers(FastBuffer.prototype as unknown as Record<string, unknown>);

const Public = Buffer as unknown as typeof globalThis.Buffer;
export { Public as Buffer };
