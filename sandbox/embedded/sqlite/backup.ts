import { exposeMethods } from './boundary.ts';
import { SQLITE_BUSY, SQLITE_DONE, SQLITE_OK } from './codes.ts';
import * as connections from './connection.ts';
import type { Connection, Resource } from './connection.ts';
import { openHandle } from './open.ts';

const OPEN_READWRITE_CREATE = 6;
const LIMIT_LENGTH = 0;
const INT_MAX = 0x7fffffff;

interface BackupState extends Resource {
  readonly connection: Connection;
  readonly handle: number;
  alive: boolean;
  /** Whether the copy is to be removed on closing, being incomplete. */
  unlink: boolean;
}

interface Target {
  schema: string;
  filename: string;
  unlink: boolean;
}

let incoming: BackupState | null = null;

class Backup {
  readonly #state: BackupState;

  constructor() {
    if (!incoming) throw new TypeError('Disabled constructor');
    this.#state = incoming;
  }

  static #of(self: Backup): BackupState {
    if (typeof self !== 'object' || self === null || !(#state in self)) throw new TypeError('Illegal invocation');
    return self.#state;
  }

  transfer(pages: number) {
    const state = Backup.#of(this);
    const { addon } = state.connection;
    connections.requireOpen(state.connection);
    const { c, text } = addon.sqlite;
    const status = c.sqlite3_backup_step(state.handle, pages) & 0xff;
    if (status !== SQLITE_OK && status !== SQLITE_DONE && status !== SQLITE_BUSY) {
      throw connections.sqliteError(addon, text(c.sqlite3_errstr(status)), status);
    }
    if (status === SQLITE_DONE) state.unlink = false;
    return {
      totalPages: c.sqlite3_backup_pagecount(state.handle),
      remainingPages: c.sqlite3_backup_remaining(state.handle),
    };
  }

  close(): this {
    const state = Backup.#of(this);
    state.connection.resources.delete(state);
    state.release();
    return this;
  }
}

exposeMethods(Backup.prototype);

/** Starts copying a database into a file, page by page. */
export function createBackup(connection: Connection, database: object, { schema, filename, unlink }: Target): object {
  const { addon } = connection;
  const { c, withText } = addon.sqlite;
  const target = openHandle(addon, filename, OPEN_READWRITE_CREATE);
  c.sqlite3_extended_result_codes(target, 1);
  c.sqlite3_limit(target, LIMIT_LENGTH, INT_MAX);
  const handle = withText('main', (main) =>
    withText(schema, (source) => c.sqlite3_backup_init(target, main, connection.handle, source)),
  );
  if (!handle) {
    const error = connections.lastError(addon, target);
    c.sqlite3_close_v2(target);
    throw error;
  }
  const state: BackupState = {
    connection,
    handle,
    unlink,
    alive: true,
    release() {
      if (!this.alive) return;
      this.alive = false;
      c.sqlite3_backup_finish(handle);
      c.sqlite3_close_v2(target);
      if (this.unlink && addon.fs.existsSync(filename)) addon.fs.unlinkSync(filename);
    },
  };
  incoming = state;
  const backup = new Backup();
  incoming = null;
  connection.resources.add(state);
  return Object.defineProperty(backup, 'database', connections.fixed(database));
}

export { Backup };
