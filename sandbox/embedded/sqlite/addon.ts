import { Backup } from './backup.ts';
import { trimmed } from './boundary.ts';
import type { Addon, RowFactory } from './connection.ts';
import { NativeDatabase } from './database.ts';
import type { OpenArguments } from './open.ts';
import { createFunctions } from './functions.ts';
import { StatementIterator } from './iterator.ts';
import { Statement } from './statement.ts';
import type { SharedEngine } from './shared.ts';
import { createTables } from './tables.ts';

/** What `require('better_sqlite3.node')` gives, with the names that better-sqlite3's library expects. */
export interface NativeAddon {
  Database: new (...args: OpenArguments) => NativeDatabase;
  Statement: typeof Statement;
  StatementIterator: typeof StatementIterator;
  Backup: typeof Backup;
  initialize(SqliteError: Addon['SqliteError'], ...factories: unknown[]): void;
}

/** better-sqlite3's native addon over SQLite WASM. */
export function createAddon(engine: SharedEngine): NativeAddon {
  const { sqlite, values } = engine;
  const addon: Addon = {
    ...engine,
    uris: false,
    SqliteError: Error as unknown as Addon['SqliteError'],
    rowFactory:
      (...keys) =>
      (...cells) =>
        Object.fromEntries(keys.map((key, i) => [key, cells[i]])),
  };
  const natives = { addon, functions: createFunctions(sqlite, values), tables: createTables(sqlite, values) };
  return {
    Database: class extends NativeDatabase {
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
      // The native addon asks its surroundings when it is loaded, which is with the first database.
      addon.uris = globalThis.process?.env?.['SQLITE_USE_URI'] === '1';
      addon.SqliteError = SqliteError;
      addon.rowFactory = factories[2] as RowFactory;
    },
  };
}
