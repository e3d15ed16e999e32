import knex from 'knex';
import { createPostgres, table } from './postgres-server.js';
import { serve } from './support.js';

const attemptText = (action) => {
  try {
    return action();
  } catch (error) {
    return [error.name, error.message, error.code];
  }
};

export default [
  [
    'knex: schema, queries and transactions',
    async ({ log, rejects }) => {
      const db = knex({ client: 'better-sqlite3', connection: { filename: ':memory:' }, useNullAsDefault: true });
      await db.schema.createTable('users', (table) => {
        table.increments();
        table.string('name').notNullable().unique();
        table.integer('age').defaultTo(18);
        table.timestamp('at');
      });
      log(
        await db('users').insert([{ name: 'ann', age: 30 }, { name: 'bob' }]),
        await db('users').select().orderBy('id'),
      );
      log(await db('users').where('age', '>', 18).orWhereIn('name', ['bob']).count('* as n').first());
      await rejects(
        db.transaction(async (trx) => {
          await trx('users').insert({ name: 'cy' });
          await trx('users').insert({ name: 'ann' });
        }),
      );
      log(await db('users').pluck('name'), db('users').where({ name: "o'neil" }).toString());
      log(
        await db('users')
          .where({ id: 1 })
          .update({ age: db.raw('age + ?', [1]) }, ['id', 'age']),
        await db('users').where({ name: 'bob' }).del(),
      );
      log(await db.raw('select 1 + ? as two', [1]));
      await db.destroy();
    },
  ],
  [
    'knex: migrations and seeds',
    async ({ log }) => {
      const migrations = {
        '1_users': {
          up: (k) => k.schema.createTable('users', (t) => t.increments()),
          down: (k) => k.schema.dropTable('users'),
        },
        '2_name': {
          up: (k) => k.schema.alterTable('users', (t) => t.string('name')),
          down: (k) => k.schema.alterTable('users', (t) => t.dropColumn('name')),
        },
      };
      const migrationSource = {
        getMigrations: async () => Object.keys(migrations),
        getMigrationName: (name) => name,
        getMigration: async (name) => migrations[name],
      };
      const db = knex({
        client: 'better-sqlite3',
        connection: ':memory:',
        useNullAsDefault: true,
        migrations: { migrationSource },
      });
      log(await db.migrate.latest(), await db.schema.hasColumn('users', 'name'), await db.migrate.currentVersion());
      log(await db.migrate.rollback(), await db.schema.hasTable('users'));
      log((await db.migrate.list())[1].length);
      await db.destroy();
    },
  ],
  [
    'knex: migration files',
    async ({ log, folder, fs }) => {
      const directory = `${folder}/migrations`;
      fs.mkdirSync(directory);
      fs.writeFileSync(
        `${directory}/1_a.cjs`,
        "exports.up = (k) => k.schema.createTable('a', (t) => t.increments()); exports.down = (k) => k.schema.dropTable('a');",
      );
      const db = knex({
        client: 'better-sqlite3',
        connection: { filename: `${folder}/file.db` },
        useNullAsDefault: true,
        migrations: { directory, loadExtensions: ['.cjs'] },
      });
      log(await db.migrate.latest(), await db.schema.hasTable('a'));
      await db.destroy();
    },
  ],
  [
    'knex: migrations and seeds that are ES modules',
    async ({ log, folder, fs, rejects }) => {
      const [migrations, seeds] = ['migrations', 'seeds'].map((name) => `${folder}/${name}`);
      for (const directory of [migrations, seeds]) fs.mkdirSync(directory);
      fs.writeFileSync(
        `${migrations}/1_b.mjs`,
        "const name = await Promise.resolve('b'); export const up = (k) => k.schema.createTable(name, (t) => t.integer('n')); export const down = (k) => k.schema.dropTable(name);",
      );
      fs.writeFileSync(`${seeds}/b.mjs`, "export const seed = (k) => k('b').insert([{ n: 1 }, { n: 2 }]);");
      const db = knex({
        client: 'better-sqlite3',
        connection: ':memory:',
        useNullAsDefault: true,
        migrations: { directory: migrations, loadExtensions: ['.mjs'] },
        seeds: { directory: seeds, loadExtensions: ['.mjs'] },
      });
      log(await db.migrate.latest());
      log(
        (await db.seed.run())[0].map((file) => file.replace(folder, '')),
        await db('b').select(),
      );
      log(await db.migrate.rollback(), await db.schema.hasTable('b'));
      fs.writeFileSync(`${migrations}/2_bad.mjs`, 'export const up = (;');
      await rejects(db.migrate.latest().catch((error) => Promise.reject(error.name)));
      await db.destroy();
    },
  ],
  [
    'knex: queries for other databases, streams, wrong input',
    async ({ log, rejects, attempt }) => {
      for (const client of ['pg', 'mysql2', 'sqlite3'])
        log(
          attemptText(() =>
            knex({ client })('t').where('a', 1).whereNull('b').insert({ a: 1 }).returning('id').toSQL().toNative(),
          ),
        );
      const db = knex({ client: 'better-sqlite3', connection: ':memory:', useNullAsDefault: true });
      attempt(() => knex({ client: 'nonsense' }));
      await rejects(db('missing').select());
      attempt(() => db('t').where({ a: undefined }).toSQL());
      await db.schema.createTable('t', (t) => t.integer('n'));
      await db.batchInsert(
        't',
        Array.from({ length: 10 }, (_, n) => ({ n })),
        3,
      );
      log(await db('t').sum('n as s').avg('n as a').first());
      await db.destroy();
    },
  ],
  [
    'knex: over pg',
    async ({ log, rejects }) => {
      const { port, close } = await serve(createPostgres(table));
      const db = knex({
        client: 'pg',
        connection: { host: '127.0.0.1', port, user: 'u', database: 'd', password: 'x' },
        pool: { min: 0, max: 1 },
      });
      log(
        (await db('users').where('name', 'ann').select())[0],
        await db('users').insert({ name: 'zoe' }).returning(['id', 'name']),
      );
      await rejects(db.raw('broken'));
      await db.destroy();
      await close();
    },
  ],
];
