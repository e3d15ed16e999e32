import { Buffer } from '../buffer.ts';

/** ASN.1 in DER: as much as keys and signatures are made of. */
export interface Der {
  tag: number;
  body: Uint8Array;
  /** With its tag and length. */
  whole: Uint8Array;
}

export const [INTEGER, BITS, OCTETS, NULL, OID, SEQUENCE] = [2, 3, 4, 5, 6, 0x30];

export function read(bytes: Uint8Array, at = 0): Der {
  const tag = bytes[at]!;
  let length = bytes[at + 1]!;
  let start = at + 2;
  if (length & 0x80) {
    const count = length & 0x7f;
    if (count === 0 || count > 4) throw new Error('bad length');
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + bytes[start++]!;
  }
  if (!(start + length <= bytes.length)) throw new Error('too short');
  return { tag, body: bytes.subarray(start, start + length), whole: bytes.subarray(at, start + length) };
}

export function children(node: Der): Der[] {
  const found: Der[] = [];
  for (let at = 0; at < node.body.length;) {
    const child = read(node.body, at);
    found.push(child);
    at += child.whole.length;
  }
  return found;
}

/** The parts of a SEQUENCE. */
export function sequence(bytes: Uint8Array): Der[] {
  const node = read(bytes);
  if (node.tag !== SEQUENCE) throw new Error('not a sequence');
  return children(node);
}

export const integer = (node: Der): bigint => toBigInt(node.body);
export const toBigInt = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);

/** Big-endian bytes, as few as it takes or padded to a length. */
export function toBytes(value: bigint, length?: number): Buffer {
  let hex = value.toString(16);
  if (hex.length % 2) hex = `0${hex}`;
  const bytes = Buffer.from(hex, 'hex');
  if (length === undefined || bytes.length >= length) return bytes;
  return Buffer.concat([Buffer.alloc(length - bytes.length), bytes]);
}

export function oid({ body }: Der): string {
  const parts: number[] = [];
  let value = 0;
  for (const byte of body) {
    value = value * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    if (parts.length === 0)
      parts.push(Math.min(2, Math.floor(value / 40)), value - 40 * Math.min(2, Math.floor(value / 40))); // prettier-ignore
    else parts.push(value);
    value = 0;
  }
  return parts.join('.');
}

export function write(tag: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const size = body.length < 128 ? [body.length] : [...toBytes(BigInt(body.length))];
  const head = body.length < 128 ? size : [0x80 | size.length, ...size];
  return Buffer.concat([Buffer.from([tag, ...head]), body]);
}

export const make = {
  sequence: (...parts: Uint8Array[]) => write(SEQUENCE, ...parts),
  octets: (bytes: Uint8Array) => write(OCTETS, bytes),
  bits: (bytes: Uint8Array) => write(BITS, Buffer.from([0]), bytes),
  nothing: () => Buffer.from([NULL, 0]),
  context: (number: number, ...parts: Uint8Array[]) => write(0xa0 | number, ...parts),
  integer(value: bigint) {
    const bytes = toBytes(value);
    return write(INTEGER, bytes[0]! & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
  },
  oid(text: string) {
    const [first, second, ...rest] = text.split('.').map(Number) as [number, number, ...number[]];
    const bytes = [first * 40 + second, ...rest].flatMap((value) => {
      const digits = [value & 0x7f];
      for (value = Math.floor(value / 128); value > 0; value = Math.floor(value / 128))
        digits.unshift((value & 0x7f) | 0x80);
      return digits;
    });
    return write(OID, Buffer.from(bytes));
  },
};
