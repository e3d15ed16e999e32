import { Buffer, kMaxLength, SlowBuffer } from './buffer-class.ts';
import { inspectLimit } from './buffer-methods.ts';
import { invalidArgType } from './errors.ts';
import { deprecate } from './util-functions.ts';
import types from './util-types.ts';

export { Buffer, kMaxLength };

const strict = new TextDecoder('utf-8', { fatal: true });

function bytesOf(input: unknown): Uint8Array<ArrayBuffer> {
  if (types.isTypedArray(input)) {
    const view = input as Uint8Array<ArrayBuffer>;
    return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  }
  if (types.isAnyArrayBuffer(input)) return new Uint8Array(input as ArrayBuffer);
  throw invalidArgType('input', ['ArrayBuffer', 'Buffer', 'TypedArray'], input);
}

function isUtf8(input: unknown): boolean {
  const bytes = bytesOf(input);
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

const TRANSCODED = /^(utf-?8|ucs-?2|utf-?16le|latin1|binary|ascii)$/i;

/** What the target cannot write becomes a question mark. */
function transcode(source: Uint8Array, from: BufferEncoding, to: BufferEncoding): Buffer {
  if (!types.isUint8Array(source)) throw invalidArgType('source', ['Buffer', 'Uint8Array'], source);
  if (source.length === 0) return Buffer.alloc(0);
  if (!TRANSCODED.test(from) || !TRANSCODED.test(to)) {
    const code = 'U_ILLEGAL_ARGUMENT_ERROR';
    throw Object.assign(new Error(`Unable to transcode Buffer [${code}]`), { code, errno: 1 });
  }
  const text = Buffer.from(source).toString(from);
  const last = /^(latin1|binary)$/i.test(to) ? 0xff : /^ascii$/i.test(to) ? 0x7f : Infinity;
  return Buffer.from(Array.from(text, (char) => (char.codePointAt(0)! > last ? '?' : char)).join(''), to);
}

const api = {
  Buffer,
  SlowBuffer: deprecate(SlowBuffer, 'SlowBuffer() is deprecated. Please use Buffer.allocUnsafeSlow()', 'DEP0030'),
  transcode,
  isUtf8,
  isAscii: (input: unknown) => bytesOf(input).every((byte) => byte < 128),
  kMaxLength,
  kStringMaxLength: 536870888,
  btoa: globalThis.btoa?.bind(globalThis),
  atob: globalThis.atob?.bind(globalThis),
  constants: { MAX_LENGTH: kMaxLength, MAX_STRING_LENGTH: 536870888 },
  INSPECT_MAX_BYTES: 50,
  Blob: globalThis.Blob,
  resolveObjectURL: () => undefined,
  File: globalThis.File,
};
Object.defineProperty(api, 'INSPECT_MAX_BYTES', { ...inspectLimit, enumerable: true, configurable: true });

export default api;
