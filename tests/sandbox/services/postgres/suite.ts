/** What an exercise's suite can rely on; graded in every runtime. */
export const suite = String.raw`
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { explain } from '#testing';
import { postgres, type Postgres } from '#testing/postgres';

let db: Postgres;
let pool: pg.Pool;
const setup = 'CREATE TABLE tickets (id int PRIMARY KEY, seat text NOT NULL, sold boolean DEFAULT false);' +
  "INSERT INTO tickets VALUES (1, 'A1'), (2, 'A2');";
beforeEach(async () => {
  db = await postgres({ setup });
  pool = new pg.Pool({ connectionString: db.url, max: 3 });
});
afterEach(() => pool.end());

test('is PostgreSQL 18 or what the learner brought along', async () => {
  expect((await pool.query('SHOW server_version')).rows[0].server_version).toMatch(/^\d+/);
});

test('begins each test with the setup alone', async () => {
  await pool.query('DELETE FROM tickets');
  await pool.query('CREATE TABLE left_over (id int)');
  await pool.query('CREATE ROLE left_over LOGIN');
  db = await postgres({ setup });
  expect((await pool.query('SELECT count(*)::int AS n FROM tickets')).rows).toEqual([{ n: 2 }]);
  expect((await pool.query("SELECT to_regclass('left_over') AS it")).rows).toEqual([{ it: null }]);
  expect((await pool.query("SELECT 1 FROM pg_roles WHERE rolname = 'left_over'")).rows).toEqual([]);
});

test('goes on after statements that fail, with parameters and without', async () => {
  const client = await pool.connect();
  for (let round = 0; round < 3; round++) {
    await expect(client.query('INSERT INTO tickets VALUES ($1, $2)', [1, 'B1'])).rejects.toMatchObject({ code: '23505', constraint: 'tickets_pkey' });
    await expect(client.query('SELEC 1')).rejects.toMatchObject({ code: '42601' });
    expect((await client.query('SELECT seat FROM tickets WHERE id = $1', [2])).rows).toEqual([{ seat: 'A2' }]);
  }
  client.release();
});

test('says what was sent', async () => {
  await pool.query('UPDATE tickets SET sold = $1 WHERE id = $2 AND NOT sold', [true, 1]);
  await pool.query('SELECT nothing').catch(() => {});
  const statements = await db.statements();
  expect(statements.map(({ sql, parameters, tag, error }) => ({ sql, parameters, tag, error }))).toEqual([
    { sql: 'UPDATE tickets SET sold = $1 WHERE id = $2 AND NOT sold', parameters: ['true', '1'], tag: 'UPDATE 1', error: undefined },
    { sql: 'SELECT nothing', parameters: [], tag: undefined, error: '42703' },
  ]);
  await db.clear();
  expect(await db.statements()).toEqual([]);
});

test('keeps a transaction to the client that began it, and takes it back', async () => {
  const client = await pool.connect();
  await client.query('BEGIN');
  await client.query('UPDATE tickets SET sold = true');
  const outside = pool.query('SELECT count(*)::int AS n FROM tickets WHERE sold');
  await client.query('ROLLBACK');
  expect((await outside).rows).toEqual([{ n: 0 }]);
  client.release();
});

test('explains and measures a plan', async () => {
  const { rows } = await pool.query('EXPLAIN (ANALYZE, FORMAT JSON) SELECT * FROM tickets WHERE id = 1');
  expect(rows[0]['QUERY PLAN'][0].Plan['Node Type']).toBe('Index Scan');
});

test('has roles, and rows that only their owner sees', async () => {
  await db.query('CREATE ROLE bob LOGIN PASSWORD ' + "'bob'");
  await db.query('ALTER TABLE tickets ENABLE ROW LEVEL SECURITY');
  await db.query('CREATE POLICY own ON tickets USING (seat = current_setting(' + "'app.seat', true))");
  await db.query('GRANT SELECT ON tickets TO bob');
  // A pool would throw a client away after an error.
  const bob = new pg.Client({ connectionString: db.urlFor('bob') });
  await bob.connect();
  await bob.query("SET app.seat = 'A2'");
  expect((await bob.query('SELECT id, current_user AS who FROM tickets')).rows).toEqual([{ id: 2, who: 'bob' }]);
  expect((await pool.query('SELECT id FROM tickets ORDER BY id')).rows).toEqual([{ id: 1 }, { id: 2 }]);
  await expect(bob.query('DELETE FROM tickets')).rejects.toMatchObject({ code: '42501' });
  await bob.query('RESET SESSION AUTHORIZATION');
  expect((await bob.query("SELECT current_setting('app.seat') AS seat, current_user AS who")).rows).toEqual([{ seat: 'A2', who: 'bob' }]);
  expect((await bob.query('SELECT session_user AS who, id FROM tickets')).rows).toEqual([{ who: 'bob', id: 2 }]);
  await bob.end();
});

test('what is set in a transaction holds after COMMIT, and not after ROLLBACK, whoever asks meanwhile', async () => {
  const [ann, bob] = [await pool.connect(), await pool.connect()];
  const seat = async (client) => (await client.query("SELECT current_setting('app.seat', true) AS seat")).rows[0].seat;
  await ann.query('BEGIN');
  await ann.query("SET app.seat = 'A1'");
  await ann.query('COMMIT');
  await bob.query("SET app.seat = 'B2'");
  await ann.query('BEGIN');
  await ann.query("SET app.seat = 'C3'");
  await ann.query('ROLLBACK');
  expect([await seat(ann), await seat(bob), await seat(ann)]).toEqual(['A1', 'B2', 'A1']);
  for (const client of [ann, bob]) client.release(true);
});

test('refuses a role that is not there', async () => {
  const nobody = new pg.Client({ connectionString: db.urlFor('nobody') });
  await expect(nobody.connect()).rejects.toThrow(/nobody/);
});

test('notifies whoever listens, over connections', async () => {
  const listener = await pool.connect();
  await listener.query('LISTEN sold');
  const heard = new Promise((resolve) => listener.once('notification', ({ channel, payload }) => resolve([channel, payload])));
  await pool.query("SELECT pg_notify('sold', 'A1')");
  expect(await heard).toEqual(['sold', 'A1']);
  listener.release();
});

test('finds words in texts', async () => {
  const { rows } = await pool.query("SELECT to_tsvector('english', 'Tickets were sold') @@ to_tsquery('english', 'ticket & sell') AS found");
  expect(rows).toEqual([{ found: false }]);
  expect((await pool.query("SELECT to_tsvector('english', 'Selling tickets') @@ to_tsquery('english', 'ticket & sell') AS found")).rows).toEqual([{ found: true }]);
});

test('passes large results and parameters', async () => {
  const long = 'x'.repeat(300_000);
  expect((await pool.query('SELECT $1::text AS back', [long])).rows[0].back).toBe(long);
  expect((await pool.query('SELECT generate_series(1, 20000) AS n')).rows).toHaveLength(20000);
});

test('is a failed test in the words of the suite', async () => {
  expect((await db.statements()).length, explain({ sent: 'nothing', got: 'no statement', expected: 'one', because: 'somebody asked' })).toBe(1);
});
`;

/** Two sessions that wait for each other: the first test needs a server of one's own. */
export const sideBySide = String.raw`
import pg from 'pg';
import { expect, test } from 'vitest';
import { needsSessions, postgres } from '#testing/postgres';

const setup = 'CREATE TABLE seats (id int PRIMARY KEY, sold boolean DEFAULT false); INSERT INTO seats VALUES (1), (2);';
const connect = async (url: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
};

test('two transactions that lock each other end in a deadlock', async () => {
  needsSessions();
  const { url } = await postgres({ setup });
  const [one, two] = [await connect(url), await connect(url)];
  await one.query('BEGIN; SET LOCAL deadlock_timeout = 50');
  await two.query('BEGIN');
  await one.query('UPDATE seats SET sold = true WHERE id = 1');
  await two.query('UPDATE seats SET sold = true WHERE id = 2');
  const waiting = two.query('UPDATE seats SET sold = true WHERE id = 1').catch((error) => error);
  await expect(one.query('UPDATE seats SET sold = true WHERE id = 2')).rejects.toMatchObject({ code: '40P01' });
  await one.query('ROLLBACK');
  await waiting;
  await two.query('ROLLBACK');
  await Promise.all([one.end(), two.end()]);
});

test('a statement that would wait for another connection is not left waiting for ever', async () => {
  const { url } = await postgres({ setup });
  const [one, two] = [await connect(url), await connect(url)];
  await one.query('BEGIN');
  await one.query('UPDATE seats SET sold = true WHERE id = 1');
  await two.query("SET lock_timeout = '100ms'").catch(() => {});
  await expect(two.query('UPDATE seats SET sold = true WHERE id = 1')).rejects.toMatchObject({ code: '55P03' });
  await one.query('COMMIT');
  expect((await two.query('SELECT sold FROM seats WHERE id = 1')).rows).toEqual([{ sold: true }]);
  await Promise.all([one.end(), two.end()]);
});
`;
