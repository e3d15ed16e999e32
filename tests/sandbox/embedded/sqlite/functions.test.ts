import { describe } from 'vitest';
import { same } from './differential.ts';

describe('user-defined functions', () => {
  same('arguments and results of every type', ({ db, attempt, rows }) => {
    const seen: unknown[] = [];
    db.function('echo', { varargs: true }, (...args: unknown[]) => (seen.push(args), args[0]));
    db.function('big', { safeIntegers: true, deterministic: true }, (a: unknown) => (seen.push(a), a));
    db.function('plus', (a: number, b: number) => a + b);
    db.function('none', () => undefined);
    return [
      rows(
        `SELECT echo(1, 'a', x'01', NULL, 2.5) AS a, echo('zoë') AS b, echo(x'ff00') AS c, echo() AS d, plus(2, 3) AS e, typeof(plus(1, 1)) AS t, none() AS n`,
      ),
      rows('SELECT big(9007199254740993) AS big, typeof(big(1)) AS t'),
      seen,
      attempt(() => rows('SELECT plus(1)')),
      attempt(() => rows('SELECT plus(1, 2, 3)')),
    ];
  });

  same('results that SQLite cannot hold', ({ db, attempt, rows }) => {
    const values = [true, {}, Symbol('x'), 2n ** 70n, () => 1, new Date(0), [1], Promise.resolve(1)];
    return values.map((value, i) => {
      db.function(`bad${i}`, () => value);
      return [
        attempt(() => rows(`SELECT bad${i}()`)),
        attempt(() => db.prepare(`SELECT bad${i}()`).get()),
        attempt(() => db.exec(`SELECT bad${i}()`)),
      ];
    });
  });

  same('exceptions pass through SQLite', ({ db, attempt, rows }) => {
    const thrown = [new RangeError('mine'), 'text', null, undefined, { code: 1 }];
    db.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1), (2)');
    const results = thrown.map((value, i) => {
      db.function(`boom${i}`, () => {
        throw value;
      });
      return [
        attempt(() => rows(`SELECT boom${i}()`)),
        attempt(() => db.exec(`INSERT INTO t SELECT boom${i}()`)),
        attempt(() => [...db.prepare(`SELECT boom${i}() FROM t`).iterate()]),
        attempt(() => db.prepare(`UPDATE t SET x = boom${i}()`).run()),
      ];
    });
    return [results, rows('SELECT * FROM t'), db.inTransaction, attempt(() => rows('SELECT 1 AS fine'))];
  });

  same('deterministic, direct only, replaced, in an index', ({ db, attempt, rows }) => {
    db.function('twice', { deterministic: true }, (x: number) => x * 2);
    db.function('secret', { directOnly: true }, () => 42);
    db.function('loose', (x: number) => x);
    db.exec(
      'CREATE TABLE t (x); CREATE INDEX i ON t (twice(x)); INSERT INTO t VALUES (3); CREATE VIEW v AS SELECT secret() AS s',
    );
    const results = [
      attempt(() => db.exec('CREATE INDEX j ON t (loose(x))')),
      attempt(() => rows('SELECT * FROM v')),
      rows('SELECT secret() AS s'),
      rows('SELECT twice(x) AS y FROM t'),
    ];
    db.function('twice', { deterministic: true }, (x: number) => x * 20);
    return [...results, rows('SELECT twice(2) AS y')];
  });

  same('definitions that are refused', ({ db, attempt }) => {
    const define = db.function.bind(db) as (...args: unknown[]) => unknown;
    const aggregate = db.aggregate.bind(db) as (...args: unknown[]) => unknown;
    return [
      () => define(),
      () => define('x'),
      () => define('', () => 1),
      () => define('f', 5),
      () => define('f', { varargs: 1 }, () => 1),
      () => define('f', 1, () => 1),
      () => define('f'.repeat(300), () => 1),
      () => aggregate(),
      () => aggregate('a'),
      () => aggregate('a', {}),
      () => aggregate('a', { step: 5 }),
      () => aggregate('', { step: () => 1 }),
      () => aggregate('a', { step: () => 1, inverse: 1 }),
      () =>
        define(
          'f',
          Object.defineProperty(() => 1, 'length', { value: 101 }),
        ),
      () =>
        define(
          'f',
          Object.defineProperty(() => 1, 'length', { value: -1 }),
        ),
    ].map((act) => attempt(() => act() === db));
  });
});
