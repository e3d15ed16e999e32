import type { Buffer } from 'node:buffer';
import { SQLITE_ERROR, SQLITE_OK } from './codes.ts';
import * as connections from './connection.ts';
import type { Addon, Connection } from './connection.ts';
import { copyDatabase } from './copy.ts';
import type { OpenDatabase } from './watch.ts';

const OPEN_READONLY = 1;
const OPEN_READWRITE = 2;
const OPEN_CREATE = 4;
const OPEN_URI = 0x40;
const DESERIALIZE_FREE_ON_CLOSE = 1;
const DESERIALIZE_RESIZEABLE = 2;
const DESERIALIZE_READONLY = 4;

/** What the library passes to `new addon.Database(...)`; it has checked all of it. */
export type OpenArguments = [
  filename: string,
  filenameGiven: string,
  inMemory: boolean,
  readonly: boolean,
  mustExist: boolean,
  timeout: number,
  logger: ((sql: string) => unknown) | null,
  buffer: Buffer | null,
  fd: number | null,
  journalFd: number | null,
];

export function openHandle(addon: Addon, filename: string, mask: number, vfs = addon.vfs): number {
  const { c, heap, out, withText } = addon.sqlite;
  const flags = addon.uris ? mask | OPEN_URI : mask;
  const status = withText(filename, (name) => c.sqlite3_open_v2(name, out, flags, vfs));
  const handle = heap.i32[out >> 2] as number;
  if (status === SQLITE_OK) return handle;
  if (!handle) throw connections.sqliteError(addon, addon.sqlite.text(c.sqlite3_errstr(status)), status);
  const error = connections.lastError(addon, handle, filename);
  c.sqlite3_close_v2(handle);
  addon.fdVfs.forget(filename);
  throw error;
}

/** Opens a database whose files the program has open already. */
function openDescriptors({ fdVfs }: Addon, fd: number, journalFd: number, readonly: boolean): string {
  const problem = fdVfs.validate(fd, journalFd, readonly);
  if (problem) throw new TypeError(problem);
  return fdVfs.prepare(fd, journalFd);
}

function deserialize(addon: Addon, handle: number, buffer: Buffer, readonly: boolean): void {
  const { c, heap, text, withText } = addon.sqlite;
  const data = c.sqlite3_malloc(buffer.length);
  if (buffer.length && !data) throw new Error('Out of memory');
  heap.u8.set(buffer, data);
  const flags = DESERIALIZE_FREE_ON_CLOSE | DESERIALIZE_RESIZEABLE | (readonly ? DESERIALIZE_READONLY : 0);
  const size = BigInt(buffer.length);
  const status = withText('main', (main) => c.sqlite3_deserialize(handle, main, data, size, size, flags));
  if (status === SQLITE_OK) return;
  const message = status === SQLITE_ERROR ? 'unable to deserialize database' : text(c.sqlite3_errstr(status));
  throw connections.sqliteError(addon, message, status);
}

const DEFENSIVE = 1010;
const LIMIT_LENGTH = 0;
const LIMIT_SQL_LENGTH = 1;
const MAX_STRING = 2 ** 29 - 24;

export function setDefensive(addon: Addon, handle: number, on: boolean): void {
  addon.sqlite.c.db_config(handle, DEFENSIVE, on ? 1 : 0, 0);
}

function configure(addon: Addon, handle: number, timeout: number): void {
  const { c } = addon.sqlite;
  c.sqlite3_extended_result_codes(handle, 1);
  c.sqlite3_busy_timeout(handle, timeout);
  c.sqlite3_limit(handle, LIMIT_LENGTH, MAX_STRING);
  c.sqlite3_limit(handle, LIMIT_SQL_LENGTH, MAX_STRING);
  setDefensive(addon, handle, true);
}

/** Opens a database as the native addon does, with the same settings. */
export function openConnection(addon: Addon, args: OpenArguments): Connection {
  const [filename, , , readonly, mustExist, timeout, logger, buffer, fd, journalFd] = args;
  const mask = readonly ? OPEN_READONLY : mustExist ? OPEN_READWRITE : OPEN_READWRITE | OPEN_CREATE;
  const fdName = fd === null ? null : openDescriptors(addon, fd, journalFd as number, readonly);
  const handle = fdName === null ? openHandle(addon, filename, mask) : openHandle(addon, fdName, mask, addon.fdVfs.vfs);
  configure(addon, handle, timeout);
  try {
    if (buffer) deserialize(addon, handle, buffer, readonly);
  } catch (error) {
    addon.sqlite.c.sqlite3_close_v2(handle);
    throw error;
  }
  const connection: Connection = {
    addon,
    handle,
    fdName,
    logger,
    resources: new Set(),
    open: true,
    busy: false,
    safeIntegers: false,
    unsafe: false,
    iterators: 0,
    thrown: null,
    watchedAs: 0,
  };
  connection.watchedAs = addon.watch.opened(toWatch(connection, args));
  return connection;
}

/** What others may see of a connection. */
function toWatch(connection: Connection, [, given, memory]: OpenArguments): OpenDatabase {
  return {
    library: 'better-sqlite3',
    name: given || ':memory:',
    memory,
    handle: () => connection.handle,
    reading: () => connection.iterators > 0,
    within(act) {
      connection.busy = true;
      try {
        return act();
      } finally {
        connection.busy = false;
      }
    },
    takeThrown() {
      const { thrown } = connection;
      connection.thrown = null;
      return thrown;
    },
  };
}

/** Releases everything that belongs to a connection, then the connection. */
export function closeConnection(connection: Connection): void {
  if (!connection.open) return;
  connection.open = false;
  const { sqlite, watch } = connection.addon;
  watch.closing(connection.watchedAs, () => copyDatabase(sqlite, connection.handle));
  for (const resource of connection.resources) resource.release();
  connection.resources.clear();
  sqlite.c.sqlite3_close_v2(connection.handle);
}
