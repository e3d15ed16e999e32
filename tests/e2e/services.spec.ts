import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import type { ExercisePage } from '../../site/exercise/model.ts';

const server = `
import http from 'node:http';
import pg from 'pg';
import { createClient } from 'redis';
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
pool.on('error', () => {});
const cache = createClient({ url: process.env.REDIS_URL! });
cache.on('error', () => {});
await cache.connect();
http.createServer(async (request, response) => {
  await pool.query('INSERT INTO visits (path) VALUES ($1)', [request.url]);
  const { rows } = await pool.query('SELECT count(*)::int AS n FROM visits');
  response.end('visit ' + rows[0].n + ', ' + (await cache.incr('visits')));
}).listen(3000);
`;
const schema = 'CREATE TABLE visits (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, path text, paid boolean);\n';

/** An exercise whose server has databases, made of one that has none. */
async function openServices(page: Page, setup = schema) {
  await page.route('**/exercises/hello-server/', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replace(/(id="exercise-data"[^>]*>)([^<]*)/, (_whole, start: string, json: string) => {
      const data = JSON.parse(json) as ExercisePage;
      Object.assign(data.exercise.starter, { 'server.ts': server, 'schema.sql': setup });
      data.exercise.services = ['postgres', 'redis'];
      return start + JSON.stringify(data).replaceAll('<', '\\u003c');
    });
    await route.fulfill({ response: answer, body });
  });
  await page.goto('/exercises/hello-server/', { waitUntil: 'load' });
  await expect(page.getByText('Ready, also offline')).toBeAttached();
  await page.getByRole('tab', { name: 'Data' }).click();
  return page.getByRole('region', { name: 'Data', exact: true });
} // prettier-ignore

const axe = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).include('section.data').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
};

test('the databases beside the server: rows, keys, queries, and a statement without end', async ({ page }) => {
  const data = await openServices(page);
  await data.getByRole('button', { name: 'Start server.ts' }).click();
  const choice = data.getByRole('combobox', { name: 'Database' });
  await expect(choice.locator('option')).toHaveText(['PostgreSQL', 'Redis'], { timeout: 40_000 });
  await expect(data.getByRole('list', { name: 'Tables' }).getByRole('button')).toHaveText(['visits 0 rows']);

  // A request changes what is shown, without being asked to.
  await page.getByRole('tab', { name: 'Request' }).click();
  const request = page.getByRole('region', { name: 'Request', exact: true });
  await request.getByRole('button', { name: 'Send' }).click();
  await expect(request).toContainText('visit 1, 1');
  await page.getByRole('tab', { name: 'Data' }).click();
  await expect(data.getByRole('region', { name: 'Rows of visits' }).getByRole('row').nth(1)).toHaveText('1/NULL');
  await axe(page);
  await choice.selectOption('Redis');
  await expect(data.getByRole('region', { name: 'Rows of db0' }).getByRole('row').nth(1)).toHaveText('visitsstringNULL1');
  await data.getByRole('tab', { name: 'Statements' }).click();
  await expect(data.getByRole('region', { name: 'Statements' })).toContainText('INCR visits');

  await choice.selectOption('PostgreSQL');
  await data.getByRole('tab', { name: 'Query' }).click();
  const sql = data.getByRole('textbox', { name: 'SQL' });
  const run = data.getByRole('button', { name: 'Run query' });
  await sql.fill('SELECT path,\n  prize FROM visits');
  await run.click();
  await expect(data).toContainText('Line 2: ERROR:  column "prize" does not exist');
  await sql.fill('WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more) SELECT count(*) FROM more');
  await run.click();
  await expect(data).toContainText('To stop it ends the databases');
  await axe(page);
  await data.getByRole('button', { name: 'Stop' }).click();
  await expect(data).toContainText('Stopped: the databases were ended');
  await sql.fill('SELECT count(*) AS n FROM visits');
  // Until they run again, the box says that they do not.
  await expect(async () => {
    await run.click();
    await expect(data.getByRole('region', { name: 'Result' }).getByRole('row').nth(1)).toHaveText('0', { timeout: 500 });
  }).toPass({ timeout: 40_000 });
}); // prettier-ignore

test('psql and redis-cli in the terminal reach the databases of the server', async ({ page }) => {
  const data = await openServices(page);
  await data.getByRole('button', { name: 'Start server.ts' }).click();
  await expect(data.getByRole('combobox', { name: 'Database' })).toBeVisible({ timeout: 40_000 });
  await page.getByRole('tab', { name: 'Terminal' }).click();
  const terminal = page.getByRole('region', { name: 'Terminal' });
  const screen = terminal.locator('.xterm-rows');
  const prompt = /learner:~\/hello-server\$ *$/;
  const run = async (line: string, printed: string | RegExp) => {
    await expect(screen).toHaveText(prompt);
    await page.keyboard.insertText(`clear; ${line}`);
    await page.keyboard.press('Enter');
    await expect(screen).toContainText(printed);
  };
  await expect(screen).toHaveText(prompt);
  await terminal.getByRole('textbox', { name: 'Terminal input' }).focus();
  await run('curl -s localhost:3000/a', 'visit 1, 1');
  await run('redis-cli GET visits', /"1"/);
  await run('psql -A -t -c "SELECT path FROM visits"', /\/a/);
  await run('redis-cli INCR visits; curl -s localhost:3000/b', 'visit 2, 3');
  // What waits is ended with its connection, and takes nothing that comes later.
  await expect(screen).toHaveText(prompt);
  await page.keyboard.insertText('clear; echo waiting; redis-cli BLPOP jobs 0');
  await page.keyboard.press('Enter');
  await expect(screen).toContainText('waiting');
  await page.keyboard.press('Control+C');
  await run(
    'redis-cli RPUSH jobs one; redis-cli LLEN jobs; redis-cli -p 6399 PING',
    'Could not connect to Redis at 127.0.0.1:6399: Connection refused',
  );
  await expect(screen).toContainText('(integer) 1(integer) 1');
});

test('a fault of schema.sql is said where the server starts, with its line', async ({ page }) => {
  const data = await openServices(page, 'CREATE TABLE seats (id int);\n\nINSERT INTO seats VALUES (nobody);\n');
  await data.getByRole('button', { name: 'Start server.ts' }).click();
  await expect(data).toContainText('Your server did not start.', { timeout: 40_000 });
  await page.getByRole('tab', { name: 'Request' }).click();
  const request = page.getByRole('region', { name: 'Request', exact: true });
  await expect(request).toContainText('schema.sql:3: ERROR:  column "nobody" does not exist');
  await expect(request.getByRole('button', { name: 'schema.sql, line 3' })).toBeVisible();
});
