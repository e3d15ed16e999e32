import { Buffer } from './buffer.ts';
import { invalidArgType, nodeError, outOfRange, validateFunction } from './errors.ts';

type Method = (this: any, ...args: any[]) => any;
export type ZlibBase = Record<string, any>;

const BYTES = ['string', 'Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'];
const CLASSES = ['Deflate', 'Inflate', 'Gzip', 'Gunzip', 'DeflateRaw', 'InflateRaw', 'Unzip'];

/** Makes browserify-zlib's streams end, count and complain as Node's do. */
export function mendZlib(base: ZlibBase): void {
  mendStreams(Object.getPrototypeOf(base['Gzip'].prototype) as Record<string, Method>);
  for (const name of CLASSES) {
    const key = `${name[0]!.toLowerCase()}${name.slice(1)}`;
    const create = base[`create${name}`] as Method;
    base[`create${name}`] = (options?: unknown) => create(checkOptions(options));
    base[`${key}Sync`] = sync(base[`${key}Sync`] as Method);
    base[key] = async_(base[key] as Method);
    for (const [property, value] of [
      [`create${name}`, `create${name}`],
      [key, key],
      [`${key}Sync`, `${key}Sync`],
    ] as const)
      Object.defineProperty(base[property], 'name', { value });
  }
}

function mendStreams(prototype: Record<string, Method>) {
  const { _transform: transform } = prototype;
  prototype['_transform'] = function (chunk: Uint8Array, encoding: string, done: (error?: Error) => void) {
    if (!this._handle) return done();
    // The package emits the error itself and leaves the stream open.
    this._handle.onerror = (message: string, errno: number) => {
      this._hadError = true;
      const code = Object.entries(codes).find(([, number]) => number === errno)?.[0];
      this.destroy(Object.assign(new Error(message), { errno, code }));
    };
    this.bytesWritten += chunk.length;
    return transform!.call(this, chunk, encoding, done);
  };
  Object.defineProperty(prototype, 'bytesWritten', {
    get: () => 0,
    set(value: number) {
      Object.defineProperty(this, 'bytesWritten', { value, writable: true, enumerable: true, configurable: true });
    },
    configurable: true,
  });
  prototype['_destroy'] = function (error: Error | null, done: (error: Error | null) => void) {
    this._handle?.close();
    this._handle = null;
    done(error);
  };
  prototype['close'] = function (callback?: () => void) {
    if (callback) this.once('close', callback);
    this.destroy();
  };
}

const codes = { Z_NEED_DICT: 2, Z_ERRNO: -1, Z_STREAM_ERROR: -2, Z_DATA_ERROR: -3, Z_MEM_ERROR: -4, Z_BUF_ERROR: -5 };

const limits = { windowBits: [8, 15], level: [-1, 9], memLevel: [1, 9], strategy: [0, 4], chunkSize: [64, Infinity] };

function checkOptions(options: unknown): object {
  if (options === undefined || options === null) return {};
  if (typeof options !== 'object') throw invalidArgType('options', 'object', options);
  for (const [name, [min, max]] of Object.entries(limits) as [string, [number, number]][]) {
    const value = Reflect.get(options, name) as unknown;
    if (value === undefined || Number.isNaN(value) || (name === 'windowBits' && value === 0)) continue;
    if (typeof value !== 'number') throw invalidArgType(`options.${name}`, 'number', value);
    if (value < min || value > max) {
      throw outOfRange(`options.${name}`, max === Infinity ? `>= ${min}` : `>= ${min} and <= ${max}`, value);
    }
  }
  return options;
}

function input(data: unknown): string | Uint8Array {
  if (typeof data === 'string' || Buffer.isBuffer(data)) return data;
  if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
  if (data instanceof ArrayBuffer) return Buffer.from(data);
  throw invalidArgType('buffer', BYTES, data);
}

function tooLarge(result: Uint8Array, options: object): Error | undefined {
  const { maxOutputLength = Infinity } = options as { maxOutputLength?: number };
  if (result.length <= maxOutputLength) return undefined;
  const message = `Cannot create a Buffer larger than ${maxOutputLength} bytes`;
  return nodeError(RangeError, 'ERR_BUFFER_TOO_LARGE', message);
}

const sync = (work: Method): Method =>
  function (data: unknown, options?: unknown) {
    const [bytes, checked] = [input(data), checkOptions(options)];
    const result = work(bytes, checked) as Uint8Array;
    const error = tooLarge(result, checked);
    if (error) throw error;
    return result;
  };

const async_ = (work: Method): Method =>
  function (data: unknown, ...rest: unknown[]) {
    const callback = rest.at(-1) as (error: Error | null, result?: Uint8Array) => void;
    validateFunction(callback, 'callback');
    const [bytes, checked] = [input(data), checkOptions(rest.length > 1 ? rest[0] : undefined)];
    work(bytes, checked, (error: Error | null, result?: Uint8Array) => {
      const large = result && tooLarge(result, checked);
      if (error ?? large) callback((error ?? large) as Error);
      else callback(null, result);
    });
  };
