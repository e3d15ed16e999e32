import { bindArguments } from './binder.ts';
import * as connections from './connection.ts';
import type { StatementState } from './state.ts';
import { endExecution, startExecution } from './statement-log.ts';

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

/**
 * Starts an execution: binds, reports to `verbose`, and keeps user code called meanwhile from using the connection. Whoever
 * calls it sets `busy` back without calling anything first: at the end of JavaScript's stack every call may throw.
 */
export function begin(state: StatementState, args: unknown[], kind: 'run' | 'read'): void {
  prepareExecution(state, args, kind);
  const { connection } = state;
  if (connection.logger && !logged(state)) fail(state);
  state.started = startExecution(state.watched);
  connection.busy = true;
}

function logged({ connection, handle }: StatementState): boolean {
  connection.busy = true;
  try {
    return connections.log(connection, handle);
  } finally {
    connection.busy = false;
  }
}

/** Ends an execution that went well, and says how many rows it gave and changed. */
export function end<T>(state: StatementState, result: T, returned: number, changed: number): T {
  endExecution(state.watched, state.started, returned, changed);
  if (!state.bound && state.parameters) state.connection.addon.sqlite.c.sqlite3_clear_bindings(state.handle);
  return result;
}

/**
 * Ends an execution that an exception cut off in the middle of C code. Only JavaScript's own stack limit does that, in an
 * endless recursion that passes through a query; the connection has to be usable again, as it is natively.
 */
export function interrupt(state: StatementState, stack: number, error: unknown): never {
  const { c } = state.connection.addon.sqlite;
  c.stack_set(stack);
  state.connection.thrown = null;
  try {
    c.sqlite3_reset(state.handle);
    if (!state.bound) c.sqlite3_clear_bindings(state.handle);
  } catch {
    // Too deep still. The next execution resets the statement by itself.
    c.stack_set(stack);
  }
  throw error;
}
