import Database, { SqliteError } from 'better-sqlite3';
import { Kysely, SqliteDialect, sql as kyselySql } from 'kysely';

function open() {
  const client = new Database(':memory:');
  client.exec(
    'CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, age INTEGER); CREATE TABLE notes (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, body TEXT)',
  );
  return client;
}

export default [
  [
    'better-sqlite3: statements, transactions, errors',
    ({ log, attempt }) => {
      const client = open();
      const insert = client.prepare('INSERT INTO users (name, age) VALUES (@name, @age)');
      const all = client.transaction((rows) => rows.map((row) => insert.run(row)));
      log(
        all([
          { name: 'ann', age: 30 },
          { name: 'bob', age: null },
        ]),
      );
      attempt(() =>
        all([
          { name: 'cy', age: 1 },
          { name: 'ann', age: 2 },
        ]),
      );
      log(
        client.prepare('SELECT * FROM users ORDER BY id').all(),
        client.prepare('SELECT name FROM users').pluck().all(),
      );
      try {
        insert.run({ name: 'ann', age: 1 });
      } catch (error) {
        log(error instanceof SqliteError, error.code);
      }
      client.close();
    },
  ],
  [
    'better-sqlite3: files and iteration',
    ({ log, folder, fs }) => {
      const client = new Database(`${folder}/a.db`);
      client.pragma('journal_mode = WAL');
      client.exec("CREATE TABLE t (x); INSERT INTO t VALUES (1), ('two'), (3.5), (NULL), (x'ff')");
      for (const row of client.prepare('SELECT x, typeof(x) AS type FROM t').iterate()) log(row);
      client.close();
      log(
        fs.readdirSync(folder),
        new Database(`${folder}/a.db`, { readonly: true }).prepare('SELECT count(*) FROM t').pluck().get(),
      );
    },
  ],
  [
    'better-sqlite3: functions and big integers',
    ({ log }) => {
      const client = open();
      client.function('slug', (value) => value.toLowerCase().replaceAll(' ', '-'));
      client.aggregate('median', {
        start: () => [],
        step: (list, value) => [...list, value],
        result: (list) => list.sort()[list.length >> 1],
      });
      log(
        client.prepare("SELECT slug('A B') AS slug, (SELECT median(value) FROM json_each('[3,1,2]')) AS median").get(),
      );
      log(client.prepare('SELECT 9007199254740993 AS n').safeIntegers().get());
      client.close();
    },
  ],
  [
    'kysely: queries over better-sqlite3',
    async ({ log, rejects }) => {
      const client = open();
      const db = new Kysely({ dialect: new SqliteDialect({ database: client }) });
      log(
        await db
          .insertInto('users')
          .values([
            { name: 'ann', age: 3 },
            { name: 'bob', age: null },
          ])
          .returning(['id', 'name'])
          .execute(),
      );
      log(
        await db.selectFrom('users').selectAll().where('age', 'is not', null).executeTakeFirst(),
        db.selectFrom('users').select('id').where('name', 'in', ['a']).compile().sql,
      );
      await rejects(
        db.transaction().execute(async (trx) => {
          await trx.deleteFrom('users').execute();
          throw new Error('undo');
        }),
      );
      log(await kyselySql`SELECT count(*) AS n FROM users`.execute(db).then(({ rows }) => rows));
      await rejects(db.selectFrom('users').selectAll().where('id', '=', 99).executeTakeFirstOrThrow());
      await db.destroy();
    },
  ],
  [
    'kysely: schema and joins',
    async ({ log }) => {
      const db = new Kysely({ dialect: new SqliteDialect({ database: new Database(':memory:') }) });
      await db.schema
        .createTable('a')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('b', 'text')
        .execute();
      await db
        .insertInto('a')
        .values({ id: 1, b: 'x' })
        .onConflict((one) => one.column('id').doUpdateSet({ b: 'y' }))
        .execute();
      log(
        await db
          .selectFrom('a as one')
          .innerJoin('a as two', 'one.id', 'two.id')
          .select(['one.id', 'two.b as other'])
          .execute(),
      );
      log(
        (await db.introspection.getTables()).map(({ name, columns }) => [
          name,
          columns.map((column) => [column.name, column.dataType]),
        ]),
      );
      await db.destroy();
    },
  ],
  [
    'kysely: streams and plugins',
    async ({ log }) => {
      const seen = [];
      const client = open();
      const db = new Kysely({
        dialect: new SqliteDialect({ database: async () => client }),
        log: (event) => seen.push([event.level, event.query.sql]),
      });
      await db
        .insertInto('users')
        .values(['a', 'b', 'c'].map((name) => ({ name })))
        .execute();
      for await (const row of db.selectFrom('users').select('name').stream(2)) log(row);
      log(seen);
      await db.destroy();
    },
  ],
];
