import type { Sqlite3 } from './engine.ts';

/** More than this is nobody's exercise, and copying it would be felt. */
const largest = 1_000_000;

/** Where the first page says how many entries the schema has. */
const entries = 103;

/** The bytes of a connection's main database, where that is small and holds anything. */
export function copyDatabase({ c, heap, out, withText }: Sqlite3, handle: number): Uint8Array | undefined {
  const data = withText('main', (name) => c.sqlite3_serialize(handle, name, out, 0));
  const length = Number(heap.i64[out >> 3]);
  const copy = data && length <= largest ? heap.u8.slice(data, data + length) : undefined;
  c.sqlite3_free(data);
  return copy?.[entries] || copy?.[entries + 1] ? copy : undefined;
}
