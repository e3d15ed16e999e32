import { Backup } from './backup.ts';
import { trimmed } from './boundary.ts';
import type { Addon, RowFactory } from './connection.ts';
import { Database } from './database.ts';
import type { OpenArguments } from './open.ts';
import type { Sqlite3 } from './engine.ts';
import type { FileSystem } from './files.ts';
import { createFunctions } from './functions.ts';
import { StatementIterator } from './iterator.ts';
import { Statement } from './statement.ts';
import type { VfsOptions } from './system.ts';
import { createTables } from './tables.ts';
import { createValues } from './values.ts';
import { registerVfs } from './vfs.ts';

/** What `require('better_sqlite3.node')` gives, with the names that better-sqlite3's library expects. */
export interface NativeAddon {
  Database: new (...args: OpenArguments) => Database;
  Statement: typeof Statement;
  StatementIterator: typeof StatementIterator;
  Backup: typeof Backup;
  initialize(SqliteError: Addon['SqliteError'], ...factories: unknown[]): void;
}

/** better-sqlite3's native addon over SQLite WASM; databases that are files live in `fs`. */
export function createAddon(sqlite: Sqlite3, fs: FileSystem, options: Partial<VfsOptions> = {}): NativeAddon {
  const values = createValues(sqlite);
  const addon: Addon = {
    sqlite,
    fs,
    values,
    vfs: registerVfs(sqlite, fs, options),
    SqliteError: Error as unknown as Addon['SqliteError'],
    rowFactory:
      (...keys) =>
      (...cells) =>
        Object.fromEntries(keys.map((key, i) => [key, cells[i]])),
  };
  const natives = { addon, functions: createFunctions(sqlite, values), tables: createTables(sqlite, values) };
  return {
    Database: class extends Database {
      constructor(...args: OpenArguments) {
        try {
          super(natives, args);
        } catch (error) {
          throw trimmed(error, new.target);
        }
      }
    },
    Statement,
    StatementIterator,
    Backup,
    initialize(SqliteError, ...factories) {
      addon.SqliteError = SqliteError;
      addon.rowFactory = factories[2] as RowFactory;
    },
  };
}
