import { exposeMethods } from '../boundary.ts';
import { SQLITE_DONE, SQLITE_ROW } from '../codes.ts';
import { fail, rethrow } from './connection.ts';
import { illegalConstructor, invalidState } from './errors.ts';
import { type StatementState, execute, requireAlive, rowReader } from './state.ts';
import { type Steps, endStep, endSteps, startExecution, startStep } from '../statement-log.ts';
import { exposeClass } from './classes.ts';

interface IteratorState extends Steps {
  readonly statement: StatementState;
  readonly owner: object;
  readonly generation: number;
  read: (() => unknown) | null;
  done: boolean;
}

let incoming: IteratorState | null = null;

const result = (done: boolean, value: unknown): object => ({ __proto__: null, done, value }) as object;

class StatementIterator {
  readonly #state: IteratorState;

  constructor() {
    if (!incoming) throw illegalConstructor();
    this.#state = incoming;
  }

  static #of(self: StatementIterator): IteratorState {
    if (typeof self !== 'object' || self === null || !(#state in self)) throw new TypeError('Illegal invocation');
    return self.#state;
  }

  next(): object {
    const state = StatementIterator.#of(this);
    const { statement } = state;
    requireAlive(statement);
    if (state.done) return result(true, null);
    if (state.generation !== statement.generation) throw invalidState('iterator was invalidated');
    const { connection, handle } = statement;
    const { c } = connection.host.sqlite;
    const started = startStep(state);
    const status = execute(statement, () => c.sqlite3_step(handle));
    if (started !== 0) endStep(state, started);
    if (status === SQLITE_ROW) {
      rethrow(connection);
      state.rows++;
      state.read ??= rowReader(statement);
      return result(false, state.read());
    }
    endSteps(statement.watched, state);
    if (status !== SQLITE_DONE) fail(connection);
    c.sqlite3_reset(handle);
    state.done = true;
    rethrow(connection);
    return result(true, null);
  }

  return(): object {
    const state = StatementIterator.#of(this);
    requireAlive(state.statement);
    if (!state.statement.running) state.statement.connection.host.sqlite.c.sqlite3_reset(state.statement.handle);
    if (!state.done) endSteps(state.statement.watched, state);
    state.done = true;
    return result(true, null);
  }
}

exposeMethods(StatementIterator.prototype);
exposeClass(StatementIterator, 'StatementSyncIterator', 'illegal');
Object.setPrototypeOf(StatementIterator.prototype, Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())));

/** `owner` must stay while the iterator does: a forgotten statement is finalised. */
export function createIterator(statement: StatementState, owner: object): object {
  incoming = { statement, owner, generation: statement.generation, read: null, done: false, rows: 0, took: 0 };
  startExecution(statement.watched);
  const iterator = new StatementIterator();
  incoming = null;
  return iterator;
}
