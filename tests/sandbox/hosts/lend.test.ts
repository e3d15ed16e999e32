import { expect, onTestFinished, test } from 'vitest';
import { lentVariable } from '../../../sandbox/hosts/borrow.ts';
import { lendHost } from '../../../sandbox/hosts/lend.ts';
import { createLocalRuntime } from '../../../sandbox/runtimes/local.ts';
import type { Output } from '../../../sandbox/types.ts';

/** Leaves a table, a role and an open transaction behind, and a client that nobody has ended. */
const suite = `import pg from 'pg';
import { expect, test } from 'vitest';
import { postgres } from '#testing/postgres';
test('begins with the setup alone', async () => {
  const db = await postgres({ setup: 'CREATE TABLE notes (id int)' });
  const client = new pg.Client({ connectionString: db.url });
  client.on('error', () => {});
  await client.connect();
  expect((await client.query("SELECT to_regclass('left_over') AS it")).rows).toEqual([{ it: null }]);
  expect((await client.query('SELECT * FROM notes')).rows).toEqual([]);
  console.log('transaction', (await client.query('SELECT pg_current_xact_id()::text AS id')).rows[0].id);
  await client.query('CREATE TABLE left_over (id int); CREATE ROLE somebody');
  await client.query('BEGIN');
  await client.query('INSERT INTO notes VALUES (1)');
  expect((await db.statements()).map(({ tag }) => tag)).toContain('INSERT 0 1');
});
`;

const endless = `import pg from 'pg';
import { test } from 'vitest';
import { postgres } from '#testing/postgres';
test('never comes back', async () => {
  const client = new pg.Client({ connectionString: (await postgres()).url });
  await client.connect();
  await client.query('WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more) SELECT count(*) FROM more');
});
`;

async function openRuntime() {
  const lent = await lendHost('postgres');
  onTestFinished(lent.close);
  const env = { [lentVariable('postgres')]: String(lent.port) };
  const runtime = await createLocalRuntime({ timeLimit: 60, env });
  onTestFinished(() => runtime.dispose());
  /** The report, and how many transactions its PostgreSQL had seen. */
  return async (text: string) => {
    const outputs: Output[] = [];
    await runtime.mount({ 'app.test.ts': text });
    const report = await runtime.test({ onOutput: (output) => void outputs.push(output) });
    const said = outputs.map((output) => output.text).join('');
    return { report, transaction: Number(/transaction (\d+)/.exec(said)?.[1]) };
  };
}

test('one PostgreSQL serves several processes one after the other, and each finds it empty', async () => {
  const run = await openRuntime();

  const [first, second, third] = [await run(suite), await run(suite), await run(suite)];

  for (const { report } of [first, second, third]) expect(report).toMatchObject({ status: 'passed' });
  // A PostgreSQL of its own would begin to count anew.
  expect(second.transaction).toBeGreaterThan(first.transaction);
  expect(third.transaction).toBeGreaterThan(second.transaction);
}, 120_000);

test('a process that left it busy for good is followed by one that gets another', async () => {
  const run = await openRuntime();

  const stuck = await run(endless);
  const after = await run(suite);

  expect(stuck.report).toMatchObject({ status: 'failed' });
  expect(after.report).toMatchObject({ status: 'passed' });
}, 120_000);
