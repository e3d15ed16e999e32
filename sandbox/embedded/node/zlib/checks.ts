import { Buffer } from '../buffer.ts';
import { invalidArgType, outOfRange, validateNumber } from '../errors.ts';

export function checkFinite(value: unknown, name: string): value is number {
  if (value === undefined) return false;
  if (Number.isFinite(value)) return true;
  if (Number.isNaN(value)) return false;
  validateNumber(value, name);
  throw outOfRange(name, 'a finite number', value);
}

/** The value, when it is there and within its range. */
export function inRange(value: unknown, name: string, low: number, high: number, fallback: number): number {
  if (!checkFinite(value, name)) return fallback;
  if (value < low || value > high) throw outOfRange(name, `>= ${low} and <= ${high}`, value);
  return value;
}

export const isMemory = (value: unknown): value is ArrayBuffer =>
  ['[object ArrayBuffer]', '[object SharedArrayBuffer]'].includes(Object.prototype.toString.call(value));

const BYTES = ['string', 'Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'];

export function inputOf(data: unknown): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data);
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (isMemory(data)) return new Uint8Array(data);
  throw invalidArgType('buffer', BYTES, data);
}

export function dictionaryOf(value: unknown): Uint8Array | undefined {
  if (value === undefined) return undefined;
  if (ArrayBuffer.isView(value))
    return Uint8Array.from(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  if (isMemory(value)) return new Uint8Array(value.slice(0));
  throw invalidArgType('options.dictionary', BYTES.slice(1), value);
}
