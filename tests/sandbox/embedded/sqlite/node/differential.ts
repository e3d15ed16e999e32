import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import * as fs from 'node:fs';
import * as native from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createNodeSqlite, createSharedEngine, loadSqlite } from '../../../../../sandbox/embedded/sqlite/index.ts';

export type NodeSqlite = typeof native;

export const engine = await loadSqlite(readFileSync('sandbox/embedded/sqlite/wasm/sqlite3.wasm'));
export const ours = createNodeSqlite(createSharedEngine(engine, fs)) as unknown as NodeSqlite;
export { native };

/** What a program has to work with: the module under test, a fresh in-memory database, and a folder of its own. */
export interface Bench extends Pick<NodeSqlite, 'DatabaseSync' | 'StatementSync' | 'backup' | 'constants'> {
  db: native.DatabaseSync;
  /** A path in the folder. */
  file(name: string): string;
  /** The value of an expression, or all that can be seen of what it threw. */
  attempt(act: () => unknown): unknown;
  /** The same for several, one after the other. */
  attempts(...acts: (() => unknown)[]): unknown[];
}

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { thrown: error };
  const { constructor, name, message, stack } = error;
  return { ...error, class: constructor.name, name, message, first: stack?.split('\n', 1)[0] };
}

function attempt(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return describeError(error);
  }
}

async function run(module: NodeSqlite, program: (bench: Bench) => unknown): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'engine-room-node-sqlite-'));
  const db = new module.DatabaseSync(':memory:');
  const attempts = (...acts: (() => unknown)[]) => acts.map(attempt);
  try {
    const bench = { ...module, db, file: (name: string) => join(folder, name), attempt, attempts };
    const result: unknown = await program(bench);
    return inspect(result, { depth: 10, maxArrayLength: 1000 }).replaceAll(folder, '(folder)');
  } finally {
    if (db.isOpen) db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same program on Node's own node:sqlite and on ours must print the same. */
export function same(name: string, program: (bench: Bench) => unknown): void {
  test(name, async () => {
    expect(await run(ours, program)).toBe(await run(native, program));
  });
}
