import { existsSync } from 'node:fs';
import { describe } from 'vitest';
import { type Bench, listing, same } from './differential.ts';

describe('two connections', () => {
  const pair = ({ Database, file }: Bench, timeout = 0) => {
    const a = new Database(file('a.db'), { timeout });
    const b = new Database(file('a.db'), { timeout });
    a.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)');
    return [a, b] as const;
  };

  same('locks of a rollback journal', (bench) => {
    const { attempt } = bench;
    const [a, b] = pair(bench);
    const count = b.prepare('SELECT count(*) FROM t').pluck();
    const results: unknown[] = [count.get()];
    a.exec('BEGIN IMMEDIATE; INSERT INTO t VALUES (2)');
    results.push(
      count.get(),
      attempt(() => b.exec('INSERT INTO t VALUES (3)')),
      attempt(() => b.exec('BEGIN IMMEDIATE')),
      attempt(() => b.exec('BEGIN EXCLUSIVE')),
    );
    const reading = b.prepare('SELECT * FROM t').iterate();
    reading.next();
    results.push(
      attempt(() => a.exec('COMMIT')),
      attempt(() => count.get()),
    );
    reading.return?.();
    results.push(
      attempt(() => a.exec('COMMIT').inTransaction),
      count.get(),
    );
    a.exec('BEGIN EXCLUSIVE');
    results.push(
      attempt(() => count.get()),
      attempt(() => b.prepare('INSERT INTO t VALUES (9)').run()),
      attempt(() => b.transaction(() => 1).immediate()),
    );
    a.exec('ROLLBACK');
    b.exec('BEGIN; SELECT * FROM t');
    a.exec('BEGIN');
    results.push(
      attempt(() => b.exec('INSERT INTO t VALUES (4)').inTransaction),
      attempt(() => a.exec('INSERT INTO t VALUES (5)')),
      attempt(() => b.exec('COMMIT').inTransaction),
      attempt(() => a.exec('INSERT INTO t VALUES (5); COMMIT').inTransaction),
      count.get(),
    );
    a.close();
    b.close();
    return results;
  });

  same('WAL: readers and one writer', (bench) => {
    const { attempt } = bench;
    const [a, b] = pair(bench);
    const results: unknown[] = [a.pragma('journal_mode = WAL'), b.pragma('journal_mode'), listing(bench)];
    const count = b.prepare('SELECT count(*) FROM t').pluck();
    a.exec('BEGIN IMMEDIATE; INSERT INTO t VALUES (2)');
    results.push(
      count.get(),
      attempt(() => b.exec('INSERT INTO t VALUES (3)')),
    );
    b.exec('BEGIN');
    results.push(
      count.get(),
      attempt(() => a.exec('COMMIT').inTransaction),
      count.get(),
      attempt(() => b.exec('INSERT INTO t VALUES (4)')),
    );
    b.exec('COMMIT');
    results.push(
      count.get(),
      attempt(() => b.exec('INSERT INTO t VALUES (4)').open),
      a.prepare('SELECT * FROM t').all(),
    );
    results.push(
      a.pragma('wal_checkpoint(TRUNCATE)'),
      attempt(() => a.pragma('journal_mode = DELETE')),
      listing(bench),
    );
    b.close();
    results.push(
      a.pragma('journal_mode = DELETE'),
      listing(bench),
      a.pragma('journal_mode = WAL'),
      a.exec('INSERT INTO t VALUES (5)').open,
    );
    a.close();
    return [results, listing(bench)];
  });

  same('WAL: a large write, checkpoints, and recovery of a log that was left behind', (bench) => {
    const { Database, file } = bench;
    const a = new Database(file('w.db'));
    a.pragma('journal_mode = WAL');
    a.exec('CREATE TABLE t (x)');
    const insert = a.prepare('INSERT INTO t VALUES (?)');
    a.transaction(() => {
      for (let i = 0; i < 3000; i++) insert.run(`${i}-${'y'.repeat(900)}`);
    })();
    const reader = new Database(file('w.db'), { readonly: true });
    const results: unknown[] = [
      reader.prepare('SELECT count(*), max(rowid), sum(length(x)) FROM t').get(),
      a.pragma('integrity_check'),
    ];
    results.push(existsSync(file('w.db-wal')), a.pragma('wal_checkpoint'));
    reader.close();
    a.close();
    const again = new Database(file('w.db'));
    results.push(again.pragma('journal_mode'), again.prepare('SELECT count(*) FROM t').get(), listing(bench));
    again.close();
    return results;
  });

  same('synchronous is NORMAL in WAL mode unless it was chosen', (bench) => {
    const [a, b] = pair(bench);
    const level = (db: typeof a) => [db.prepare('SELECT count(*) FROM t').get(), db.pragma('synchronous')];
    const results: unknown[] = [level(a), a.pragma('journal_mode = WAL'), level(a), level(b)];
    results.push(a.pragma('synchronous = FULL'), level(a));
    b.exec('PRAGMA synchronous = EXTRA');
    results.push(level(b), a.pragma('encoding', { simple: true }));
    a.close();
    b.close();
    return results;
  });

  same('the timeout is waited for', (bench) => {
    const { attempt } = bench;
    const [a, b] = pair(bench, 120);
    a.exec('BEGIN IMMEDIATE');
    const start = performance.now();
    const result = attempt(() => b.exec('BEGIN IMMEDIATE'));
    const waited = performance.now() - start;
    a.close();
    b.close();
    return [result, waited > 80 && waited < 1000];
  });
});
