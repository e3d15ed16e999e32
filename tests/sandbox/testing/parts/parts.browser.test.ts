import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Files } from '../../../../sandbox/types.ts';
import { openEmbeddedPage, type EmbeddedPage } from '../../../support/embedded-page.ts';

/** The suites of these folders also run in Node, each by itself: here the embedded runtime grades the same texts. */
const suites = ['graphql', 'instances', 'lambda', 'model'];

const filesOf = (name: string): Files =>
  Object.fromEntries(
    readdirSync(path.join(import.meta.dirname, name)).map((file) => [
      file,
      readFileSync(path.join(import.meta.dirname, name, file), 'utf8'),
    ]),
  );

let embedded: EmbeddedPage;
beforeAll(async () => {
  embedded = await openEmbeddedPage();
});
afterAll(() => embedded?.close());

test.each(suites)('the suites of #testing/%s pass in Chromium', async (name) => {
  const { report } = await embedded.grade(filesOf(name), { timeLimit: 60 });
  const failed = report.status === 'error' ? [report] : report.tests.filter(({ status }) => status !== 'passed');
  expect(failed).toEqual([]);
  expect(report.status).toBe('passed');
});
