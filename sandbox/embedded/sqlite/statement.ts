import { bindArguments } from './binder.ts';
import { exposeMethods } from './boundary.ts';
import { SQLITE_DONE, SQLITE_OK, SQLITE_ROW } from './codes.ts';
import * as connections from './connection.ts';
import { begin, end, fail, interrupt, prepareExecution, requireUnlocked } from './execution.ts';
import { createIterator } from './iterator.ts';
import { EXPAND, FLAT, PLUCK, RAW, type RowMode, rowReader } from './rows.ts';
import type { StatementState } from './state.ts';

/** A statement that nobody holds any more is finalised, as natively. */
const forgotten = new FinalizationRegistry((state: StatementState) => {
  if (state.alive) state.connection.resources.delete(state);
  state.release();
});

/** Set only while `prepare` runs: the constructor is not for users. */
let incoming: StatementState | null = null;

class Statement {
  readonly #state: StatementState;

  constructor() {
    if (!incoming) throw new TypeError('Statements can only be constructed by the db.prepare() method');
    this.#state = incoming;
  }

  static #of(self: Statement): StatementState {
    if (typeof self !== 'object' || self === null || !(#state in self)) throw new TypeError('Illegal invocation');
    return self.#state;
  }

  static busy(self: Statement): boolean {
    const { alive, locked } = Statement.#of(self);
    return alive && locked;
  }

  run(...args: unknown[]): unknown {
    const state = Statement.#of(this);
    const { handle, connection } = state;
    const { c } = connection.addon.sqlite;
    const stack = c.stack_get();
    begin(state, args, 'run');
    let before: number;
    let status: number;
    try {
      before = c.sqlite3_total_changes(connection.handle);
      c.sqlite3_step(handle);
      status = c.sqlite3_reset(handle);
    } catch (error) {
      connection.busy = false;
      interrupt(state, stack, error);
    }
    connection.busy = false;
    if (status !== SQLITE_OK) fail(state);
    const changes = c.sqlite3_total_changes(connection.handle) === before ? 0 : c.sqlite3_changes(connection.handle);
    const rowid = c.sqlite3_last_insert_rowid(connection.handle);
    return end(state, { changes, lastInsertRowid: state.safeIntegers ? rowid : Number(rowid) }, 0, changes);
  }

  get(...args: unknown[]): unknown {
    const state = Statement.#of(this);
    const { connection } = state;
    const { c } = connection.addon.sqlite;
    const stack = c.stack_get();
    begin(state, args, 'read');
    let status: number;
    let row: unknown;
    try {
      status = c.sqlite3_step(state.handle);
      if (status === SQLITE_ROW) row = rowReader(state, state.mode, state.safeIntegers)();
      c.sqlite3_reset(state.handle);
    } catch (error) {
      connection.busy = false;
      interrupt(state, stack, error);
    }
    connection.busy = false;
    if (status !== SQLITE_ROW && status !== SQLITE_DONE) fail(state);
    return end(state, row, status === SQLITE_ROW ? 1 : 0, 0);
  }

  all(...args: unknown[]): unknown {
    const state = Statement.#of(this);
    const { handle, connection } = state;
    const { c } = connection.addon.sqlite;
    const stack = c.stack_get();
    begin(state, args, 'read');
    const rows: unknown[] = [];
    let status: number;
    try {
      if (c.sqlite3_step(handle) === SQLITE_ROW) {
        const read = rowReader(state, state.mode, state.safeIntegers);
        do rows.push(read());
        while (c.sqlite3_step(handle) === SQLITE_ROW);
      }
      status = c.sqlite3_reset(handle);
    } catch (error) {
      connection.busy = false;
      interrupt(state, stack, error);
    }
    connection.busy = false;
    if (status !== SQLITE_OK) fail(state);
    return end(state, rows, rows.length, 0);
  }

  iterate(...args: unknown[]): unknown {
    const state = Statement.#of(this);
    prepareExecution(state, args, 'read');
    if (state.connection.iterators === 0xffff) throw new RangeError('Too many active database iterators');
    return createIterator(state, this);
  }

  bind(...args: unknown[]): this {
    const state = Statement.#of(this);
    if (state.bound) throw new TypeError('The bind() method can only be invoked once per statement object');
    connections.requireOpen(state.connection);
    connections.requireNotBusy(state.connection);
    requireUnlocked(state);
    bindArguments(state, args);
    state.bound = true;
    return this;
  }

  pluck(...args: unknown[]): this {
    return Statement.#setMode(this, PLUCK, 'pluck', args);
  }

  expand(...args: unknown[]): this {
    return Statement.#setMode(this, EXPAND, 'expand', args);
  }

  raw(...args: unknown[]): this {
    return Statement.#setMode(this, RAW, 'raw', args);
  }

  static #setMode<T extends Statement>(self: T, mode: RowMode, name: string, args: unknown[]): T {
    const state = Statement.#of(self);
    if (!state.returnsData) throw new TypeError(`The ${name}() method is only for statements that return data`);
    connections.requireNotBusy(state.connection);
    requireUnlocked(state);
    if (connections.switchArgument(args)) state.mode = mode;
    else if (state.mode === mode) state.mode = FLAT;
    return self;
  }

  safeIntegers(...args: unknown[]): this {
    const state = Statement.#of(this);
    connections.requireNotBusy(state.connection);
    requireUnlocked(state);
    state.safeIntegers = connections.switchArgument(args);
    return this;
  }

  columns(): unknown {
    const state = Statement.#of(this);
    if (!state.returnsData) throw new TypeError('The columns() method is only for statements that return data');
    connections.requireOpen(state.connection);
    connections.requireNotBusy(state.connection);
    const { c, text } = state.connection.addon.sqlite;
    const textOf = (pointer: number) => (pointer ? text(pointer) : null);
    return Array.from({ length: c.sqlite3_column_count(state.handle) }, (_, i) => ({
      name: textOf(c.sqlite3_column_name(state.handle, i)),
      column: textOf(c.sqlite3_column_origin_name(state.handle, i)),
      table: textOf(c.sqlite3_column_table_name(state.handle, i)),
      database: textOf(c.sqlite3_column_database_name(state.handle, i)),
      type: textOf(c.sqlite3_column_decltype(state.handle, i)),
    }));
  }

  toString(): string {
    const state = Statement.#of(this);
    const { c, text } = state.connection.addon.sqlite;
    const expanded = state.alive && state.bound ? c.sqlite3_expanded_sql(state.handle) : 0;
    if (!expanded) return (this as unknown as { source: string }).source;
    const sql = text(expanded);
    c.sqlite3_free(expanded);
    return sql;
  }
}

exposeMethods(Statement.prototype);

/** The object that users get from `prepare`; it shows the same properties as the native one. */
export function createStatement(state: StatementState, source: string, database: object): object {
  incoming = state;
  const statement = new Statement();
  incoming = null;
  const { c } = state.connection.addon.sqlite;
  Object.defineProperties(statement, {
    reader: connections.fixed(state.returnsData),
    readonly: connections.fixed(c.sqlite3_stmt_readonly(state.handle) !== 0),
    source: connections.fixed(source),
    database: connections.fixed(database),
    busy: {
      enumerable: true,
      get(this: Statement) {
        return Statement.busy(this);
      },
    },
  });
  state.connection.resources.add(state);
  forgotten.register(statement, state);
  return statement;
}

export { Statement };
