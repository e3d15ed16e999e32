import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedPage, openEmbeddedPage } from '../../../support/embedded-page.ts';

let page: EmbeddedPage;

beforeAll(async () => {
  page = await openEmbeddedPage();
});
afterAll(() => page?.close());

const names = async (suite: string, others: Record<string, string> = {}) => {
  const { report } = await page.grade({ 'shop.test.ts': suite, ...others });
  if (report.status === 'error') throw new Error(report.message);
  return report.tests.map(({ name, status, message }) => [name, status, message ?? '']);
};

test('node:sqlite comes when it is named, however that is', async () => {
  const suite = `
    import { DatabaseSync, backup } from 'node:sqlite';
    import * as whole from 'node:sqlite';
    import { createRequire } from 'node:module';
    import { expect, test } from 'vitest';

    const { shop } = createRequire(import.meta.url)('./shop.cjs');
    test('import', () => {
      const db = new DatabaseSync(':memory:');
      expect(db.prepare('SELECT 40 + ? AS answer').get(2)).toEqual({ answer: 42 });
      expect(whole.default.DatabaseSync).toBe(DatabaseSync);
      expect(() => db.exec('nonsense')).toThrow(expect.objectContaining({ code: 'ERR_SQLITE_ERROR', errcode: 1 }));
    });
    test('require', () => {
      const { StatementSync } = createRequire(import.meta.url)('node:sqlite');
      expect(shop().prepare('SELECT 1')).toBeInstanceOf(StatementSync);
    });
    test('import later', async () => {
      expect((await import('node:sqlite')).backup).toBe(backup);
    });
    test('getBuiltinModule', () => {
      expect(process.getBuiltinModule('node:sqlite').DatabaseSync).toBe(DatabaseSync);
      expect(process.getBuiltinModule('sqlite')).toBe(undefined);
    });
    test('backup to a file', async () => {
      const db = shop();
      db.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1)');
      expect(await backup(db, 'copy.db')).toBe(2);
      expect(new DatabaseSync('copy.db').prepare('SELECT * FROM t').all()).toEqual([{ a: 1 }]);
    });
  `;
  const shop = `
    const { DatabaseSync } = require('node:sqlite');
    exports.shop = () => new DatabaseSync(':memory:');
  `;
  expect(await names(suite, { 'shop.cjs': shop })).toEqual(
    ['import', 'require', 'import later', 'getBuiltinModule', 'backup to a file'].map((name) => [name, 'passed', '']),
  );
});

test('better-sqlite3 and node:sqlite lock the same files', async () => {
  const suite = `
    import Database from 'better-sqlite3';
    import { DatabaseSync } from 'node:sqlite';
    import { openSync, closeSync, existsSync } from 'node:fs';
    import { expect, test } from 'vitest';

    test('locks', () => {
      const [one, two] = [new Database('shop.db', { timeout: 0 }), new DatabaseSync('shop.db')];
      one.pragma('journal_mode = WAL');
      one.exec('CREATE TABLE t (a); BEGIN IMMEDIATE; INSERT INTO t VALUES (1)');
      expect(() => two.exec('BEGIN IMMEDIATE')).toThrow('database is locked');
      expect(two.prepare('SELECT * FROM t').all()).toEqual([]);
      one.exec('COMMIT');
      expect(two.prepare('SELECT * FROM t').all()).toEqual([{ a: 1 }]);
    });
    test('descriptors', () => {
      const [fd, journalFd] = [openSync('fd.db', 'w+'), openSync('fd.db-journal', 'w+')];
      const db = new Database(fd, { journalFd });
      closeSync(fd);
      closeSync(journalFd);
      db.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1)');
      db.close();
      expect(new DatabaseSync('fd.db').prepare('SELECT count(*) AS n FROM t').get()).toEqual({ n: 1 });
      const append = openSync('fd.db', 'a+');
      expect(() => new Database(append, { journalFd: openSync('x', 'w+') })).toThrow('append mode');
    });
  `;
  expect(await names(suite)).toEqual(['locks', 'descriptors'].map((name) => [name, 'passed', '']));
});
