import type { Sqlite3 } from './engine.ts';
import type { FileSystem } from './files.ts';
import type { VfsOptions } from './system.ts';
import { type Values, createValues } from './values.ts';
import { type RegisteredVfs, registerVfs } from './vfs.ts';
import { type Watch, createWatch } from './watch.ts';

/** One SQLite with one file system: better-sqlite3 and node:sqlite work on the same, and see each other's locks. */
export interface SharedEngine extends RegisteredVfs {
  readonly sqlite: Sqlite3;
  readonly fs: FileSystem;
  readonly values: Values;
  readonly watch: Watch;
}

export function createSharedEngine(
  sqlite: Sqlite3,
  fs: FileSystem,
  options: Partial<VfsOptions> & { watch?: Watch } = {},
): SharedEngine {
  const { watch = createWatch(), ...others } = options;
  return { sqlite, fs, watch, values: createValues(sqlite), ...registerVfs(sqlite, fs, others) };
}
