import type { StatementState } from './state.ts';

export const FLAT = 0;
export const PLUCK = 1;
export const EXPAND = 2;
export const RAW = 3;
export type RowMode = typeof FLAT | typeof PLUCK | typeof EXPAND | typeof RAW;

type CreateRow = (...values: unknown[]) => unknown;

const STMTSTATUS_REPREPARE = 5;

/** The columns of a statement; read anew when SQLite has compiled it again after a change of the schema. */
export interface Shape {
  version: number;
  count: number;
  create: CreateRow;
}

function shapeOf(state: StatementState): Shape {
  const { sqlite, rowFactory } = state.connection.addon;
  const version = sqlite.c.sqlite3_stmt_status(state.handle, STMTSTATUS_REPREPARE, 0);
  if (state.shape?.version === version) return state.shape;
  const count = sqlite.c.sqlite3_column_count(state.handle);
  const keys = Array.from({ length: count }, (_, i) => sqlite.text(sqlite.c.sqlite3_column_name(state.handle, i)));
  state.shape = { version, count, create: rowFactory(...keys) };
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
function flatReader(state: StatementState, { count, create }: Shape, big: boolean): () => unknown {
  const { values, sqlite } = state.connection.addon;
  const { read, stride: s } = values;
  const first = sqlite.c.sqlite3_column_value;
  const { handle } = state;
  const row = (v: number) => {
    switch (count) {
      case 1:
        return create(read(v, big));
      case 2:
        return create(read(v, big), read(v + s, big));
      case 3:
        return create(read(v, big), read(v + s, big), read(v + s * 2, big));
      case 4:
        return create(read(v, big), read(v + s, big), read(v + s * 2, big), read(v + s * 3, big));
      default:
        return create(...values.readRow(handle, count, big));
    }
  };
  return () => row(first(handle, 0));
}

/**
 * A function that turns the current row into what the statement's mode asks for. Fetch it after the first step of an
 * execution: that is where a changed schema shows.
 */
export function rowReader(state: StatementState, mode: RowMode, safeIntegers: boolean): () => unknown {
  const { values, sqlite } = state.connection.addon;
  const { handle } = state;
  if (mode === PLUCK) return () => values.read(sqlite.c.sqlite3_column_value(handle, 0), safeIntegers);
  const shape = shapeOf(state);
  if (mode === RAW) return () => values.readRow(handle, shape.count, safeIntegers);
  if (mode === EXPAND) return () => expand(state, shape, safeIntegers);
  return flatReader(state, shape, safeIntegers);
}
