import { createBetterSqlite3, createNodeSqlite, createSharedEngine, loadSqlite } from '../sqlite/index.ts';
import type { SharedEngine } from '../sqlite/index.ts';
import { createInspector } from '../sqlite/inspect/index.ts';
import type { Watch } from '../sqlite/watch.ts';

let engine: SharedEngine | undefined;

/** The package's exports, once SQLite runs: `require('better-sqlite3')` must answer at once. */
export async function prepare(wasm: ArrayBuffer, fs: typeof import('node:fs'), watch: Watch): Promise<unknown> {
  engine ??= createSharedEngine(await loadSqlite(new Uint8Array(wasm)), fs as never, { watch });
  return createBetterSqlite3(engine);
}

/** `node:sqlite` over the same engine, once `prepare` is done. */
export function nodeSqlite(): object {
  if (!engine) throw new Error('SQLite has not been started');
  return createNodeSqlite(engine);
}

/** Looks into the databases of both libraries, once `prepare` is done. */
export function inspector(): ReturnType<typeof createInspector> {
  if (!engine) throw new Error('SQLite has not been started');
  return createInspector(engine);
}
