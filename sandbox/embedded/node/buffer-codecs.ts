/** The encodings of `Buffer`: text to bytes and back. */

type Bytes = Uint8Array;

export interface Codec {
  name: string;
  byteLength(text: string): number;
  encode(text: string): Uint8Array<ArrayBuffer>;
  /** Writes whole characters only; says how many bytes. */
  write(into: Bytes, text: string): number;
  slice(bytes: Bytes, start: number, end: number): string;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();
// A Buffer's own `subarray` would make a Buffer.
const { subarray } = Uint8Array.prototype;
const part = (bytes: Bytes, start: number, end: number) =>
  Reflect.apply(subarray, bytes, [start, end]) as Uint8Array<ArrayBuffer>;

/** More arguments than this overflow the stack. */
const CHUNK = 8192;

function fromCodes(codes: Uint8Array | Uint16Array, start: number, end: number): string {
  if (end - start <= CHUNK) return String.fromCharCode(...codes.subarray(start, end));
  let text = '';
  for (let at = start; at < end; at += CHUNK) text += fromCodes(codes, at, Math.min(end, at + CHUNK));
  return text;
}
const plain = (bytes: Bytes) => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    if (code < 0x800) length += 1;
    else {
      length += 2;
      const next = code >= 0xd800 && code < 0xdc00 ? text.charCodeAt(i + 1) : 0;
      if (next >= 0xdc00 && next < 0xe000) i += 1;
    }
  }
  return length;
}

/** Text that is plain ASCII, or undefined: short texts are faster without the decoder. */
function asciiText(bytes: Bytes, start: number, end: number): string | undefined {
  let text = '';
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    if (byte > 127) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}

const utf8: Codec = {
  name: 'utf8',
  byteLength: utf8Length,
  encode: (text) => encoder.encode(text),
  write: (into, text) => encoder.encodeInto(text, into).written,
  slice(bytes, start, end) {
    const short = end - start < 24 ? asciiText(bytes, start, end) : undefined;
    return short ?? decoder.decode(part(bytes, start, end));
  },
};

/** A codec from `put`, which writes into memory that may be too small. */
function codec(
  name: string,
  unit: number,
  byteLength: Codec['byteLength'],
  put: Codec['write'],
  slice: Codec['slice'],
): Codec {
  const encode = (text: string) => {
    const bytes = new Uint8Array(byteLength(text));
    const written = put(bytes, text);
    return written < bytes.length ? bytes.slice(0, written) : bytes;
  };
  const write = (into: Bytes, text: string) =>
    put(unit > 1 ? into.subarray(0, into.length - (into.length % unit)) : into, text);
  return { name, byteLength, encode, write, slice };
}

function putLatin1(into: Bytes, text: string): number {
  const length = Math.min(into.length, text.length);
  for (let i = 0; i < length; i++) into[i] = text.charCodeAt(i);
  return length;
}

const latin1 = codec(
  'latin1',
  1,
  (text) => text.length,
  putLatin1,
  (bytes, start, end) => fromCodes(plain(bytes), start, end),
);

const ascii = codec(
  'ascii',
  1,
  (text) => text.length,
  putLatin1,
  (bytes, start, end) =>
    fromCodes(
      plain(bytes)
        .slice(start, end)
        .map((byte) => byte & 0x7f),
      0,
      end - start,
    ),
);

const utf16le = codec(
  'utf16le',
  2,
  (text) => text.length * 2,
  (into, text) => {
    const length = Math.min(into.length >> 1, text.length);
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      into[2 * i] = code;
      into[2 * i + 1] = code >> 8;
    }
    return length * 2;
  },
  (bytes, start, end) => {
    const length = (end - start) >> 1;
    const codes = new Uint16Array(length);
    for (let i = 0; i < length; i++) codes[i] = bytes[start + 2 * i]! | (bytes[start + 2 * i + 1]! << 8);
    return fromCodes(codes, 0, length);
  },
);

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const nibble = (code: number) => {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
};

const hex = codec(
  'hex',
  1,
  (text) => text.length >>> 1,
  (into, text) => {
    const length = Math.min(into.length, text.length >>> 1);
    for (let i = 0; i < length; i++) {
      const high = nibble(text.charCodeAt(2 * i));
      const low = nibble(text.charCodeAt(2 * i + 1));
      // The first pair that is none ends it.
      if (high < 0 || low < 0) return i;
      into[i] = high * 16 + low;
    }
    return length;
  },
  (bytes, start, end) => {
    let text = '';
    for (let i = start; i < end; i++) text += DIGITS[bytes[i]!];
    return text;
  },
);

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const VALUES = new Int8Array(128).fill(-1);
for (const [value, letter] of [...`${LETTERS}+/`, ...`${LETTERS}-_`].entries())
  VALUES[letter.charCodeAt(0)] = value % 64;

function base64Length(text: string): number {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return Math.floor(((text.length - padding) * 3) / 4);
}

/** Both alphabets; what is in neither is passed over, as Node does, and the first `=` ends it. */
function putBase64(into: Bytes, text: string): number {
  let [at, bits, held] = [0, 0, 0];
  for (let i = 0; i < text.length && at < into.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 61) break;
    const value = code < 128 ? VALUES[code]! : -1;
    if (value < 0) continue;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    into[at++] = held >> bits;
  }
  return at;
}

const base64Slice =
  (alphabet: string, padding: string): Codec['slice'] =>
  (bytes, start, end) => {
    const codes = new Uint8Array(Math.ceil((end - start) / 3) * 4);
    let at = 0;
    for (let i = start; i < end; i += 3) {
      const word = (bytes[i]! << 16) | ((i + 1 < end ? bytes[i + 1]! : 0) << 8) | (i + 2 < end ? bytes[i + 2]! : 0);
      for (let shift = 18; shift >= 0; shift -= 6) codes[at++] = alphabet.charCodeAt((word >> shift) & 63);
    }
    const missing = (3 - ((end - start) % 3)) % 3;
    return fromCodes(codes, 0, at - missing) + padding.repeat(missing);
  };

const base64 = codec('base64', 1, base64Length, putBase64, base64Slice(`${LETTERS}+/`, '='));
const base64url = codec('base64url', 1, base64Length, putBase64, base64Slice(`${LETTERS}-_`, ''));

const codecs: Record<string, Codec> = {
  utf8, 'utf-8': utf8, ascii, latin1, binary: latin1, hex, base64, base64url,
  utf16le, 'utf-16le': utf16le, ucs2: utf16le, 'ucs-2': utf16le,
}; // prettier-ignore

/** The codec that a name means, whatever its case; undefined for names that Node does not know. */
export function codecOf(name: unknown): Codec | undefined {
  const text = String(name);
  if (Object.hasOwn(codecs, text)) return codecs[text];
  const lower = text.toLowerCase();
  return Object.hasOwn(codecs, lower) ? codecs[lower] : undefined;
}
export { utf8 };
