import { describe } from 'vitest';
import { type Bench, same } from './differential.ts';

const anything = (value: unknown) => value as never;

/** A table with a text, a big number and a blob. */
function fill({ db }: Pick<Bench, 'db'>) {
  db.exec(`CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL, data BLOB);
    INSERT INTO t VALUES (1, 'one', x'01'), (2, 'two', NULL), (9007199254740993, 'big', x'')`);
}

describe('prepare and exec', () => {
  const wrong = [undefined, null, 5, {}, Buffer.from('SELECT 1')];
  same('arguments', ({ db, attempts }) => [
    ...attempts(...wrong.flatMap((sql) => [() => db.prepare(sql as string), () => db.exec(sql as string)])),
    ...attempts(
      ...['', ' ', '-- nothing', '/* nothing */', ';', 'nonsense', 'SELECT 1; SELECT 2', 'SELECT * FROM none'].flatMap(
        (sql) => [() => db.prepare(sql).get(), () => db.exec(sql)],
      ),
    ),
    ...attempts(...[5, null, { readBigInts: 1 }, { returnArrays: 'x' }, undefined, {}].map((options) => () =>
      (db.prepare as (sql: string, options: unknown) => { get(): unknown }).call(db, 'SELECT 1 AS a', options).get(),
    )),
  ]); // prettier-ignore

  same('errors of SQLite', (bench) => {
    const { db, attempts } = bench;
    fill(bench);
    return attempts(
      () => db.exec(`INSERT INTO t VALUES (1, 'x', 1)`),
      () => db.prepare('INSERT INTO t VALUES (5, NULL, 1)').run(),
      () => db.prepare('INSERT INTO t VALUES (5, NULL, 1)').get(),
      () => db.prepare('INSERT INTO t VALUES (5, NULL, 1)').all(),
      () => [...db.prepare('INSERT INTO t VALUES (5, NULL, 1)').iterate()],
      () => db.exec('CREATE TABLE u (a); INSERT INTO u VALUES (1); nonsense'),
      () => db.prepare('SELECT * FROM u').all(),
      () => db.prepare(`SELECT json('{')`).get(),
      () => db.isTransaction,
    );
  });
});

describe('reading', () => {
  const ways = ['all', 'get', 'run'] as const;
  same('rows', (bench) => {
    const { db, attempts } = bench;
    fill(bench);
    const select = db.prepare('SELECT * FROM t WHERE id < 5');
    return [
      ...attempts(...ways.map((way) => () => select[way]()), () => [...select.iterate()]),
      db.prepare('SELECT 1 AS a, 2 AS a, 3 AS "__proto__", 4 AS "1"').get(),
      db.prepare('SELECT 1 AS a WHERE 0').get(),
      db.prepare(`SELECT 'a' || char(0) || 'b' AS a, 1e999 AS b, -0.0 AS c, 'ü😀' AS d, NULL AS e`).get(),
    ];
  });

  same('big integers', (bench) => {
    const { db, attempts } = bench;
    fill(bench);
    const select = db.prepare('SELECT id FROM t ORDER BY id');
    const before = attempts(
      () => select.all(),
      () => [...select.iterate()].length,
    );
    select.setReadBigInts(true);
    return [before, select.all(), select.run(), db.prepare('SELECT -9007199254740991 AS a, 1.5 AS b').get()];
  });

  same('arrays', (bench) => {
    fill(bench);
    const select = bench.db.prepare('SELECT id, name, name FROM t WHERE id < 3');
    select.setReturnArrays(true);
    return [select.all(), select.get(), [...select.iterate()]];
  });

  same('statements that write and return', (bench) => {
    const { db } = bench;
    fill(bench);
    return [
      db.prepare(`INSERT INTO t (name) VALUES ('x') RETURNING name`).all(),
      db.prepare('INSERT INTO t (id, name) VALUES (7, 1)').run(),
      db.prepare('INSERT INTO t (id, name) VALUES (8, 1)').get(),
      db.prepare('DELETE FROM t WHERE id < 9').run(),
      db.prepare('UPDATE t SET name = name').run(),
    ];
  });

  same('a changed schema', ({ db }) => {
    db.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1)');
    const select = db.prepare('SELECT * FROM t');
    const before = select.get();
    db.exec('ALTER TABLE t ADD COLUMN b DEFAULT 2');
    return [before, select.get(), select.all(), select.columns()];
  });

  same('columns', (bench) => {
    const { db } = bench;
    fill(bench);
    return [
      db.prepare('SELECT id, name AS n, 1 + 1, (SELECT 2) FROM t').columns(),
      db.prepare('DELETE FROM t').columns(),
    ];
  });

  same('iterators', ({ db, attempts }) => {
    const select = db.prepare('SELECT 1 AS a UNION ALL SELECT 2');
    const [first, second, third] = [select.iterate(), select.iterate(), select.iterate()] as Iterator<unknown>[];
    return attempts(
      () => first!.next(),
      () => [third!.next(), third!.next(), third!.next(), third!.next()],
      () => second!.next(),
      () => second!.return!(),
      () => second!.next(),
      () => select.get(),
      () => third!.next(),
      () => [...select.iterate()],
      () => {
        for (const row of select.iterate()) return row;
        return null;
      },
      () => select.all(),
      () => select.iterate()[Symbol.iterator]().constructor.name,
    );
  });
});

describe('binding', () => {
  const values = [
    1, -0, NaN, Infinity, 2 ** 53, 1.5, 'text', '', 'a\0b', '\ud800', null, undefined, true, false, 5n, -(2n ** 63n),
    2n ** 63n, Symbol('s'), new Uint8Array([1, 2]), new Uint8Array(0), new DataView(new ArrayBuffer(2)),
    new Float64Array([1.5]), Buffer.from('x'), new ArrayBuffer(2), new Date(0), [], () => 1, { a: 1 },
  ]; // prettier-ignore
  same('values as first and as second parameter', ({ db, attempts }) => {
    const one = db.prepare('SELECT ? AS v, typeof(?1) AS type');
    const two = db.prepare('SELECT ? AS first, ? AS v, typeof(?2) AS type');
    for (const statement of [one, two]) statement.setReadBigInts(true);
    return values.map((value) => attempts(() => one.get(anything(value)), () => two.get('first', anything(value))));
  }); // prettier-ignore

  same('too few and too many', ({ db, attempts }) => {
    const select = db.prepare('SELECT ? AS a, ? AS b');
    return attempts(
      () => select.get(1, 2),
      () => select.get(1),
      () => select.get(),
      () => select.get(1, 2, 3),
      () => select.get([1, 2] as never),
    );
  });

  same('names', ({ db, attempts }) => {
    const select = db.prepare('SELECT $a AS a, :b AS b, @c AS c, ? AS d');
    const clash = db.prepare('SELECT $a AS x, @a AS y');
    const numbered = db.prepare('SELECT ?2 AS b, ?1 AS a, ? AS c');
    return attempts(
      () => select.get({ a: 1, b: 2, c: 3 }, 4),
      () => select.get({ $a: 1, ':b': 2, '@c': 3 }, 4),
      () => select.get({ a: 1 }),
      () => select.get({ a: 1, z: 2 }),
      () => select.get(Object.create({ a: 1 }) as never),
      () => select.get(Object.assign(Object.create(null) as object, { a: 3 }) as never),
      () => clash.get({ a: 1 }),
      () => clash.get({ $a: 1, '@a': 2 }),
      () => numbered.get(1, 2, 3),
      () => select.setAllowBareNamedParameters(false),
      () => select.get({ a: 1 }),
      () => select.get({ $a: 1 }),
      () => select.setAllowUnknownNamedParameters(true),
      () => select.get({ a: 1, $a: 5 }),
    );
  });

  same('settings of the wrong type', ({ db, attempts }) => {
    const select = db.prepare('SELECT 1');
    return attempts(
      () => select.setReadBigInts(anything(1)),
      () => select.setReturnArrays(anything(1)),
      () => select.setAllowBareNamedParameters(anything(1)),
      () => select.setAllowUnknownNamedParameters(anything(1)),
    );
  });

  same('settings of the database', ({ DatabaseSync, attempts }) => {
    const settings = { readBigInts: true, returnArrays: true, allowBareNamedParameters: false };
    const db = new DatabaseSync(':memory:', { ...settings, allowUnknownNamedParameters: true });
    return attempts(
      () => db.prepare('SELECT 1').get(),
      () => db.prepare('SELECT $a').get({ a: 1 }),
      () => (db.prepare as (sql: string, options: unknown) => { get(): unknown }).call(db, 'SELECT 1', { returnArrays: false }).get(),
      () => db.createTagStore().get`SELECT ${5}`,
    );
  }); // prettier-ignore

  same('the source, and what it became', ({ db }) => {
    const select = db.prepare('SELECT :name, ? -- comment');
    const before = [select.sourceSQL, select.expandedSQL];
    select.get({ name: `it's ${'long '.repeat(20)}` }, new Uint8Array(40));
    return [...before, select.sourceSQL, select.expandedSQL];
  });
});

describe('tag stores', () => {
  const sizes = [undefined, 0, -1, 1.5, Infinity, NaN, 'x', null, 5];
  same('their size', ({ db, attempts }) => attempts(...sizes.map((size) => () => db.createTagStore(anything(size)))));

  same('statements are kept, the oldest go first', ({ db }) => {
    const store = db.createTagStore(2);
    const results = [store.get`SELECT ${1} AS a`, store.all`SELECT ${2} AS a`, store.get`SELECT ${'x'} AS a, 3`];
    const size = [store.size, store.capacity, store.db === db];
    store.clear();
    return [results, size, store.size, [...store.iterate`SELECT ${5} AS a UNION ALL SELECT 6`]];
  });

  same('what is no template', ({ db, attempts }) => {
    const store = db.createTagStore();
    const get = store.get.bind(store) as (...args: unknown[]) => unknown;
    db.exec('CREATE TABLE t (a)');
    return attempts(
      () => get('SELECT 1'),
      () => get([1]),
      () => get(),
      () => get(['SELECT 1', ''], 1, 2, 3),
      () => get(['SELECT ', ' AS a, ? AS b'], 1),
      () => store.get`SELECT '${1}'`,
      () => store.get`nonsense ${1}`,
      () => store.get`SELECT ${anything(Symbol('s'))}`,
      () => store.run`INSERT INTO t VALUES (${'x'})`,
      () => store.get`INSERT INTO t VALUES (${'y'})`,
      () => store.all`SELECT * FROM t`,
      () => store.size,
      () => store.get.call(anything({}), anything(['SELECT 1'])),
      () => db.close(),
      () => store.get`SELECT 1`,
    );
  });
});
