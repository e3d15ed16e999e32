import { describe } from 'vitest';
import { same } from './differential.ts';

describe('errors of SQLite', () => {
  same('constraints', ({ db, attempt }) => {
    db.exec(`CREATE TABLE p (id INTEGER PRIMARY KEY, mail TEXT UNIQUE, age INTEGER CHECK (age >= 0), name TEXT NOT NULL DEFAULT 'x');
      CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER NOT NULL REFERENCES p(id));
      CREATE TABLE r (a TEXT PRIMARY KEY, b) WITHOUT ROWID;
      CREATE TABLE d (p INTEGER REFERENCES p(id) DEFERRABLE INITIALLY DEFERRED);
      CREATE TRIGGER no_delete BEFORE DELETE ON p WHEN old.id = 1 BEGIN SELECT RAISE(ABORT, 'keep the first'); END;
      INSERT INTO p (id, mail, age) VALUES (1, 'a', 1), (2, 'b', 2); INSERT INTO r VALUES ('k', 1); INSERT INTO c VALUES (1, 2)`);
    const failing = [
      `INSERT INTO p (id, mail) VALUES (1, 'z')`,
      `INSERT INTO p (mail) VALUES ('a')`,
      `INSERT INTO p (age) VALUES (-1)`,
      `INSERT INTO p (name) VALUES (NULL)`,
      `INSERT INTO c (p) VALUES (99)`,
      `DELETE FROM p WHERE id = 2`,
      `DELETE FROM p WHERE id = 1`,
      `INSERT INTO r VALUES ('k', 2)`,
      `INSERT INTO p (id) VALUES ('text')`,
      `INSERT INTO d VALUES (77)`,
      `UPDATE p SET mail = 'b' WHERE id = 1`,
      `INSERT INTO p (id) VALUES (1, 2)`,
      `INSERT INTO nowhere VALUES (1)`,
      `SELECT nothing FROM p`,
      `SELECT * FROM p WHERE name = "double"`,
      `SELEC 1`,
      `SELECT 'open`,
      `SELECT (1`,
      `SELECT nofunc(1)`,
      `CREATE TABLE p (x)`,
      `DROP TABLE zzz`,
      `SELECT * FROM p JOIN c USING (zzz)`,
      `SELECT id FROM p JOIN c ON 1`,
      `SELECT max(1, count(*)) FROM p WHERE count(*) > 1`,
      `SELECT substr()`,
      `SELECT CAST('9223372036854775808' AS INTEGER) + abs(-9223372036854775808)`,
      `SELECT json('{')`,
      `SELECT * FROM p ORDER BY 9`,
      `ROLLBACK`,
      `COMMIT`,
      `SAVEPOINT x; RELEASE y`,
      `ATTACH '/nowhere/at/all.db' AS q`,
      `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET name = 'x'`,
      `CREATE INDEX i ON p (zzz)`,
      `INSERT INTO p SELECT 1`,
      `SELECT 1 UNION SELECT 1, 2`,
      `WITH RECURSIVE t(x) AS (SELECT 1) SELECT y FROM t`,
    ];
    const results = failing.map((sql) => [
      sql,
      attempt(() => db.exec(sql) === db),
      attempt(() => db.prepare(sql).run()),
    ]);
    return [results, attempt(() => db.prepare('INSERT INTO p (mail) VALUES (?)').run('a'))];
  });

  same('STRICT tables', ({ db, attempt, rows }) => {
    db.exec('CREATE TABLE s (i INTEGER, r REAL, t TEXT, b BLOB, a ANY) STRICT');
    const insert = db.prepare('INSERT INTO s VALUES (?, ?, ?, ?, ?)');
    return [
      attempt(() => insert.run(1, 2, 'x', Buffer.from('y'), 1)),
      attempt(() => insert.run('abc', 2, 'x', null, 1)),
      attempt(() => insert.run(1.5, 2, 'x', null, 1)),
      attempt(() => insert.run(1, 'x', 'x', null, 1)),
      attempt(() => insert.run(1, 2, 5, null, 1)),
      attempt(() => insert.run(1, 2, 'x', 'text', 1)),
      attempt(() => db.exec('CREATE TABLE z (x DATETIME) STRICT')),
      rows('SELECT * FROM s'),
    ];
  });

  same('settings at open', ({ db, rows, Database, file }) => {
    const names = [
      'page_size',
      'cache_size',
      'foreign_keys',
      'trusted_schema',
      'synchronous',
      'temp_store',
      'auto_vacuum',
      'journal_mode',
      'encoding',
      'wal_autocheckpoint',
      'journal_size_limit',
      'locking_mode',
      'recursive_triggers',
      'secure_delete',
      'automatic_index',
      'query_only',
      'busy_timeout',
      'max_page_count',
      'defer_foreign_keys',
      'ignore_check_constraints',
      'legacy_alter_table',
      'reverse_unordered_selects',
      'user_version',
      'application_id',
      'freelist_count',
      'page_count',
      'case_sensitive_like',
      'cell_size_check',
      'writable_schema',
      'integrity_check',
      'quick_check',
      'foreign_key_check',
    ];
    const disk = new Database(file('a.db'), { timeout: 123 });
    disk.exec('CREATE TABLE t (x)');
    const results = names.map((name) => [name, db.pragma(name), disk.pragma(name, { simple: true })]);
    disk.close();
    const again = new Database(file('a.db'));
    results.push(names.map((name) => again.pragma(name, { simple: true })) as never);
    again.close();
    return [
      results,
      rows('SELECT sqlite_version() AS v'),
      db.name,
      db.memory,
      db.readonly,
      db.open,
      db.inTransaction,
      Object.keys(db),
    ];
  });

  same('dates, JSON, full text, windows and R-trees', ({ db, rows }) => {
    db.exec(`CREATE VIRTUAL TABLE doc USING fts5(body); INSERT INTO doc VALUES ('the quick brown fox'), ('lazy dog');
      CREATE VIRTUAL TABLE box USING rtree(id, x0, x1); INSERT INTO box VALUES (1, 0, 5), (2, 4, 9);
      CREATE TABLE n (g, v); INSERT INTO n VALUES ('a', 1), ('a', 2), ('b', 5), ('b', 3)`);
    return [
      rows(
        `SELECT date('2024-02-28', '+2 days'), datetime(0, 'unixepoch'), strftime('%s', '2000-01-01'), julianday('2000-01-01'), unixepoch('2020-06-01')`,
      ),
      rows(
        `SELECT datetime('2024-07-01 12:00', 'localtime') AS l, datetime('2024-01-01 12:00', 'utc') AS u, datetime(1e9, 'unixepoch', 'localtime') AS e`,
      ),
      rows(
        `SELECT abs(unixepoch('now') - ${Math.floor(Date.now() / 1000)}) < 5 AS recent, length(strftime('%f', 'now')) AS f`,
      ),
      rows(`SELECT json_extract('{"a":[1,{"b":null}]}', '$.a[1]'), '{"x":5}' ->> 'x', json_group_array(v) FROM n`),
      rows(`SELECT value FROM json_each('[1,"two",null]')`),
      rows(`SELECT highlight(doc, 0, '[', ']') AS h FROM doc WHERE doc MATCH 'quick OR dog' ORDER BY rank`),
      rows(`SELECT id FROM box WHERE x1 >= 4.5 AND x0 <= 4.5`),
      rows(
        `SELECT g, v, row_number() OVER w AS n, sum(v) OVER w AS s, lag(v) OVER w AS l FROM n WINDOW w AS (PARTITION BY g ORDER BY v)`,
      ),
      rows(
        `SELECT percentile(v, 50) AS p, median(v) AS m, sqrt(2) AS q, pow(2, 10) AS w, group_concat(v, '-') AS c FROM n`,
      ),
      rows(`INSERT INTO n VALUES ('z', 9) ON CONFLICT DO NOTHING RETURNING *, rowid`),
      rows(`SELECT g, max(v), v FROM n GROUP BY g`),
      rows(
        `SELECT 'a' LIKE 'A' AS l, 'ä' = 'Ä' COLLATE NOCASE AS n, 7 / 2 AS i, 7 % -3 AS m, '10' + 5 AS p, 1 = '1' AS e, NULL IS NULL AS o`,
      ),
      rows(
        `SELECT format('%05.2f|%s|%q', 3.14159, 'x', 'it''s') AS f, soundex('Robert') AS s, hex(randomblob(4)) <> '' AS r, printf('%,d', 1234567) AS c`,
      ),
      rows(`EXPLAIN QUERY PLAN SELECT * FROM n WHERE v = 1 ORDER BY g`),
    ];
  });
});
