import { describe } from 'vitest';
import { type Bench, same } from './differential.ts';

const anything = (value: unknown) => value as never;

describe('functions', () => {
  const definitions: unknown[][] = [
    [], [5, () => 1], ['f'], ['f', 5], ['f', 5, () => 1], ['f', { varargs: 1 }, () => 1], ['f', {}, 5],
    ['f', { deterministic: 1 }, () => 1], ['f', { directOnly: 1 }, () => 1], ['f', { useBigIntArguments: 1 }, () => 1],
  ]; // prettier-ignore
  same('definitions that are none', ({ db, attempts }) =>
    attempts(...definitions.map((args) => () => (db.function as (...all: unknown[]) => void).apply(db, args))),
  );

  const results = [
    1, 1.5, -0, NaN, 'text', 'a\0b', '', null, undefined, 5n, 2n ** 80n, true, {}, [], Symbol('s'), new Date(0),
    new Uint8Array([1]), new Uint8Array(0), new DataView(new ArrayBuffer(2)), new ArrayBuffer(1), Promise.resolve(1),
  ]; // prettier-ignore
  same('results', ({ db, attempts }) => {
    let result: unknown;
    db.function('f', () => anything(result));
    const select = db.prepare('SELECT f() AS v, typeof(f()) AS type');
    return results.map((value) => {
      result = value;
      return attempts(() => select.get(), () => select.all());
    });
  }); // prettier-ignore

  same('arguments', ({ db, attempts }) => {
    const show = (...args: unknown[]) => args.map((arg) => `${typeof arg} ${arg as string}`).join();
    db.function('show', { varargs: true }, show);
    db.function('big', { varargs: true, useBigIntArguments: true }, show);
    db.function('two', (a, b) => `${a}${b}`);
    db.function('two', (a) => `only ${a}`);
    return attempts(
      () => db.prepare(`SELECT show(1, 2.5, 'a', NULL, x'0102') AS v`).get(),
      () => db.prepare(`SELECT big(1, 2.5, 9007199254740993) AS v`).get(),
      () => db.prepare('SELECT show(9007199254740993) AS v').get(),
      () => db.prepare('SELECT two(1, 2), two(3)').get(),
      () => db.prepare('SELECT two(1, 2, 3)').get(),
    );
  });

  same('errors of user code', ({ db, attempts }) => {
    db.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)');
    db.function('fail', (value) => {
      if (value === 2) throw new RangeError('mine');
      return value;
    });
    db.function('text', () => {
      throw 'a string'; // oxlint-disable-line no-throw-literal
    });
    return attempts(
      () => db.prepare('SELECT fail(a) FROM t').all(),
      () => [...db.prepare('SELECT fail(a) FROM t').iterate()],
      () => db.prepare('SELECT fail(a) FROM t').get(),
      () => db.exec('UPDATE t SET a = fail(a) + 10'),
      () => db.prepare('UPDATE t SET a = fail(a) + 10').run(),
      () => db.prepare('SELECT * FROM t').all(),
      () => db.prepare('SELECT text()').get(),
      () => db.prepare('SELECT 1 AS fine').get(),
    );
  });

  same('flags', ({ db, attempts }) => {
    db.exec('CREATE TABLE t (a)');
    db.function('plain', (a) => a);
    db.function('sure', { deterministic: true }, (a) => a);
    db.function('direct', { directOnly: true }, (a) => a);
    return attempts(
      () => db.exec('CREATE INDEX i ON t (plain(a))'),
      () => db.exec('CREATE INDEX j ON t (sure(a))'),
      () => db.exec('CREATE VIEW v AS SELECT direct(a) FROM t; SELECT * FROM v'),
    );
  });

  same('queries inside, and an endless recursion', ({ db, attempts }) => {
    db.exec('CREATE TABLE t (a); INSERT INTO t VALUES (5)');
    db.function('sum', (a) => anything((db.prepare('SELECT max(a) + ? AS m FROM t').get(a) as { m: number }).m));
    db.function('deep', () => anything(db.prepare('SELECT deep()').get()));
    const depth = () => {
      try {
        return db.prepare('SELECT deep()').get();
      } catch (error) {
        return (error as Error).constructor.name;
      }
    };
    return attempts(
      () => db.prepare('SELECT sum(5) AS s').get(),
      depth,
      () => db.prepare('SELECT sum(6) AS s').get(),
    );
  });
});

describe('aggregates', () => {
  const fill = ({ db }: Pick<Bench, 'db'>) => db.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1), (2), (3)');
  const step = (a: unknown, b: unknown) => anything(Number(a) + Number(b));

  same('definitions that are none', ({ db, attempts }) =>
    attempts(
      ...[{}, { start: 0 }, { start: 0, step: 5 }, { start: 0, step, inverse: 5 }, { start: 0, step, varargs: 1 },
        { start: 0, step, directOnly: 1 }, { start: 0, step, useBigIntArguments: 1 }, undefined,
      ].map((options) => () => db.aggregate('x', anything(options))),
    ),
  ); // prettier-ignore

  same('sums, windows and lists', (bench) => {
    const { db } = bench;
    fill(bench);
    db.aggregate('total', { start: 0, step });
    db.aggregate('list', {
      start: () => anything([]),
      step: (list, value) => anything([...(list as unknown as string[]), value]),
      inverse: (list) => anything((list as unknown as string[]).slice(1)),
      result: (list) => (list as unknown as string[]).join(),
    });
    db.aggregate('count_all', { start: 0, varargs: true, step: (n, ...rest) => anything(Number(n) + rest.length) });
    return [
      db.prepare('SELECT total(a) AS v, total(a) FILTER (WHERE a > 5) AS w FROM t').get(),
      db.prepare('SELECT list(a) OVER (ORDER BY a ROWS 1 PRECEDING) AS w FROM t').all(),
      db.prepare('SELECT list(a) AS w FROM t').get(),
      db.prepare('SELECT count_all(a, 2, 3) AS n FROM t').get(),
      db.prepare('SELECT total(a) AS v FROM t WHERE 0').get(),
    ];
  });

  same('errors of user code', (bench) => {
    const { db, attempts } = bench;
    fill(bench);
    const fail = (): never => {
      throw new RangeError('mine');
    };
    db.aggregate('a', { start: 0, step: (_a, _b) => fail() });
    db.aggregate('b', { start: fail, step });
    db.aggregate('c', { start: 0, step, result: fail });
    db.aggregate('d', { start: 0, step, inverse: (_a, _b) => fail() });
    db.aggregate('e', { start: 0, step: (_a, _b) => anything(undefined), result: () => anything({}) });
    return attempts(
      ...['a', 'b', 'c', 'e'].map((name) => () => db.prepare(`SELECT ${name}(a) FROM t`).get()),
      () => db.prepare('SELECT d(a) OVER (ORDER BY a ROWS 1 PRECEDING) FROM t').all(),
      () => db.prepare('SELECT 1 AS fine').get(),
    );
  });
});

describe('the authorizer', () => {
  const answers = ['x', 7, 1, 2, undefined, null, 0.5];
  same('answers', ({ db, attempts }) => {
    db.exec('CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 2)');
    return [
      ...attempts(() => db.setAuthorizer(anything(5)), () => db.setAuthorizer(anything(undefined))),
      ...answers.map((answer) => {
        db.setAuthorizer((action) => (action === 20 ? anything(answer) : 0));
        return attempts(() => db.prepare('SELECT b FROM t').get(), () => db.exec('SELECT b FROM t'));
      }),
      ...attempts(() => {
        db.setAuthorizer(() => {
          throw new RangeError('mine');
        });
        db.prepare('SELECT b FROM t');
      }, () => db.setAuthorizer(null), () => db.prepare('SELECT b FROM t').get()),
    ];
  }); // prettier-ignore

  same('questions', ({ db }) => {
    const asked: unknown[] = [];
    db.exec('CREATE TABLE t (a, b)');
    db.setAuthorizer((...args) => {
      asked.push(args);
      return 0;
    });
    db.prepare('SELECT a FROM t').all();
    db.exec('DELETE FROM t; CREATE TABLE u (x); DROP TABLE u; PRAGMA user_version; BEGIN; COMMIT');
    return asked;
  });
});

describe('sessions', () => {
  function twoShops({ DatabaseSync }: Pick<Bench, 'DatabaseSync'>) {
    const shops = [new DatabaseSync(':memory:'), new DatabaseSync(':memory:')] as const;
    for (const shop of shops) {
      shop.exec('CREATE TABLE a (id INTEGER PRIMARY KEY, v TEXT); CREATE TABLE b (id INTEGER PRIMARY KEY, v)');
    }
    return shops;
  }

  same('options', ({ db, attempts }) =>
    attempts(
      ...[5, null, { table: 5 }, { db: 5 }, { table: 'none' }, { db: 'none' }, {}].map(
        (options) => () => db.createSession(anything(options)),
      ),
    ),
  );

  same('changes travel', (bench) => {
    const [from, to] = twoShops(bench);
    const [all, one] = [from.createSession(), from.createSession({ table: 'a' })];
    from.exec(
      `INSERT INTO a VALUES (1, 'x'), (2, 'y'); INSERT INTO b VALUES (5, 6); UPDATE a SET v = 'z' WHERE id = 2`,
    );
    const asked: number[] = [];
    return bench.attempts(
      () => [one.changeset(), one.patchset(), all.changeset().length],
      () => to.applyChangeset(all.changeset(), { filter: (table) => table === 'a' }),
      () => [to.prepare('SELECT * FROM a').all(), to.prepare('SELECT * FROM b').all()],
      () => to.applyChangeset(all.changeset()),
      () => to.applyChangeset(all.changeset(), { onConflict: (type) => (asked.push(type), 0) }),
      () => [asked, to.prepare('SELECT * FROM b').all()],
      () => to.applyChangeset(one.changeset(), { onConflict: () => 1 }),
      () => to.applyChangeset(one.changeset(), { onConflict: () => 99 }),
      () => to.applyChangeset(one.changeset(), { onConflict: () => anything('x') }),
    );
  });

  same('errors', (bench) => {
    const { attempts } = bench;
    const [from, to] = twoShops(bench);
    const session = from.createSession();
    from.exec(`INSERT INTO a VALUES (1, 'x')`);
    to.exec(`INSERT INTO a VALUES (1, 'x')`);
    const fail = (): never => {
      throw new RangeError('mine');
    };
    return attempts(
      ...[undefined, 5, new Uint8Array([1, 2])].map((changes) => () => to.applyChangeset(anything(changes))),
      ...[5, { onConflict: 5 }, { filter: 5 }, { filter: undefined }].map(
        (options) => () => to.applyChangeset(session.changeset(), anything(options)),
      ),
      () => to.applyChangeset(session.changeset(), { onConflict: fail }),
      () => to.applyChangeset(session.changeset(), { filter: fail }),
      () => to.prepare('SELECT * FROM a').all(),
      () => session.close(),
      () => session.close(),
      () => session[Symbol.dispose](),
      () => session.changeset(),
      () => from.close(),
      () => session.changeset(),
    );
  });
});

describe('backup', () => {
  const fill = ({ db }: Pick<Bench, 'db'>) => {
    db.exec('CREATE TABLE t (a)');
    const insert = db.prepare('INSERT INTO t VALUES (?)');
    for (let i = 0; i < 200; i++) insert.run('x'.repeat(1000));
  };
  const settle = (act: () => unknown, attempt: Bench['attempt']) =>
    Promise.resolve(attempt(act)).catch((error: unknown) =>
      attempt(() => {
        throw error;
      }),
    );

  same('progress, and what it copied', async (bench) => {
    const { db, backup, file, DatabaseSync } = bench;
    fill(bench);
    const seen: unknown[] = [];
    const pages = await backup(db, file('copy.db'), { rate: 20, progress: (info) => void seen.push(info) });
    return [pages, seen, new DatabaseSync(file('copy.db')).prepare('SELECT count(*) AS n FROM t').get()];
  });

  same('a source that is closed meanwhile', async (bench) => {
    fill(bench);
    const { db, backup, file, DatabaseSync } = bench;
    await backup(db, file('a.db'));
    const source = new DatabaseSync(file('a.db'));
    const copied = backup(source, file('b.db'), { rate: 1 });
    source.close();
    return copied;
  });

  same('errors', async ({ db, backup, file, attempt }) => {
    const fail = (): never => {
      throw new RangeError('mine');
    };
    db.exec('CREATE TABLE t (a); INSERT INTO t VALUES (zeroblob(20000))');
    const acts = [
      () => backup(anything(undefined), file('x.db')),
      () => backup(db, anything(undefined)),
      () => backup(db, file('no/x.db')),
      () => backup(db, file('x.db'), { source: 'none' }),
      () => backup(db, file('x.db'), { rate: 1, progress: fail }),
      ...[5, { rate: 0 }, { rate: 'x' }, { rate: 1.5 }, { source: 5 }, { target: 5 }, { progress: 5 }].map(
        (options) => () => backup(db, file('x.db'), anything(options)),
      ),
    ];
    const results: unknown[] = [];
    for (const act of acts) results.push(await settle(act, attempt));
    return results;
  });
});
