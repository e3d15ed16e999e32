// By file, because Node gives its own module for the plain name.
import feross from 'buffer/index.js';
import { mendBuffer } from './buffer-mend.ts';

const module_ = feross as unknown as typeof import('node:buffer');
export const Buffer = mendBuffer(module_.Buffer as never) as unknown as typeof globalThis.Buffer;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const bytesOf = (input: ArrayBuffer | ArrayBufferView) =>
  ArrayBuffer.isView(input) ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength) : new Uint8Array(input);

function isUtf8(input: ArrayBuffer | ArrayBufferView): boolean {
  try {
    utf8.decode(bytesOf(input) as Uint8Array<ArrayBuffer>);
    return true;
  } catch {
    return false;
  }
}

/** What the target cannot write becomes a question mark. */
function transcode(source: Uint8Array, from: BufferEncoding, to: BufferEncoding): Buffer {
  const text = Buffer.from(source).toString(from);
  const last = /^(latin1|binary)$/i.test(to) ? 0xff : /^ascii$/i.test(to) ? 0x7f : Infinity;
  const fitting = Array.from(text, (char) => (char.codePointAt(0)! > last ? '?' : char)).join('');
  return Buffer.from(fitting, to);
}

export const kMaxLength = 2 ** 53 - 1;

export default {
  Buffer,
  SlowBuffer: module_.SlowBuffer as unknown,
  Blob: globalThis.Blob,
  File: globalThis.File,
  atob: globalThis.atob?.bind(globalThis),
  btoa: globalThis.btoa?.bind(globalThis),
  constants: { MAX_LENGTH: kMaxLength, MAX_STRING_LENGTH: 536870888 },
  kMaxLength,
  kStringMaxLength: 536870888,
  INSPECT_MAX_BYTES: 50,
  isUtf8,
  isAscii: (input: ArrayBuffer | ArrayBufferView) => bytesOf(input).every((byte) => byte < 128),
  transcode,
  resolveObjectURL: () => undefined,
};
