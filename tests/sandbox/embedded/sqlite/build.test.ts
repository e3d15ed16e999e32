import { copyFileSync, existsSync, readdirSync, statSync } from 'node:fs';
import { describe } from 'vitest';
import { type Bench, type Database, same } from './differential.ts';

/** The types of the package do not know it yet. */
const explain = (db: Database, sql: string) => (db as unknown as { explain(sql: string): unknown }).explain(sql);

describe('parts of SQLite that are compiled in', () => {
  same('full text search 3, 4 and 5', ({ db, attempt, rows }) => {
    db.exec(`CREATE VIRTUAL TABLE three USING fts3(body); CREATE VIRTUAL TABLE four USING fts4(body, tokenize=porter);
      CREATE VIRTUAL TABLE five USING fts5(body, tokenize = 'porter unicode61')`);
    for (const table of ['three', 'four', 'five']) {
      db.prepare(`INSERT INTO ${table} VALUES (?), (?)`).run('running servers in Zürich', 'a (quiet) database');
    }
    return [
      rows(`SELECT snippet(three) AS s FROM three WHERE body MATCH 'servers AND (running OR quiet)'`),
      rows(`SELECT offsets(four) AS o, hex(matchinfo(four)) AS m FROM four WHERE body MATCH 'run*'`),
      rows(`SELECT highlight(five, 0, '<', '>') AS h, bm25(five) < 0 AS b FROM five WHERE five MATCH 'zurich'`),
      attempt(() => rows(`SELECT * FROM five WHERE five MATCH '"'`)),
      rows(`INSERT INTO four(four) VALUES ('integrity-check') RETURNING 1`),
    ];
  });

  same('geometry', ({ db, rows }) => {
    db.exec(`CREATE VIRTUAL TABLE shapes USING geopoly(name); CREATE VIRTUAL TABLE boxes USING rtree(id, x1, x2);
      INSERT INTO shapes(name, _shape) VALUES ('square', '[[0,0],[4,0],[4,4],[0,4],[0,0]]');
      INSERT INTO boxes VALUES (1, 0, 5), (2, 10, 20)`);
    return [
      rows(`SELECT name, geopoly_area(_shape) AS area, geopoly_json(_shape) AS json FROM shapes
        WHERE geopoly_contains_point(_shape, 1, 1)`),
      rows('SELECT id FROM boxes WHERE x1 < 7'),
      rows('SELECT rtreecheck(?) AS ok', 'boxes'),
    ];
  });

  same('statistics for the planner', ({ db, rows, attempt }) => {
    db.exec('CREATE TABLE t (a, b); CREATE INDEX i ON t (a, b)');
    const insert = db.prepare('INSERT INTO t VALUES (?, ?)');
    for (let i = 0; i < 500; i++) insert.run(i % 7, i);
    db.exec('ANALYZE');
    return [
      rows('SELECT tbl, idx, stat FROM sqlite_stat1'),
      rows('SELECT idx, neq, nlt, ndlt, hex(sample) AS s FROM sqlite_stat4'),
      rows(`SELECT name, path, pagetype, ncell FROM dbstat`),
      explain(db, 'SELECT * FROM t WHERE a = 3 ORDER BY b'),
      attempt(() => explain(db, 'EXPLAIN QUERY PLAN SELECT * FROM t WHERE a > ? AND b = :b')),
    ];
  });

  same('UPDATE and DELETE with a limit', ({ db, rows }) => {
    db.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1), (2), (3), (4), (5)');
    return [
      db.prepare('UPDATE t SET a = a * 10 ORDER BY a DESC LIMIT 2').run(),
      db.prepare('DELETE FROM t ORDER BY a LIMIT 1 OFFSET 1').run(),
      rows('SELECT a FROM t'),
    ];
  });

  const functions = [
    `soundex('Robert')`, 'sqrt(2)', 'pi()', 'degrees(1)', 'log(2, 8)', 'trunc(-2.7)', 'mod(7, 3)', 'ceil(1.2)',
    `percentile(value, 30) FROM json_each('[1,2,3,10]')`, `median(value) FROM json_each('[5,1,9]')`,
    `x'6162' LIKE 'ab'`, `sqlite_compileoption_used('ENABLE_STAT4')`, `unistr('\\u00e4')`, `iif(1, 2, 3)`,
    `printf('%,d %.3f %Q', 1234567, 1/3.0, 'it''s')`, `concat_ws('-', 1, NULL, 2)`, `octet_length('ü')`,
    `jsonb('{"a":[1,2]}') ->> '$.a[1]'`, `json_pretty('{"a":1}')`, `strftime('%F %T %s', 1700000000.5, 'unixepoch', 'subsec')`,
    `date('2024-02-30', '+1 month', 'floor')`, `timediff('2024-03-01', '2023-02-28')`, `hex(zeroblob(3))`, `quote(1e300 * 1e300)`,
    `typeof(9223372036854775807 + 1)`, `'a' || 1.0`, `0.1 + 0.2`, `1e15`, `123456789012345678`, `CAST('12abc' AS REAL)`,
  ]; // prettier-ignore
  same('functions', ({ rows, attempt }) =>
    functions.map((call) => attempt(() => rows(`SELECT ${call.includes(' FROM ') ? call : `${call} AS v`}`))),
  );

  same('text in UTF-16', ({ Database, file, rows, db }) => {
    db.exec(`PRAGMA encoding = 'UTF-16le'; CREATE TABLE t (a)`);
    db.prepare('INSERT INTO t VALUES (?)').run('grün 😀');
    db.function('shout', (text) => `${String(text).toUpperCase()}!`);
    const big = new Database(file('be.db'));
    big.exec(`PRAGMA encoding = 'UTF-16be'; CREATE TABLE t (a); INSERT INTO t VALUES ('é')`);
    big.close();
    return [
      db.pragma('encoding'),
      rows(`SELECT a, shout(a) AS b, hex(CAST(a AS BLOB)) AS c, length(a) AS d FROM t WHERE a LIKE 'gr%'`),
      new Database(file('be.db')).prepare('SELECT a, hex(CAST(a AS BLOB)) AS b FROM t').get(),
    ];
  });

  const pragmas = [
    'encoding', 'mmap_size', 'mmap_size = 1000000', 'mmap_size', 'cache_size', 'synchronous', 'foreign_keys',
    'recursive_triggers', 'page_size', 'auto_vacuum', 'journal_mode', 'journal_size_limit', 'locking_mode', 'temp_store',
    'secure_delete', 'threads', 'threads = 4', 'wal_autocheckpoint', 'busy_timeout', 'trusted_schema', 'case_sensitive_like = 1',
    'legacy_file_format', 'data_version', 'freelist_count', 'function_list', 'module_list', 'pragma_list', 'collation_list',
    'soft_heap_limit', 'hard_heap_limit', 'analysis_limit', 'cell_size_check', 'checkpoint_fullfsync', 'query_only = 1',
    'integrity_check', 'quick_check', 'optimize', 'stats', 'no_such_pragma', 'user_version = 7', 'user_version', 'application_id',
  ]; // prettier-ignore
  same('pragmas of a file and of memory', ({ Database, db, file, attempt }) => {
    const disk = new Database(file('a.db'));
    return [db, disk].map((each) => pragmas.map((pragma) => [pragma, attempt(() => each.pragma(pragma))]));
  });
});

describe('statements as text', () => {
  same('before and after their parameters are bound', ({ db }) => {
    const sources = ['SELECT 5', 'SELECT ? AS a, :b AS b', `SELECT '?', ?, ?`];
    const texts = sources.map((source) => db.prepare(source).toString());
    const long = db.prepare('SELECT ?, ?, ?').bind('x'.repeat(50), Buffer.alloc(40), 1.5);
    const text = String(long);
    const later = () => String(long);
    db.close();
    return [texts, text, later()];
  });
});

describe('journals', () => {
  const filesOf = ({ file }: Bench) => readdirSync(file('.')).sort();
  const modes = ['delete', 'truncate', 'persist', 'memory', 'off', 'wal', 'delete'];

  same('every mode, one after the other', (bench) => {
    const { Database, file, attempt } = bench;
    const db = new Database(file('a.db'));
    db.exec('CREATE TABLE t (a)');
    const steps = modes.map((mode) => {
      const set = attempt(() => db.pragma(`journal_mode = ${mode}`));
      db.exec('BEGIN; INSERT INTO t VALUES (1)');
      const during = filesOf(bench);
      db.exec('COMMIT');
      const rollback = attempt(() => db.exec('BEGIN; DELETE FROM t; ROLLBACK'));
      const count = attempt(() => db.prepare('SELECT count(*) FROM t').pluck().get());
      return [mode, set, during, filesOf(bench), rollback, mode === 'off' ? '' : count];
    });
    return [...steps, db.close().open, filesOf(bench)];
  });

  same('a program that ended in the middle of a transaction', (bench) => {
    const { Database, file, rows, attempt } = bench;
    const db = new Database(file('a.db'));
    db.pragma('cache_size = 1');
    db.exec('CREATE TABLE t (a); INSERT INTO t VALUES (zeroblob(9000)), (zeroblob(9000))');
    db.exec(`BEGIN; UPDATE t SET a = randomblob(20000)`);
    for (const name of ['a.db', 'a.db-journal']) copyFileSync(file(name), file(name.replace('a', 'b')));
    const size = statSync(file('b.db-journal')).size > 0;
    db.close();
    const again = new Database(file('b.db'));
    const lengths = again.prepare('SELECT length(a) AS n, a = zeroblob(9000) AS same FROM t').all();
    return [
      size,
      lengths,
      existsSync(file('b.db-journal')),
      attempt(() => again.pragma('integrity_check')),
      rows('SELECT 1'),
    ];
  });

  same('a program that ended with its log not yet written back', ({ Database, file }) => {
    const db = new Database(file('a.db'));
    db.pragma('journal_mode = WAL');
    db.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1), (2); BEGIN; INSERT INTO t VALUES (3)');
    for (const name of ['a.db', 'a.db-wal']) copyFileSync(file(name), file(name.replace('a', 'b')));
    const again = new Database(file('b.db'));
    return [
      again.prepare('SELECT a FROM t').all(),
      again.pragma('wal_checkpoint(TRUNCATE)'),
      statSync(file('b.db-wal')).size,
    ];
  });

  same('exclusive locking, also with WAL', (bench) => {
    const { Database, file, attempt } = bench;
    const [one, two] = [new Database(file('a.db')), new Database(file('a.db'), { timeout: 0 })];
    one.pragma('locking_mode = EXCLUSIVE');
    one.exec('CREATE TABLE t (a)');
    const shut = attempt(() => two.prepare('SELECT * FROM t').all());
    const wal = attempt(() => one.pragma('journal_mode = WAL'));
    one.exec('INSERT INTO t VALUES (1)');
    const files = filesOf(bench);
    one.pragma('locking_mode = NORMAL');
    one.prepare('SELECT * FROM t').all();
    return [shut, wal, files, attempt(() => two.prepare('SELECT * FROM t').all()), filesOf(bench)];
  });

  same('checkpoints while somebody reads', ({ Database, file, attempt }) => {
    const [writer, reader] = [new Database(file('a.db'), { timeout: 0 }), new Database(file('a.db'), { timeout: 0 })];
    writer.pragma('journal_mode = WAL');
    writer.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1)');
    reader.exec('BEGIN');
    const first = reader.prepare('SELECT count(*) FROM t').pluck().get();
    writer.exec('INSERT INTO t VALUES (2), (3)');
    const kinds = ['PASSIVE', 'FULL', 'RESTART', 'TRUNCATE'];
    const during = kinds.map((kind) => attempt(() => writer.pragma(`wal_checkpoint(${kind})`)));
    const upgrade = attempt(() => reader.exec('INSERT INTO t VALUES (4)'));
    reader.exec('ROLLBACK');
    return [first, during, upgrade, kinds.map((kind) => attempt(() => writer.pragma(`wal_checkpoint(${kind})`)))];
  });

  same('names that begin with file:', ({ Database, attempt }) => [
    attempt(() => new Database('file:/no/such/folder/a.db')),
    attempt(() => new Database('file::memory:', { fileMustExist: true })),
  ]);
});
