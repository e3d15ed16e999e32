import { readdirSync } from 'node:fs';
import { inspect } from 'node:util';
import { describe } from 'vitest';
import { type Bench, same } from './differential.ts';

const anything = (value: unknown) => value as never;

describe('the module', () => {
  const describeProperties = (object: object) =>
    Reflect.ownKeys(object)
      .filter((key) => typeof key === 'symbol' || !['arguments', 'caller', 'length'].includes(key))
      .map((key) => {
        const { value, get, ...flags } = Object.getOwnPropertyDescriptor(object, key)!;
        return [key, get ? 'getter' : typeof value, flags];
      })
      .sort(([a], [b]) => String(a).localeCompare(String(b)));

  same('classes, methods and constants', ({ DatabaseSync, StatementSync, constants, db, backup }) => [
    [DatabaseSync.name, StatementSync.name, backup.name, backup.length, DatabaseSync.length],
    describeProperties(DatabaseSync.prototype),
    describeProperties(StatementSync.prototype),
    describeProperties(db),
    describeProperties(db.prepare('SELECT 1')),
    describeProperties(Object.getPrototypeOf(db.createSession()) as object),
    constants,
  ]);

  same('what console.log shows', ({ db }) => {
    const statement = db.prepare('SELECT 1 AS a');
    return [db, statement, statement.iterate(), db.createSession(), db.limits].map((value) => inspect(value));
  });

  same('constructors that are not for users', ({ StatementSync, DatabaseSync, db, attempts }) => {
    const iterator: unknown = (db.prepare('SELECT 1').iterate() as object).constructor;
    const classes = [StatementSync, iterator, (db.createSession() as object).constructor] as (new () => unknown)[];
    return [
      ...classes.map((Class) => attempts(() => new Class(), anything(Class))),
      attempts(() => (DatabaseSync as unknown as (path: string) => unknown)(':memory:')),
      attempts(
        () => DatabaseSync.prototype.close.call(anything({})),
        () => (StatementSync.prototype.get as () => unknown).call(db),
        () => Object.getOwnPropertyDescriptor(db, 'isOpen')!.get!.call({}),
      ),
    ];
  });

  same('a subclass', ({ DatabaseSync }) => {
    class Shop extends DatabaseSync {
      answer() {
        return this.prepare('SELECT 42 AS answer').get();
      }
    }
    const shop = new Shop(':memory:');
    return [shop.answer(), shop instanceof DatabaseSync, shop.constructor.name];
  });
});

describe('opening', () => {
  const refused = [undefined, null, 5, {}, 'a\0b', new Uint8Array([97, 0]), new URL('http://localhost/')];
  same('paths that are none', ({ DatabaseSync, attempts }) =>
    attempts(...refused.map((path) => () => new DatabaseSync(path as string))),
  );

  same('paths as text, bytes and URL', ({ DatabaseSync, file }) => {
    const create = (path: string | Buffer | URL) => {
      const db = new DatabaseSync(path);
      db.exec('CREATE TABLE IF NOT EXISTS t (a); INSERT INTO t VALUES (1)');
      const found = [db.location(), db.prepare('SELECT count(*) AS n FROM t').get()];
      db.close();
      return found;
    };
    const path = file('shop.db');
    return [create(path), create(Buffer.from(path)), create(new URL(`file://${path}`)), create(`file:${path}?mode=rw`)];
  });

  const options = [
    5, null, { open: 1 }, { readOnly: 1 }, { enableForeignKeyConstraints: 1 }, { enableDoubleQuotedStringLiterals: 1 },
    { allowExtension: 1 }, { timeout: 1.5 }, { timeout: '1' }, { readBigInts: 1 }, { returnArrays: 1 }, { defensive: 1 },
    { allowBareNamedParameters: 1 }, { allowUnknownNamedParameters: 1 }, { limits: 5 }, { limits: { length: -1 } },
    { limits: { attach: '1' } },
  ]; // prettier-ignore
  same('options of the wrong type', ({ DatabaseSync, attempts }) =>
    attempts(...options.map((each) => () => new DatabaseSync(':memory:', anything(each)))),
  );

  same('an explicit undefined is not an object', ({ DatabaseSync, attempt }) =>
    attempt(() => new DatabaseSync(':memory:', undefined)),
  );

  same('defaults', ({ db }) =>
    ['foreign_keys', 'cache_size', 'synchronous', 'page_size', 'encoding', 'busy_timeout', 'temp_store', 'auto_vacuum',
      'recursive_triggers', 'trusted_schema', 'wal_autocheckpoint', 'locking_mode', 'journal_mode', 'mmap_size',
    ].map((pragma) => db.prepare(`PRAGMA ${pragma}`).get()),
  ); // prettier-ignore

  same('files that cannot be opened', ({ DatabaseSync, file, attempts }) =>
    attempts(
      () => new DatabaseSync(file('no/such/folder.db')),
      () => new DatabaseSync(file('missing.db'), { readOnly: true }),
      () => new DatabaseSync(`file:${file('missing.db')}?mode=rw`),
      () => new DatabaseSync('file:/x?vfs=none-such'),
      () => new DatabaseSync(file('.')),
    ),
  );

  same('read-only', ({ DatabaseSync, file, attempts }) => {
    const path = file('a.db');
    const writer = new DatabaseSync(path);
    writer.exec('CREATE TABLE t (a)');
    const reader = new DatabaseSync(path, { readOnly: true });
    return attempts(
      () => reader.exec('INSERT INTO t VALUES (1)'),
      () => reader.prepare('SELECT * FROM t').all(),
      () => new DatabaseSync(`file:${path}?mode=ro`).exec('DROP TABLE t'),
    );
  });

  same('open and closed, again and again', ({ DatabaseSync, file, attempts }) => {
    const db = new DatabaseSync(file('a.db'), { open: false });
    const statements: { get(): unknown }[] = [];
    return attempts(
      () => db.isOpen,
      ...[() => db.isTransaction, () => db.close(), () => db.exec('x'), () => db.prepare('x'), () => db.limits.length],
      () => db.location(),
      () => db.open(),
      () => db.open(),
      () => db.isOpen,
      () => void statements.push(db.prepare('SELECT 1 AS a')),
      () => statements[0]!.get(),
      () => db.close(),
      () => statements[0]!.get(),
      () => db[Symbol.dispose](),
      () => db.open(),
      () => db.prepare('SELECT 2 AS a').get(),
      () => statements[0]!.get(),
    );
  });

  same('quotes, foreign keys and defence as options', ({ DatabaseSync, attempts }) => {
    const loose = new DatabaseSync(':memory:', { enableDoubleQuotedStringLiterals: true, defensive: true });
    const strict = new DatabaseSync(':memory:', { enableForeignKeyConstraints: false });
    for (const db of [loose, strict]) db.exec('CREATE TABLE t (a); PRAGMA writable_schema = ON');
    return attempts(
      () => loose.prepare('SELECT "x" AS x').get(),
      () => strict.prepare('SELECT "x" AS x').get(),
      () => strict.prepare('PRAGMA foreign_keys').get(),
      () => loose.exec(`UPDATE sqlite_master SET sql = 'CREATE TABLE t (a, b)'`),
      () => loose.enableDefensive(false),
      () => loose.exec('PRAGMA writable_schema = ON'),
      () => loose.exec(`UPDATE sqlite_master SET sql = 'CREATE TABLE t (a, b)'`),
      () => loose.enableDefensive(anything(1)),
    );
  });
});

describe('files', () => {
  const filesOf = ({ file }: Bench) => readdirSync(file('.')).sort();

  same('WAL keeps full synchronous', (bench) => {
    const db = new bench.DatabaseSync(bench.file('w.db'));
    const found: unknown[] = [db.prepare('PRAGMA journal_mode = wal').get()];
    db.exec('CREATE TABLE t (a)');
    found.push(db.prepare('PRAGMA synchronous').get(), db.prepare('PRAGMA cache_size').get(), filesOf(bench));
    db.close();
    return [...found, filesOf(bench)];
  });

  same('two connections', ({ DatabaseSync, file, attempts }) => {
    const [a, b] = [new DatabaseSync(file('a.db')), new DatabaseSync(file('a.db'), { timeout: 20 })];
    a.exec('CREATE TABLE t (a); BEGIN IMMEDIATE; INSERT INTO t VALUES (1)');
    return attempts(
      () => b.exec('BEGIN IMMEDIATE'),
      () => b.prepare('SELECT * FROM t').all(),
      () => [a.isTransaction, b.isTransaction],
      () => a.exec('COMMIT'),
      () => b.prepare('SELECT * FROM t').all(),
    );
  });

  same('one database in memory for two connections', ({ DatabaseSync, attempts }) => {
    const open = (name: string) => new DatabaseSync(`file:${name}`);
    const [a, b] = [open('both?mode=memory&cache=shared'), open('both?mode=memory&cache=shared')];
    a.exec('CREATE TABLE t (a); INSERT INTO t VALUES (7)');
    open('/other?vfs=memdb').exec('CREATE TABLE u (a)');
    return attempts(
      () => b.prepare('SELECT * FROM t').all(),
      () => a.exec('BEGIN; INSERT INTO t VALUES (8)'),
      () => b.prepare('SELECT * FROM t').all(),
      () => a.exec('COMMIT'),
      () => b.prepare('SELECT * FROM t').all(),
      () => [a.location(), b.location()],
      () => open('/other?vfs=memdb').prepare('SELECT name FROM sqlite_master').all(),
    );
  });

  same('attached databases and copies', ({ DatabaseSync, file, db, attempts }) => {
    db.exec(`ATTACH '${file('other.db')}' AS other; CREATE TABLE other.t (a); INSERT INTO other.t VALUES (1)`);
    return attempts(
      () => [db.location(), db.location('other'), db.location('none')],
      () => db.location(anything(5)),
      () => db.prepare('SELECT * FROM other.t').all(),
      () => db.exec(`VACUUM other INTO '${file('copy.db')}'`),
      () => new DatabaseSync(file('copy.db')).prepare('SELECT * FROM t').all(),
    );
  });

  same('a database as bytes', ({ DatabaseSync, db, attempts }) => {
    db.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1)');
    const copy = new DatabaseSync(':memory:');
    const statement = copy.prepare('SELECT 1');
    return attempts(
      () => new DatabaseSync(':memory:').serialize().length,
      () => [db.serialize().length, db.serialize('main').constructor.name],
      () => db.serialize(anything(5)),
      () => db.serialize('none'),
      ...[undefined, 'x', new Uint8Array(0)].map((bytes) => () => copy.deserialize(anything(bytes))),
      () => copy.deserialize(db.serialize(), anything(5)),
      () => copy.deserialize(db.serialize(), { dbName: anything(5) }),
      () => copy.deserialize(db.serialize()),
      () => statement.get(),
      () => copy.exec('INSERT INTO t VALUES (2)'),
      () => copy.prepare('SELECT * FROM t').all(),
      () => copy.deserialize(new Uint8Array([1, 2, 3])),
      () => copy.prepare('SELECT * FROM t').all(),
    );
  });
});

describe('limits', () => {
  same('reading and setting', ({ DatabaseSync, attempts }) => {
    const db = new DatabaseSync(':memory:', { limits: { attach: 0, variableNumber: 2 } });
    const { limits } = db;
    const set = (value: unknown) => () => {
      limits.column = value as number;
      return limits.column;
    };
    return [
      { ...limits },
      Object.keys(limits),
      'attach' in limits,
      ...attempts(set(10), set('x'), set(-1), set(1.5), set(Infinity), set(2 ** 40)),
      // Named last, because Node closes a database that nothing leads to any more.
      db.isOpen,
    ];
  });

  same('what they refuse', ({ DatabaseSync, attempts }) => {
    const db = new DatabaseSync(':memory:', { limits: { variableNumber: 2, sqlLength: 30 } });
    return attempts(
      () => db.prepare('SELECT ?, ?, ?'),
      () => db.prepare('SELECT 1234567890, 1234567890'),
    );
  });
});

describe('extensions', () => {
  same('are refused as long as nobody allowed them', ({ db, DatabaseSync, attempts }) => {
    const allowed = new DatabaseSync(':memory:', { allowExtension: true });
    return attempts(
      () => db.loadExtension('x'),
      () => db.enableLoadExtension(true),
      () => db.enableLoadExtension(false),
      () => db.enableLoadExtension(anything(undefined)),
      () => allowed.loadExtension(anything(5)),
      () => allowed.enableLoadExtension(false),
      () => allowed.loadExtension('x'),
    );
  });
});
