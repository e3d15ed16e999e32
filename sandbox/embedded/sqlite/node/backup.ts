import { SQLITE_BUSY, SQLITE_DONE, SQLITE_OK } from '../codes.ts';
import type { Connection, Resource } from './connection.ts';
import { requireOpen } from './connection.ts';
import { described, invalidType, lastError, outOfRange } from './errors.ts';
import { databasePath, functionOption, isInt32, requireObject, textOption } from './options.ts';

const LOCKED = 6;
const OPEN_READWRITE_CREATE_URI = 0x46;
const DEFAULT_RATE = 100;

interface BackupOptions {
  path: string;
  rate: number;
  source: string;
  target: string;
  progress: ((...args: unknown[]) => unknown) | undefined;
}

function rateOption({ rate }: Record<string, unknown>): number {
  if (rate === undefined) return DEFAULT_RATE;
  if (!isInt32(rate)) throw invalidType('The "options.rate" argument must be an integer.');
  if (rate <= 0) throw outOfRange('The "options.rate" argument must be a positive integer.');
  return rate;
}

export function backupOptions(path: unknown, args: unknown[]): BackupOptions {
  const given = databasePath(path);
  let options: Record<string, unknown> = {};
  if (args.length > 0) {
    const [first] = args;
    requireObject(first);
    options = first;
  }
  return {
    path: given,
    rate: rateOption(options),
    source: textOption(options, 'source') ?? 'main',
    target: textOption(options, 'target') ?? 'main',
    progress: functionOption(options, 'progress'),
  };
}

/** The copy in progress. It outlives the closing of its source, which SQLite puts off for it. */
interface Job extends Resource {
  db: number;
  handle: number;
}

function openTarget(connection: Connection, { path }: BackupOptions): number {
  const { sqlite, vfs } = connection.host;
  const { c, heap, out, withText } = sqlite;
  const status = withText(path, (name) => c.sqlite3_open_v2(name, out, OPEN_READWRITE_CREATE_URI, vfs));
  const db = heap.i32[out >> 2] as number;
  if (status === SQLITE_OK) return db;
  const error = lastError(sqlite, db);
  c.sqlite3_close_v2(db);
  throw error;
}

function startJob(connection: Connection, options: BackupOptions): Job {
  const { sqlite } = connection.host;
  const { c, withText } = sqlite;
  const db = openTarget(connection, options);
  const handle = withText(options.target, (target) =>
    withText(options.source, (source) => c.sqlite3_backup_init(db, target, connection.db, source)),
  );
  if (!handle) {
    const error = lastError(sqlite, db);
    c.sqlite3_close_v2(db);
    throw error;
  }
  return {
    db,
    handle,
    release() {
      if (this.handle) c.sqlite3_backup_finish(this.handle);
      if (this.db) c.sqlite3_close_v2(this.db);
      this.handle = 0;
      this.db = 0;
    },
  };
}

/** Copies a database into a file, some pages in each turn of the event loop. */
export function runBackup(connection: Connection, options: BackupOptions): Promise<number> {
  requireOpen(connection);
  const { sqlite, later } = connection.host;
  const { c } = sqlite;
  return new Promise((resolve, reject) => {
    const job = startJob(connection, options);
    const end = () => job.release();
    const step = () => {
      try {
        const status = c.sqlite3_backup_step(job.handle, options.rate);
        if (![SQLITE_OK, SQLITE_DONE, SQLITE_BUSY, LOCKED].includes(status)) throw described(sqlite, status);
        const totalPages = c.sqlite3_backup_pagecount(job.handle);
        const remainingPages = c.sqlite3_backup_remaining(job.handle);
        if (remainingPages !== 0) {
          options.progress?.call(null, { totalPages, remainingPages });
          return later(step);
        }
        if (status !== SQLITE_DONE) throw lastError(sqlite, job.db);
        end();
        resolve(totalPages);
      } catch (error) {
        end();
        reject(error);
      }
    };
    later(step);
  });
}
