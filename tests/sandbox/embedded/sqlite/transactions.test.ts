import { describe } from 'vitest';
import { type Bench, same } from './differential.ts';

const table = ({ db }: Bench) => {
  db.exec('CREATE TABLE t (x INTEGER PRIMARY KEY)');
  return db.prepare('INSERT INTO t VALUES (?)');
};

describe('transactions', () => {
  same('commit, roll back, nest', (b) => {
    const { db, attempt, rows } = b;
    const insert = table(b);
    const many = db.transaction((...values: number[]) => values.map((value) => insert.run(value).changes));
    const outer = db.transaction((fails: boolean) => {
      insert.run(100);
      const inner = attempt(() =>
        db.transaction(() => {
          insert.run(101);
          if (fails) throw new RangeError('inner');
          return db.inTransaction;
        })(),
      );
      return [inner, rows('SELECT * FROM t')];
    });
    return [
      many(1, 2, 3),
      attempt(() => many(4, 5, 1)),
      rows('SELECT * FROM t'),
      db.inTransaction,
      outer(true),
      attempt(() => outer(false)),
      rows('SELECT * FROM t'),
    ];
  });

  same('variants and their properties', (b) => {
    const { db, attempt } = b;
    const insert = table(b);
    const tx = db.transaction(function (this: unknown, value: number) {
      insert.run(value);
      return [typeof this, db.inTransaction];
    });
    return [
      tx.deferred(1),
      tx.immediate(2),
      tx.exclusive(3),
      tx(4),
      Object.keys(tx),
      tx.name,
      tx.length,
      attempt(() => tx.call({}, 4)),
      attempt(() => db.transaction(async () => insert.run(9))()),
      db.inTransaction,
      db.prepare('SELECT count(*) FROM t').pluck().get(),
    ];
  });

  same('a transaction that SQLite itself ended', (b) => {
    const { db, attempt, rows } = b;
    const insert = table(b);
    const conflict = db.transaction(() => {
      insert.run(1);
      db.prepare('INSERT OR ROLLBACK INTO t VALUES (1)').run();
    });
    const closing = db.transaction(() => {
      insert.run(5);
      db.exec('COMMIT');
    });
    return [
      attempt(conflict),
      db.inTransaction,
      rows('SELECT * FROM t'),
      attempt(closing),
      attempt(() =>
        db.transaction(() => {
          throw null;
        })(),
      ),
      db.inTransaction,
    ];
  });

  same('savepoints by hand', (b) => {
    const { db, attempt, rows } = b;
    table(b);
    db.exec(
      'SAVEPOINT a; INSERT INTO t VALUES (1); SAVEPOINT b; INSERT INTO t VALUES (2); ROLLBACK TO b; INSERT INTO t VALUES (3); RELEASE a',
    );
    return [rows('SELECT * FROM t'), attempt(() => db.exec('ROLLBACK TO a')), db.inTransaction];
  });
});

describe('a busy connection', () => {
  same('writing while iterating', (b) => {
    const { db, attempt, rows } = b;
    const insert = table(b);
    db.transaction(() => [1, 2, 3].forEach((x) => insert.run(x)))();
    const select = db.prepare('SELECT x FROM t');
    const results: unknown[] = [];
    for (const row of select.iterate()) {
      results.push(
        row,
        attempt(() => insert.run(50)),
        attempt(() => db.exec('DELETE FROM t')),
        attempt(() => select.all()),
        attempt(() => select.get()),
      );
      results.push(
        attempt(() => select.iterate()),
        attempt(() => db.prepare('SELECT 1 AS one').get()),
        attempt(() => db.pragma('user_version')),
        attempt(() => db.close()),
      );
      results.push(
        attempt(() => db.function('f', () => 1)),
        attempt(() => select.pluck()),
        attempt(() => select.bind()),
        select.busy,
        attempt(() => db.serialize()),
      );
    }
    return [results, select.busy, insert.run(60), rows('SELECT * FROM t')];
  });

  same('leaving an iteration early', (b) => {
    const { db, attempt } = b;
    const insert = table(b);
    db.transaction(() => [1, 2, 3].forEach((x) => insert.run(x)))();
    const select = db.prepare('SELECT x FROM t');
    for (const row of select.iterate()) if (row) break;
    const first = attempt(() => insert.run(4));
    attempt(() => {
      for (const row of select.iterate()) if (row) throw new Error('stop');
    });
    const iterator = select.iterate();
    const steps = [iterator.next(), iterator.return?.(), iterator.next(), iterator[Symbol.iterator]() === iterator];
    return [
      first,
      attempt(() => insert.run(5)),
      steps,
      attempt(() => [...select.iterate()].length),
      Object.keys(iterator),
      (iterator as unknown as { statement: unknown }).statement === select,
      attempt(() => new (iterator.constructor as new () => unknown)()),
    ];
  });

  same('unsafe mode allows it', (b) => {
    const { db, attempt, rows } = b;
    const insert = table(b);
    db.transaction(() => [1, 2, 3].forEach((x) => insert.run(x)))();
    db.unsafeMode();
    for (const { x } of db.prepare('SELECT x FROM t WHERE x < 10').iterate() as Iterable<{ x: number }>)
      insert.run(x + 10);
    db.unsafeMode(false);
    const after: unknown[] = [];
    for (const row of db.prepare('SELECT x FROM t LIMIT 1').iterate())
      after.push(
        row,
        attempt(() => insert.run(99)),
      );
    return [rows('SELECT * FROM t'), after];
  });

  same('an error in the middle of an iteration', ({ db, attempt }) => {
    const bad = db.prepare(`SELECT json(value) AS j FROM json_each('["1","{"]')`);
    const seen: unknown[] = [];
    const error = attempt(() => {
      for (const row of bad.iterate()) seen.push(row);
    });
    return [seen, error, bad.busy, attempt(() => bad.all()), attempt(() => bad.get())];
  });

  same('using the connection from inside its own query', ({ db, attempt }) => {
    const seen: unknown[] = [];
    const other = db.prepare('SELECT 2');
    db.function('inside', () => {
      seen.push(
        attempt(() => db.prepare('SELECT 1')),
        attempt(() => other.get()),
        attempt(() => db.exec('SELECT 1')),
        attempt(() => db.close()),
        attempt(() => db.pragma('user_version')),
        attempt(() => db.function('g', () => 1)),
      );
      return 1;
    });
    return [db.prepare('SELECT inside() AS i').get(), seen];
  });

  same('an endless recursion that ends inside a query', ({ db, attempt }) => {
    db.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)');
    const count = db.prepare('SELECT count(*) AS n FROM t');
    const endless = (): unknown => (count.get(), db.prepare('SELECT x FROM t ORDER BY x').all(), [endless()]);
    db.function('deep', () => {
      const more = (): number => more() + 1;
      return more();
    });
    const results: unknown[] = [];
    for (let i = 0; i < 3; i++)
      results.push(
        attempt(endless),
        attempt(() => db.prepare('SELECT deep()').get()),
      );
    return [
      results,
      count.get(),
      db.exec('INSERT INTO t VALUES (2)').inTransaction,
      count.all(),
      db.pragma('integrity_check'),
    ];
  });

  same('a closed connection', ({ db, attempt }) => {
    const select = db.prepare('SELECT 1 AS a');
    const tx = db.transaction(() => 1);
    const iterator = db.prepare('SELECT 1').iterate();
    attempt(() => db.close());
    iterator.return?.();
    const closed = [db.close() === db, db.close() === db, db.open, db.inTransaction, select.busy, String(select)];
    return [
      closed,
      ...[
        () => select.get(),
        () => select.all(),
        () => select.iterate(),
        () => select.bind(),
        () => db.prepare('SELECT 1'),
        () => db.exec('SELECT 1'),
        tx,
        () => db.pragma('user_version'),
        () => db.function('f', () => 1),
        () => db.serialize(),
        () => db.unsafeMode(),
        () => select.columns(),
        () => select.pluck() === select,
        () => db.defaultSafeIntegers() === db,
        () => db.table('t', { columns: ['a'], *rows() {} }),
        () => db.aggregate('a', { start: 0, step: () => 1 }),
      ].map((act) => attempt(act)),
    ];
  });

  same('verbose sees every statement, and may throw', ({ Database, attempt }) => {
    const log: unknown[] = [];
    const db = new Database(':memory:', { verbose: (sql) => void log.push(sql) });
    db.exec('CREATE TABLE t (x, y); INSERT INTO t VALUES (1, NULL)');
    const insert = db.prepare('INSERT INTO t VALUES (?, ?)');
    db.transaction(() => insert.run("it's", Buffer.from('ab')))();
    insert.run(1.5, null);
    attempt(() => insert.run(1, true));
    log.push(db.pragma('user_version'), [...db.prepare('SELECT * FROM t WHERE x = :x').iterate({ x: 'q' })]);
    db.close();
    const strict = new Database(':memory:', {
      verbose: () => {
        throw new TypeError('no logging');
      },
    });
    log.push(
      attempt(() => strict.exec('CREATE TABLE t (x)')),
      attempt(() => strict.prepare('SELECT 1').get()),
      attempt(() => [...strict.prepare('SELECT 1').iterate()]),
      attempt(() => strict.prepare('SELECT 1').all()),
    );
    return log;
  });
});
