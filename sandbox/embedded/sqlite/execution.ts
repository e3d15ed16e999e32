import { bindArguments } from './binder.ts';
import * as connections from './connection.ts';
import type { StatementState } from './state.ts';

export function requireUnlocked({ locked }: StatementState): void {
  if (locked) throw new TypeError('This statement is busy executing a query');
}

/** What run, get, all and iterate check and do first; the order decides which message a user sees. */
export function prepareExecution(state: StatementState, args: unknown[], kind: 'run' | 'read'): void {
  const { connection } = state;
  if (kind === 'read' && !state.returnsData) {
    throw new TypeError('This statement does not return data. Use run() instead');
  }
  connections.requireOpen(connection);
  connections.requireNotBusy(connection);
  requireUnlocked(state);
  if (kind === 'run') connections.requireNoIteratorsUnlessUnsafe(connection);
  if (!state.bound) bindArguments(state, args);
  else if (args.length > 0) throw new TypeError('This statement already has bound parameters');
}

/** Throws why an execution failed, and drops its parameters. */
export function fail(state: StatementState): never {
  const error = connections.takeFailure(state.connection);
  if (!state.bound) state.connection.addon.sqlite.c.sqlite3_clear_bindings(state.handle);
  throw error;
}

/** Starts an execution: binds, reports to `verbose`, and keeps user code called meanwhile from using the connection. */
export function begin(state: StatementState, args: unknown[], kind: 'run' | 'read'): void {
  prepareExecution(state, args, kind);
  const { connection } = state;
  connection.busy = true;
  if (connection.logger && !connections.log(connection, state.handle)) {
    connection.busy = false;
    fail(state);
  }
}

/** Ends an execution that went well. */
export function end<T>(state: StatementState, result: T): T {
  state.connection.busy = false;
  if (!state.bound && state.parameters) state.connection.addon.sqlite.c.sqlite3_clear_bindings(state.handle);
  return result;
}

/** Ends an execution that failed in SQLite. */
export function abandon(state: StatementState): never {
  state.connection.busy = false;
  fail(state);
}

/**
 * Ends an execution that an exception cut off in the middle of C code. Only JavaScript's own stack limit does that, in an
 * endless recursion that passes through a query; the connection has to be usable again, as it is natively.
 */
export function interrupt(state: StatementState, stack: number, error: unknown): never {
  const { c } = state.connection.addon.sqlite;
  c._emscripten_stack_restore(stack);
  state.connection.busy = false;
  state.connection.thrown = null;
  try {
    c.sqlite3_reset(state.handle);
    if (!state.bound) c.sqlite3_clear_bindings(state.handle);
  } catch {
    // Too deep still. The next execution resets the statement by itself.
    c._emscripten_stack_restore(stack);
  }
  throw error;
}
