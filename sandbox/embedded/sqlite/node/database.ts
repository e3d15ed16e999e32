import { exposeMethods } from '../boundary.ts';
import { SQLITE_OK } from '../codes.ts';
import { endExecution, startExecution } from '../statement-log.ts';
import { exposeClass, exposeDispose, getter } from './classes.ts';
import type { Authorizers } from './authorizer.ts';
import type { Changesets } from './changeset.ts';
import { type Connection, type Host, fail, inside, requireOpen, rethrow } from './connection.ts';
import { aggregateArguments, functionArguments } from './definitions.ts';
import { cannotLoad, invalidState, invalidValue } from './errors.ts';
import type { Functions } from './functions.ts';
import { createLimits } from './limits.ts';
import { DEFENSIVE, close, open, requireIdle } from './open.ts';
import * as options from './options.ts';
import { deserialize, serialize } from './serialization.ts';
import { createSession } from './session.ts';
import { createStatement } from './statement.ts';
import { createTagStore } from './tag-store.ts';

/** What the class is made of, beside its connections. */
export interface Natives {
  readonly host: Host;
  readonly functions: Functions;
  readonly changesets: Changesets;
  readonly authorizers: Authorizers;
}

/** A database that nobody holds any more is closed, as natively. */
const forgotten = new FinalizationRegistry(close);

const TYPE = Symbol.for('sqlite-type');

function createConnection(host: Host, path: unknown, rest: unknown[]): Connection {
  const location = options.databasePath(path);
  const [given] = rest;
  if (rest.length > 0) options.requireObject(given);
  const config = options.openOptions(location, (given as Record<string, unknown> | undefined) ?? {});
  const { allowExtension: extensions } = config;
  const sets = { statements: new Set<never>(), others: new Set<never>() };
  return { host, options: config, db: 0, depth: 0, extensions, authorizer: null, thrown: null, watchedAs: 0, ...sets };
}

function compile(connection: Connection, sql: string): number {
  const { sqlite } = connection.host;
  const { c, heap, out, withText } = sqlite;
  const status = withText(sql, (pointer, bytes) =>
    inside(connection, () => c.sqlite3_prepare_v3(connection.db, pointer, bytes + 1, 0, out, 0)),
  );
  const handle = heap.i32[out >> 2] as number;
  if (status !== SQLITE_OK) fail(connection);
  rethrow(connection);
  if (!handle) throw invalidValue('The SQL query contains no statements.');
  return handle;
}

interface Inside {
  readonly connection: Connection;
  readonly natives: Natives;
  limits: object | null;
}

class NodeDatabase {
  readonly #inside: Inside;

  constructor(natives: Natives, path: unknown, rest: unknown[]) {
    const connection = createConnection(natives.host, path, rest);
    this.#inside = { connection, natives, limits: null };
    if (connection.options.open) open(connection);
    forgotten.register(this, connection);
    Object.defineProperties(this, properties);
    const type = { value: 'node:sqlite', enumerable: true, writable: true, configurable: true };
    Object.defineProperty(this, TYPE, type);
  }

  static of(self: NodeDatabase): Inside {
    if (typeof self !== 'object' || self === null || !(#inside in self)) throw new TypeError('Illegal invocation');
    return self.#inside;
  }

  static opened(self: NodeDatabase): Connection {
    const { connection } = NodeDatabase.of(self);
    requireOpen(connection);
    return connection;
  }

  open(): void {
    open(NodeDatabase.of(this).connection);
  }

  close(): void {
    const connection = NodeDatabase.opened(this);
    requireIdle(connection);
    NodeDatabase.of(this).natives.authorizers.forget(connection.db);
    close(connection);
  }

  prepare(sql: unknown, ...rest: unknown[]): object {
    const connection = NodeDatabase.opened(this);
    options.requireText(sql, 'sql');
    const [given] = rest;
    if (given !== undefined) options.requireObject(given);
    const settings = options.statementOptions(given ?? {}, connection.options.statement);
    return createStatement(connection, compile(connection, sql), settings).statement;
  }

  exec(sql: unknown): void {
    const connection = NodeDatabase.opened(this);
    options.requireText(sql, 'sql');
    const { sqlite, watch } = connection.host;
    const { c, withText } = sqlite;
    const run = (pointer: number) => inside(connection, () => c.sqlite3_exec(connection.db, pointer, 0, 0, 0));
    const watched = watch.log.statement(sql);
    const started = startExecution(watched);
    const before = c.sqlite3_total_changes(connection.db);
    if (withText(sql, run) !== SQLITE_OK) fail(connection);
    endExecution(watched, started, 0, c.sqlite3_total_changes(connection.db) - before);
    rethrow(connection);
  }

  function(...args: unknown[]): void {
    const connection = NodeDatabase.opened(this);
    NodeDatabase.of(this).natives.functions.define(connection, functionArguments(args));
  }

  createTagStore(maxSize?: unknown): object {
    const connection = NodeDatabase.opened(this);
    const capacity = options.capacityOption(maxSize);
    const prepare = (sql: string) =>
      createStatement(connection, compile(connection, sql), { ...connection.options.statement });
    return createTagStore({ connection, database: this, capacity, prepare });
  }

  location(name?: unknown): string | null {
    const connection = NodeDatabase.opened(this);
    if (name !== undefined) options.requireText(name, 'dbName');
    const { c, text, withText } = connection.host.sqlite;
    const file = withText(name ?? 'main', (pointer) => c.sqlite3_db_filename(connection.db, pointer));
    return (file && text(file)) || null;
  }

  aggregate(name: unknown, settings: unknown): void {
    const connection = NodeDatabase.opened(this);
    NodeDatabase.of(this).natives.functions.define(connection, aggregateArguments(name, settings));
  }

  createSession(...args: unknown[]): object {
    return createSession(NodeDatabase.of(this).connection, args);
  }

  applyChangeset(changeset: unknown, settings: unknown): boolean {
    const { connection, natives } = NodeDatabase.of(this);
    return natives.changesets.apply(connection, changeset, settings);
  }

  enableLoadExtension(allow: unknown): void {
    const { connection } = NodeDatabase.of(this);
    options.requireBoolean(allow, 'allow');
    if (allow && !connection.options.allowExtension) {
      throw invalidState('Cannot enable extension loading because it was disabled at database creation.');
    }
    connection.extensions = allow;
  }

  enableDefensive(active: unknown): void {
    const connection = NodeDatabase.opened(this);
    options.requireBoolean(active, 'active');
    connection.host.sqlite.c.db_config(connection.db, DEFENSIVE, Number(active), 0);
  }

  loadExtension(file: unknown): void {
    const connection = NodeDatabase.opened(this);
    if (!connection.extensions) throw invalidState('extension loading is not allowed');
    options.requireText(file, 'path');
    throw cannotLoad(file);
  }

  serialize(name?: unknown): Uint8Array {
    const connection = NodeDatabase.opened(this);
    if (name !== undefined) options.requireText(name, 'dbName');
    return serialize(connection, name ?? 'main');
  }

  deserialize(bytes: unknown, ...rest: unknown[]): void {
    const connection = NodeDatabase.opened(this);
    const filled = options.filledBytes(bytes, 'buffer');
    const [given] = rest;
    if (given !== undefined) options.requireObject(given);
    const name = options.textOption(given ?? {}, 'dbName') ?? 'main';
    requireIdle(connection);
    deserialize(connection, filled, name);
  }

  setAuthorizer(callback: unknown): void {
    const { connection, natives } = NodeDatabase.of(this);
    natives.authorizers.set(connection, callback);
  }
}

const properties = {
  isOpen: getter(function (this: NodeDatabase) {
    return NodeDatabase.of(this).connection.db !== 0;
  }),
  isTransaction: getter(function (this: NodeDatabase) {
    const { host, db } = NodeDatabase.opened(this);
    return host.sqlite.c.sqlite3_get_autocommit(db) === 0;
  }),
  limits: getter(function (this: NodeDatabase) {
    const connection = NodeDatabase.opened(this);
    return (NodeDatabase.of(this).limits ??= createLimits(connection));
  }),
};

exposeMethods(NodeDatabase.prototype);
exposeDispose(NodeDatabase.prototype);

/** The connection of a database object, for `backup`. */
export const connectionOf = (database: unknown): Connection => NodeDatabase.of(database as NodeDatabase).connection;

/** `DatabaseSync` for one engine and one file system. */
export function createDatabaseClass(natives: Natives) {
  const Bound = class extends NodeDatabase {
    constructor(path: unknown, ...rest: unknown[]) {
      super(natives, path, rest);
    }
  };
  return exposeClass(Bound, 'DatabaseSync', 'public', NodeDatabase.prototype);
}
