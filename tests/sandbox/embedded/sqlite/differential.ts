import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Native from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createBetterSqlite3, createSharedEngine, loadSqlite } from '../../../../sandbox/embedded/sqlite/index.ts';

export const wasm = readFileSync('sandbox/embedded/sqlite/wasm/sqlite3.wasm');
export const sqlite = await loadSqlite(wasm);
export const Embedded = createBetterSqlite3(createSharedEngine(sqlite, fs));
export { Native };

export type DatabaseClass = typeof Native;
export type Database = Native.Database;

/** What a program has to work with: the class under test, a fresh in-memory database, and a folder of its own. */
export interface Bench {
  Database: DatabaseClass;
  db: Database;
  folder: string;
  /** A path in the folder. */
  file(name: string): string;
  /** The value of an expression, or what it threw: class, code, message. */
  attempt(act: () => unknown): unknown;
  /** Runs SQL that is not expected to fail and returns all rows. */
  rows(sql: string, ...args: unknown[]): unknown[];
}

/** The files in the folder of a program. */
export const listing = ({ folder }: Bench): string[] => readdirSync(folder).sort();

const describeError = (error: unknown): unknown => {
  if (!(error instanceof Error)) return { thrown: error };
  const { code } = error as { code?: unknown };
  return { error: error.constructor.name, name: error.name, code, message: error.message };
};

function attempt(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return describeError(error);
  }
}

async function run(Database: DatabaseClass, program: (bench: Bench) => unknown): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'engine-room-sqlite-'));
  const db = new Database(':memory:');
  const rows = (sql: string, ...args: unknown[]) => db.prepare(sql).all(...args);
  try {
    const result = await program({ Database, db, folder, file: (name) => join(folder, name), attempt, rows });
    return JSON.parse(JSON.stringify(portable(result, folder)) ?? 'null');
  } catch (error) {
    return portable({ uncaught: describeError(error) }, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A copy that JSON can hold and that tells apart what JSON would not. */
function portable(value: unknown, folder: string): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (value === undefined) return '(undefined)';
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)))
    return `(${value === 0 ? '-0' : value})`;
  if (typeof value === 'string') return value.replaceAll(folder, '(folder)').replace(/\bfd:\d+/g, 'fd:N');
  if (typeof value === 'function') return `(function ${value.name})`;
  if (Buffer.isBuffer(value)) return `Buffer ${value.toString('hex')}`;
  if (Array.isArray(value)) return value.map((item) => portable(item, folder));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, portable(item, folder)]));
}

/** The same program on native better-sqlite3 and on ours must give the same values, errors and messages. */
export function same(name: string, program: (bench: Bench) => unknown): void {
  test(name, async () => {
    const native = await run(Native, program);
    const ours = await run(Embedded, program);
    expect(ours).toEqual(native);
    // A program that fails on both sides proves nothing.
    expect(native).not.toHaveProperty('uncaught');
  });
}
