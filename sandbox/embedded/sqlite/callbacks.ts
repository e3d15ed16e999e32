/**
 * JavaScript functions that C code can call. A function pointer is an index into the module's table, and the table only
 * takes functions that come from a WebAssembly module; so one tiny module is generated that imports the JavaScript
 * functions and exports wrappers of them. On the way, 64-bit integers become doubles: that is exact for file offsets
 * and spares a BigInt for every page read or written.
 */

/** Parameters, a colon, the result: `i` int32, `j` int64 (arrives as a number), `d` double, `v` nothing. */
export type Signature = `${string}:${'i' | 'v'}`;
export type Callback = [signature: Signature, fn: (...args: number[]) => number | void];

/** The magic number of a module, and version 1. */
const HEADER = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const I32 = 0x7f;
const I64 = 0x7e;
const F64 = 0x7c;

function unsigned(value: number): number[] {
  const bytes: number[] = [];
  do {
    bytes.push((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
    value >>>= 7;
  } while (value);
  return bytes;
}

const vector = (items: number[][]) => [...unsigned(items.length), ...items.flat()];
const sized = (bytes: number[]) => [...unsigned(bytes.length), ...bytes];
const section = (id: number, items: number[][]) => [id, ...sized(vector(items))];
const name = (index: number) => sized([...String(index)].map((digit) => digit.charCodeAt(0)));

function functionType(signature: Signature, int64: number): number[] {
  const [parameters = '', result] = signature.split(':');
  const types = [...parameters].map((letter) => [letter === 'j' ? int64 : letter === 'd' ? F64 : I32]);
  return [0x60, ...vector(types), ...vector(result === 'v' ? [] : [[I32]])];
}

/** Passes every parameter on, int64 as double, and calls the import of the same index. */
function wrapper(signature: Signature, index: number): number[] {
  const parameters = Array.from(signature.split(':', 1)[0] ?? '');
  const toDouble = 0xb9;
  const loads = parameters.flatMap((letter, i) => [0x20, ...unsigned(i), ...(letter === 'j' ? [toDouble] : [])]);
  return sized([0, ...loads, 0x10, ...unsigned(index), 0x0b]);
}

function encode(signatures: Signature[]): Uint8Array<ArrayBuffer> {
  const count = signatures.length;
  const types = [...signatures.map((s) => functionType(s, F64)), ...signatures.map((s) => functionType(s, I64))];
  return new Uint8Array([
    ...HEADER,
    ...section(1, types),
    ...section(
      2,
      signatures.map((_, i) => [...name(0), ...name(i), 0, ...unsigned(i)]),
    ),
    ...section(
      3,
      signatures.map((_, i) => unsigned(count + i)),
    ),
    ...section(
      7,
      signatures.map((_, i) => [...name(i), 0, ...unsigned(count + i)]),
    ),
    ...section(
      10,
      signatures.map((signature, i) => wrapper(signature, i)),
    ),
  ]);
}

/** Puts the functions into the table and returns their pointers under the same names. They stay there for good. */
export function installCallbacks<Name extends string>(
  table: WebAssembly.Table,
  callbacks: Record<Name, Callback>,
): Record<Name, number> {
  const entries = Object.entries<Callback>(callbacks);
  const imports = Object.fromEntries(entries.map(([, [, fn]], i) => [String(i), fn]));
  const module = new WebAssembly.Module(encode(entries.map(([, [signature]]) => signature)));
  const { exports } = new WebAssembly.Instance(module, { 0: imports });
  const first = table.grow(entries.length);
  const pointers = entries.map(([key], i) => {
    table.set(first + i, exports[String(i)]);
    return [key, first + i];
  });
  return Object.fromEntries(pointers) as Record<Name, number>;
}
