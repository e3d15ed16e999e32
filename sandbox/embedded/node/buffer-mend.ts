import { checkMethods } from './buffer-checks.ts';
import { mendNumbers } from './buffer-numbers.ts';
import { invalidArgType, nodeError, outOfRange } from './errors.ts';

type Bytes = Uint8Array<ArrayBuffer>;
interface Mendable {
  prototype: Record<string | symbol, any>;
  from: (...args: any[]) => Bytes;
  alloc: (...args: any[]) => Bytes;
  allocUnsafe: (...args: any[]) => Bytes;
  isEncoding(name: unknown): boolean;
  byteLength(value: unknown, encoding?: string): number;
  concat(list: unknown, length?: number): Bytes;
  isBuffer(value: unknown): boolean;
  compare(a: unknown, b: unknown): number;
  [name: string]: any;
}

const ENCODINGS = ['utf8', 'utf-8', 'ucs2', 'ucs-2', 'utf16le', 'utf-16le', 'ascii', 'latin1', 'binary'].concat([
  'base64',
  'base64url',
  'hex',
]);
const text = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();
const isUtf8 = (encoding: unknown) => encoding === undefined || /^utf-?8$/i.test(String(encoding));
const isUrl = (encoding: unknown) => typeof encoding === 'string' && encoding.toLowerCase() === 'base64url';
const fromUrl = (value: string) => value.replaceAll('-', '+').replaceAll('_', '/');
const toUrl = (value: string) => value.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
const sizeError = (value: unknown) => outOfRange('size', '>= 0 && <= 9007199254740991', value);

/** Fills the gaps between the `buffer` package and Node: base64url, `*Slice`, Node's error codes, native UTF-8. */
export function mendBuffer(Buffer: Mendable): Mendable {
  mendStatics(Buffer);
  mendCoding(Buffer);
  checkMethods(Buffer.prototype);
  mendNumbers(Buffer.prototype);
  addSlices(Buffer);
  mendInspection(Buffer);
  return Buffer;
}

const unknownEncoding = (encoding: unknown) =>
  nodeError(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`);

function mendStatics(Buffer: Mendable) {
  const { from, byteLength, concat, alloc, allocUnsafe, compare } = Buffer;
  Buffer.isEncoding = (name) => typeof name === 'string' && ENCODINGS.includes(name.toLowerCase());
  Buffer.from = function (value: unknown, encoding?: unknown, length?: unknown) {
    if (typeof value === 'string') {
      if (isUtf8(encoding)) return asBuffer(Buffer, encoder.encode(value));
      if (isUrl(encoding)) return from(fromUrl(value), 'base64');
      if (typeof encoding === 'string' && !Buffer.isEncoding(encoding)) throw unknownEncoding(encoding);
    } else if (value == null || typeof value !== 'object') {
      throw firstArgument(value);
    }
    try {
      return from(value, encoding, length);
    } catch (error) {
      if (error instanceof TypeError && error.message.startsWith('The first argument')) throw firstArgument(value);
      if (error instanceof RangeError) throw nodeError(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', error.message);
      throw error;
    }
  };
  Buffer.byteLength = (value, encoding) => {
    if (typeof value !== 'string') {
      if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength;
      throw invalidArgType('string', ['string', 'Buffer', 'ArrayBuffer'], value);
    }
    if (isUrl(encoding) || encoding?.toLowerCase() === 'base64') {
      return Math.floor((value.replace(/={1,2}$/, '').length * 3) / 4);
    }
    return byteLength(value, encoding);
  };
  Buffer.concat = (list, length) => {
    if (!Array.isArray(list)) throw invalidArgType('list', 'Array', list);
    const wrong = list.findIndex((each) => !(each instanceof Uint8Array));
    if (wrong >= 0) throw invalidArgType(`list[${wrong}]`, ['Buffer', 'Uint8Array'], list[wrong]);
    return concat(list, length);
  };
  const sized =
    (make: (...args: unknown[]) => Bytes) =>
    (size: unknown, ...rest: unknown[]) => {
      if (typeof size !== 'number') throw invalidArgType('size', 'number', size);
      if (!(size >= 0 && size <= Number.MAX_SAFE_INTEGER)) throw sizeError(size);
      return make(size, ...rest);
    };
  Buffer.alloc = sized(alloc);
  Buffer.allocUnsafe = Buffer['allocUnsafeSlow'] = sized(allocUnsafe as never);
  Buffer.compare = (a, b) => {
    if (!(a instanceof Uint8Array)) throw invalidArgType('buf1', ['Buffer', 'Uint8Array'], a);
    if (!(b instanceof Uint8Array)) throw invalidArgType('buf2', ['Buffer', 'Uint8Array'], b);
    return compare(a, b);
  };
  Buffer['copyBytesFrom'] = (view: Uint8Array, offset = 0, length = view.length - offset) => {
    const part = view.subarray(offset, offset + length);
    return from(part.buffer.slice(part.byteOffset, part.byteOffset + part.byteLength));
  };
  Buffer['poolSize'] = 65536;
  for (const name of ['isEncoding', 'from', 'byteLength', 'concat', 'alloc', 'allocUnsafe', 'compare']) {
    Object.defineProperty(Buffer[name], 'name', { value: name });
  }
}

function firstArgument(value: unknown): Error {
  const types = ['string', 'Buffer', 'ArrayBuffer', 'Array', 'Array-like Object'];
  const error = invalidArgType('first argument', types, value);
  const message = error.message.replace(
    /must be .*?\. Received/s,
    'must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object. Received',
  );
  return nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', message);
}

const asBuffer = (Buffer: Mendable, bytes: Uint8Array): Bytes =>
  Object.setPrototypeOf(bytes, Buffer.prototype) as Bytes;

function mendCoding(Buffer: Mendable) {
  const { prototype } = Buffer;
  type Method = (...args: any[]) => any;
  type Name = 'toString' | 'write' | 'fill' | 'indexOf' | 'lastIndexOf' | 'equals';
  const { toString, write, fill, indexOf, lastIndexOf, equals } = prototype as Record<Name, Method>;
  prototype['toString'] = prototype['toLocaleString'] = function (
    this: Bytes,
    encoding?: string,
    start = 0,
    end = this.length,
  ) {
    const from = Math.max(0, Math.trunc(Number(start)) || 0);
    const to = Math.min(this.length, Number.isNaN(Number(end)) ? 0 : Math.trunc(Number(end)));
    if (to <= from) return '';
    if (isUtf8(encoding)) return text.decode(Uint8Array.prototype.subarray.call(this, from, to) as Bytes);
    if (isUrl(encoding)) return toUrl(toString.call(this, 'base64', from, to));
    if (encoding !== null && !Buffer.isEncoding(encoding)) throw unknownEncoding(encoding);
    return toString.call(this, encoding, from, to);
  };
  prototype['write'] = function (this: Bytes, value: string, ...rest: unknown[]) {
    const last = rest.at(-1);
    if (isUrl(last)) return write.call(this, fromUrl(value), ...rest.slice(0, -1), 'base64');
    if (typeof last === 'string' && !Buffer.isEncoding(last)) throw unknownEncoding(last);
    return write.call(this, value, ...rest);
  };
  const searching = (search: (...args: any[]) => any) =>
    function (this: Bytes, value: unknown, at?: unknown, encoding?: unknown) {
      const url = isUrl(at) || isUrl(encoding);
      if (typeof value === 'string' && url) return search.call(this, Buffer.from(value, 'base64url'), at);
      return search.call(this, value, at, encoding);
    };
  prototype['indexOf'] = searching(indexOf);
  prototype['lastIndexOf'] = searching(lastIndexOf);
  prototype['includes'] = function (this: Bytes, ...args: unknown[]) {
    return (prototype['indexOf'] as (...args: unknown[]) => number).apply(this, args) !== -1;
  };
  prototype['fill'] = function (this: Bytes, value: unknown, ...rest: unknown[]) {
    if (typeof value === 'string' && isUrl(rest.at(-1))) return fill.call(this, Buffer.from(value, 'base64url'));
    return fill.call(this, value, ...rest);
  };
  prototype['equals'] = function (this: Bytes, other: unknown) {
    if (!(other instanceof Uint8Array)) throw invalidArgType('otherBuffer', ['Buffer', 'Uint8Array'], other);
    return (
      this === other ||
      equals.call(this, asBuffer(Buffer, new Uint8Array(other.buffer, other.byteOffset, other.length)))
    );
  };
}

/** The undocumented methods that busboy and others call. */
function addSlices({ prototype, isEncoding }: Mendable) {
  for (const encoding of ['utf8', 'latin1', 'ascii', 'hex', 'base64', 'base64url', 'ucs2'].filter(isEncoding)) {
    prototype[`${encoding}Slice`] = function (this: Bytes, start?: number, end?: number) {
      return (this as unknown as { toString(...args: unknown[]): string }).toString(encoding, start, end);
    };
    prototype[`${encoding}Write`] = function (this: Bytes, value: string, offset = 0, length = this.length - offset) {
      return prototype['write'].call(this, value, offset, length, encoding);
    };
  }
}

function mendInspection({ prototype }: Mendable) {
  const inspect = function (this: Bytes) {
    const shown = [...this.subarray(0, 50)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const rest = this.length - 50;
    const name = this.constructor.name;
    return `<${name} ${shown}${rest > 0 ? ` ... ${rest} more byte${rest > 1 ? 's' : ''}` : ''}>`;
  };
  prototype[Symbol.for('nodejs.util.inspect.custom')] = inspect;
  prototype['inspect'] = inspect;
  for (const name of ['toString', 'write', 'indexOf', 'lastIndexOf', 'includes', 'fill', 'equals']) {
    Object.defineProperty(prototype[name], 'name', { value: name });
  }
  for (const key of Object.keys(prototype)) {
    if (Object.getOwnPropertyDescriptor(prototype, key)?.configurable)
      Object.defineProperty(prototype, key, { enumerable: false });
  }
  for (const [name, from] of [
    ['readUInt', 'readUint'],
    ['writeUInt', 'writeUint'],
  ] as const) {
    for (const key of Object.getOwnPropertyNames(prototype)) {
      const alias = key.replace(name, from);
      if (key.startsWith(name) && !(alias in prototype)) {
        Object.defineProperty(prototype, alias, { value: prototype[key], writable: true, configurable: true });
      }
    }
  }
}
