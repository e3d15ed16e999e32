import { loadSqlite } from '../sqlite/engine.ts';
import { createBetterSqlite3 } from '../sqlite/index.ts';

/** The package's exports, once SQLite runs: `require('better-sqlite3')` must answer at once. */
export async function prepare(wasm: ArrayBuffer, fs: typeof import('node:fs')): Promise<unknown> {
  return createBetterSqlite3(await loadSqlite(new Uint8Array(wasm)), fs as never);
}
