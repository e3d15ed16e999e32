import type { StatementState } from './state.ts';

export const FLAT = 0;
export const PLUCK = 1;
export const EXPAND = 2;
export const RAW = 3;
export type RowMode = typeof FLAT | typeof PLUCK | typeof EXPAND | typeof RAW;

export type RowReader = () => unknown;
type CreateRow = (...values: unknown[]) => unknown;

const STMTSTATUS_REPREPARE = 5;

/** The columns of a statement; read anew when SQLite has compiled it again after a change of the schema. */
export interface Shape {
  version: number;
  count: number;
  create: CreateRow;
  /** The reader that was used last; a statement is rarely read in two ways. */
  reader: { mode: RowMode; safeIntegers: boolean; read: RowReader } | null;
}

function shapeOf(state: StatementState): Shape {
  const { sqlite, rowFactory } = state.connection.addon;
  const version = sqlite.c.sqlite3_stmt_status(state.handle, STMTSTATUS_REPREPARE, 0);
  if (state.shape?.version === version) return state.shape;
  const count = sqlite.c.sqlite3_column_count(state.handle);
  const keys = Array.from({ length: count }, (_, i) => sqlite.text(sqlite.c.sqlite3_column_name(state.handle, i)));
  state.shape = { version, count, create: rowFactory(...keys), reader: null };
  return state.shape;
}

function expand(state: StatementState, { count }: Shape, safeIntegers: boolean): unknown {
  const { sqlite, values } = state.connection.addon;
  const { c, text } = sqlite;
  const row: Record<string, Record<string, unknown>> = {};
  const cells = values.readRow(state.handle, count, safeIntegers);
  for (let i = 0; i < count; i++) {
    const pointer = c.sqlite3_column_table_name(state.handle, i);
    const table = pointer ? text(pointer) : '$';
    if (!Object.hasOwn(row, table)) row[table] = {};
    (row[table] as Record<string, unknown>)[text(c.sqlite3_column_name(state.handle, i))] = cells[i];
  }
  return row;
}

/** The reader of row objects. Short rows, which most are, are read without an array in between. */
function flatReader({ connection, handle }: StatementState, { count, create }: Shape, big: boolean): RowReader {
  const { values, sqlite } = connection.addon;
  const { read, stride: s } = values;
  const { c } = sqlite;
  return () => {
    if (count > 6) return create(...values.readRow(handle, count, big));
    const v = c.sqlite3_column_value(handle, 0);
    if (count === 1) return create(read(v, big));
    const first = read(v, big);
    const second = read(v + s, big);
    if (count === 2) return create(first, second);
    const third = read(v + s * 2, big);
    if (count === 3) return create(first, second, third);
    const fourth = read(v + s * 3, big);
    if (count === 4) return create(first, second, third, fourth);
    const fifth = read(v + s * 4, big);
    if (count === 5) return create(first, second, third, fourth, fifth);
    return create(first, second, third, fourth, fifth, read(v + s * 5, big));
  };
}

function createReader(state: StatementState, shape: Shape, mode: RowMode, big: boolean): RowReader {
  const { values, sqlite } = state.connection.addon;
  const { handle } = state;
  if (mode === PLUCK) return () => values.read(sqlite.c.sqlite3_column_value(handle, 0), big);
  if (mode === RAW) return () => values.readRow(handle, shape.count, big);
  if (mode === EXPAND) return () => expand(state, shape, big);
  return flatReader(state, shape, big);
}

/**
 * A function that turns the current row into what the statement's mode asks for. Fetch it after the first step of an
 * execution: that is where a changed schema shows.
 */
export function rowReader(state: StatementState, mode: RowMode, safeIntegers: boolean): RowReader {
  const shape = shapeOf(state);
  const { reader } = shape;
  if (reader && reader.mode === mode && reader.safeIntegers === safeIntegers) return reader.read;
  const read = createReader(state, shape, mode, safeIntegers);
  shape.reader = { mode, safeIntegers, read };
  return read;
}
