import { nodeError, outOfRange, validateNumber } from './errors.ts';

type Bytes = Uint8Array;
type Prototype = Record<string | symbol, any>;

/** Thrown when an offset, or with `name` a count of bytes, does not fit. */
function outside(value: number, last: number, name?: string): Error {
  if (Math.floor(value) !== value) return outOfRange(name ?? 'offset', 'an integer', value);
  if (last < 0)
    return nodeError(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', 'Attempt to access memory outside buffer bounds');
  return outOfRange(name ?? 'offset', `>= ${name ? 1 : 0} and <= ${last}`, value);
}

function checkOffset(bytes: Bytes, offset: unknown, size: number): asserts offset is number {
  validateNumber(offset, 'offset');
  if (bytes[offset] === undefined || bytes[offset + size - 1] === undefined) {
    throw outside(offset, bytes.length - size);
  }
}

function checkValue(value: number | bigint, min: number | bigint, max: number | bigint, size: number): void {
  if (!(value > max || value < min)) return;
  const n = typeof min === 'bigint' ? 'n' : '';
  const power = (bits: number) => `2${n} ** ${bits}${n}`;
  let range = `>= ${min}${n} and <= ${max}${n}`;
  if (size > 4) {
    range =
      Number(min) === 0
        ? `>= 0${n} and < ${power(size * 8)}`
        : `>= -(${power(size * 8 - 1)}) and < ${power(size * 8 - 1)}`;
  }
  throw outOfRange('value', range, value);
}

/** Up to six bytes as one number: the largest that a double holds exactly. */
function readInteger(bytes: Bytes, offset: number, size: number, little: boolean, signed: boolean): number {
  let value = 0;
  let top: number;
  if (little) {
    top = bytes[offset + size - 1]!;
    for (let i = size - 1; i >= 0; i--) value = value * 256 + bytes[offset + i]!;
  } else {
    top = bytes[offset]!;
    for (let i = 0; i < size; i++) value = value * 256 + bytes[offset + i]!;
  }
  return signed && top > 127 ? value - 2 ** (size * 8) : value;
}

function writeInteger(bytes: Bytes, input: number, offset: number, size: number, little: boolean): number {
  let value = Math.trunc(input);
  if (value < 0) value += 2 ** (size * 8);
  for (let i = 0; i < size; i++) {
    bytes[little ? offset + i : offset + size - 1 - i] = value % 256;
    value = Math.floor(value / 256);
  }
  return offset + size;
}

function addFixed(prototype: Prototype, size: number, signed: boolean, little: boolean, names: string[]) {
  const [min, max] = signed ? [-(2 ** (size * 8 - 1)), 2 ** (size * 8 - 1) - 1] : [0, 2 ** (size * 8) - 1];
  const read = function (this: Bytes, offset: unknown = 0) {
    checkOffset(this, offset, size);
    return readInteger(this, offset, size, little, signed);
  };
  const write = function (this: Bytes, value: unknown, offset: unknown = 0) {
    const number = Number(value);
    checkValue(number, min, max, size);
    checkOffset(this, offset, size);
    return writeInteger(this, number, offset, size, little);
  };
  add(prototype, names, read, write);
}

function addVariable(prototype: Prototype, signed: boolean, little: boolean, names: string[]) {
  const checkSize = (size: unknown) => {
    validateNumber(size, 'byteLength');
    if (![1, 2, 3, 4, 5, 6].includes(size)) throw outside(size, 6, 'byteLength');
    return size;
  };
  const read = function (this: Bytes, offset: unknown, count: unknown) {
    // Missing is worse than wrong: there is no default here.
    if (offset === undefined) validateNumber(offset, 'offset');
    const size = checkSize(count);
    checkOffset(this, offset, size);
    return readInteger(this, offset, size, little, signed);
  };
  const write = function (this: Bytes, value: unknown, offset: unknown, count: unknown) {
    const size = checkSize(count);
    const number = Number(value);
    const half = 2 ** (size * 8 - 1);
    checkValue(number, signed ? -half : 0, signed ? half - 1 : 2 * half - 1, size);
    checkOffset(this, offset, size);
    return writeInteger(this, number, offset, size, little);
  };
  add(prototype, names, read, write);
}

const view = (bytes: Bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function addBig(prototype: Prototype, signed: boolean, little: boolean, names: string[]) {
  const [min, max] = signed ? [-(2n ** 63n), 2n ** 63n - 1n] : [0n, 2n ** 64n - 1n];
  const [get, set] = signed ? (['getBigInt64', 'setBigInt64'] as const) : (['getBigUint64', 'setBigUint64'] as const);
  const read = function (this: Bytes, offset: unknown = 0) {
    checkOffset(this, offset, 8);
    return view(this)[get](offset, little);
  };
  const write = function (this: Bytes, value: bigint, offset: unknown = 0) {
    checkValue(value, min, max, 8);
    checkOffset(this, offset, 8);
    // Mixing a BigInt with anything else fails as an operator does; `setBigInt64` would convert a string.
    view(this)[set](offset, value & -1n, little);
    return offset + 8;
  };
  add(prototype, names, read, write);
}

function addFloat(prototype: Prototype, size: 4 | 8, little: boolean, names: string[]) {
  const [get, set] = size === 4 ? (['getFloat32', 'setFloat32'] as const) : (['getFloat64', 'setFloat64'] as const);
  const read = function (this: Bytes, offset: unknown = 0) {
    checkOffset(this, offset, size);
    return view(this)[get](offset, little);
  };
  const write = function (this: Bytes, value: unknown, offset: unknown = 0) {
    const number = Number(value);
    checkOffset(this, offset, size);
    view(this)[set](offset, number, little);
    return offset + size;
  };
  add(prototype, names, read, write);
}

/** The same functions under each name: `readUInt8` is `readUint8`. */
function add(prototype: Prototype, names: string[], read: object, write: object) {
  for (const [action, method] of [['read', read], ['write', write]] as const) {
    Object.defineProperty(method, 'name', { value: `${action}${names[0]}` });
    for (const name of names) prototype[`${action}${name}`] = method;
  }
} // prettier-ignore

/** `readInt32LE` and all its relatives. */
export function addNumbers(prototype: Prototype): void {
  for (const signed of [false, true]) {
    const named = (name: string) => (signed ? [`Int${name}`] : [`UInt${name}`, `Uint${name}`]);
    addFixed(prototype, 1, signed, true, named('8'));
    for (const little of [true, false]) {
      const order = little ? 'LE' : 'BE';
      addFixed(prototype, 2, signed, little, named(`16${order}`));
      addFixed(prototype, 4, signed, little, named(`32${order}`));
      addVariable(prototype, signed, little, named(order));
      addBig(
        prototype,
        signed,
        little,
        named(`64${order}`).map((name) => `Big${name}`),
      );
    }
  }
  for (const little of [true, false]) {
    addFloat(prototype, 4, little, [`Float${little ? 'LE' : 'BE'}`]);
    addFloat(prototype, 8, little, [`Double${little ? 'LE' : 'BE'}`]);
  }
}
