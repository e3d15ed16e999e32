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

/** Spreading an array into a call costs more than reading a short row; most rows are short. */
function create({ create: call }: Shape, v: unknown[]): unknown {
  switch (v.length) {
    case 1:
      return call(v[0]);
    case 2:
      return call(v[0], v[1]);
    case 3:
      return call(v[0], v[1], v[2]);
    case 4:
      return call(v[0], v[1], v[2], v[3]);
    case 5:
      return call(v[0], v[1], v[2], v[3], v[4]);
    case 6:
      return call(v[0], v[1], v[2], v[3], v[4], v[5]);
    default:
      return call(...v);
  }
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
  return () => create(shape, values.readRow(handle, shape.count, safeIntegers));
}
