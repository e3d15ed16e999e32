import inspection from 'node-inspect-extracted';
import { codecOf, utf8, type Codec } from './buffer-codecs.ts';
import { compareBytes, search } from './buffer-search.ts';
import { invalidArgType, invalidArgValue, nodeError, outOfRange, validateInteger, validateNumber, validateString } from './errors.ts'; // prettier-ignore
import types from './util-types.ts';

type Bytes = Uint8Array;
type Make = (memory: ArrayBuffer, start: number, length: number) => Bytes;

const BYTES = ['Buffer', 'Uint8Array'];
const plain = (bytes: Bytes, start = 0, end = bytes.length) =>
  new Uint8Array(bytes.buffer, bytes.byteOffset + start, Math.max(0, end - start));

const checkOffset: (value: unknown, name: string, min?: number, max?: number) => asserts value is number = (
  value,
  name,
  min = 0,
  max = Number.MAX_SAFE_INTEGER,
) => validateInteger(value, name, min, max);

function known(encoding: unknown): Codec {
  const codec = codecOf(encoding);
  if (!codec) throw nodeError(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${String(encoding)}`);
  return codec;
}

/** Offsets of `copy`: whatever is a number, rounded down. */
function integer(value: unknown): number {
  const number = Number(value);
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? Math.floor(number) : 0;
}

function copy(this: Bytes, target: unknown, to?: unknown, from?: unknown, until?: unknown): number {
  if (!ArrayBuffer.isView(this)) throw invalidArgType('source', BYTES, this);
  if (!ArrayBuffer.isView(target)) throw invalidArgType('target', BYTES, target);
  const at = to === undefined ? 0 : integer(to);
  if (at < 0) throw outOfRange('targetStart', '>= 0', at);
  const start = from === undefined ? 0 : integer(from);
  if (start < 0 || start > this.byteLength) throw outOfRange('sourceStart', `>= 0 && <= ${this.byteLength}`, start);
  const end = until === undefined ? this.byteLength : integer(until);
  if (end < 0) throw outOfRange('sourceEnd', '>= 0', end);
  if (at >= target.byteLength || start >= end) return 0;
  const count = Math.min(end - start, target.byteLength - at, this.byteLength - start);
  if (count <= 0) return 0;
  new Uint8Array(target.buffer, target.byteOffset, target.byteLength).set(
    new Uint8Array(this.buffer, this.byteOffset + start, count),
    at,
  );
  return count;
}

function toString(this: Bytes, ...args: [encoding?: unknown, start?: unknown, end?: unknown]): string {
  if (args.length === 0) return utf8.slice(this, 0, this.length);
  const [encoding, from, until] = args;
  const start = Math.max(0, Math.trunc(Number(from ?? 0)) || 0);
  const end = until === undefined || Number(until) > this.length ? this.length : Math.trunc(Number(until)) || 0;
  if (start >= this.length || end <= start) return '';
  return (encoding === undefined ? utf8 : known(encoding)).slice(this, start, end);
}

function write(this: Bytes, ...args: [text: unknown, offset?: unknown, length?: unknown, encoding?: unknown]): number {
  const text = args[0];
  let [, offset, length, encoding] = args;
  if (offset === undefined) [offset, length, encoding] = [0, this.length, undefined];
  else if (length === undefined && typeof offset === 'string') [offset, length, encoding] = [0, this.length, offset];
  else {
    checkOffset(offset, 'offset', 0, this.length);
    if (typeof length === 'string') [length, encoding] = [undefined, length];
    else if (length !== undefined) checkOffset(length, 'length', 0, this.length);
  }
  const codec = encoding ? known(encoding) : utf8;
  const start = offset as number;
  return put(codec, this, text, start, Math.min((length as number | undefined) ?? this.length, this.length - start));
}

function put(codec: Codec, bytes: Bytes, text: unknown, offset: number, length: number): number {
  if (typeof text !== 'string') throw nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', 'argument must be a string');
  return codec.write(plain(bytes, offset, offset + length), text);
}

/** `buffer.fill` without its ranges. */
export function filled(bytes: Bytes, value: unknown, encoding?: unknown): Bytes {
  let pattern: Bytes;
  if (typeof value === 'string') {
    if (encoding !== undefined && encoding !== null && encoding !== '') {
      if (codecOf(encoding) === undefined) validateString(encoding, 'encoding');
      pattern = value === '' ? Uint8Array.of(0) : known(encoding).encode(value);
      if (value === '') known(encoding);
    } else pattern = value === '' ? Uint8Array.of(0) : utf8.encode(value);
  } else if (ArrayBuffer.isView(value)) pattern = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  else pattern = Uint8Array.of(Number(value) & 255);
  if (bytes.length === 0) return bytes;
  if (pattern.length === 0) throw invalidArgValue('value', value);
  const target = plain(bytes);
  target.set(pattern.subarray(0, target.length));
  // Doubles what is there: the pattern goes on by itself.
  for (let done = pattern.length; done < target.length; done *= 2) target.copyWithin(done, 0, done);
  return bytes;
}

function fill(this: Bytes, value: unknown, from?: unknown, until?: unknown, name?: unknown): Bytes {
  let [offset, end, encoding] = [from, until, name];
  if (typeof value === 'string') {
    if (typeof offset === 'string') [offset, end, encoding] = [undefined, undefined, offset];
    else if (offset === undefined) [end, encoding] = [undefined, offset];
    else if (typeof end === 'string') [end, encoding] = [undefined, end];
    if (encoding !== undefined && codecOf(encoding) === undefined) {
      validateString(encoding, 'encoding');
      known(encoding);
    }
  }
  if (offset === undefined) [offset, end] = [0, this.length];
  checkOffset(offset, 'offset');
  if (end === undefined) end = this.length;
  checkOffset(end, 'end', 0, this.length);
  if (offset >= end) return this;
  filled(plain(this, offset, end), value, encoding);
  return this;
}

function compare(this: Bytes, ...args: [target: unknown, ...range: unknown[]]): number {
  const [target, targetStart = 0, to, sourceStart = 0, until] = args;
  if (!types.isUint8Array(target)) throw invalidArgType('target', BYTES, target);
  if (args.length === 1) return compareBytes(this, target as Bytes);
  const other = target as Bytes;
  const targetEnd = to === undefined ? other.length : to;
  const sourceEnd = until === undefined ? this.length : until;
  checkOffset(targetStart, 'targetStart');
  checkOffset(targetEnd, 'targetEnd', 0, other.length);
  checkOffset(sourceStart, 'sourceStart');
  checkOffset(sourceEnd, 'sourceEnd', 0, this.length);
  if (sourceStart >= sourceEnd) return targetStart >= targetEnd ? 0 : -1;
  if (targetStart >= targetEnd) return 1;
  return compareBytes(plain(this, sourceStart, sourceEnd), plain(other, targetStart, targetEnd));
}

function equals(this: Bytes, other: unknown): boolean {
  if (!types.isUint8Array(other)) throw invalidArgType('otherBuffer', BYTES, other);
  const bytes = other as Bytes;
  return this === bytes || (this.byteLength === bytes.byteLength && compareBytes(this, bytes) === 0);
}

let inspectMaxBytes = 50;
export const inspectLimit = {
  get: () => inspectMaxBytes,
  set(value: unknown) {
    validateNumber(value, 'INSPECT_MAX_BYTES', 0);
    inspectMaxBytes = value;
  },
};

function inspect(this: Bytes, _depth?: number, options?: { showHidden?: boolean }): string {
  const shown = Array.from(plain(this).subarray(0, inspectMaxBytes), (byte) => byte.toString(16).padStart(2, '0'));
  const rest = this.length - inspectMaxBytes;
  let text = shown.join(' ') + (rest > 0 ? ` ... ${rest} more byte${rest > 1 ? 's' : ''}` : '');
  const keys = options ? Reflect.ownKeys(this).filter((key) => typeof key === 'symbol' || !/^\d+$/.test(key)) : [];
  const visible = keys.filter((key) => options?.showHidden || Object.prototype.propertyIsEnumerable.call(this, key));
  if (visible.length > 0) {
    const extra = Object.fromEntries(visible.map((key) => [key, Reflect.get(this, key) as unknown]));
    const words = inspection.inspect(extra, { ...options, breakLength: Infinity, compact: true } as never) as string;
    text += (this.length > 0 ? ', ' : '') + words.slice(2, -2);
  }
  return `<${this.constructor?.name ?? 'Buffer'} ${text}>`;
}

function swap(bits: 16 | 32 | 64) {
  const size = bits / 8;
  return function (this: Bytes) {
    if (this.length % size !== 0) {
      throw nodeError(RangeError, 'ERR_INVALID_BUFFER_SIZE', `Buffer size must be a multiple of ${bits}-bits`);
    }
    for (let i = 0; i < this.length; i += size) plain(this, i, i + size).reverse();
    return this;
  };
}

function clamp(value: unknown, length: number): number {
  const offset = Math.trunc(Number(value)) || 0;
  return offset < 0 ? Math.max(0, offset + length) : Math.min(offset, length);
}

/** Puts Node's methods on the prototype that every Buffer has. */
export function addMethods(prototype: object, make: Make): void {
  const range = (bytes: Bytes, start: unknown, end: unknown) => {
    const from = clamp(start, bytes.length);
    const to = end === undefined ? bytes.length : clamp(end, bytes.length);
    return make(bytes.buffer as ArrayBuffer, bytes.byteOffset + from, Math.max(0, to - from));
  };
  const methods = {
    copy, toString, equals, inspect, compare, fill, write, swap16: swap(16), swap32: swap(32), swap64: swap(64),
    indexOf: function (this: Bytes, value: unknown, at?: unknown, end?: unknown, encoding?: unknown) {
      return search(this, value, at, end, encoding, true);
    },
    lastIndexOf: function (this: Bytes, value: unknown, at?: unknown, end?: unknown, encoding?: unknown) {
      return search(this, value, at, end, encoding, false);
    },
    includes: function (this: Bytes, value: unknown, at?: unknown, end?: unknown, encoding?: unknown) {
      return search(this, value, at, end, encoding, true) !== -1;
    },
    toJSON(this: Bytes) {
      return { type: 'Buffer', data: Array.from(this) };
    },
    subarray(this: Bytes, start?: unknown, end?: unknown) {
      return range(this, start, end);
    },
    slice(this: Bytes, start?: unknown, end?: unknown) {
      return (this as unknown as { subarray(...args: unknown[]): Bytes }).subarray(start, end);
    },
  }; // prettier-ignore
  const more = { toLocaleString: methods.toString, [Symbol.for('nodejs.util.inspect.custom')]: methods.inspect };
  define(prototype, { ...methods, ...more, ...slices() });
  const isOne = (value: unknown) => value instanceof Uint8Array && Object.getPrototypeOf(prototype).isPrototypeOf(value); // prettier-ignore
  const own = (read: (bytes: Bytes) => unknown) => ({
    get(this: unknown) {
      return this !== prototype && isOne(this) ? read(this as Bytes) : undefined;
    },
    enumerable: true,
    configurable: true,
  });
  Object.defineProperties(prototype, {
    parent: own(({ buffer }) => buffer),
    offset: own(({ byteOffset }) => byteOffset),
  });
}

function define(prototype: object, methods: Record<string | symbol, unknown>) {
  for (const key of Reflect.ownKeys(methods)) {
    const value = methods[key] as object;
    if (typeof key === 'string' && key.startsWith('swap')) Object.defineProperty(value, 'name', { value: key });
    Object.defineProperty(prototype, key, { value, writable: true, configurable: true, enumerable: true });
  }
}

/** The undocumented methods that busboy and others call: `utf8Slice`, `latin1Write` … */
function slices(): Record<string, unknown> {
  const methods: Record<string, unknown> = {};
  for (const name of ['ascii', 'base64', 'base64url', 'latin1', 'hex', 'ucs2', 'utf8']) {
    const codec = codecOf(name)!;
    methods[`${name}Slice`] = function (this: Bytes, start = 0, end = this.length) {
      return codec.slice(this, start, Math.max(start, Math.min(end, this.length)));
    };
    methods[`${name}Write`] = function (this: Bytes, text: unknown, offset = 0, length = this.length - offset) {
      if (offset < 0 || offset > this.length) throw bounds('offset');
      if (length < 0 || (length > this.length - offset && /^(ascii|latin1|utf8)$/.test(name))) throw bounds('length');
      return put(codec, this, text, offset, Math.min(length, this.length - offset));
    };
  }
  return methods;
}

const bounds = (name: string) =>
  nodeError(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', `"${name}" is outside of buffer bounds`);
