import { foreign } from './boundary.ts';
import { SQLITE_NOMEM, SQLITE_OK, SQLITE_RANGE, SQLITE_TOOBIG } from './codes.ts';
import { INVALID } from './values.ts';
import type { StatementState } from './state.ts';

const TOO_MANY = 'Too many parameter values were provided';

function refuse(status: number): never {
  switch (status) {
    case INVALID:
      throw new TypeError('SQLite3 can only bind numbers, strings, bigints, buffers, and null');
    case SQLITE_TOOBIG:
      throw new RangeError('The bound string, buffer, or bigint is too big');
    case SQLITE_RANGE:
      throw new RangeError(TOO_MANY);
    case SQLITE_NOMEM:
      throw new Error('Out of memory');
    default:
      throw new Error('An unexpected error occured while trying to bind parameters');
  }
}

/** The named parameters of a statement with their indexes, read when first needed. */
function namesOf(state: StatementState): [name: string, index: number][] {
  if (state.names) return state.names;
  const { c, text } = state.connection.addon.sqlite;
  const names: [string, number][] = [];
  for (let index = 1; index <= state.parameters; index++) {
    const name = c.sqlite3_bind_parameter_name(state.handle, index);
    if (name) names.push([text(name + 1), index]);
  }
  state.names = names;
  return names;
}

/** Plain means: the prototype is null or the top of a chain; so objects of another realm are plain too. */
function isPlain(object: object): boolean {
  const prototype: object | null = Object.getPrototypeOf(object);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

interface Progress {
  /** The index of the anonymous parameter that was bound last. */
  anonymous: number;
  count: number;
  named: boolean;
}

function bindNext(state: StatementState, progress: Progress, value: unknown): void {
  let index = progress.anonymous + 1;
  if (state.hasNames) {
    const { c } = state.connection.addon.sqlite;
    while (c.sqlite3_bind_parameter_name(state.handle, index)) index++;
  }
  progress.anonymous = index;
  const status = state.connection.addon.values.bind(state.handle, index, value);
  if (status !== SQLITE_OK) refuse(status);
  progress.count++;
}

/** A getter is user code. */
function property(object: Record<string, unknown>, name: string): unknown {
  try {
    return object[name];
  } catch (error) {
    throw foreign(error);
  }
}

function bindNamed(state: StatementState, progress: Progress, object: Record<string, unknown>): void {
  if (progress.named) throw new TypeError('You cannot specify named parameters in two different objects');
  progress.named = true;
  for (const [name, index] of namesOf(state)) {
    if (!Object.hasOwn(object, name)) throw new RangeError(`Missing named parameter "${name}"`);
    const status = state.connection.addon.values.bind(state.handle, index, property(object, name));
    if (status !== SQLITE_OK) refuse(status);
    progress.count++;
  }
}

function bindArgument(state: StatementState, progress: Progress, argument: unknown): void {
  if (Array.isArray(argument)) {
    for (let i = 0, { length } = argument; i < length; i++) bindNext(state, progress, argument[i]);
    return;
  }
  const isObject = typeof argument === 'object' ? argument !== null : typeof argument === 'function';
  if (isObject && !ArrayBuffer.isView(argument)) {
    if (isPlain(argument as object)) return bindNamed(state, progress, argument as Record<string, unknown>);
    if (state.hasNames) throw new TypeError('Named parameters can only be passed within plain objects');
  }
  bindNext(state, progress, argument);
}

/** Binds the arguments of `run`, `get`, `all`, `iterate` or `bind`: values, arrays of values, one object of named ones. */
export function bindArguments(state: StatementState, args: unknown[]): void {
  try {
    const progress: Progress = { anonymous: 0, count: 0, named: false };
    for (let i = 0; i < args.length; i++) {
      const argument = args[i];
      if (typeof argument === 'object' || typeof argument === 'function') bindArgument(state, progress, argument);
      else bindNext(state, progress, argument);
    }
    if (progress.count === state.parameters) return;
    if (progress.count > state.parameters) throw new RangeError(TOO_MANY);
    if (!progress.named && state.hasNames) throw new TypeError('Missing named parameters');
    throw new RangeError('Too few parameter values were provided');
  } catch (error) {
    state.connection.addon.sqlite.c.sqlite3_clear_bindings(state.handle);
    throw error;
  }
}
