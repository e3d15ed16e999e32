import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFolder } from '../../../../sandbox/local/workspace.ts';
import { openEmbeddedPage, type EmbeddedPage } from '../../../support/embedded-page.ts';

/** The suites of these folders also run in Node, each by itself: here the embedded runtime grades the same texts. */
const suites = ['answer', 'graphql', 'instances', 'lambda', 'model'];

let embedded: EmbeddedPage;
beforeAll(async () => {
  embedded = await openEmbeddedPage();
});
afterAll(() => embedded?.close());

test.each(suites)('the suites of #testing/%s pass in Chromium', async (name) => {
  const { report } = await embedded.grade(readFolder(path.join(import.meta.dirname, name)));
  const failed = report.status === 'error' ? [report] : report.tests.filter(({ status }) => status !== 'passed');
  expect(failed).toEqual([]);
  expect(report.status).toBe('passed');
});
