import { Buffer } from 'node:buffer';
import { SQLITE_NOMEM, SQLITE_OK, SQLITE_TOOBIG, SQLITE_TRANSIENT } from './codes.ts';
import type { Exports } from './exports.ts';
import { SCRATCH_SIZE, type Sqlite3 } from './engine.ts';

/** The status of a value that SQLite has no type for. */
export const INVALID = -1;

/** Values on their way between JavaScript and SQLite. */
export interface Values {
  /** Reads a `sqlite3_value`. */
  read(value: number, safeIntegers: boolean): unknown;
  /** The distance between the `sqlite3_value`s of neighbouring columns. */
  readonly stride: number;
  /** Reads the columns of the current row, all at once. */
  readRow(statement: number, count: number, safeIntegers: boolean): unknown[];
  /** Binds a parameter and returns SQLite's status, or INVALID. */
  bind(statement: number, index: number, value: unknown): number;
  /** Sets the result of a user-defined function; like `bind`. */
  result(context: number, value: unknown): number;
}

/** SQLite's `struct sqlite3_value`: number at 0, text or blob pointer at 8, its length at 12, type flags and encoding at 16. */
const FLAG = { null: 1, text: 2, integer: 4, real: 8, blob: 16, realAsInteger: 32, zeroTail: 0x400 } as const;
/** Of flags and encoding together: text in UTF-8 that is written out. */
const PLAIN_TEXT = { mask: 0xff0000 | FLAG.zeroTail | FLAG.text, value: 0x010000 | FLAG.text } as const;
const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const SHORT = 32;

type Put = (pointer: number, bytes: number) => number;

const encoder = new TextEncoder();

function createRead({ c, heap, decode }: Sqlite3, stride: number): Pick<Values, 'read' | 'readRow'> {
  const integer = (value: number, safeIntegers: boolean): unknown => {
    if (safeIntegers) return heap.i64[value >> 3];
    const low = heap.i32[value >> 2] as number;
    const high = heap.i32[(value >> 2) + 1] as number;
    return high === low >> 31 ? low : high * 4294967296 + (low >>> 0);
  };

  const blob = (value: number): Buffer => {
    // Asking SQLite, not the struct: a blob may end in zeroes that have not been written out yet.
    const pointer = c.sqlite3_value_blob(value);
    const bytes = c.sqlite3_value_bytes(value);
    return Buffer.from(heap.u8.slice(pointer, pointer + bytes).buffer);
  };

  const read = (value: number, safeIntegers: boolean): unknown => {
    const flags = heap.i32[(value + 16) >> 2] as number;
    if (flags & FLAG.null) return null;
    if (flags & FLAG.integer) return integer(value, safeIntegers);
    if (flags & FLAG.real) return heap.f64[value >> 3];
    if (flags & FLAG.realAsInteger) return integer(value, false);
    if ((flags & PLAIN_TEXT.mask) === PLAIN_TEXT.value) {
      return decode(heap.i32[(value + 8) >> 2] as number, heap.i32[(value + 12) >> 2] as number);
    }
    if (flags & FLAG.text) return decode(c.sqlite3_value_text(value), c.sqlite3_value_bytes(value));
    return blob(value);
  };

  const readRow = (statement: number, count: number, safeIntegers: boolean): unknown[] => {
    const row: unknown[] = [];
    let value = c.sqlite3_column_value(statement, 0);
    for (let i = 0; i < count; i++, value += stride) row.push(read(value, safeIntegers));
    return row;
  };

  return { read, readRow };
}

/** Copies what has no fixed size into SQLite's memory and lets `put` take it from there. */
function createLend({ c, heap, scratch }: Sqlite3) {
  const withText = (text: string, put: Put): number => {
    const { length } = text;
    if (length <= SHORT) {
      const { u8 } = heap;
      let i = 0;
      for (; i < length; i++) {
        const unit = text.charCodeAt(i);
        if (unit > 127) break;
        u8[scratch + i] = unit;
      }
      if (i === length) return put(scratch, length);
    }
    const capacity = length * 3;
    const pointer = capacity <= SCRATCH_SIZE ? scratch : c.sqlite3_malloc(capacity);
    if (!pointer) return SQLITE_NOMEM;
    const { written } = encoder.encodeInto(text, heap.u8.subarray(pointer, pointer + capacity));
    const status = put(pointer, written);
    if (pointer !== scratch) c.sqlite3_free(pointer);
    return status;
  };

  const withBytes = (view: ArrayBufferView, put: Put): number => {
    const { byteLength } = view;
    const pointer = byteLength <= SCRATCH_SIZE ? scratch : c.sqlite3_malloc(byteLength);
    if (!pointer) return SQLITE_NOMEM;
    heap.u8.set(new Uint8Array(view.buffer, view.byteOffset, byteLength), pointer);
    const status = put(pointer, byteLength);
    if (pointer !== scratch) c.sqlite3_free(pointer);
    return status;
  };

  return { withText, withBytes };
}

/** Values on their way between JavaScript and this SQLite. */
export function createValues(sqlite: Sqlite3): Values {
  const { c } = sqlite;
  const stride = measureStride(sqlite);
  const { withText, withBytes } = createLend(sqlite);

  const bind = (statement: number, index: number, value: unknown): number => {
    if (typeof value === 'number') return c.sqlite3_bind_double(statement, index, value);
    if (typeof value === 'string') {
      return withText(value, (at, bytes) => c.sqlite3_bind_text(statement, index, at, bytes, SQLITE_TRANSIENT));
    }
    if (value === null || value === undefined) return c.sqlite3_bind_null(statement, index);
    if (typeof value === 'bigint') {
      return isInt64(value) ? c.sqlite3_bind_int64(statement, index, value) : SQLITE_TOOBIG;
    }
    if (!ArrayBuffer.isView(value)) return INVALID;
    // Node's own interface for native code takes typed arrays but no DataView, and says so in these words.
    if (value instanceof DataView) throw new Error('Invalid argument');
    return withBytes(value, (at, bytes) => c.sqlite3_bind_blob(statement, index, at, bytes, SQLITE_TRANSIENT));
  };

  const result = (context: number, value: unknown): number => {
    if (typeof value === 'number') c.sqlite3_result_double(context, value);
    else if (typeof value === 'string')
      return withText(value, (at, bytes) => setResult(c.sqlite3_result_text, context, at, bytes));
    else if (value === null || value === undefined) c.sqlite3_result_null(context);
    else if (typeof value === 'bigint' && isInt64(value)) c.sqlite3_result_int64(context, value);
    else if (ArrayBuffer.isView(value))
      return withBytes(value, (at, bytes) => setResult(c.sqlite3_result_blob, context, at, bytes));
    else return typeof value === 'bigint' ? SQLITE_TOOBIG : INVALID;
    return SQLITE_OK;
  };

  return { stride, ...createRead(sqlite, stride), bind, result };
}

function setResult(set: Exports['sqlite3_result_text'], context: number, at: number, bytes: number): number {
  set(context, at, bytes, SQLITE_TRANSIENT);
  return SQLITE_OK;
}

const isInt64 = (value: bigint) => value >= INT64_MIN && value <= INT64_MAX;

/**
 * Values are read straight from memory, which is several times faster than one call for each property of each column.
 * That relies on the layout of a struct, so the layout is verified once: a module built differently must not misread data.
 */
function measureStride({ c, heap, allocate, decode }: Sqlite3): number {
  const out = c.sqlite3_malloc(8);
  const name = allocate(':memory:');
  const sql = allocate(`SELECT 8589934593, 2.5, 'abc', NULL, x'01'`);
  c.sqlite3_open_v2(name, out, 6, 0);
  const db = heap.i32[out >> 2] as number;
  c.sqlite3_prepare_v3(db, sql, -1, 0, out, 0);
  const statement = heap.i32[out >> 2] as number;
  c.sqlite3_step(statement);
  const [first = 0, second = 0, third = 0, ...rest] = [0, 1, 2, 3, 4].map((i) => c.sqlite3_column_value(statement, i));
  const flags = [first, second, third, ...rest].map((value) => (heap.u16[(value + 16) >> 1] as number) & 0x3f);
  const sound =
    flags.join() === [FLAG.integer, FLAG.real, FLAG.text, FLAG.null, FLAG.blob].join() &&
    heap.i64[first >> 3] === 8589934593n &&
    heap.f64[second >> 3] === 2.5 &&
    heap.u8[third + 18] === 1 &&
    decode(heap.i32[(third + 8) >> 2] as number, heap.i32[(third + 12) >> 2] as number) === 'abc';
  c.sqlite3_finalize(statement);
  c.sqlite3_close_v2(db);
  for (const pointer of [out, name, sql]) c.sqlite3_free(pointer);
  if (!sound) throw new Error('This build of SQLite lays out its values in an unknown way');
  return second - first;
}
