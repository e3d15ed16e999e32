import * as buffer from 'node:buffer';
import * as path from 'node:path';
import * as util from 'node:util';
import { type BuildOptions, build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import volume from '../../../../sandbox/embedded/node/fs.ts';
import { type DatabaseClass, wasm } from './differential.ts';

type Module = typeof import('../../../../sandbox/embedded/sqlite/index.ts');

/** As the packages' chunks are built: one CommonJS text, Node's built-ins left to whoever evaluates it. */
const options: BuildOptions & { write: false } = {
  entryPoints: ['sandbox/embedded/sqlite/index.ts'],
  external: ['fs', 'path', 'util', 'node:buffer'],
  platform: 'browser',
  format: 'cjs',
  target: 'es2022',
  bundle: true,
  keepNames: true,
  write: false,
};

describe('bundled into one text, over an in-memory file system', () => {
  let text = '';
  /** Relative paths start where the process is, so that folder has to exist in the volume. */
  const home = process.cwd();
  let Database: DatabaseClass;
  let sqlite: Awaited<ReturnType<Module['loadSqlite']>>;

  beforeAll(async () => {
    const { outputFiles } = await build(options);
    text = outputFiles[0]?.text ?? '';
    const fs = volume;
    const builtIns: Record<string, unknown> = { fs, path, util, 'node:buffer': buffer };
    const module = { exports: {} as Module };
    new Function('module', 'exports', 'require', text)(module, module.exports, (name: string) => builtIns[name]);
    const { createBetterSqlite3, createSharedEngine, loadSqlite } = module.exports;
    volume.mkdirSync(home, { recursive: true });
    volume.mkdirSync('/data');
    sqlite = await loadSqlite(wasm);
    Database = createBetterSqlite3(createSharedEngine(sqlite, fs as never));
  });

  test('reaches for no URL, worker or network', () => {
    expect(text).not.toMatch(/import\.meta|new URL|new Worker|fetch\(|importScripts/);
  });

  test('keeps databases in the file system that it was given', () => {
    const db = new Database('/data/shop.db');
    db.exec('CREATE TABLE t (x); BEGIN; INSERT INTO t VALUES (1)');
    expect(volume.readdirSync('/data')).toEqual(['shop.db', 'shop.db-journal']);
    db.exec('COMMIT');
    db.close();
    expect(volume.readdirSync('/data')).toEqual(['shop.db']);
    expect(volume.readFileSync('/data/shop.db', 'latin1')).toMatch(/^SQLite format 3\0/);
    expect(new Database('/data/shop.db', { readonly: true }).prepare('SELECT * FROM t').all()).toEqual([{ x: 1 }]);
  });

  test('WAL, two connections, SQLITE_BUSY', () => {
    const [a, b] = [new Database('/data/wal.db', { timeout: 0 }), new Database('/data/wal.db', { timeout: 0 })];
    expect(a.pragma('journal_mode = WAL', { simple: true })).toBe('wal');
    a.exec('CREATE TABLE t (x); BEGIN IMMEDIATE; INSERT INTO t VALUES (1)');
    expect(b.prepare('SELECT count(*) FROM t').pluck().get()).toBe(0);
    expect(() => b.exec('INSERT INTO t VALUES (2)')).toThrow(
      expect.objectContaining({ name: 'SqliteError', code: 'SQLITE_BUSY', message: 'database is locked' }),
    );
    a.exec('COMMIT');
    expect(b.prepare('SELECT count(*) FROM t').pluck().get()).toBe(1);
    expect(volume.readdirSync('/data')).toEqual(expect.arrayContaining(['wal.db', 'wal.db-shm', 'wal.db-wal']));
    a.close();
    b.close();
    expect(volume.readdirSync('/data')).not.toContain('wal.db-wal');
  });

  test('backup and ATTACH', async () => {
    const db = new Database(':memory:');
    db.exec(`CREATE TABLE t (x); INSERT INTO t VALUES (7); ATTACH 'extra.db' AS extra; CREATE TABLE extra.u (y)`);
    await expect(db.backup('copy.db')).resolves.toMatchObject({ remainingPages: 0 });
    db.close();
    expect(new Database('copy.db').prepare('SELECT x FROM t').pluck().get()).toBe(7);
    expect(volume.existsSync(`${home}/extra.db`)).toBe(true);
  });

  test('a missing folder, and an extension, are named', () => {
    expect(() => new Database('/nowhere/a.db')).toThrow('Cannot open database because the directory does not exist');
    expect(() => new Database(':memory:').loadExtension('vector.so')).toThrow(/vector\.so.*native code/);
  });

  test('releases what nobody uses any more', () => {
    const fill = () => {
      const db = new Database('/data/full.db');
      db.exec('CREATE TABLE IF NOT EXISTS t (x); DELETE FROM t');
      db.prepare('INSERT INTO t VALUES (?)').run('x'.repeat(1_000_000));
      db.close();
    };
    fill();
    const before = sqlite.heap.u8.length;
    for (let i = 0; i < 60; i++) fill();
    expect(sqlite.heap.u8.length).toBe(before);
  });
});
