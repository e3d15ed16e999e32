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

describe('aggregates', () => {
  same('start, step, result, groups, no rows', ({ db, rows }) => {
    db.exec(`CREATE TABLE t (g, v); INSERT INTO t VALUES ('a', 1), ('a', 2), ('b', 10), ('b', NULL)`);
    let starts = 0;
    db.aggregate('add_all', { start: 0, step: (total: number, next: number) => total + next });
    db.aggregate('list', {
      start: () => (starts++, [] as unknown[]),
      step: (list: unknown[], next: unknown) => void list.push(next),
      result: (list: unknown[]) => list.join('|'),
    });
    db.aggregate('pairs', { start: 0, varargs: true, step: (n: number, ...rest: unknown[]) => n + rest.length });
    return [
      rows('SELECT g, add_all(v) AS s, list(v) AS l, pairs(v, g, 1) AS p FROM t GROUP BY g'),
      rows('SELECT list(v) AS l, add_all(v) AS s FROM t WHERE 0'),
      starts,
      rows('SELECT add_all(v) + add_all(v * 2) AS s FROM t'),
    ];
  });

  same('as window functions', ({ db, rows, attempt }) => {
    db.exec('CREATE TABLE t (v); INSERT INTO t VALUES (1), (2), (3), (4), (5)');
    db.aggregate('moving', {
      start: 0,
      step: (total: number, next: number) => total + next,
      inverse: (total: number, old: number) => total - old,
      result: (total: number) => total * 10,
    });
    db.aggregate('plain', { start: 0, step: (total: number, next: number) => total + next });
    return [
      rows(
        'SELECT v, moving(v) OVER (ORDER BY v ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS m, moving(v) OVER () AS a FROM t',
      ),
      attempt(() => rows('SELECT plain(v) OVER (ORDER BY v) AS p FROM t')),
      rows('SELECT moving(v) AS m FROM t'),
    ];
  });

  same('exceptions in each of their parts', ({ db, attempt, rows }) => {
    db.exec('CREATE TABLE t (v); INSERT INTO t VALUES (1), (2), (3)');
    const boom = (part: string) => () => {
      throw new RangeError(part);
    };
    db.aggregate('a1', { start: boom('start'), step: () => 1 });
    db.aggregate('a2', { start: 0, step: boom('step') as (total: number) => number, result: () => 5 });
    db.aggregate('a3', { start: 0, step: () => 1, result: boom('result') });
    db.aggregate('a4', {
      start: 0,
      step: () => 1,
      inverse: boom('inverse') as (total: number) => number,
      result: () => 5,
    });
    db.aggregate('a5', { start: 0, step: () => ({}) as unknown as number });
    db.aggregate('a6', { start: 0, step: () => (2n ** 80n) as unknown as number });
    const names = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'];
    return [
      names.map((name) => attempt(() => rows(`SELECT ${name}() AS r FROM t`))),
      names.map((name) =>
        attempt(() => rows(`SELECT ${name}() OVER (ORDER BY v ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS r FROM t`)),
      ),
      rows('SELECT 1 AS fine'),
    ];
  });
});

describe('virtual tables', () => {
  const define = (db: { table: (...args: never[]) => unknown }) => db.table.bind(db) as (...args: unknown[]) => unknown;

  same('eponymous, with parameters, arrays and objects', ({ db, rows, attempt }) => {
    const calls: unknown[] = [];
    define(db as never)('series', {
      columns: ['n', 'sq'],
      parameters: ['first', 'last'],
      *rows(first: number, last = 3) {
        calls.push([first, last]);
        for (let n = first ?? 1; n <= last; n++) yield n % 2 ? [n, n * n] : { sq: n * n, n };
      },
    });
    define(db as never)('args', {
      columns: ['v'],
      *rows(a: unknown, b: unknown) {
        yield [`${a}/${b}`];
      },
    });
    return [
      rows('SELECT * FROM series(1, 4)'),
      rows('SELECT n, rowid, first, last FROM series WHERE last = 2 AND first = 1'),
      rows('SELECT * FROM series(2)'),
      rows('SELECT count(*) AS c FROM series(NULL, 2)'),
      rows('SELECT a.n, b.n AS m FROM series(1, 2) a, series(1, a.n) b'),
      rows("SELECT * FROM args(1, 'x')"),
      rows('SELECT * FROM args'),
      attempt(() => rows('SELECT * FROM series WHERE first > 1')),
      attempt(() => rows('SELECT * FROM series(1,2,3)')),
      attempt(() => db.exec('INSERT INTO series VALUES (1, 2)')),
      rows('SELECT n FROM series(1, 9) LIMIT 2 OFFSET 1'),
      calls.length > 0,
    ];
  });

  same('made by CREATE VIRTUAL TABLE', ({ db, rows, attempt }) => {
    const seen: unknown[] = [];
    define(db as never)('csv', function (this: unknown, ...args: string[]) {
      seen.push(this, args);
      return {
        columns: ['value'],
        directOnly: args[0] === 'direct',
        *rows() {
          for (const value of args) yield { value };
        },
      };
    });
    db.exec(
      'CREATE VIRTUAL TABLE one USING csv(a, b c); CREATE VIRTUAL TABLE two USING csv(direct); CREATE VIEW v AS SELECT * FROM two',
    );
    return [
      rows('SELECT * FROM one'),
      rows('SELECT * FROM two'),
      attempt(() => rows('SELECT * FROM v')),
      attempt(() => rows('SELECT * FROM csv')),
      db.exec('DROP TABLE one').open,
      attempt(() => rows('SELECT * FROM one')),
      seen,
    ];
  });

  same('mistakes in a definition, and in its rows', ({ db, attempt, rows }) => {
    const bad: [string, unknown][] = [
      ['n1', 5],
      ['n2', {}],
      ['n3', { columns: ['a'] }],
      ['n4', { columns: 'a', *rows() {} }],
      ['n5', { columns: [], *rows() {} }],
      ['n6', { columns: ['a', 'a'], *rows() {} }],
      ['n7', { columns: ['a'], rows: () => [] }],
      ['n8', { columns: ['a'], parameters: ['a'], *rows() {} }],
      ['', { columns: ['a'], *rows() {} }],
      [
        'r1',
        {
          columns: ['a'],
          *rows() {
            yield 5;
          },
        },
      ],
      [
        'r2',
        {
          columns: ['a'],
          *rows() {
            yield [1, 2];
          },
        },
      ],
      [
        'r3',
        {
          columns: ['a'],
          *rows() {
            yield { b: 1 };
          },
        },
      ],
      [
        'r4',
        {
          columns: ['a', 'b'],
          *rows() {
            yield { a: 1 };
          },
        },
      ],
      [
        'r5',
        {
          columns: ['a'],
          *rows() {
            yield [true];
          },
        },
      ],
      [
        'r6',
        {
          columns: ['a'],
          *rows() {
            yield [2n ** 70n];
          },
        },
      ],
      [
        'r7',
        {
          columns: ['a'],
          *rows() {
            yield [1];
            throw new RangeError('late');
          },
        },
      ],
      [
        'r8',
        {
          columns: ['a'],
          *rows() {
            yield [undefined];
            yield [Buffer.from('x')];
            yield [5n];
          },
        },
      ],
    ];
    const defined = bad.map(([name, table]) => [name, attempt(() => define(db as never)(name, table) === db)]);
    return [
      defined,
      bad.filter(([name]) => name.startsWith('r')).map(([name]) => attempt(() => rows(`SELECT * FROM ${name}`))),
      attempt(() => define(db as never)('f', () => 5) === db),
      attempt(() => db.exec('CREATE VIRTUAL TABLE x USING f')),
      attempt(
        () =>
          define(db as never)('g', () => {
            throw new RangeError('factory');
          }) === db,
      ),
      attempt(() => db.exec('CREATE VIRTUAL TABLE x USING g')),
      attempt(() => db.exec('CREATE VIRTUAL TABLE x USING nothing')),
    ];
  });
});
