import { type Connection, type Resource, inside } from './connection.ts';
import { invalidState } from './errors.ts';
import type { Watched } from '../statement-log.ts';
import type { StatementOptions } from './options.ts';

/** One prepared statement. `handle` is 0 once it is finalised. */
export interface StatementState extends Resource {
  readonly connection: Connection;
  readonly parameters: number;
  readonly hasNames: boolean;
  readonly options: StatementOptions;
  handle: number;
  names: Map<string, number> | null;
  bareNames: Map<string, string> | null;
  /** Counts the executions: an iterator ends when its statement is executed anew. */
  generation: number;
  running: boolean;
  row: RowShape | null;
  readonly watched: Watched;
}

interface RowShape {
  version: number;
  count: number;
  create(...cells: unknown[]): object;
}

export function requireAlive({ handle }: StatementState): void {
  if (!handle) throw invalidState('statement has been finalized');
}

const STMTSTATUS_REPREPARE = 5;

/** Objects without prototype; written out, so that all rows have one hidden class. */
function rowFactory(keys: string[]): RowShape['create'] {
  const names = keys.map((_, i) => `v${i}`);
  const properties = keys.map((key, i) => `[${JSON.stringify(key)}]: v${i}`);
  return new Function(...names, `return { __proto__: null, ${properties.join(', ')} }`) as RowShape['create'];
}

/** The columns, read anew when SQLite has compiled the statement again. */
function shapeOf(state: StatementState): RowShape {
  const { c, text } = state.connection.host.sqlite;
  const version = c.sqlite3_stmt_status(state.handle, STMTSTATUS_REPREPARE, 0);
  if (state.row?.version === version) return state.row;
  const count = c.sqlite3_column_count(state.handle);
  const keys = Array.from({ length: count }, (_, i) => text(c.sqlite3_column_name(state.handle, i)));
  state.row = { version, count, create: rowFactory(keys) };
  return state.row;
}

/** A function that turns the current row into an object or an array. Fetch it after the first step. */
export function rowReader(state: StatementState): () => unknown {
  const { connection, handle, options } = state;
  const { values, sqlite, read } = connection.host;
  const { count, create } = shapeOf(state);
  const { stride } = values;
  const { readBigInts, returnArrays } = options;
  const cells = () => {
    const row: unknown[] = [];
    let value = sqlite.c.sqlite3_column_value(handle, 0);
    for (let i = 0; i < count; i++, value += stride) row.push(read(value, readBigInts));
    return row;
  };
  return returnArrays ? cells : () => create(...cells());
}

/** Runs one execution of a statement. */
export function execute<T>(state: StatementState, act: () => T): T {
  if (state.running) throw invalidState('statement is currently being executed');
  state.running = true;
  try {
    return inside(state.connection, act);
  } finally {
    state.running = false;
  }
}
