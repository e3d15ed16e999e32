import type { SharedEngine } from '../shared.ts';
import { createAuthorizers } from './authorizer.ts';
import { backupOptions, runBackup } from './backup.ts';
import { createChangesets } from './changeset.ts';
import { requireOpen } from './connection.ts';
import { constants } from './constants.ts';
import { connectionOf, createDatabaseClass } from './database.ts';
import { createFunctions } from './functions.ts';
import { requireObject } from './options.ts';
import { Session } from './session.ts';
import { StatementSync } from './statement.ts';
import { createRead } from './values.ts';

/** Captured at load: fake timers in a test must not hold up a backup, which is native code in Node. */
const { setImmediate, setTimeout } = globalThis;

/** What `require('node:sqlite')` gives. */
export function createNodeSqlite({ sqlite, values, vfs, watch }: SharedEngine) {
  const later = (act: () => void) => void (setImmediate ?? setTimeout)(act);
  const host = { sqlite, values, vfs, watch, read: createRead(sqlite, values), later };
  const natives = {
    host,
    functions: createFunctions(host),
    changesets: createChangesets(sqlite),
    authorizers: createAuthorizers(sqlite),
  };

  /** Copies a database into a file while the program goes on. */
  function backup(sourceDb: unknown, path: unknown, ...rest: unknown[]): Promise<number> {
    requireObject(sourceDb, 'sourceDb');
    const connection = connectionOf(sourceDb);
    requireOpen(connection);
    return runBackup(connection, backupOptions(path, rest));
  }

  return { DatabaseSync: createDatabaseClass(natives), StatementSync, Session, constants, backup };
}
