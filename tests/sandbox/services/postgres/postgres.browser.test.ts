import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbeddedPage, type EmbeddedPage } from '../../../support/embedded-page.ts';
import { gradeOnce } from '../../../support/node-grader.ts';
import { verdicts } from '../../../support/verdicts.ts';
import { suite } from './suite.ts';

const files = { 'app.test.ts': suite };
let page: EmbeddedPage;
beforeAll(async () => {
  page = await openEmbeddedPage();
});
afterAll(() => page?.close());

test('PostgreSQL does the same in Node and in the browser', async () => {
  const [node, browser] = [await gradeOnce(files, 60), (await page.grade(files)).report];
  const failed = 'tests' in node ? node.tests?.filter(({ status }) => status === 'failed') : undefined;
  expect(failed?.map(({ name, message }) => [name, message])).toEqual([
    ['is a failed test in the words of the suite', 'expected +0 to be 1 // Object.is equality'],
  ]);
  expect(verdicts(browser)).toEqual(verdicts(node));
});

test('a host that does not answer any more is ended, and the next run has a fresh one', async () => {
  const endless = `
import pg from 'pg';
import { expect, test } from 'vitest';
import { postgres } from '#testing/postgres';
test('never comes back', async () => {
  const client = new pg.Client({ connectionString: (await postgres()).url });
  await client.connect();
  await client.query('CREATE TABLE left_over (id int)');
  await client.query('WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more) SELECT count(*) FROM more');
});`;
  const { report } = await page.grade({ 'app.test.ts': endless }, { timeLimit: 40 });
  expect(verdicts(report)).toMatchObject([{ name: 'never comes back', status: 'failed' }]);
  const after = await page.grade(files);
  expect(after.report.status).toBe('failed');
  expect(verdicts(after.report)).toHaveLength(13);
});
