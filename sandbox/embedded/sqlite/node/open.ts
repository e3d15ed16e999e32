import { SQLITE_OK } from '../codes.ts';
import { copyDatabase } from '../copy.ts';
import type { OpenDatabase } from '../watch.ts';
import { type Connection, inside } from './connection.ts';
import { invalidState, lastError } from './errors.ts';

const OPEN_READONLY = 1;
const OPEN_READWRITE_CREATE = 6;
const OPEN_URI = 0x40;
const ENABLE_FKEY = 1002;
export const DEFENSIVE = 1010;
const DQS_DML = 1013;
const DQS_DDL = 1014;

/** Opens the connection with the settings of its options. */
export function open(connection: Connection): void {
  if (connection.db) throw invalidState('database is already open');
  const { sqlite, vfs } = connection.host;
  const { c, heap, out, withText } = sqlite;
  const { options } = connection;
  const flags = (options.readOnly ? OPEN_READONLY : OPEN_READWRITE_CREATE) | OPEN_URI;
  const status = withText(options.path, (name) => c.sqlite3_open_v2(name, out, flags, vfs));
  const db = heap.i32[out >> 2] as number;
  if (status !== SQLITE_OK) {
    const error = lastError(sqlite, db);
    c.sqlite3_close_v2(db);
    throw error;
  }
  c.node_defaults(db);
  c.db_config(db, DQS_DML, Number(options.doubleQuotes), 0);
  c.db_config(db, DQS_DDL, Number(options.doubleQuotes), 0);
  c.db_config(db, ENABLE_FKEY, Number(options.foreignKeys), 0);
  c.db_config(db, DEFENSIVE, Number(options.defensive), 0);
  c.sqlite3_busy_timeout(db, options.timeout);
  for (const [id, value] of options.limits) c.sqlite3_limit(db, id, value);
  connection.db = db;
  connection.watchedAs = connection.host.watch.opened(toWatch(connection));
}

/** What others may see of a connection. */
function toWatch(connection: Connection): OpenDatabase {
  const { path } = connection.options;
  return {
    library: 'node:sqlite',
    name: path || ':memory:',
    memory: path === '' || path === ':memory:',
    handle: () => connection.db,
    reading: () => false,
    within: (act) => inside(connection, act),
    takeThrown() {
      const { thrown } = connection;
      connection.thrown = null;
      return thrown;
    },
  };
}

/** Ends statements and sessions, and closes the connection. */
export function close(connection: Connection): void {
  if (!connection.db) return;
  const { sqlite, watch } = connection.host;
  watch.closing(connection.watchedAs, () => copyDatabase(sqlite, connection.db));
  releaseStatements(connection);
  for (const resource of connection.others) resource.release();
  connection.others.clear();
  sqlite.c.sqlite3_close_v2(connection.db);
  connection.db = 0;
}

export function releaseStatements({ statements }: Connection): void {
  for (const statement of statements) statement.release();
  statements.clear();
}

/** What pulls the ground from under a running statement waits for its end. */
export function requireIdle({ depth }: Connection): void {
  if (depth) throw invalidState('database is executing a statement');
}
