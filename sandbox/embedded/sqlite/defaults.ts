import { SQLITE_OK } from './codes.ts';
import type { Addon } from './connection.ts';

/** Options of `sqlite3_db_config` and what they are in better-sqlite3's own build. */
const ENABLE_FKEY = 1002;
const DEFENSIVE = 1010;
const DQS_DML = 1013;
const DQS_DDL = 1014;

const LIMIT_LENGTH = 0;
const LIMIT_SQL_LENGTH = 1;
const MAX_STRING = 2 ** 29 - 24;

export function setDefensive(addon: Addon, handle: number, on: boolean): void {
  addon.sqlite.c.sqlite3__wasm_db_config_ip(handle, DEFENSIVE, on ? 1 : 0, 0);
}

/** The settings that better-sqlite3 compiles in and this build of SQLite does not. None of them touches the file. */
export function applyDefaults(addon: Addon, handle: number, timeout: number): void {
  const { c } = addon.sqlite;
  c.sqlite3_extended_result_codes(handle, 1);
  c.sqlite3_limit(handle, LIMIT_LENGTH, MAX_STRING);
  c.sqlite3_limit(handle, LIMIT_SQL_LENGTH, MAX_STRING);
  c.sqlite3__wasm_db_config_ip(handle, ENABLE_FKEY, 1, 0);
  c.sqlite3__wasm_db_config_ip(handle, DQS_DML, 0, 0);
  c.sqlite3__wasm_db_config_ip(handle, DQS_DDL, 0, 0);
  setDefensive(addon, handle, true);
  c.sqlite3_busy_timeout(handle, timeout);
}

function execute(addon: Addon, handle: number, sql: string): boolean {
  const { c, withText } = addon.sqlite;
  return withText(sql, (pointer) => c.sqlite3_exec(handle, pointer, 0, 0, 0)) === SQLITE_OK;
}

/** For databases that are yet to be written; an existing file keeps its own page size, also through VACUUM. */
export function setPageSize(addon: Addon, handle: number): void {
  execute(addon, handle, 'PRAGMA page_size = 4096');
}

/**
 * The cache size can only be set once SQLite has read the file. Natively nothing is read before the first statement, so
 * it waits for that one; if the file cannot be read then, that statement reports it.
 */
export function createSettle(addon: Addon, handle: number, timeout: number): () => void {
  return () => {
    addon.sqlite.c.sqlite3_busy_timeout(handle, 0);
    execute(addon, handle, 'PRAGMA cache_size = -16000');
    addon.sqlite.c.sqlite3_busy_timeout(handle, timeout);
  };
}
