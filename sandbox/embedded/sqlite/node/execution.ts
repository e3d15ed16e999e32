import { SQLITE_DONE, SQLITE_OK, SQLITE_ROW } from '../codes.ts';
import { endExecution, startExecution } from '../statement-log.ts';
import { fail, rethrow } from './connection.ts';
import { type StatementState, execute, rowReader } from './state.ts';

/** What `run` and its like do once the parameters are bound; the tag store does the same. */

export function run(state: StatementState): { changes: unknown; lastInsertRowid: unknown } {
  const { connection, handle, options, watched } = state;
  const { c } = connection.host.sqlite;
  const started = startExecution(watched);
  const status = execute(state, () => {
    c.sqlite3_step(handle);
    return c.sqlite3_reset(handle);
  });
  if (status !== SQLITE_OK) fail(connection);
  rethrow(connection);
  const rowid = c.sqlite3_last_insert_rowid(connection.db);
  const changes = c.sqlite3_changes(connection.db);
  endExecution(watched, started, 0, changesNothing(state) ? 0 : changes);
  if (options.readBigInts) return { changes: BigInt(changes), lastInsertRowid: rowid };
  return { changes, lastInsertRowid: Number(rowid) };
}

/** SQLite goes on saying what the last statement changed that could change something. */
const changesNothing = ({ connection: { host }, handle }: StatementState) =>
  host.sqlite.c.sqlite3_stmt_readonly(handle) !== 0;

export function get(state: StatementState): unknown {
  const { connection, handle, watched } = state;
  const { c } = connection.host.sqlite;
  const started = startExecution(watched);
  try {
    const status = execute(state, () => c.sqlite3_step(handle));
    endExecution(watched, started, status === SQLITE_ROW ? 1 : 0, 0);
    if (status !== SQLITE_DONE && status !== SQLITE_ROW) fail(connection);
    rethrow(connection);
    const hasRow = status === SQLITE_ROW && c.sqlite3_column_count(handle) > 0;
    return hasRow ? rowReader(state)() : undefined;
  } finally {
    c.sqlite3_reset(handle);
  }
}

export function all(state: StatementState): unknown[] {
  const { connection, handle, watched } = state;
  const { c } = connection.host.sqlite;
  const started = startExecution(watched);
  const rows: unknown[] = [];
  try {
    const status = execute(state, () => {
      let step = c.sqlite3_step(handle);
      if (step !== SQLITE_ROW) return step;
      const read = rowReader(state);
      for (; step === SQLITE_ROW; step = c.sqlite3_step(handle)) rows.push(read());
      return step;
    });
    endExecution(watched, started, rows.length, 0);
    if (status !== SQLITE_DONE) fail(connection);
    rethrow(connection);
  } finally {
    c.sqlite3_reset(handle);
  }
  return rows;
}
