import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBetterSqlite3, createSharedEngine } from '../../../../sandbox/embedded/sqlite/index.ts';
import { type DatabaseClass, sqlite } from './differential.ts';

/** Both read the setting once, so each answer comes from a fresh start. */
const program = `
  const Database = require('better-sqlite3');
  process.chdir(process.argv[1]);
  const act = ${askUris.toString()};
  process.send(act(Database, require('fs')));
`;

function askUris(Database: DatabaseClass, files: Pick<typeof fs, 'readdirSync'>): unknown {
  const attempt = (run: () => unknown): unknown => {
    try {
      return run();
    } catch (error) {
      return (error as Error).message;
    }
  };
  const open = (name: string) => new Database(name);
  open('file:plain.db?mode=rwc').exec('CREATE TABLE t (a)');
  return [
    files.readdirSync('.').sort(),
    attempt(() => open('file:plain.db?mode=ro').exec('CREATE TABLE u (a)')),
    attempt(() => open('file:memory?mode=memory').exec('CREATE TABLE u (a)').name),
    attempt(() => open(':memory:').exec(`ATTACH 'file:plain.db?mode=ro' AS p; CREATE TABLE p.v (a)`).open),
    files.readdirSync('.').sort(),
  ];
}

async function native(env: Record<string, string>, folder: string): Promise<unknown> {
  const child = fork('-e', [program, folder], { execArgv: [], env: { ...process.env, ...env } });
  return new Promise((resolve, reject) => child.once('message', resolve).once('error', reject));
}

test.each(['', '1', '0'])('URIs with SQLITE_USE_URI=%s', async (value) => {
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'engine-room-uris-')));
  const [theirs, mine] = folders as [string, string];
  const env: Record<string, string> = value ? { SQLITE_USE_URI: value } : {};
  const before = process.env['SQLITE_USE_URI'];
  try {
    Object.assign(process.env, env);
    const inside = { readdirSync: () => fs.readdirSync(mine) } as unknown as typeof fs;
    const Ours = createBetterSqlite3(createSharedEngine(sqlite, fs, { cwd: () => mine }));
    expect(askUris(Ours, inside)).toEqual(await native(env, theirs));
  } finally {
    if (before === undefined) delete process.env['SQLITE_USE_URI'];
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
});
