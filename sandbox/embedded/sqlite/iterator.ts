import { exposeMethods } from './boundary.ts';
import { SQLITE_DONE, SQLITE_ROW } from './codes.ts';
import { fixed, log, requireNotBusy } from './connection.ts';
import { type RowMode, rowReader } from './rows.ts';
import { fail, interrupt } from './execution.ts';
import type { StatementState } from './state.ts';
import { type Steps, endStep, endSteps, startExecution, startStep } from './statement-log.ts';

interface IteratorState extends Steps {
  readonly statement: StatementState;
  readonly mode: RowMode;
  readonly safeIntegers: boolean;
  read: (() => unknown) | null;
  alive: boolean;
  logged: boolean;
}

let incoming: IteratorState | null = null;

const DONE = () => ({ value: undefined, done: true });

function finish(state: IteratorState): void {
  const { connection, handle } = state.statement;
  endSteps(state.statement.watched, state);
  state.alive = false;
  state.statement.locked = false;
  connection.iterators--;
  connection.addon.sqlite.c.sqlite3_reset(handle);
}

function complete(state: IteratorState) {
  finish(state);
  const { bound, connection, handle } = state.statement;
  if (!bound) connection.addon.sqlite.c.sqlite3_clear_bindings(handle);
  return DONE();
}

function advance(state: IteratorState) {
  const { connection, handle } = state.statement;
  const { c } = connection.addon.sqlite;
  const stack = c.stack_get();
  const started = startStep(state);
  let status: number;
  connection.busy = true;
  try {
    const logged = state.logged || log(connection, handle);
    state.logged = true;
    status = logged ? c.sqlite3_step(handle) : -1;
  } catch (error) {
    connection.busy = false;
    state.alive = false;
    state.statement.locked = false;
    connection.iterators--;
    interrupt(state.statement, stack, error);
  }
  connection.busy = false;
  if (started !== 0) endStep(state, started);
  if (status === SQLITE_ROW) {
    state.rows++;
    state.read ??= rowReader(state.statement, state.mode, state.safeIntegers);
    return { value: state.read(), done: false };
  }
  if (status === SQLITE_DONE) return complete(state);
  finish(state);
  return fail(state.statement);
}

class StatementIterator {
  readonly #state: IteratorState;

  constructor() {
    if (!incoming) throw new TypeError('Disabled constructor');
    this.#state = incoming;
  }

  static #of(self: StatementIterator): IteratorState {
    if (typeof self !== 'object' || self === null || !(#state in self)) throw new TypeError('Illegal invocation');
    return self.#state;
  }

  next() {
    const state = StatementIterator.#of(this);
    requireNotBusy(state.statement.connection);
    return state.alive ? advance(state) : DONE();
  }

  return() {
    const state = StatementIterator.#of(this);
    requireNotBusy(state.statement.connection);
    return state.alive ? complete(state) : DONE();
  }

  [Symbol.iterator]() {
    StatementIterator.#of(this);
    return this;
  }
}

exposeMethods(StatementIterator.prototype);

/** Starts an iteration: from here on the statement is locked and the connection refuses writes. */
export function createIterator(statement: StatementState, owner: object): StatementIterator {
  const { mode, safeIntegers, connection } = statement;
  statement.locked = true;
  connection.iterators++;
  startExecution(statement.watched);
  incoming = { statement, mode, safeIntegers, read: null, alive: true, logged: !connection.logger, rows: 0, took: 0 };
  const iterator = new StatementIterator();
  incoming = null;
  Object.defineProperty(iterator, 'statement', fixed(owner));
  return iterator;
}

export { StatementIterator };
