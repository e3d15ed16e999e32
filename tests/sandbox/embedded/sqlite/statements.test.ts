import { describe } from 'vitest';
import { type Bench, same } from './differential.ts';

const people = ({ db }: Bench) => {
  db.exec(`CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER, photo BLOB);
    INSERT INTO people (name, age) VALUES ('Ann', 31), ('Bob', 42), ('Cem', NULL), ('Zoë 😀', 7)`);
  return db.prepare('INSERT INTO people (name, age, photo) VALUES (?, ?, ?)');
};

describe('statements', () => {
  same('run reports changes and the last row id', (b) => {
    const insert = people(b);
    return [
      insert.run('Dan', 5, Buffer.from('abc')),
      b.db.prepare('UPDATE people SET age = 1 WHERE age > 6').run(),
      b.db.prepare('DELETE FROM people WHERE id = 99').run(),
      b.db.prepare('CREATE TABLE other (x)').run(),
      insert.safeIntegers().run('Eve', 5, null),
      b.db.prepare('SELECT 1').run(),
    ];
  });

  same('get, all and iterate', (b) => {
    people(b);
    const select = b.db.prepare('SELECT * FROM people WHERE age > ?');
    return [
      select.get(6),
      select.get(1000),
      select.all(6),
      select.all(1000),
      [...select.iterate(6)],
      [...select.iterate(1000)],
    ];
  });

  same('pluck, raw, expand, and switching between them', (b) => {
    people(b);
    b.db.exec("CREATE TABLE pets (owner, name); INSERT INTO pets VALUES (1, 'Rex')");
    const join = b.db.prepare('SELECT people.*, pets.name, 1 + 1 AS two FROM people JOIN pets ON owner = id');
    const results = [join.get(), join.pluck().get(), join.pluck(false).get(), join.raw().all(), join.expand().get()];
    results.push(join.raw(false).get(), join.expand(false).get(), [...join.raw().iterate()]);
    return [...results, join.columns()];
  });

  same('columns of every kind', (b) => {
    people(b);
    const statement = b.db.prepare('SELECT id, name AS n, age + 1, count(*) FROM people AS p');
    return [
      statement.columns(),
      b.db.prepare('SELECT 1 AS a, 2 AS a').all(),
      b.db.prepare('SELECT 1 AS "__proto__", 2 AS b').get(),
    ];
  });

  same('types in both directions', ({ db, rows }) => {
    const values = [
      1,
      1.5,
      -0,
      NaN,
      Infinity,
      2 ** 53,
      -(2 ** 31),
      2 ** 31,
      '',
      'ä',
      '\0a\0',
      '😀'.repeat(40),
      '\ud800',
    ];
    const more = [
      10n,
      -(2n ** 63n),
      null,
      undefined,
      Buffer.alloc(0),
      Buffer.from([0, 255]),
      new Uint16Array([1, 258]),
    ];
    const all = [...values, ...more, 'x'.repeat(30000), 'é'.repeat(40000), Buffer.alloc(70000, 7)];
    const echo = db.prepare('SELECT value, typeof(value) AS type FROM (SELECT ? AS value)');
    return [
      all.map((value) => echo.get(value)),
      rows('SELECT zeroblob(5) AS z, 9007199254740993 AS big, -1 AS m, 1e300 * 1e300 AS i'),
    ];
  });

  same('affinity decides how a number is stored', ({ db, rows }) => {
    db.exec('CREATE TABLE t (i INTEGER, r REAL, t TEXT, b BLOB, n NUMERIC)');
    db.prepare('INSERT INTO t VALUES (?, ?, ?, ?, ?)').run(1, 1, 1, 1, 1);
    db.prepare('INSERT INTO t VALUES (?, ?, ?, ?, ?)').run('abc', '2', 3n, '4', '5.5');
    return rows('SELECT *, typeof(i), typeof(r), typeof(t), typeof(b), typeof(n) FROM t');
  });

  same('more than sixteen columns', ({ db }) => {
    const sql = `SELECT ${Array.from({ length: 40 }, (_, i) => `${i} AS c${i}`).join(', ')}`;
    return [db.prepare(sql).get(), db.prepare(sql).raw().get()];
  });

  same('a schema that changes under a prepared statement', (b) => {
    people(b);
    const select = b.db.prepare('SELECT * FROM people WHERE id = 1');
    const before = [select.get(), select.raw().get()];
    b.db.exec("ALTER TABLE people ADD COLUMN mail TEXT DEFAULT 'none'");
    return [before, select.raw(false).get(), select.all(), select.raw().get(), select.columns()];
  });

  same('properties of a statement', (b) => {
    const insert = people(b);
    const select = b.db.prepare('SELECT * FROM people');
    const shown = (statement: typeof select) => Object.keys(statement).filter((key) => key !== 'database');
    const iterator = select.iterate();
    const busy = [select.busy, insert.busy];
    iterator.next();
    iterator.return?.();
    const keys: string[] = [];
    for (const key in insert) keys.push(key);
    return [
      shown(insert),
      insert.reader,
      insert.readonly,
      select.reader,
      select.readonly,
      insert.source,
      busy,
      select.busy,
      keys.sort(),
      String(insert),
      String(b.db.prepare('SELECT ? AS a').bind("it's")),
      Object.prototype.toString.call(insert),
      insert.constructor.name,
    ];
  });

  same('explain and comments', ({ db, attempt }) => [
    (db.prepare('EXPLAIN QUERY PLAN SELECT 1').all() as unknown[]).length,
    attempt(() => db.prepare('-- nothing')),
    attempt(() => db.prepare('')),
    attempt(() => db.prepare(';;;')),
    attempt(() => db.prepare('SELECT 1; SELECT 2')),
    attempt(() => db.prepare('SELECT 1; -- tail\n /* more */ ;').get()),
    attempt(() => db.prepare('SELECT 1; /* open').get()),
    attempt(() => db.prepare('SELECT 1 AS a -- tail').get()),
    attempt(() => db.exec('SELECT 1; -- tail')),
    attempt(() => db.exec('') === db),
  ]);
});

describe('binding', () => {
  same('every style of parameter', ({ db, attempt }) => {
    const echo = (sql: string, ...args: unknown[]) =>
      attempt(() =>
        db
          .prepare(sql)
          .raw()
          .get(...args),
      );
    return [
      echo('SELECT ?, ?', 1, 2),
      echo('SELECT ?, ?', [1, 2]),
      echo('SELECT ?, ?', [1], 2),
      echo('SELECT ?2, ?1', 1, 2),
      echo('SELECT :a, @b, $c', { a: 1, b: 2, c: 3 }),
      echo('SELECT :a, ?, $c, ?', { a: 1, c: 3 }, 'x', 'y'),
      echo('SELECT ?, :a', 5, { a: 1 }),
      echo('SELECT :a, :a', { a: 1, extra: 2 }),
      echo('SELECT :a', Object.create(null, { a: { value: 4, enumerable: true } })),
      echo('SELECT :toString', { a: 1 }),
    ];
  });

  same('what cannot be bound', ({ db, attempt }) => {
    const bad = [
      true,
      false,
      new Date(0),
      Symbol('s'),
      () => 1,
      new Map(),
      { a: 1 },
      new (class Point {
        x = 1;
      })(),
      2n ** 63n,
      -(2n ** 63n) - 1n,
      new ArrayBuffer(2),
      /x/,
      Promise.resolve(),
      [true],
      [[1]],
      new Boolean(true),
    ];
    const one = db.prepare('SELECT ?');
    const named = db.prepare('SELECT :a');
    return [
      attempt(() => one.get(new DataView(new ArrayBuffer(2)))),
      ...bad.map((value) => attempt(() => one.get(value))),
      ...bad.map((value) => attempt(() => named.get({ a: value }))),
      ...bad.map((value) => attempt(() => named.get(value))),
    ];
  });

  same('the wrong number of parameters', ({ db, attempt }) => {
    const two = db.prepare('SELECT ?, ?');
    const named = db.prepare('SELECT :a, :b');
    const none = db.prepare('SELECT 1');
    return [
      () => two.get(),
      () => two.get(1),
      () => two.get(1, 2, 3),
      () => two.get([1, 2, 3]),
      () => two.get({}),
      () => two.get(1, 2, {}),
      () => named.get(),
      () => named.get({}),
      () => named.get({ a: 1 }),
      () => named.get({ a: 1 }, { b: 2 }),
      () => named.get(1, 2),
      () => named.get(Object.create({ a: 1, b: 2 })),
      () =>
        named.get({
          get a() {
            throw new RangeError('mine');
          },
          b: 1,
        }),
      () => none.get(undefined),
      () => none.get({ a: 1 }),
      () => none.get(),
      () => two.get(true, 1, 2),
    ].map((act) => attempt(act));
  });

  same('bind fixes the parameters', ({ db, attempt }) => {
    const bound = db.prepare('SELECT ? AS v').bind(5);
    return [
      bound.get(),
      bound.all(),
      attempt(() => bound.get(6)),
      attempt(() => bound.bind(7)),
      attempt(() => db.prepare('SELECT ?').bind()),
      String(bound),
    ];
  });

  same('misuse of the methods', ({ db, attempt }) => {
    db.exec('CREATE TABLE t (x)');
    const insert = db.prepare('INSERT INTO t VALUES (1)');
    const select = db.prepare('SELECT 1 AS a');
    const loose = select as unknown as Record<string, (...args: unknown[]) => unknown>;
    return [
      () => insert.get(),
      () => insert.all(),
      () => insert.iterate(),
      () => insert.pluck(),
      () => insert.raw(),
      () => insert.expand(),
      () => insert.columns(),
      () => loose['pluck']?.(undefined),
      () => loose['raw']?.(1),
      () => loose['expand']?.('x'),
      () => loose['safeIntegers']?.(null),
      () => select.get.call({} as never),
      () => select.get.call(db as never),
      () => new (select.constructor as new () => unknown)(),
      () => db.prepare(5 as never),
      () => db.prepare(undefined as never),
      () => db.exec(5 as never),
      () => db.pragma(5 as never),
      () => db.transaction(5 as never),
      () => db.defaultSafeIntegers('x' as never),
      () => db.unsafeMode(1 as never),
    ].map((act) => attempt(act));
  });

  same('safe integers', ({ db }) => {
    const select = db.prepare('SELECT 9007199254740993 AS big, 1 AS one, 1.5 AS real');
    const results = [select.get(), select.safeIntegers().get(), select.safeIntegers(false).get()];
    db.defaultSafeIntegers();
    results.push(
      db.prepare('SELECT 1 AS a').get(),
      select.get(),
      db.prepare('SELECT ? AS a').get(12345678901234567890n / 10n),
    );
    db.defaultSafeIntegers(false);
    return [...results, db.prepare('SELECT 1 AS a').get()];
  });
});
