import { codeName } from './codes.ts';
import { foreign } from './boundary.ts';
import type { SharedEngine } from './shared.ts';

export type RowFactory = (...keys: string[]) => (...values: unknown[]) => unknown;

/** What every part of the addon shares: the engine, and what better-sqlite3's library hands over at start. */
export interface Addon extends SharedEngine {
  /** Whether names that begin with `file:` are URIs. */
  uris: boolean;
  SqliteError: new (message: string, code: string) => Error;
  rowFactory: RowFactory;
}

/** Something that must be released before its connection can close. */
export interface Resource {
  release(): void;
}

/** One open database. The JavaScript objects that users hold only point to it. */
export interface Connection {
  readonly addon: Addon;
  readonly handle: number;
  /** The name of a database that was opened from file descriptors. */
  readonly fdName: string | null;
  readonly logger: ((sql: string) => unknown) | null;
  readonly resources: Set<Resource>;
  open: boolean;
  busy: boolean;
  safeIntegers: boolean;
  unsafe: boolean;
  iterators: number;
  /** What user code threw while SQLite was calling it; SQLite itself only learns that something failed. */
  thrown: { error: unknown } | null;
  /** Its number among the databases that are watched. */
  watchedAs: number;
}

export function sqliteError(addon: Addon, message: string, code: number): Error {
  return new addon.SqliteError(message, codeName(code));
}

export function lastError(addon: Addon, handle: number, fdName: string | null = null): Error {
  const { c, text } = addon.sqlite;
  const code = c.sqlite3_extended_errcode(handle);
  const better = fdName === null ? undefined : addon.fdVfs.takeMessage(fdName, code);
  return sqliteError(addon, better ?? text(c.sqlite3_errmsg(handle)), code);
}

/** What user code threw inside SQLite, or else SQLite's own last error. */
export function takeFailure(connection: Connection): unknown {
  const { thrown } = connection;
  connection.thrown = null;
  return thrown ? foreign(thrown.error) : lastError(connection.addon, connection.handle, connection.fdName);
}

export function throwFailure(connection: Connection): never {
  throw takeFailure(connection);
}

const BUSY = 'This database connection is busy executing a query';

export function requireOpen({ open }: Connection): void {
  if (!open) throw new TypeError('The database connection is not open');
}

export function requireNotBusy({ busy }: Connection): void {
  if (busy) throw new TypeError(BUSY);
}

export function requireNoIterators({ iterators }: Connection): void {
  if (iterators) throw new TypeError(BUSY);
}

export function requireNoIteratorsUnlessUnsafe({ iterators, unsafe }: Connection): void {
  if (iterators && !unsafe) throw new TypeError(BUSY);
}

/** The optional switch of `pluck()`, `raw()` and the like: no argument means on. */
export function switchArgument(args: unknown[]): boolean {
  if (args.length === 0) return true;
  if (typeof args[0] !== 'boolean') throw new TypeError('Expected first argument to be a boolean');
  return args[0];
}

/** Tells the `verbose` function what is about to run. False means: it threw, do not run it. */
export function log(connection: Connection, statement: number): boolean {
  if (!connection.logger) return true;
  const { c, text } = connection.addon.sqlite;
  const expanded = c.sqlite3_expanded_sql(statement);
  const sql = text(expanded || c.sqlite3_sql(statement));
  if (expanded) c.sqlite3_free(expanded);
  try {
    // Called bare, so that user code does not receive the connection as `this`.
    const { logger } = connection;
    logger(sql);
    return true;
  } catch (error) {
    connection.thrown = { error };
    return false;
  }
}

export const fixed = (value: unknown): PropertyDescriptor => ({ value, enumerable: true });
