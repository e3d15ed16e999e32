import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { Database, DatabaseSync, inspect, list, plan, query, rows, schema, shown, watch } from './bench.ts';

beforeEach(() => watch.reset(false));

describe('what is open', () => {
  test('databases of both libraries, until they are closed', () => {
    const file = join(fs.mkdtempSync(join(tmpdir(), 'inspect-')), 'shop.db');
    const [one, two, three] = [new Database(':memory:'), new DatabaseSync(':memory:'), new Database(file)];
    one.exec('BEGIN');
    expect(list().map(({ name, library, transaction }) => [name, library, transaction])).toEqual([
      [':memory:', 'better-sqlite3', true],
      [':memory:', 'node:sqlite', false],
      [file, 'better-sqlite3', false],
    ]);
    two.close();
    one.close();
    expect(list().map(({ name }) => name)).toEqual([file]);
    three.close();
    expect(() => inspect({ ask: 'schema', database: 1e9 })).toThrow('This database has been closed.');
  });

  test('a database in memory that a test closed is kept as it was', () => {
    watch.reset(true);
    watch.log.enter('adds a note');
    const db = new Database(':memory:');
    db.exec(`CREATE TABLE notes (id INTEGER PRIMARY KEY, text); INSERT INTO notes VALUES (1, 'a')`);
    db.close();
    watch.log.enter('another');
    new DatabaseSync(':memory:').close();
    expect(list()).toEqual([
      expect.objectContaining({ closed: true, scope: 'adds a note', library: 'better-sqlite3' }),
    ]);
    expect(shown(rows('notes'))).toEqual([['1', 'a']]);
  });

  test('tables, columns, indexes, of attached and temporary databases too', () => {
    const db = new Database(':memory:');
    db.exec(`
      CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
      CREATE TABLE "odd ""name""" (a INTEGER DEFAULT 7, b INT REFERENCES users(id), PRIMARY KEY (b, a)) WITHOUT ROWID;
      CREATE INDEX upper_name ON users (upper(name), id);
      CREATE VIEW names AS SELECT name FROM users;
      CREATE VIEW broken AS SELECT * FROM gone;
      CREATE TEMP TABLE scratch (x);
      ATTACH ':memory:' AS other; CREATE TABLE other.far (y);
      INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob')`);
    const tables = schema();
    expect(tables.map(({ schema, name, kind, rows }) => [schema, name, kind, rows])).toEqual([
      ['main', 'odd "name"', 'table', 0],
      ['main', 'users', 'table', 2],
      ['main', 'broken', 'view', undefined],
      ['main', 'names', 'view', 2],
      ['temp', 'scratch', 'table', 0],
      ['other', 'far', 'table', 0],
    ]);
    expect(tables[0]!.columns).toEqual([
      { name: 'a', type: 'INTEGER', notNull: true, key: 2, default: '7' },
      { name: 'b', type: 'INT', notNull: true, key: 1, references: { table: 'users', column: 'id' } },
    ]);
    expect(tables[1]!.indexes).toEqual([
      { name: 'upper_name', unique: false, origin: 'index', columns: ['(expression)', 'id'] },
      { name: 'sqlite_autoindex_users_1', unique: true, origin: 'unique', columns: ['name'] },
    ]);
  });
});

describe('values', () => {
  test('each kind is told apart and keeps its digits', () => {
    new Database(':memory:').exec('SELECT 1');
    const { results } = query(`SELECT 9007199254740993, 2.0, 0.1, 'ü', x'00ff', NULL, '', 1e999`);
    expect(results[0]!.rows).toEqual([
      [
        { type: 'integer', text: '9007199254740993' },
        { type: 'real', text: '2.0' },
        { type: 'real', text: '0.1' },
        { type: 'text', text: 'ü' },
        { type: 'blob', text: '00ff', length: 2 },
        { type: 'null', text: 'NULL' },
        { type: 'text', text: '' },
        { type: 'real', text: 'Inf' },
      ],
    ]);
  });

  test('large ones are cut, and say how large they are', () => {
    new Database(':memory:').exec('SELECT 1');
    const sql = `SELECT printf('%.*c', 999999, 'ü') || 'x', zeroblob(5000), printf('%.*c', 1000, '😀')`;
    const [text, blob, exact] = query(sql).results[0]!.rows[0]!;
    expect(text).toEqual({ type: 'text', text: 'ü'.repeat(1000), length: 1_000_000 });
    expect(blob).toEqual({ type: 'blob', text: '00'.repeat(64), length: 5000 });
    expect(exact).toEqual({ type: 'text', text: '😀'.repeat(1000) });
  });

  test('pages of rows, in the order of a column', () => {
    const db = new Database(':memory:');
    db.exec(`CREATE TABLE t (id INTEGER PRIMARY KEY, "a ""b"" c");
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 25) INSERT INTO t SELECT i, i % 5 FROM n`);
    expect(rows('t', { offset: 20 })).toMatchObject({ more: false, rows: { length: 5 } });
    expect(rows('t', { offset: 10 })).toMatchObject({ more: true, rows: { length: 10 } });
    const sorted = rows('t', { limit: 3, orderBy: 'a "b" c', descending: true });
    expect(shown(sorted).map(([, value]) => value)).toEqual(['4', '4', '4']);
  });
});

describe('the query box', () => {
  test('several statements, results, and SQLite’s own words for what is wrong', () => {
    new Database(':memory:').exec('CREATE TABLE t (a)');
    expect(query('SELECT 1 AS one; -- two\n; VALUES (2), (3);').results.map((result) => shown(result))).toEqual([
      [['1']],
      [['2'], ['3']],
    ]);
    expect(() => query('SELEC 1')).toThrow('near "SELEC": syntax error');
    expect(() => query('SELECT * FROM gone')).toThrow('no such table: gone');
    expect(() => query(' -- nothing')).toThrow('holds no statement');
    expect(
      query('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 600) SELECT * FROM n').results[0],
    ).toMatchObject({ more: true, rows: { length: 500 } });
  });

  test.each([
    'INSERT INTO t VALUES (1)',
    'WITH x AS (SELECT 1) DELETE FROM t',
    'BEGIN',
    `ATTACH 'x.db' AS x`,
    'PRAGMA user_version = 3',
    'PRAGMA foreign_keys(0)',
    '/* a */ PRAGMA main.wal_checkpoint',
    'VACUUM',
    'CREATE TABLE u (b)',
  ])('changes need leave: %s', (sql) => {
    const db = new Database(':memory:');
    db.exec('CREATE TABLE t (a)');
    expect(() => query(sql)).toThrow('Allow changes');
    expect(db.inTransaction).toBe(false);
    db.prepare('INSERT INTO t VALUES (1)').run();
  });

  test.each([
    'PRAGMA table_info(t)',
    'PRAGMA main.user_version',
    'EXPLAIN DELETE FROM t',
    ' -- a\nPRAGMA index_list("t")',
  ])('what changes nothing does not: %s', (sql) => {
    new Database(':memory:').exec('CREATE TABLE t (a)');
    expect(query(sql).statements).toBe(1);
  });

  test('with leave it changes, and says how much', () => {
    const db = new Database(':memory:');
    db.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)');
    const result = query('UPDATE t SET a = a * 10 RETURNING a; SELECT 1', true);
    expect(result).toMatchObject({ changes: 2, statements: 2 });
    expect(db.prepare('SELECT sum(a) FROM t').pluck().get()).toBe(30);
  });

  test('what takes too long is interrupted, and the connection works on', () => {
    const db = new Database(':memory:');
    expect(() =>
      query('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n'),
    ).toThrow('interrupted: it took longer than 2 s');
    const long = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000) SELECT count(*) FROM n';
    expect(db.prepare(long).pluck().get()).toBe(100_000);
  });

  test('a lock is not waited for', () => {
    const file = join(fs.mkdtempSync(join(tmpdir(), 'inspect-')), 'a.db');
    const [holder] = [new Database(file), new Database(file)];
    holder!.exec('CREATE TABLE t (a); BEGIN EXCLUSIVE');
    const started = performance.now();
    expect(() => rows('t')).toThrow('database is locked');
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test('functions of the program are called, and may not use their connection meanwhile', () => {
    const db = new Database(':memory:');
    db.function('touch', () => db.prepare('SELECT 1').get());
    db.function('broken', () => {
      throw new Error('from the program');
    });
    expect(() => query('SELECT touch()')).toThrow('busy executing a query');
    expect(() => query('SELECT broken()')).toThrow('from the program');
    expect(db.prepare('SELECT 1').pluck().get()).toBe(1);
  });

  test('the plan of the first statement, as a tree', () => {
    new Database(':memory:').exec('CREATE TABLE t (id INTEGER PRIMARY KEY, a, b); CREATE INDEX by_a ON t (a)');
    expect(plan('SELECT * FROM t WHERE b = ?; SELECT 1').map(({ detail }) => detail)).toEqual(['SCAN t']);
    expect(plan('EXPLAIN QUERY PLAN SELECT * FROM t WHERE a = ? UNION SELECT * FROM t ORDER BY b')).toEqual(
      expect.arrayContaining([{ depth: expect.any(Number), detail: 'SEARCH t USING INDEX by_a (a=?)' }]),
    );
    expect(plan('DELETE FROM t WHERE id = 1')).toEqual([
      { depth: 0, detail: expect.stringContaining('SEARCH t USING') },
    ]);
    expect(Math.max(...plan('SELECT a FROM t UNION SELECT b FROM t').map(({ depth }) => depth))).toBeGreaterThan(0);
  });
});

describe('the program goes on as if nobody looked', () => {
  test('between the rows of an iteration', () => {
    const db = new Database(':memory:');
    db.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1), (2), (3)');
    const seen: unknown[] = [];
    for (const row of db.prepare('SELECT a FROM t').pluck().iterate()) {
      seen.push(row);
      expect(shown(rows('t'))).toHaveLength(3);
      expect(() => query('DELETE FROM t', true)).toThrow('busy executing a query');
    }
    expect(seen).toEqual([1, 2, 3]);
  });

  test('in a transaction, with counters and settings as they were', () => {
    const db = new Database(':memory:', { timeout: 1234 });
    db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, a); BEGIN; INSERT INTO t (a) VALUES (1), (2)');
    const statement = db.prepare('SELECT changes(), last_insert_rowid(), total_changes()').raw();
    const before = statement.get();
    expect(shown(rows('t'))).toHaveLength(2);
    schema();
    expect(() => query('DELETE FROM t')).toThrow();
    expect(statement.get()).toEqual(before);
    expect(db.inTransaction).toBe(true);
    expect(db.pragma('query_only', { simple: true })).toBe(0);
    expect(db.pragma('busy_timeout', { simple: true })).toBe(1234);
    db.exec('COMMIT');
    db.pragma('query_only = 1');
    rows('t');
    expect(db.pragma('query_only', { simple: true })).toBe(1);
    db.close();
  });
});
