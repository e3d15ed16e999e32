import { Buffer } from 'node:buffer';
import { createBackup } from './backup.ts';
import { exposeMethods } from './boundary.ts';
import { SQLITE_ERROR, SQLITE_OK, SQLITE_ROW } from './codes.ts';
import * as connections from './connection.ts';
import type { Addon, Connection } from './connection.ts';
import type { Functions } from './functions.ts';
import { type OpenArguments, closeConnection, openConnection, setDefensive } from './open.ts';
import { isSkipped, prepare } from './prepare.ts';
import { endExecution, startExecution } from './statement-log.ts';
import type { TableModule, Tables } from './tables.ts';

/** A database that nobody holds any more is closed, as natively; its locks must not outlive it. */
const forgotten = new FinalizationRegistry(closeConnection);

function runAll(connection: Connection, source: string, start: number): number {
  const { addon, handle } = connection;
  const { c, heap, out, text } = addon.sqlite;
  const { log } = addon.watch;
  const known = log.script(source);
  let index = 0;
  let before = c.sqlite3_total_changes(handle);
  let sql = start;
  for (;;) {
    while (isSkipped(heap.u8[sql] as number)) sql++;
    const compiled = c.sqlite3_prepare_v3(handle, sql, -1, 0, out, out + 4);
    const statement = heap.i32[out >> 2] as number;
    sql = heap.i32[(out + 4) >> 2] as number;
    if (!statement) return compiled;
    if (!connections.log(connection, statement)) {
      c.sqlite3_finalize(statement);
      return SQLITE_ERROR;
    }
    const watched = (known[index++] ??= log.statement(text(c.sqlite3_sql(statement))));
    const started = startExecution(watched);
    let returned = 0;
    while (c.sqlite3_step(statement) === SQLITE_ROW) returned++;
    const after = c.sqlite3_total_changes(handle);
    endExecution(watched, started, returned, after - before);
    before = after;
    const status = c.sqlite3_finalize(statement);
    if (status !== SQLITE_OK) return status;
  }
}

function serialize({ addon, handle }: Connection, schema: string): Buffer {
  const { c, heap, out, withText } = addon.sqlite;
  heap.i64[out >> 3] = -1n;
  const data = withText(schema, (name) => c.sqlite3_serialize(handle, name, out, 0));
  const length = Number(heap.i64[out >> 3]);
  if (!data && length) throw new Error('Out of memory');
  const copy = Buffer.from(heap.u8.slice(data, data + length).buffer);
  c.sqlite3_free(data);
  return copy;
}

function requireIdle(connection: Connection): void {
  connections.requireOpen(connection);
  connections.requireNotBusy(connection);
  connections.requireNoIterators(connection);
}

function requireString(value: unknown, position = 'first'): asserts value is string {
  if (typeof value !== 'string') throw new TypeError(`Expected ${position} argument to be a string`);
}

type UserFunction = (...args: unknown[]) => unknown;
type AggregateArguments = [
  start: unknown,
  step: UserFunction,
  inverse: UserFunction | null,
  result: UserFunction | null,
  name: string,
  count: number,
  ...flags: [safeIntegers: number, deterministic: boolean, directOnly: boolean],
];

/** What the addon is made of, beside its connections. */
export interface Natives {
  addon: Addon;
  functions: Functions;
  tables: Tables;
}

/**
 * The native class that better-sqlite3's `Database` wraps. Its arguments come from the library, which has checked most
 * of them.
 */
export class NativeDatabase {
  readonly #connection: Connection;
  readonly #functions: Functions;
  readonly #tables: Tables;

  constructor({ addon, functions, tables }: Natives, args: OpenArguments) {
    const [, name, memory, readonly] = args;
    const connection = openConnection(addon, args);
    this.#connection = connection;
    this.#functions = functions;
    this.#tables = tables;
    forgotten.register(this, connection);
    const { c } = addon.sqlite;
    const inTransaction = () => connection.open && c.sqlite3_get_autocommit(connection.handle) === 0;
    Object.defineProperties(this, {
      memory: connections.fixed(memory),
      readonly: connections.fixed(readonly),
      name: connections.fixed(name),
      open: { enumerable: true, get: () => connection.open },
      inTransaction: { enumerable: true, get: inTransaction },
    });
  }

  static #of(self: NativeDatabase): Connection {
    if (typeof self !== 'object' || self === null || !(#connection in self)) throw new TypeError('Illegal invocation');
    return self.#connection;
  }

  prepare(source: unknown, database: object, pragma: boolean, explain: boolean): object {
    const connection = NativeDatabase.#of(this);
    requireString(source);
    return prepare(connection, source, database, { pragma, explain });
  }

  exec(source: unknown): void {
    const connection = NativeDatabase.#of(this);
    requireString(source);
    connections.requireOpen(connection);
    connections.requireNotBusy(connection);
    connections.requireNoIteratorsUnlessUnsafe(connection);
    connection.busy = true;
    const { protect, withText } = connection.addon.sqlite;
    let status = SQLITE_OK;
    try {
      status = withText(source, (sql) => protect(() => runAll(connection, source, sql)));
    } finally {
      connection.busy = false;
    }
    if (status !== SQLITE_OK) connections.throwFailure(connection);
  }

  backup(database: object, schema: string, filename: string, unlink: boolean): object {
    const connection = NativeDatabase.#of(this);
    connections.requireOpen(connection);
    connections.requireNotBusy(connection);
    return createBackup(connection, database, { schema, filename, unlink });
  }

  serialize(schema: string): Buffer {
    const connection = NativeDatabase.#of(this);
    requireIdle(connection);
    return serialize(connection, schema);
  }

  function(fn: UserFunction, name: string, count: number, ...flags: [number, boolean, boolean]) {
    const connection = NativeDatabase.#of(this);
    requireIdle(connection);
    this.#functions.define(connection, { name, count, flags, step: fn });
  }

  aggregate(...args: AggregateArguments) {
    const connection = NativeDatabase.#of(this);
    const [start, step, inverse, result, name, count, ...flags] = args;
    requireIdle(connection);
    this.#functions.define(connection, { name, count, flags, start, step, inverse, result });
  }

  table(factory: TableModule['factory'], name: string, eponymous: boolean): void {
    const connection = NativeDatabase.#of(this);
    requireIdle(connection);
    connection.busy = true;
    try {
      this.#tables.define(connection, { factory, name, eponymous });
    } finally {
      connection.busy = false;
    }
  }

  loadExtension(filename: unknown, ...entry: unknown[]): void {
    const connection = NativeDatabase.#of(this);
    requireString(filename);
    if (entry.length > 0) requireString(entry[0], 'second');
    requireIdle(connection);
    const message =
      `cannot load ${filename}: SQLite extensions are native code, which the embedded runtime cannot run. ` +
      'Run this exercise on full Node or with npm test in a terminal.';
    throw connections.sqliteError(connection.addon, message, SQLITE_ERROR);
  }

  close(): void {
    const connection = NativeDatabase.#of(this);
    if (!connection.open) return;
    connections.requireNotBusy(connection);
    connections.requireNoIterators(connection);
    closeConnection(connection);
  }

  defaultSafeIntegers(...args: unknown[]): void {
    const connection = NativeDatabase.#of(this);
    connection.safeIntegers = connections.switchArgument(args);
  }

  unsafeMode(...args: unknown[]): void {
    const connection = NativeDatabase.#of(this);
    connections.requireOpen(connection);
    connection.unsafe = connections.switchArgument(args);
    setDefensive(connection.addon, connection.handle, !connection.unsafe);
  }
}

exposeMethods(NativeDatabase.prototype);
