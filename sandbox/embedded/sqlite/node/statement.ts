import { exposeMethods } from '../boundary.ts';
import { exposeClass, getter } from './classes.ts';
import type { Connection } from './connection.ts';
import { illegalConstructor, invalidState, plainError } from './errors.ts';
import * as execution from './execution.ts';
import { createIterator } from './iterator.ts';
import { type StatementOptions, requireBoolean } from './options.ts';
import { bindAll } from './parameters.ts';
import { type StatementState, requireAlive } from './state.ts';

const MAX_INT = 0x7fffffff;
const TRACE_SIZE = 32;

const forgotten = new FinalizationRegistry((state: StatementState) => {
  state.connection.statements.delete(state);
  state.release();
});

let incoming: StatementState | null = null;

class Statement {
  readonly #state: StatementState;

  constructor() {
    if (!incoming) throw illegalConstructor();
    this.#state = incoming;
  }

  static of(self: Statement): StatementState {
    if (typeof self !== 'object' || self === null || !(#state in self)) throw new TypeError('Illegal invocation');
    requireAlive(self.#state);
    return self.#state;
  }

  static #begin(self: Statement, args: ArrayLike<unknown>): StatementState {
    const state = Statement.of(self);
    beginExecution(state);
    bindAll(state, args);
    return state;
  }

  iterate(...args: unknown[]): object {
    return createIterator(Statement.#begin(this, args), this);
  }

  all(...args: unknown[]): unknown {
    return execution.all(Statement.#begin(this, args));
  }

  get(...args: unknown[]): unknown {
    return execution.get(Statement.#begin(this, args));
  }

  run(...args: unknown[]): unknown {
    return execution.run(Statement.#begin(this, args));
  }

  columns(): unknown {
    const { connection, handle } = Statement.of(this);
    const { c, text } = connection.host.sqlite;
    const textOf = (pointer: number) => (pointer ? text(pointer) : null);
    return Array.from({ length: c.sqlite3_column_count(handle) }, (_, i) => ({
      __proto__: null,
      column: textOf(c.sqlite3_column_origin_name(handle, i)),
      database: textOf(c.sqlite3_column_database_name(handle, i)),
      name: textOf(c.sqlite3_column_name(handle, i)),
      table: textOf(c.sqlite3_column_table_name(handle, i)),
      type: textOf(c.sqlite3_column_decltype(handle, i)),
    }));
  }

  setAllowBareNamedParameters(value: unknown): void {
    const state = Statement.of(this);
    requireBoolean(value, 'allowBareNamedParameters');
    state.options.allowBareNamedParameters = value;
  }

  setAllowUnknownNamedParameters(value: unknown): void {
    const state = Statement.of(this);
    requireBoolean(value, 'enabled');
    state.options.allowUnknownNamedParameters = value;
  }

  setReadBigInts(value: unknown): void {
    const state = Statement.of(this);
    requireBoolean(value, 'readBigInts');
    state.options.readBigInts = value;
  }

  setReturnArrays(value: unknown): void {
    const state = Statement.of(this);
    requireBoolean(value, 'returnArrays');
    state.options.returnArrays = value;
  }
}

exposeMethods(Statement.prototype);
export const StatementSync = exposeClass(Statement, 'StatementSync', 'illegal');

/** Ends what the statement was doing, so that it can be executed anew. */
export function beginExecution(state: StatementState): void {
  if (state.running) throw invalidState('statement is currently being executed');
  state.generation++;
  state.connection.host.sqlite.c.sqlite3_reset(state.handle);
}

function expandedSql({ connection, handle }: StatementState): string {
  const { c, text } = connection.host.sqlite;
  c.trace_size(MAX_INT);
  const expanded = c.sqlite3_expanded_sql(handle);
  c.trace_size(TRACE_SIZE);
  if (!expanded) throw plainError('Expanded SQL text would exceed configured limits');
  const sql = text(expanded);
  c.sqlite3_free(expanded);
  return sql;
}

const sources = {
  sourceSQL: getter(function (this: Statement) {
    const { connection, handle } = Statement.of(this);
    return connection.host.sqlite.text(connection.host.sqlite.c.sqlite3_sql(handle));
  }),
  expandedSQL: getter(function (this: Statement) {
    return expandedSql(Statement.of(this));
  }),
};

function createState(connection: Connection, handle: number, options: StatementOptions): StatementState {
  const { sqlite, watch } = connection.host;
  const { c, text } = sqlite;
  const parameters = c.sqlite3_bind_parameter_count(handle);
  let hasNames = false;
  for (let i = 1; i <= parameters && !hasNames; i++) hasNames = c.sqlite3_bind_parameter_name(handle, i) !== 0;
  return {
    connection,
    handle,
    options,
    parameters,
    hasNames,
    names: null,
    bareNames: null,
    generation: 0,
    running: false,
    row: null,
    watched: watch.log.statement(text(c.sqlite3_sql(handle))),
    release() {
      if (this.handle) c.sqlite3_finalize(this.handle);
      this.handle = 0;
    },
  };
}

/** The object for a compiled statement, and its inside for the tag store. */
export function createStatement(connection: Connection, handle: number, options: StatementOptions) {
  const state = createState(connection, handle, options);
  incoming = state;
  const statement = new Statement();
  incoming = null;
  Object.defineProperties(statement, sources);
  connection.statements.add(state);
  forgotten.register(statement, state);
  return { statement, state };
}
