import { expect, test } from 'vitest';
import { runBatch } from '../../../sandbox/mutants/batch.ts';
import type { Files } from '../../../sandbox/types.ts';

const suite = `import { expect, test } from 'vitest';
import { add } from './app.ts';
test('adds', () => expect(add(1, 2)).toBe(3));
test('adds again', async () => expect(await add(2, 2)).toBe(4));
`;
const variant = (name: string, body: string): { name: string; files: Files } => ({
  name,
  files: { 'app.ts': `export const add = (a: number, b: number): any => { ${body} };`, 'app.test.ts': suite },
});

test('many variants share two processes; what loops, waits for ever or blocks for good holds nobody up', async () => {
  const results = await runBatch(
    [
      variant('right', 'return a + b;'),
      variant('wrong', 'return a - b;'),
      variant('loops', 'while (true) a += 1;'),
      variant('loops in turns', 'return a === 1 ? 3 : (async () => { while (true) await a; })();'),
      variant('waits', 'return a === 1 ? 3 : new Promise(() => {});'),
      // Nothing that a counter of turns can see.
      variant('blocks', "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);"),
      variant('exits', 'process.exit(0);'),
      variant('right again', 'return a + b;'),
    ],
    { workers: 2, timeout: 500, silence: 1500 },
  );

  const statuses = Object.fromEntries([...results].map(([name, { status }]) => [name, status]));
  expect(statuses).toMatchObject({
    right: 'passed',
    wrong: 'failed',
    loops: 'failed',
    'loops in turns': 'failed',
    waits: 'failed',
    blocks: 'lost',
    'right again': 'passed',
  });
  expect(statuses['exits']).not.toBe('passed');
  expect(results.get('loops')!.said).toContain('This loop does not end');
}); // prettier-ignore

const onPostgres = `import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { postgres } from '#testing/postgres';
const urls = (globalThis.urls ??= new Set());
test('begins with the setup alone', async () => {
  const db = await postgres({ setup: 'CREATE TABLE notes (id int)' });
  urls.add(db.url);
  expect(urls.size).toBe(1);
  const client = new pg.Client({ connectionString: db.url });
  client.on('error', () => {});
  await client.connect();
  expect((await client.query('SELECT * FROM notes')).rows).toEqual([]);
  await client.query('BEGIN');
  await client.query('INSERT INTO notes VALUES (1)');
  // As several instances of an app do.
  vi.resetModules();
});
`;

test('the suites of a process share its PostgreSQL, and find nothing of each other', async () => {
  const variants = [1, 2, 3].map((round) => ({ name: `round ${round}`, files: { 'app.test.ts': onPostgres } }));

  const results = await runBatch(variants, { workers: 1, timeout: 20_000 });

  expect([...results.values()]).toEqual(variants.map(() => ({ status: 'passed', said: '' })));
});
