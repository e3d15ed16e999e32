import { Buffer } from '../buffer.ts';
import { invalidArgType, invalidArgValue, nodeError, outOfRange, validateAbortSignal, validateBoolean, validateInteger } from '../errors.ts'; // prettier-ignore
import url from '../url.ts';
import { constants } from './constants.ts';

/** A path as text: what a string, a Buffer or a file URL names. */
export function pathOf(value: unknown, name = 'path'): string {
  const path = isUrl(value) ? url.fileURLToPath(value) : value;
  if (typeof path === 'string') {
    if (path.includes('\0')) throw nullBytes(path, name);
    return path;
  }
  if (!isBytes(path)) throw invalidArgType(name, ['string', 'Buffer', 'URL'], path);
  if (path.includes(0)) throw nullBytes(path, name);
  return Buffer.from(path.buffer as ArrayBuffer, path.byteOffset, path.byteLength).toString();
}

/** Also bytes of another realm. */
const isBytes = (value: unknown): value is Uint8Array =>
  ArrayBuffer.isView(value) && Reflect.get(value, Symbol.toStringTag) === 'Uint8Array';
const isUrl = (value: unknown): value is URL =>
  typeof value === 'object' && value !== null && 'href' in value && 'protocol' in value && !!value.href;
const nullBytes = (path: unknown, name: string) =>
  invalidArgValue(name, path, 'must be a string, Uint8Array, or URL without null bytes');

export function descriptorOf(value: unknown, name = 'fd'): number {
  if (Object.is(value, -0)) return 0;
  validateInteger(value, name, 0, 2147483647);
  return value;
}

export function integer32(value: unknown, name: string, min = -2147483648): void {
  validateInteger(value, name, min, 2147483647);
}

/** File modes: a number, or octal digits. */
export function modeOf(value: unknown, name = 'mode', fallback?: number): number {
  let mode = value ?? fallback;
  if (typeof mode === 'string') {
    if (!/^[0-7]+$/.test(mode)) {
      throw invalidArgValue(name, value, 'must be a 32-bit unsigned integer or an octal string');
    }
    mode = Number.parseInt(mode, 8);
  }
  validateInteger(mode, name, 0, 4294967295);
  return mode;
}

/** `mode` of `access` and `copyFile`. */
export function choiceOf(value: unknown, kind: 'access' | 'copyFile'): number {
  if (value === undefined || value === null) return 0;
  if (kind === 'copyFile') {
    validateInteger(value, 'mode', 0, 7);
    return value;
  }
  if (typeof value !== 'number') throw invalidArgType('mode', 'integer', value);
  if (value >= 0 && value <= 7 && Number.isInteger(value)) return value;
  throw nodeError(RangeError, 'ERR_OUT_OF_RANGE', 'mode is out of range: >= 0 && <= 7');
}

const { O_RDONLY, O_RDWR, O_WRONLY, O_APPEND, O_CREAT, O_EXCL, O_SYNC, O_TRUNC } = constants;
const FLAGS: Record<string, number> = {
  r: O_RDONLY,
  rs: O_RDONLY | O_SYNC,
  'r+': O_RDWR,
  'rs+': O_RDWR | O_SYNC,
  w: O_TRUNC | O_CREAT | O_WRONLY,
  wx: O_TRUNC | O_CREAT | O_WRONLY | O_EXCL,
  'w+': O_TRUNC | O_CREAT | O_RDWR,
  'wx+': O_TRUNC | O_CREAT | O_RDWR | O_EXCL,
  a: O_APPEND | O_CREAT | O_WRONLY,
  ax: O_APPEND | O_CREAT | O_WRONLY | O_EXCL,
  as: O_APPEND | O_CREAT | O_WRONLY | O_SYNC,
  'a+': O_APPEND | O_CREAT | O_RDWR,
  'ax+': O_APPEND | O_CREAT | O_RDWR | O_EXCL,
  'as+': O_APPEND | O_CREAT | O_RDWR | O_SYNC,
};
const SAME: Record<string, string> = { sr: 'rs', 'sr+': 'rs+', xw: 'wx', 'xw+': 'wx+', xa: 'ax', 'xa+': 'ax+', sa: 'as', 'sa+': 'as+' }; // prettier-ignore

export function flagsOf(value: unknown, name = 'flags'): number {
  if (typeof value === 'number') {
    integer32(value, name);
    return value;
  }
  if (value === undefined || value === null) return O_RDONLY;
  const known = typeof value === 'string' && Object.hasOwn(SAME, value) ? SAME[value]! : value;
  if (typeof known === 'string' && Object.hasOwn(FLAGS, known)) return FLAGS[known]!;
  throw invalidArgValue(name, value);
}

export function checkEncoding(encoding: unknown): void {
  if (encoding && !Buffer.isEncoding(encoding as string))
    throw invalidArgValue('encoding', encoding, 'is invalid encoding');
}

export type Options = Record<string, any>;

/** Options given as an object, as the name of an encoding, or not at all. */
export function optionsOf(value: unknown, fallback: Options = {}): Options {
  if (value === undefined || value === null || typeof value === 'function') return fallback;
  if (typeof value === 'string') {
    if (value !== 'buffer') checkEncoding(value);
    return { ...fallback, encoding: value };
  }
  if (typeof value !== 'object') throw invalidArgType('options', ['string', 'Object'], value);
  const options = value as Options;
  if (options['encoding'] !== 'buffer') checkEncoding(options['encoding']);
  if (options['signal'] !== undefined) validateAbortSignal(options['signal'], 'options.signal');
  return { ...fallback, ...definedOf(options) };
}

/** Options count when they are there, wherever in the prototype chain. */
function definedOf(options: Options): Options {
  const found: Options = {};
  for (const key in options) if (options[key] !== undefined) found[key] = options[key];
  return found;
}

export function booleanOption(options: Options, name: string): void {
  if (options[name] !== undefined) validateBoolean(options[name], `options.${name}`);
}

/** Seconds since 1970 out of a number, a numeric text or a Date. */
export function secondsOf(value: unknown, name = 'time'): number {
  if (typeof value === 'string' && Number(value) === +value && value !== '') return +value;
  if (Number.isFinite(value)) return (value as number) < 0 ? Date.now() / 1000 : (value as number);
  if (value instanceof Date || Object.prototype.toString.call(value) === '[object Date]')
    return (value as Date).getTime() / 1000;
  throw invalidArgType(name, ['Date', 'Time in seconds'], value);
}

export function bytesOf(value: unknown, name = 'buffer'): Uint8Array {
  if (!ArrayBuffer.isView(value)) throw invalidArgType(name, ['Buffer', 'TypedArray', 'DataView'], value);
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}

export function buffersOf(value: unknown): Uint8Array[] {
  if (!Array.isArray(value) || !value.every((each) => ArrayBuffer.isView(each)))
    throw invalidArgType('buffers', 'ArrayBufferView[]', value);
  return value.map((each) => bytesOf(each));
}

/** A file position: null for where the descriptor stands. */
export function positionOf(value: unknown, name = 'position', length = 0): number | null {
  if (value === undefined || value === null || value === -1 || value === -1n) return null;
  if (typeof value === 'number') validateInteger(value, name, -1);
  else if (typeof value !== 'bigint') throw invalidArgType(name, ['integer', 'bigint'], value);
  const limit = 2n ** 63n - 1n - BigInt(length);
  if (typeof value === 'bigint' && (value < -1n || value > limit))
    throw outOfRange(name, `>= -1 && <= ${limit}`, value);
  return Number(value);
}

/** What `writeFile` writes: bytes, or text in an encoding. */
export function dataOf(value: unknown, encoding: unknown): Uint8Array {
  if (ArrayBuffer.isView(value)) return bytesOf(value);
  if (typeof value !== 'string') throw invalidArgType('data', ['string', 'Buffer', 'TypedArray', 'DataView'], value);
  return Buffer.from(value, (encoding ?? 'utf8') as BufferEncoding);
}
