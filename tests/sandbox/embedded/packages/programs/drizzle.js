import Database from 'better-sqlite3';
import { and, count, desc, eq, like, relations, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres';
import { pgTable, serial, text as pgText } from 'drizzle-orm/pg-core';
import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { Pool } from 'pg';
import { createPostgres, table } from './postgres-server.js';
import { serve } from './support.js';

const users = sqliteTable(
  'users',
  { id: integer('id').primaryKey({ autoIncrement: true }), name: text('name').notNull(), age: integer('age') },
  (table) => [uniqueIndex('by_name').on(table.name)],
);
const notes = sqliteTable('notes', {
  id: integer('id').primaryKey(),
  userId: integer('user_id').references(() => users.id),
  body: text('body', { mode: 'json' }),
});
const links = [
  relations(users, ({ many }) => ({ notes: many(notes) })),
  relations(notes, ({ one }) => ({ user: one(users, { fields: [notes.userId], references: [users.id] }) })),
];
function open(options) {
  const client = new Database(':memory:');
  client.exec(
    'CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, age INTEGER); CREATE TABLE notes (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, body TEXT)',
  );
  return { client, db: drizzle({ client, schema: { users, notes, toNotes: links[0], toUser: links[1] }, ...options }) };
}

export default [
  [
    'drizzle: queries',
    async ({ log }) => {
      const { client, db } = open();
      log(
        db
          .insert(users)
          .values([{ name: 'ann', age: 30 }, { name: 'bob' }])
          .returning()
          .all(),
      );
      log(
        await db
          .select()
          .from(users)
          .where(and(like(users.name, 'a%'), eq(users.age, 30))),
      );
      log(
        db
          .update(users)
          .set({ age: sql`${users.age} + 1` })
          .where(eq(users.name, 'ann'))
          .run(),
      );
      log(
        await db
          .select({ name: users.name, n: count() })
          .from(users)
          .groupBy(users.name)
          .orderBy(desc(users.name))
          .limit(1),
      );
      log(db.select().from(users).where(eq(users.id, 1)).toSQL());
      log(db.delete(users).where(eq(users.id, 2)).returning({ id: users.id }).get());
      client.close();
    },
  ],
  [
    'drizzle: relations, JSON, joins, logging',
    async ({ log }) => {
      const seen = [];
      const { client, db } = open({ logger: { logQuery: (query, values) => seen.push([query, values]) } });
      db.insert(users).values({ name: 'ann' }).run();
      db.insert(notes)
        .values([
          { userId: 1, body: { tags: ['x'] } },
          { userId: 1, body: null },
        ])
        .run();
      log(await db.query.users.findFirst({ with: { notes: { columns: { body: true } } } }));
      log(await db.select().from(notes).leftJoin(users, eq(notes.userId, users.id)));
      log(seen);
      client.close();
    },
  ],
  [
    'drizzle: transactions and errors',
    async ({ log, attempt, rejects }) => {
      const { client, db } = open();
      attempt(() =>
        db.transaction((tx) => {
          tx.insert(users).values({ name: 'gone' }).run();
          throw new Error('undo');
        }),
      );
      attempt(() => db.transaction((tx) => tx.rollback()));
      db.insert(users).values({ name: 'ann' }).run();
      await rejects((async () => db.insert(users).values({ name: 'ann' }))());
      log(db.all(sql`SELECT name FROM users WHERE name = ${'ann'}`), db.get(sql`SELECT count(*) AS n FROM users`));
      client.close();
    },
  ],
  [
    'drizzle: over pg',
    async ({ log, rejects }) => {
      const seen = [];
      const { port, close } = await serve(
        createPostgres((query, values) => {
          seen.push([query, values]);
          return /users/.test(query) && /^select/.test(query)
            ? {
                fields: [
                  ['id', 23],
                  ['name', 25],
                ],
                rows: [['1', 'ann']],
              }
            : table(query, values);
        }),
      );
      const pool = new Pool({ host: '127.0.0.1', port, user: 'u', database: 'd', password: 'x' });
      const people = pgTable('users', { id: serial('id').primaryKey(), name: pgText('name') });
      const db = drizzlePg({ client: pool });
      log(await db.select().from(people).where(eq(people.name, 'ann')));
      await db.transaction(async (tx) => {
        await tx.insert(people).values({ name: 'zoe' });
      });
      await rejects(db.execute(sql`broken`));
      log(seen);
      await pool.end();
      await close();
    },
  ],
];
