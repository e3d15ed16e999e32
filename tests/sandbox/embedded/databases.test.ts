import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Files } from '../../../sandbox/index.ts';
import { type EmbeddedPage, openEmbeddedPage } from '../../support/embedded-page.ts';

let page: EmbeddedPage;

beforeAll(async () => {
  page = await openEmbeddedPage();
});
afterAll(() => page?.close());

const shop = `
  import { createServer } from 'node:http';
  import Database from 'better-sqlite3';
  const db = new Database(':memory:');
  db.exec('CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL); INSERT INTO notes VALUES (1, \\'a\\'), (2, \\'b\\')');
  createServer((request, response) => {
    if (request.url === '/loop') for (;;);
    for (let id = 0; id < 51; id++) db.prepare('SELECT * FROM notes WHERE id = ?').get(id);
    response.end('ok');
  }).listen(3000);
`;

test('a started program’s databases can be read, and its statements are counted for each request', async () => {
  const told = await page.page.evaluate(lookAtProgram, { 'server.ts': shop });
  expect(told.before).toEqual({ list: [], pulse: 0 });
  expect(told.list).toMatchObject([{ name: ':memory:', library: 'better-sqlite3', closed: false }]);
  expect(told.schema).toMatchObject([{ name: 'notes', rows: 2, columns: [{ name: 'id', key: 1 }, { name: 'text' }] }]);
  expect(told.rows.rows[1]!.map(({ text }) => text)).toEqual(['2', 'b']);
  expect(told.refused).toContain('Allow changes');
  expect(told.changed.changes).toBe(1);
  const byRequest = told.log.statements.find(({ sql }) => sql.startsWith('SELECT'))!;
  expect(byRequest.tallies.map(({ scope, count }) => [scope, count])).toEqual([
    ['GET /all?page=1', 51],
    ['GET /all?page=2', 51],
  ]);
});

async function lookAtProgram(files: Files) {
  const runtime = await window.createRuntime('embedded', { assets: '/engine/', timeLimit: 60 });
  const databases = runtime.databases!;
  await runtime.mount({ 'main.ts': 'setInterval(() => {}, 1000);' });
  await runtime.start('main.ts');
  const before = { list: await databases.list(), pulse: await databases.pulse() };
  await runtime.mount(files);
  await runtime.start('server.ts');
  for (const url of ['http://localhost/all?page=1', 'http://localhost/all?page=2']) {
    await (await runtime.fetch(new Request(url))).text();
  }
  const list = await databases.list();
  const { id } = list[0]!;
  const schema = await databases.schema(id);
  const log = await databases.statements();
  const refused = await databases.query(id, 'DELETE FROM notes').catch((error: Error) => error.message);
  const changed = await databases.query(id, `INSERT INTO notes VALUES (3, 'c')`, { allowChanges: true });
  const rows = await databases.rows(id, { schema: 'main', name: 'notes' }, { offset: 0, limit: 2 });
  await runtime.dispose();
  return { before, list, schema, rows, log, refused: String(refused), changed };
}

test('the last run’s databases stay as each test left them', async () => {
  const suite = `
    import Database from 'better-sqlite3';
    import { describe, expect, onTestFinished, test } from 'vitest';
    describe('shop', () => {
      test.each(['one', 'two'])('%s', (name) => {
        const db = new Database(':memory:');
        onTestFinished(() => void db.close());
        db.exec('CREATE TABLE t (name)');
        db.prepare('INSERT INTO t VALUES (?)').run(name);
        expect(name).toBe('one');
      });
    });
  `;
  const told = await page.page.evaluate(lookAtTests, { 'shop.test.ts': suite });
  expect(told.list.map(({ scope, closed }) => [scope, closed])).toEqual([
    ['shop > one', true],
    ['shop > two', true],
  ]);
  expect(told.rows).toEqual([[[{ type: 'text', text: 'one' }]], [[{ type: 'text', text: 'two' }]]]);
  const insert = told.log.statements.find(({ sql }) => sql === 'INSERT INTO t VALUES (?)');
  expect(insert?.tallies.map(({ scope, count }) => [scope, count])).toEqual([
    ['shop > one', 1],
    ['shop > two', 1],
  ]);
  expect(told.gone).toContain('No program is running');
});

async function lookAtTests(files: Files) {
  const runtime = await window.createRuntime('embedded', { assets: '/engine/', packages: ['better-sqlite3'] });
  const databases = runtime.databases!;
  // A realm that has been idle has warmed up with a database of its own.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await runtime.mount(files);
  await runtime.test();
  const list = await databases.list();
  const rows = [];
  for (const { id } of list) {
    rows.push((await databases.rows(id, { schema: 'main', name: 't' }, { offset: 0, limit: 5 })).rows);
  }
  const log = await databases.statements();
  await runtime.mount({});
  const gone = await databases.list().catch((error: Error) => error.message);
  await runtime.dispose();
  return { list, rows, log, gone: String(gone) };
}

test('a program that is busy says so, and goes on', async () => {
  const told = await page.page.evaluate(lookAtBusyProgram, { 'server.ts': shop });
  expect(told).toContain('The program is busy');
});

async function lookAtBusyProgram(files: Files) {
  const runtime = await window.createRuntime('embedded', { assets: '/engine/', timeLimit: 6 });
  await runtime.mount(files);
  await runtime.start('server.ts');
  const loop = runtime.fetch(new Request('http://localhost/loop')).catch(() => {});
  let told: unknown;
  // Those that come before the request are answered.
  do told = await runtime.databases!.list().catch((error: Error) => error.message);
  while (typeof told !== 'string');
  await runtime.dispose();
  await Promise.race([loop, new Promise((resolve) => setTimeout(resolve, 100))]);
  return told;
}
