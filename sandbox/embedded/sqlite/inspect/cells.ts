import type { Cell } from '../../../databases.ts';
import type { Sqlite3 } from '../engine.ts';

/** Characters and bytes of one value that are shown. */
const limits = { text: 1000, blob: 64 };

const [INTEGER, REAL, TEXT, BLOB] = [1, 2, 3, 4];

/** One value as text, whatever its size. Integers keep all their digits. */
export function readCell({ c, heap, decode }: Sqlite3, value: number): Cell {
  const type = c.sqlite3_value_type(value);
  if (type === INTEGER) return { type: 'integer', text: String(c.sqlite3_value_int64(value)) };
  if (type === REAL) return { type: 'real', text: real(c.sqlite3_value_double(value)) };
  if (type === TEXT) return readText(c.sqlite3_value_text(value), c.sqlite3_value_bytes(value), { heap, decode });
  if (type !== BLOB) return { type: 'null', text: 'NULL' };
  const at = c.sqlite3_value_blob(value);
  const bytes = c.sqlite3_value_bytes(value);
  const shown = heap.u8.subarray(at, at + Math.min(bytes, limits.blob));
  const text = [...shown].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { type: 'blob', text, length: bytes };
}

function readText(at: number, bytes: number, { heap, decode }: Pick<Sqlite3, 'heap' | 'decode'>): Cell {
  // A character has at most four bytes.
  const start = decode(at, Math.min(bytes, limits.text * 4));
  const shown = [...start].slice(0, limits.text).join('');
  if (bytes <= limits.text * 4 && shown === start) return { type: 'text', text: start };
  return { type: 'text', text: shown, length: characters(heap.u8.subarray(at, at + bytes)) };
}

/** As SQLite's shell writes it: a whole number can still be told from an integer. */
function real(value: number): string {
  if (value === Infinity) return 'Inf';
  if (value === -Infinity) return '-Inf';
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? `${Object.is(value, -0) ? '-0' : value}.0` : String(value);
}

/** How many characters UTF-8 holds: every byte but those that continue one. */
function characters(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if ((byte & 0xc0) !== 0x80) count++;
  return count;
}
