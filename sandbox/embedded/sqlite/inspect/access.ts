import type { ResultSet } from '../../../databases.ts';
import { SQLITE_DONE, SQLITE_OK, SQLITE_ROW } from '../codes.ts';
import type { Sqlite3 } from '../engine.ts';
import type { OpenDatabase } from '../watch.ts';
import { readCell } from './cells.ts';

/** Captured at load: tests replace the clock. */
const now = performance.now.bind(performance);

/** Instructions of SQLite's machine between two looks at the clock. */
const stride = 1000;
const PREPARE = 0;
const INTERRUPT = 9;

/** Characters that one answer may hold. */
const largest = 2_000_000;

/** What went wrong, in SQLite's words or in those of the program's function that SQLite called. */
export class InspectError extends Error {}

export interface Statement {
  readonly sql: string;
  /** Gives rows, though perhaps none. */
  readonly columns: string[];
  readonly readonly: boolean;
  /** Steps to the end, or to the first row beyond the limit. */
  rows(limit: number): ResultSet;
}

export interface Access {
  /** Compiles the statements of a text one after the other, until one is answered with `false`. */
  each(sql: string, use: (statement: Statement) => boolean | void): void;
  /** The rows of one statement of our own. */
  read(sql: string, limit?: number): ResultSet;
  changes(): number;
}

/**
 * Uses a program's connection and leaves it as it was: nothing stays compiled, and its settings are put back without
 * a pragma, which would make SQLite compile the program's statements anew.
 */
export function createAccess(sqlite: Sqlite3) {
  const { c } = sqlite;
  let deadline = 0;
  const { over } = sqlite.install({ over: ['i:i', () => (now() > deadline ? 1 : 0)] });

  return function access<T>(
    database: OpenDatabase,
    { limit, write }: { limit: number; write: boolean },
    act: (use: Access) => T,
  ): T {
    const handle = database.handle();
    const readOnly = c.query_only(handle, write ? 0 : 1);
    if (write) c.query_only(handle, readOnly);
    // Whoever holds the lock runs on this thread: waiting for it would be for nothing.
    const patience = c.busy_limit(handle, 0);
    deadline = now() + limit;
    c.sqlite3_progress_handler(handle, stride, over, 0);
    try {
      return database.within(() => sqlite.protect(() => act(createUse(sqlite, database, limit))));
    } finally {
      c.sqlite3_progress_handler(handle, 0, 0, 0);
      c.busy_limit(handle, patience);
      c.query_only(handle, readOnly);
      database.takeThrown();
    }
  };
}

function createUse(sqlite: Sqlite3, database: OpenDatabase, limit: number): Access {
  const { c, heap, out, text, withText } = sqlite;
  const handle = database.handle();
  const fail = (code: number): never => {
    const thrown = database.takeThrown()?.error;
    if (thrown) throw new InspectError(thrown instanceof Error ? thrown.message : String(thrown));
    if ((code & 0xff) === INTERRUPT) throw new InspectError(`interrupted: it took longer than ${limit / 1000} s`);
    throw new InspectError(text(c.sqlite3_errmsg(handle)));
  };
  const each: Access['each'] = (sql, use) =>
    withText(sql, (start, bytes) => {
      for (let at = start; at < start + bytes;) {
        const status = c.sqlite3_prepare_v3(handle, at, -1, PREPARE, out, out + 4);
        if (status !== SQLITE_OK) fail(status);
        const statement = heap.i32[out >> 2] as number;
        at = heap.i32[(out + 4) >> 2] as number;
        // Blanks and comments alone.
        if (!statement) continue;
        try {
          if (use(describe(sqlite, statement, fail)) === false) return;
        } finally {
          c.sqlite3_finalize(statement);
        }
      }
    });
  return {
    each,
    read(sql, rows = 1000) {
      let result: ResultSet = { columns: [], rows: [], more: false };
      each(sql, (statement) => void (result = statement.rows(rows)));
      return result;
    },
    changes: () => c.sqlite3_total_changes(handle),
  };
}

function describe(sqlite: Sqlite3, statement: number, fail: (code: number) => never): Statement {
  const { c, text } = sqlite;
  const count = c.sqlite3_column_count(statement);
  const columns = Array.from({ length: count }, (_, i) => text(c.sqlite3_column_name(statement, i)));
  return {
    sql: text(c.sqlite3_sql(statement)),
    columns,
    readonly: c.sqlite3_stmt_readonly(statement) !== 0,
    rows(limit) {
      const rows: ResultSet['rows'] = [];
      let size = 0;
      for (;;) {
        const status = c.sqlite3_step(statement);
        if (status === SQLITE_DONE) return { columns, rows, more: false };
        if (status !== SQLITE_ROW) fail(status);
        // What changes rows has changed them before it gives the first one.
        if (rows.length >= limit || size > largest) return { columns, rows, more: true };
        const row = columns.map((_, i) => readCell(sqlite, c.sqlite3_column_value(statement, i)));
        size += row.reduce((sum, cell) => sum + cell.text.length, 0);
        rows.push(row);
      }
    },
  };
}
