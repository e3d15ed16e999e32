import { SQLITE_OK } from '../codes.ts';
import { fail } from './connection.ts';
import { invalidState } from './errors.ts';
import type { StatementState } from './state.ts';
import { bindValue, isNamed } from './values.ts';

export function bindOne(state: StatementState, index: number, value: unknown): void {
  const { connection, handle } = state;
  const { sqlite, values } = connection.host;
  if (bindValue(sqlite, values, handle, index, value) !== SQLITE_OK) fail(connection);
}

/** The parameters of a statement by their names, and by these without `$`, `:` or `@` as far as that is clear. */
function namesOf(state: StatementState): Map<string, number> {
  const { c, text } = state.connection.host.sqlite;
  const names = new Map<string, number>();
  for (let index = 1; index <= state.parameters; index++) {
    const name = c.sqlite3_bind_parameter_name(state.handle, index);
    if (name) names.set(text(name), index);
  }
  return names;
}

function bareNamesOf(names: Map<string, number>): Map<string, string> {
  const bare = new Map<string, string>();
  for (const full of names.keys()) {
    const name = full.slice(1);
    const other = bare.get(name);
    if (other !== undefined) {
      const problem = `because of conflicting names '${other}' and '${full}'.`;
      throw invalidState(`Cannot create bare named parameter '${name}' ${problem}`);
    }
    bare.set(name, full);
  }
  return bare;
}

function bindNamed(state: StatementState, values: Record<string, unknown>): void {
  const { options } = state;
  const names = (state.names ??= namesOf(state));
  if (options.allowBareNamedParameters && !state.bareNames) {
    // Natively the names that were found before a conflict stay known.
    state.bareNames = new Map();
    state.bareNames = bareNamesOf(names);
  }
  for (const key of Object.keys(values)) {
    const bare = options.allowBareNamedParameters ? state.bareNames?.get(key) : undefined;
    const index = names.get(key) ?? (bare === undefined ? undefined : names.get(bare));
    if (index !== undefined) bindOne(state, index, values[key]);
    else if (!options.allowUnknownNamedParameters) throw invalidState(`Unknown named parameter '${key}'`);
  }
}

const QUESTION = 63;

/** Binds what `run`, `get`, `all` or `iterate` received: an object of named parameters first, then the others. */
export function bindAll(state: StatementState, args: ArrayLike<unknown>): void {
  const { c, heap } = state.connection.host.sqlite;
  if (state.parameters) c.sqlite3_clear_bindings(state.handle);
  const first = args[0];
  let start = 0;
  if (isNamed(first)) {
    bindNamed(state, first);
    start = 1;
  }
  let index = 1;
  for (let i = start; i < args.length; i++, index++) {
    for (; state.hasNames; index++) {
      const name = c.sqlite3_bind_parameter_name(state.handle, index);
      if (!name || heap.u8[name] === QUESTION) break;
    }
    bindOne(state, index, args[i]);
  }
}
