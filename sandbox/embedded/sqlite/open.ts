import type { Buffer } from 'node:buffer';
import { SQLITE_ERROR, SQLITE_OK } from './codes.ts';
import * as connections from './connection.ts';
import type { Addon, Connection } from './connection.ts';
import { applyDefaults, createSettle, setPageSize } from './defaults.ts';

const OPEN_READONLY = 1;
const OPEN_READWRITE = 2;
const OPEN_CREATE = 4;
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

export function openHandle(addon: Addon, filename: string, mask: number): number {
  const { c, heap, out, withText } = addon.sqlite;
  const status = withText(filename, (name) => c.sqlite3_open_v2(name, out, mask, addon.vfs));
  const handle = heap.i32[out >> 2] as number;
  if (status === SQLITE_OK) return handle;
  if (!handle) throw connections.sqliteError(addon, addon.sqlite.text(c.sqlite3_errstr(status)), status);
  const error = connections.lastError(addon, handle);
  c.sqlite3_close_v2(handle);
  throw error;
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

function isNew(addon: Addon, filename: string): boolean {
  try {
    return Number(addon.fs.statSync(filename).size) === 0;
  } catch {
    return true;
  }
}

/** Opens a database as the native addon does, with the same settings. */
export function openConnection(addon: Addon, args: OpenArguments): Connection {
  const [filename, , inMemory, readonly, mustExist, timeout, logger, buffer, fd] = args;
  if (fd !== null)
    throw new TypeError('Opening a database from a file descriptor is not supported here; pass its path');
  const mask = readonly ? OPEN_READONLY : mustExist ? OPEN_READWRITE : OPEN_READWRITE | OPEN_CREATE;
  const handle = openHandle(addon, filename, mask);
  applyDefaults(addon, handle, timeout);
  try {
    if (buffer) deserialize(addon, handle, buffer, readonly);
    if (buffer ? buffer.length === 0 : inMemory || isNew(addon, filename)) setPageSize(addon, handle);
  } catch (error) {
    addon.sqlite.c.sqlite3_close_v2(handle);
    throw error;
  }
  return {
    addon,
    handle,
    logger,
    resources: new Set(),
    open: true,
    busy: false,
    safeIntegers: false,
    unsafe: false,
    iterators: 0,
    synchronousChosen: false,
    thrown: null,
    settle: createSettle(addon, handle, timeout),
  };
}

/** Releases everything that belongs to a connection, then the connection. */
export function closeConnection(connection: Connection): void {
  if (!connection.open) return;
  connection.open = false;
  for (const resource of connection.resources) resource.release();
  connection.resources.clear();
  connection.addon.sqlite.c.sqlite3_close_v2(connection.handle);
}
