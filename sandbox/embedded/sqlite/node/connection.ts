import { foreign } from '../boundary.ts';
import type { Sqlite3 } from '../engine.ts';
import type { Values } from '../values.ts';
import type { Watch } from '../watch.ts';
import { invalidState, lastError } from './errors.ts';
import type { OpenOptions } from './options.ts';
import type { Read } from './values.ts';

/** What all parts of node:sqlite share. */
export interface Host {
  readonly sqlite: Sqlite3;
  readonly values: Values;
  readonly watch: Watch;
  readonly read: Read;
  /** The name of the VFS, as a C string. */
  readonly vfs: number;
  /** Runs something in a later turn of the event loop, whatever a program has made of the globals. */
  later(act: () => void): void;
}

export interface Resource {
  release(): void;
}

/** One `DatabaseSync`: it can be opened and closed more than once. */
export interface Connection {
  readonly host: Host;
  readonly options: OpenOptions;
  /** 0 while closed. */
  db: number;
  /** How many calls are inside SQLite now: user code that SQLite calls must not pull the connection away. */
  depth: number;
  extensions: boolean;
  authorizer: ((...args: unknown[]) => unknown) | null;
  readonly statements: Set<Resource>;
  readonly others: Set<Resource>;
  /** What user code threw while SQLite was calling it. */
  thrown: { error: unknown } | null;
  /** Its number among the databases that are watched, while it is open. */
  watchedAs: number;
}

export function requireOpen({ db }: Connection): void {
  if (!db) throw invalidState('database is not open');
}

/** Throws what user code threw inside SQLite, if it did. */
export function rethrow(connection: Connection): void {
  const { thrown } = connection;
  if (!thrown) return;
  connection.thrown = null;
  throw foreign(thrown.error);
}

/** What user code threw inside SQLite, or else SQLite's own last error. */
export function fail(connection: Connection): never {
  rethrow(connection);
  throw lastError(connection.host.sqlite, connection.db);
}

/** Enters SQLite where user code may be called back, and comes out whole even when JavaScript's stack ends in there. */
export function inside<T>(connection: Connection, act: () => T): T {
  connection.depth++;
  try {
    return connection.host.sqlite.protect(act);
  } finally {
    connection.depth--;
  }
}

/** Runs user code that SQLite calls; an exception waits until SQLite has returned. */
export function attempt<T>(connection: Connection, act: () => T, otherwise: T): T {
  try {
    return act();
  } catch (error) {
    connection.thrown ??= { error };
    return otherwise;
  }
}
