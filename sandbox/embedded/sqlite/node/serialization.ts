import { SQLITE_OK } from '../codes.ts';
import { type Connection, fail } from './connection.ts';
import { lastError } from './errors.ts';
import { releaseStatements } from './open.ts';

const FREE_ON_CLOSE = 1;
const RESIZEABLE = 2;

/** The bytes of a database, as they would be in a file. */
export function serialize({ host, db }: Connection, name: string): Uint8Array {
  const { c, heap, out, withText } = host.sqlite;
  heap.i64[out >> 3] = -1n;
  const data = withText(name, (pointer) => c.sqlite3_serialize(db, pointer, out, 0));
  const length = Number(heap.i64[out >> 3]);
  if (!data) {
    if (length === 0) return new Uint8Array(0);
    throw lastError(host.sqlite, db);
  }
  const bytes = heap.u8.slice(data, data + length);
  c.sqlite3_free(data);
  return bytes;
}

/** Puts other contents in the place of a database. */
export function deserialize(connection: Connection, bytes: Uint8Array, name: string): void {
  const { host, db } = connection;
  const { c, heap, withText } = host.sqlite;
  releaseStatements(connection);
  const data = c.sqlite3_malloc(bytes.length);
  if (!data) throw new RangeError('Out of memory');
  heap.u8.set(bytes, data);
  const size = BigInt(bytes.length);
  const flags = FREE_ON_CLOSE | RESIZEABLE;
  const status = withText(name, (pointer) => c.sqlite3_deserialize(db, pointer, data, size, size, flags));
  if (status !== SQLITE_OK) fail(connection);
}
