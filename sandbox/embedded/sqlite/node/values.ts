import type { Sqlite3 } from '../engine.ts';
import type { Values } from '../values.ts';
import { invalidType, invalidValue, outOfRange } from './errors.ts';

/** See FLAG in ../values.ts, which also checks that the layout is this. */
const FLAG = { null: 1, integer: 4, blob: 16 } as const;
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;

export type Read = (value: number, bigInts: boolean) => unknown;

function safeNumber(value: bigint): number {
  if (value <= SAFE && value >= -SAFE) return Number(value);
  throw outOfRange(`Value is too large to be represented as a JavaScript number: ${value}`);
}

/** Reads a `sqlite3_value` as node:sqlite does: big integers only on demand, blobs as `Uint8Array`. */
export function createRead({ c, heap }: Sqlite3, values: Values): Read {
  return (value, bigInts) => {
    const flags = heap.u16[(value + 16) >> 1] as number;
    if (flags & FLAG.null) return null;
    if (flags & FLAG.integer) {
      const low = heap.i32[value >> 2] as number;
      if (!bigInts && heap.i32[(value >> 2) + 1] === low >> 31) return low;
      const integer = heap.i64[value >> 3] as bigint;
      return bigInts ? integer : safeNumber(integer);
    }
    if (!(flags & FLAG.blob)) return values.read(value, false);
    const pointer = c.sqlite3_value_blob(value);
    return heap.u8.slice(pointer, pointer + c.sqlite3_value_bytes(value));
  };
}

const isInt64 = (value: bigint) => value >= INT64_MIN && value <= INT64_MAX;

/** What SQLite takes as a blob, as something that shows its bytes. */
function bytesOf(value: unknown): Uint8Array | null {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (typeof SharedArrayBuffer === 'undefined' || !(value instanceof SharedArrayBuffer)) return null;
  return new Uint8Array(value);
}

/** Whether the first argument of an execution holds named parameters. */
export function isNamed(value: unknown): value is Record<string, unknown> {
  if (typeof value === 'function') return true;
  return typeof value === 'object' && value !== null && bytesOf(value) === null;
}

/** Binds a parameter; returns SQLite's status. */
export function bindValue({ c }: Sqlite3, values: Values, statement: number, index: number, value: unknown): number {
  switch (typeof value) {
    case 'number':
    case 'string':
      return values.bind(statement, index, value);
    case 'boolean':
      return c.sqlite3_bind_int64(statement, index, value ? 1n : 0n);
    case 'bigint':
      if (isInt64(value)) return values.bind(statement, index, value);
      throw invalidValue('BigInt value is too large to bind.');
    default: {
      const plain = value === null ? null : bytesOf(value);
      if (value === null || plain) return values.bind(statement, index, plain);
      throw invalidType(`Provided value cannot be bound to SQLite parameter ${index}.`);
    }
  }
}

/** Sets the result of a user-defined function. */
export function setResult(sqlite: Sqlite3, values: Values, context: number, value: unknown): void {
  const { c, withText } = sqlite;
  const refuse = (message: string) => withText(message, (text) => c.sqlite3_result_error(context, text, -1));
  if (typeof value === 'bigint' && !isInt64(value)) return refuse('BigInt value is too large for SQLite');
  if (value instanceof Promise) return refuse('Asynchronous user-defined functions are not supported');
  const isPlain = value === null || value === undefined || ['number', 'string', 'bigint'].includes(typeof value);
  const plain = isPlain ? value : bytesOf(value);
  if (isPlain || plain) values.result(context, plain);
  else refuse('Returned JavaScript value cannot be converted to a SQLite value');
}

/** An error without words: what user code threw is reported instead. */
export function failResult({ c, scratch }: Sqlite3, context: number): void {
  c.sqlite3_result_error(context, scratch, 0);
}

/** Lends a copy of the bytes in SQLite's memory for the duration of the call. */
export function withBytes<T>({ c, heap }: Sqlite3, bytes: Uint8Array, use: (pointer: number) => T): T {
  const pointer = c.sqlite3_malloc(bytes.length || 1);
  if (!pointer) throw new RangeError('Out of memory');
  heap.u8.set(bytes, pointer);
  try {
    return use(pointer);
  } finally {
    c.sqlite3_free(pointer);
  }
}
