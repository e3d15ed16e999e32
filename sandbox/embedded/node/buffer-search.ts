import { codecOf, utf8 } from './buffer-codecs.ts';
import { invalidArgType, nodeError } from './errors.ts';
import types from './util-types.ts';

type Bytes = Uint8Array;

/** Where a search starts; -1 when nothing can be found from there. */
function startOf(length: number, offset: number, needle: number, forward: boolean): number {
  if (offset < 0) {
    if (offset + length >= 0) return length + offset;
    return forward || needle === 0 ? 0 : -1;
  }
  if (offset + needle <= length) return offset;
  if (needle === 0) return length;
  return forward ? -1 : length - 1;
}

function find(bytes: Bytes, needle: Bytes, from: number, end: number, forward: boolean, step: number): number {
  const last = end - needle.length;
  const matches = (at: number) => {
    for (let i = 1; i < needle.length; i++) if (bytes[at + i] !== needle[i]) return false;
    return true;
  };
  const first = needle[0]!;
  if (!forward) {
    for (let at = Math.min(from, last); at >= 0; at -= step) if (bytes[at] === first && matches(at)) return at;
    return -1;
  }
  for (let at = from; at <= last; at += step) {
    if (step === 1) {
      at = Uint8Array.prototype.indexOf.call(bytes, first, at);
      if (at < 0 || at > last) return -1;
    }
    if (bytes[at] === first && matches(at)) return at;
  }
  return -1;
}

/** `indexOf` and `lastIndexOf`. */
export function search(
  bytes: Bytes,
  value: unknown,
  at: unknown,
  until: unknown,
  name: unknown,
  forward: boolean,
): number {
  if (!types.isUint8Array(bytes)) throw invalidArgType('buffer', ['Buffer', 'TypedArray', 'DataView'], bytes);
  let encoding = name;
  let position = at;
  let stop = until;
  if (typeof stop === 'string') [encoding, stop] = [stop, undefined];
  if (typeof position === 'string') [encoding, position] = [position, undefined];
  const end = stop === undefined ? bytes.length : Math.max(0, Math.min(bytes.length, Math.trunc(Number(stop)) || 0));
  let offset = Number(position);
  if (Number.isNaN(offset)) offset = forward ? 0 : bytes.length;
  offset = Math.trunc(Math.max(-0x80000000, Math.min(0x7fffffff, offset)));
  const codec = encoding === undefined ? utf8 : codecOf(encoding);
  let needle: Bytes;
  if (typeof value === 'number') needle = Uint8Array.of(value & 255);
  else if (typeof value === 'string') {
    if (!codec) throw nodeError(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${String(encoding)}`);
    needle = codec.encode(value);
  } else if (types.isUint8Array(value)) needle = value as Bytes;
  else throw invalidArgType('value', ['number', 'string', 'Buffer', 'Uint8Array'], value);

  const start = startOf(end, offset, needle.length, forward);
  if (start < 0) return -1;
  if (needle.length === 0) return start;
  if (end === 0 || needle.length > end || (forward && start + needle.length > end)) return -1;
  const wide = codec?.name === 'utf16le' && typeof value !== 'number';
  if (wide && (end < 2 || needle.length < 2)) return -1;
  return find(bytes, needle, wide ? start - (start % 2) : start, end, forward, wide ? 2 : 1);
}

/** -1, 0 or 1, byte by byte and then by length. */
export function compareBytes(a: Bytes, b: Bytes): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1;
  return Math.sign(a.length - b.length);
}
