import createDatabase from '../../../node_modules/better-sqlite3/lib/database.js';
import SqliteError from '../../../node_modules/better-sqlite3/lib/sqlite-error.js';
import { createAddon } from './addon.ts';
import type { SharedEngine } from './shared.ts';

export { loadSqlite, type Sqlite3 } from './engine.ts';
export { createSharedEngine, type SharedEngine } from './shared.ts';
export { createNodeSqlite } from './node/index.ts';
export type { FileSystem } from './files.ts';

/**
 * What `require('better-sqlite3')` gives: the package's own library with our addon in the place of the native one. The
 * package's `exports` hide `lib/`, hence the path into `node_modules`, which a bundler follows as well.
 *
 * In a bundle, `fs`, `path`, `util` and `node:buffer` stay external, and the first is the `fs` of the engine that is passed in here: the
 * library looks for folders through it. `loadSqlite` is asynchronous, so start it before `require` is asked for this.
 */
export function createBetterSqlite3(engine: SharedEngine) {
  const addon = createAddon(engine);
  return Object.assign(
    createDatabase(() => addon, true),
    { SqliteError },
  );
}
