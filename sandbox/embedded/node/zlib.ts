import { Buffer } from './buffer.ts';
import { invalidArgType, nodeError, unavailable, validateFunction, validateInteger } from './errors.ts';
import { callable } from './crypto/digests.ts';
import { nextTick } from './next-tick.ts';
import { promisify } from './util-functions.ts';
import { tooLarge, ZlibBase, type BaseOptions, type Flushes } from './zlib/base.ts';
import { createBrotliDecoder, createBrotliEncoder } from './zlib/brotli-engine.ts';
import { dictionaryOf, inputOf, inRange } from './zlib/checks.ts';
import { constants } from './zlib/constants.ts';
import { createDeflateEngine } from './zlib/deflate-engine.ts';
import * as engines from './zlib/engine.ts';

type Options = BaseOptions & Record<string, any>;
type Callback = (error: Error | null, result?: unknown) => void;
type Kind = new (options?: Options) => ZlibBase;

const { Z_NO_FLUSH, Z_FINISH, Z_FULL_FLUSH, Z_SYNC_FLUSH, Z_BLOCK } = constants as Record<string, number>;
const zlibFlushes: Flushes = { flush: Z_NO_FLUSH!, finishFlush: Z_FINISH!, fullFlush: Z_FULL_FLUSH!, last: Z_BLOCK! };
const brotliFlushes: Flushes = { flush: 0, finishFlush: 2, fullFlush: 1, last: 3 };

class Zlib extends ZlibBase {
  _level: number;
  _strategy: number;
  _mode: number;
  constructor(raw: Options | null | undefined, mode: number) {
    const options = raw ?? {};
    let windowBits = 15;
    const unpacks = mode === engines.INFLATE || mode === engines.GUNZIP || mode === engines.UNZIP;
    if (
      (options['windowBits'] === undefined || options['windowBits'] === null || options['windowBits'] === 0) &&
      unpacks
    )
      windowBits = 0; // prettier-ignore
    else windowBits = inRange(options['windowBits'], 'options.windowBits', mode === engines.GZIP ? 9 : 8, 15, 15);
    const level = inRange(options['level'], 'options.level', -1, 9, -1);
    const memLevel = inRange(options['memLevel'], 'options.memLevel', 1, 9, 8);
    const strategy = inRange(options['strategy'], 'options.strategy', 0, 4, 0);
    const dictionary = dictionaryOf(options['dictionary']);
    super(options, createDeflateEngine(mode, { windowBits, level, memLevel, strategy, dictionary }), zlibFlushes);
    this._level = level;
    this._strategy = strategy;
    this._mode = mode;
  }
  params(level: number, strategy: number, callback?: (error?: Error) => void): void {
    inRange(level, 'level', -1, 9, -1);
    inRange(strategy, 'strategy', 0, 4, 0);
    if (this._level === level && this._strategy === strategy) return void (callback && nextTick(callback));
    this.flush(Z_SYNC_FLUSH, () => {
      if (!this._handle) return;
      this._handle.engine.params?.(level, strategy);
      if (this.destroyed) return;
      this._level = level;
      this._strategy = strategy;
      callback?.();
    });
  }
}

class Brotli extends ZlibBase {
  constructor(options: Options | undefined, encode: boolean) {
    const params = (options?.['params'] ?? {}) as Record<string, number>;
    const highest = encode ? 9 : 1;
    const given = new Set<number>();
    for (const [key, value] of Object.entries(params)) {
      const number = Number(key);
      if (!(number >= 0 && number <= highest && Number.isInteger(number)) || given.has(number)) {
        throw nodeError(RangeError, 'ERR_BROTLI_INVALID_PARAM', `${key} is not a valid Brotli parameter`);
      }
      if (typeof value !== 'number' && typeof value !== 'boolean')
        throw invalidArgType('options.params[key]', 'number', value);
      given.add(number);
    }
    const of = (name: string, fallback: number) => Number(params[constants[name]!] ?? fallback);
    const how = { quality: of('BROTLI_PARAM_QUALITY', 11), lgwin: of('BROTLI_PARAM_LGWIN', 22), mode: of('BROTLI_PARAM_MODE', 0) }; // prettier-ignore
    const flag = of('BROTLI_PARAM_DISABLE_LITERAL_CONTEXT_MODELING', 0);
    if (encode && (how.quality > 11 || how.lgwin < 10 || how.lgwin > 24 || flag > 1)) {
      throw nodeError(Error, 'ERR_ZLIB_INITIALIZATION_FAILED', 'Initialization failed');
    }
    super(options, encode ? createBrotliEncoder(how) : createBrotliDecoder(), brotliFlushes);
  }
}

const kind = (name: string, mode: number): Kind =>
  callable(
    class extends Zlib {
      constructor(options?: Options | null) {
        const raw =
          mode === engines.DEFLATERAW && options?.['windowBits'] === 8 ? { ...options, windowBits: 9 } : options;
        super(raw, mode);
      }
    },
    name,
  ) as never;

const brotliKind = (name: string, encode: boolean): Kind =>
  callable(
    class extends Brotli {
      constructor(options?: Options) {
        super(options, encode);
      }
    },
    name,
  ) as never;

const classes: Record<string, Kind> = {
  Deflate: kind('Deflate', engines.DEFLATE),
  Inflate: kind('Inflate', engines.INFLATE),
  Gzip: kind('Gzip', engines.GZIP),
  Gunzip: kind('Gunzip', engines.GUNZIP),
  DeflateRaw: kind('DeflateRaw', engines.DEFLATERAW),
  InflateRaw: kind('InflateRaw', engines.INFLATERAW),
  Unzip: kind('Unzip', engines.UNZIP),
  BrotliCompress: brotliKind('BrotliCompress', true),
  BrotliDecompress: brotliKind('BrotliDecompress', false),
};

function compressNow(stream: ZlibBase, data: unknown): unknown {
  const buffer = stream._processChunk(inputOf(data), stream._finishFlushFlag)!;
  return stream._info ? { buffer, engine: stream } : buffer;
}

function compressLater(stream: ZlibBase, data: unknown, callback: Callback): void {
  validateFunction(callback, 'callback');
  const input = inputOf(data);
  const parts: Buffer[] = [];
  let total = 0;
  stream.on('data', (part: Buffer) => {
    parts.push(part);
    total += part.length;
    if (total > stream._maxOutputLength) stream.destroy(tooLarge(stream._maxOutputLength));
  });
  stream.on('error', (error: Error) => callback(error));
  stream.on('end', () => {
    const buffer = Buffer.concat(parts);
    callback(null, stream._info ? { buffer, engine: stream } : buffer);
    stream.close();
  });
  stream.end(input);
}

let table: Uint32Array | undefined;
function crc32(data: unknown, value = 0): number {
  if (typeof data !== 'string' && !ArrayBuffer.isView(data)) throw invalidArgType('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data); // prettier-ignore
  validateInteger(value, 'value', 0, 4294967295);
  table ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? 0xedb88320 ^ (byte >>> 1) : byte >>> 1;
    return byte;
  });
  let crc = ~value;
  for (const byte of inputOf(data)) crc = (table[(crc ^ byte) & 255] as number) ^ (crc >>> 8);
  return ~crc >>> 0;
}

const named = <F extends object>(name: string, fn: F): F => Object.defineProperty(fn, 'name', { value: name });
const api: Record<string, unknown> = { crc32, ...classes };
for (const [name, Kind] of Object.entries(classes)) {
  const short = `${name[0]!.toLowerCase()}${name.slice(1)}`;
  const later = (data: unknown, options: unknown, callback?: unknown) => {
    const done = (typeof options === 'function' ? options : callback) as Callback;
    compressLater(new Kind(typeof options === 'function' ? {} : (options as Options)), data, done);
  };
  Object.defineProperty(later, Symbol.for('nodejs.util.promisify.custom'), {
    value: (...args: unknown[]) => promisify((...all: unknown[]) => later(...(all as [unknown, unknown])))(...args),
    configurable: true,
  });
  api[short] = named(short, later);
  api[`${short}Sync`] = named(`${short}Sync`, (data: unknown, options?: Options) =>
    compressNow(new Kind(options), data),
  );
  api[`create${name}`] = named(`create${name}`, (options?: Options) => new Kind(options));
}

for (const name of ['ZstdCompress', 'ZstdDecompress']) {
  const short = `${name[0]!.toLowerCase()}${name.slice(1)}`;
  for (const each of [name, short, `${short}Sync`, `create${name}`]) {
    const absent = function () {
      throw unavailable(`zlib.${each}`);
    };
    api[each] = named(each, absent);
  }
}

const codes: Record<string, number | string> = { Z_OK: 0, Z_STREAM_END: 1, Z_NEED_DICT: 2, Z_ERRNO: -1, Z_STREAM_ERROR: -2, Z_DATA_ERROR: -3, Z_MEM_ERROR: -4, Z_BUF_ERROR: -5, Z_VERSION_ERROR: -6 }; // prettier-ignore
for (const [name, code] of Object.entries(codes)) codes[code] = name;
const fixed = (value: unknown, enumerable = true) => ({ value, enumerable, writable: false, configurable: false });
Object.defineProperty(api, 'constants', fixed(Object.freeze(constants)));
Object.defineProperty(api, 'codes', fixed(Object.freeze(codes)));
// Kept for old programs, out of sight as in Node.
for (const [name, value] of Object.entries(constants)) {
  if (!name.includes('BROTLI') && !/ZSTD/i.test(name)) Object.defineProperty(api, name, fixed(value, false));
}

export default api;
