import { existsSync, readdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { describe } from 'vitest';
import { type Bench, same } from './differential.ts';

const listing = ({ folder }: Bench) => readdirSync(folder).sort();

describe('databases in files', () => {
  same('create, close, open again, read only', (b) => {
    const { Database, file, attempt } = b;
    const db = new Database(file('a.db'));
    db.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)');
    const first = [listing(b), db.name, db.memory, db.readonly, db.pragma('database_list')];
    db.close();
    const reader = new Database(file('a.db'), { readonly: true });
    const second = [
      reader.readonly,
      reader.prepare('SELECT * FROM t').all(),
      attempt(() => reader.exec('INSERT INTO t VALUES (2)')),
      attempt(() => reader.exec('CREATE TABLE u (x)')),
      attempt(() => reader.pragma('journal_mode = WAL')),
      attempt(() => reader.pragma('user_version = 5')),
    ];
    reader.close();
    return [first, second, listing(b)];
  });

  same('what cannot be opened', ({ Database, file, folder, attempt }) => {
    writeFileSync(
      file('text.db'),
      'this is certainly not a database, but long enough to have a header of its own: '.repeat(20),
    );
    writeFileSync(file('empty.db'), '');
    writeFileSync(file('short.db'), 'short');
    const open = (path: unknown, options?: unknown) =>
      attempt(() => {
        const db = new Database(path as string, options as object);
        return [
          db.name,
          attempt(() => db.prepare('SELECT * FROM sqlite_schema').all()),
          attempt(() => db.exec('CREATE TABLE t (x)').open),
        ];
      });
    return [
      open(file('missing.db'), { fileMustExist: true }),
      open(file('missing2.db'), { readonly: true }),
      open(file('no/such/folder.db')),
      open(folder),
      open(file('text.db')),
      open(file('empty.db')),
      open(file('short.db')),
      open('', { readonly: true }),
      open(':memory:', { readonly: true }),
      open(5.5),
      open({}),
      open(file('x.db'), 5),
      open(file('x.db'), { readOnly: true }),
      open(file('x.db'), { timeout: -1 }),
      open(file('x.db'), { timeout: 'x' }),
      open(file('x.db'), { verbose: 1 }),
      open(file('x.db'), { readonly: 1 }),
      open(file('x.db'), { memory: true }),
      open(`file:${'x'.repeat(4)}?mode=ro`, { readonly: true }),
      open(file('n'.repeat(600))),
    ];
  });

  same('without new, temporary, blanks in the name', ({ Database, file }) => {
    const make = Database as unknown as (name?: string) => InstanceType<typeof Database>;
    const all = [make(), make(''), make(':memory:'), make(`  ${file('a.db')} `)];
    return all.map((db) => {
      db.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)');
      for (let i = 0; i < 6; i++) db.exec('INSERT INTO t SELECT randomblob(500) FROM t');
      const result = [db instanceof Database, db.name, db.memory, db.prepare('SELECT count(*) FROM t').pluck().get()];
      db.close();
      return result;
    });
  });

  same('a rollback journal appears and goes', (b) => {
    const db = new b.Database(b.file('a.db'));
    db.exec('CREATE TABLE t (x); BEGIN; INSERT INTO t VALUES (1)');
    const during = listing(b);
    db.exec('ROLLBACK');
    const after = [listing(b), db.prepare('SELECT * FROM t').all()];
    for (const mode of ['truncate', 'persist', 'memory', 'off', 'delete']) {
      after.push([db.pragma(`journal_mode = ${mode}`), db.exec('INSERT INTO t VALUES (1)').open, listing(b)]);
    }
    db.exec('VACUUM');
    after.push([db.pragma('page_count'), db.pragma('page_size')]);
    db.close();
    return [during, after, listing(b)];
  });

  same('a file that vanishes', (b) => {
    const { Database, file, attempt } = b;
    const db = new Database(file('a.db'));
    db.exec('CREATE TABLE t (x)');
    unlinkSync(file('a.db'));
    const results = [
      attempt(() => db.exec('INSERT INTO t VALUES (1)')),
      attempt(() => db.prepare('SELECT * FROM t').all()),
    ];
    db.close();
    return [results, listing(b)];
  });

  same('another page size, and VACUUM keeps it', ({ Database, file }) => {
    const first = new Database(file('a.db'));
    first.pragma('page_size = 1024');
    first.exec('CREATE TABLE t (x)');
    first.close();
    const second = new Database(file('a.db'));
    second.exec('VACUUM');
    const size = [second.pragma('page_size'), second.pragma('cache_size')];
    second.close();
    return size;
  });

  same('ATTACH, and VACUUM INTO', (b) => {
    const { Database, file, attempt } = b;
    const db = new Database(file('a.db'));
    db.prepare('ATTACH ? AS other').run(file('b.db'));
    db.exec(
      `CREATE TABLE other.t (x); INSERT INTO other.t VALUES (5); CREATE TABLE main.u (y); VACUUM INTO '${file('c.db')}'`,
    );
    const result = [
      db.prepare('SELECT * FROM other.t').expand().all(),
      db.pragma('other.journal_mode'),
      listing(b),
      attempt(() => db.exec('DETACH nothing')),
      db.transaction(() => db.exec('INSERT INTO other.t VALUES (6); INSERT INTO u VALUES (7)').open)(),
    ];
    db.close();
    return [...result, listing(b)];
  });
});

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

describe('copies', () => {
  const filled = ({ db }: Bench) => {
    db.exec('CREATE TABLE t (x)');
    const insert = db.prepare('INSERT INTO t VALUES (?)');
    db.transaction(() => {
      for (let i = 0; i < 2000; i++) insert.run('z'.repeat(500));
    })();
    return db;
  };

  same('serialize, and open from a buffer', (bench) => {
    const { Database, attempt } = bench;
    const copy = filled(bench).serialize();
    const db = new Database(copy);
    const frozen = new Database(copy, { readonly: true });
    const results = [
      copy.length,
      Buffer.isBuffer(copy),
      copy.toString('latin1', 0, 15),
      db.name,
      db.memory,
      db.prepare('SELECT count(*) FROM t').get(),
      db.prepare('DELETE FROM t').run(),
      db.prepare('INSERT INTO t VALUES (1)').run(),
      frozen.readonly,
      attempt(() => frozen.exec('DELETE FROM t')),
      frozen.prepare('SELECT count(*) FROM t').get(),
    ];
    const bad = [Buffer.from('nonsense'), Buffer.alloc(0), Buffer.alloc(5000, 1)].map((buffer) =>
      attempt(() => new Database(buffer).prepare('SELECT * FROM sqlite_schema').all()),
    );
    return [
      results,
      bad,
      attempt(() => bench.db.serialize({ attached: 'nothing' })),
      attempt(() => bench.db.serialize({ attached: '' })),
      attempt(() => bench.db.serialize({ attached: 5 as never })),
      new Database(':memory:').serialize().length,
    ];
  });

  same('backup', async (bench) => {
    const { Database, file, attempt } = bench;
    const db = filled(bench);
    const steps: unknown[] = [];
    const done = await db.backup(file('copy.db'), { progress: (step) => (steps.push(step), 100) });
    const copy = new Database(file('copy.db'));
    const results = [done, steps, copy.prepare('SELECT count(*) FROM t').get(), listing(bench)];
    copy.close();
    const failing = [
      () => db.backup(''),
      () => db.backup(':memory:'),
      () => db.backup(file('no/x.db')),
      () => db.backup(file('b.db'), { attached: 'nothing' } as never),
      () => db.backup(5 as never),
      () =>
        db.backup(file('c.db'), {
          progress: () => {
            throw new RangeError('stop');
          },
        }),
      () => db.backup(file('d.db'), { progress: (() => 'x') as never }),
    ];
    for (const act of failing) {
      results.push(
        (await act().then(
          (value) => value,
          (error: Error & { code?: string }) => [
            error.constructor.name,
            error.code,
            error.message.replace(bench.folder, ''),
          ],
        )) as never,
      );
    }
    results.push(
      attempt(() => db.close().open),
      listing(bench),
    );
    return results;
  });

  same('the connection closes during a backup', async (bench) => {
    const db = filled(bench);
    const copying = db.backup(bench.file('copy.db'), { progress: () => (db.close(), 1) });
    return [await copying.catch((error: Error) => [error.constructor.name, error.message]), listing(bench)];
  });
});
