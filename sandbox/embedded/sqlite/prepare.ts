import { SQLITE_OK } from './codes.ts';
import * as connections from './connection.ts';
import type { Connection } from './connection.ts';
import { FLAT } from './rows.ts';
import type { StatementState } from './state.ts';
import { createStatement } from './statement.ts';

const PREPARE_PERSISTENT = 1;
const [TAB, NEWLINE, RETURN, SPACE, STAR, DASH, SLASH, SEMICOLON] = [9, 10, 13, 32, 42, 45, 47, 59];

/** Blanks and semicolons, which may stand between statements. */
export function isSkipped(byte: number): boolean {
  return byte === SPACE || byte === SEMICOLON || (byte >= TAB && byte <= RETURN);
}

/** True if nothing but blanks and comments is left before the terminating zero. */
function isEmpty(bytes: Uint8Array, start: number): boolean {
  const at = (index: number) => bytes[index] as number;
  for (let i = start; at(i);) {
    if (isSkipped(at(i))) i++;
    else if (at(i) === SLASH && at(i + 1) === STAR) {
      for (i += 2; at(i) && !(at(i) === STAR && at(i + 1) === SLASH);) i++;
      if (at(i)) i += 2;
    } else if (at(i) === DASH && at(i + 1) === DASH) {
      for (i += 2; at(i) && at(i) !== NEWLINE;) i++;
    } else return false;
  }
  return true;
}

/** Compiles exactly one statement. */
function compile(connection: Connection, source: string, flags: number): number {
  const { c, heap, out, protect, withText } = connection.addon.sqlite;
  return withText(source, (sql, bytes) => {
    const status = protect(() => c.sqlite3_prepare_v3(connection.handle, sql, bytes + 1, flags, out, out + 4));
    if (status !== SQLITE_OK) connections.throwFailure(connection);
    const statement = heap.i32[out >> 2] as number;
    if (!statement) throw new RangeError('The supplied SQL string contains no statements');
    if (isEmpty(heap.u8, heap.i32[(out + 4) >> 2] as number)) return statement;
    c.sqlite3_finalize(statement);
    throw new RangeError('The supplied SQL string contains more than one statement');
  });
}

/** Compiles a statement and wraps it in the object that users work with. */
export function prepare(
  connection: Connection,
  source: string,
  database: object,
  { pragma, explain }: { pragma: boolean; explain: boolean },
): object {
  connections.requireOpen(connection);
  connections.requireNotBusy(connection);
  if (pragma) connections.requireNoIteratorsUnlessUnsafe(connection);
  const handle = compile(connection, source, pragma || explain ? 0 : PREPARE_PERSISTENT);
  const { c } = connection.addon.sqlite;
  const parameters = c.sqlite3_bind_parameter_count(handle);
  let hasNames = false;
  for (let index = 1; index <= parameters && !hasNames; index++) {
    hasNames = c.sqlite3_bind_parameter_name(handle, index) !== 0;
  }
  const state: StatementState = {
    connection,
    handle,
    parameters,
    hasNames,
    returnsData: c.sqlite3_column_count(handle) >= 1 || pragma,
    names: null,
    shape: null,
    mode: FLAT,
    safeIntegers: connection.safeIntegers,
    alive: true,
    locked: false,
    bound: explain,
    watched: connection.addon.watch.log.statement(source),
    started: 0,
    release() {
      if (this.alive) c.sqlite3_finalize(handle);
      this.alive = false;
    },
  };
  return createStatement(state, source, database);
}
