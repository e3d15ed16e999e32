import { describe } from 'vitest';
import { same } from './differential.ts';

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
