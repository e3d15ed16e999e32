import { SQLITE_ROW } from './codes.ts';
import type { Connection } from './connection.ts';

/** What better-sqlite3's build of SQLite has and the WebAssembly build lacks, where a user could notice. */

const CODES: Record<string, string> = { BFPV: '1', CGJKQSXZ: '2', DT: '3', L: '4', MN: '5', R: '6' };

function codeOf(letter: string): string {
  for (const [letters, code] of Object.entries(CODES)) if (letters.includes(letter)) return code;
  return '';
}

/** `soundex(X)`: the sound of an English word as a letter and three digits. */
export function soundex(value: unknown): string {
  const word = String(value ?? '')
    .replace(/^[^a-z]+/i, '')
    .toUpperCase();
  if (!word) return '?000';
  let result = word.slice(0, 1);
  let previous = codeOf(result);
  for (const letter of word) {
    const code = codeOf(letter);
    if (code && code !== previous) result += code;
    previous = code;
  }
  return `${result}000`.slice(0, 4);
}

function journalMode({ addon, handle }: Connection): string {
  const { c, heap, out, text, withText } = addon.sqlite;
  withText('PRAGMA main.journal_mode', (sql) => c.sqlite3_prepare_v3(handle, sql, -1, 0, out, 0));
  const statement = heap.i32[out >> 2] as number;
  const found = statement !== 0 && c.sqlite3_step(statement) === SQLITE_ROW;
  const mode = found ? text(c.sqlite3_value_text(c.sqlite3_column_value(statement, 0))) : '';
  c.sqlite3_finalize(statement);
  return mode;
}

/** Notices that a program chooses its own `synchronous`; until then it has the default. */
export function noticeSynchronous(connection: Connection, sql: string): void {
  if (/\bsynchronous\s*[=(]/i.test(sql)) connection.synchronousChosen = true;
}

/**
 * The answers of pragmas in which the builds differ. This one knows UTF-8 alone and leaves out the pragma that would
 * say so; and natively the default of `synchronous` becomes NORMAL in WAL mode (there with the first read after the
 * change, here at once).
 */
export function completePragma(connection: Connection, sql: string): string {
  noticeSynchronous(connection, sql);
  const [, name] = /^PRAGMA\s+(?:main\.)?(encoding|synchronous)\s*;?\s*$/i.exec(sql) ?? [];
  if (name === 'encoding') return `SELECT 'UTF-8' AS encoding`;
  if (name !== 'synchronous' || connection.synchronousChosen) return sql;
  return journalMode(connection) === 'wal' ? 'SELECT 1 AS synchronous' : sql;
}
