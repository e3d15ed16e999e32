import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLocalRuntime } from '../../sandbox/runtimes/local.ts';
import type { Runtime, TestReport } from '../../sandbox/types.ts';
import { openEmbeddedPage, type EmbeddedPage } from '../support/embedded-page.ts';
import { honest, tricks } from './tampering/tricks.ts';

/** Nothing is forged by accident: wrong answers never pass, whatever they do to what they are graded with. */
let embedded: EmbeddedPage;
let local: Runtime;
beforeAll(async () => {
  [embedded, local] = await Promise.all([openEmbeddedPage(), createLocalRuntime({ timeLimit: 60 })]);
});
afterAll(async () => void (await Promise.all([embedded?.close(), local?.dispose()])));

async function grade(files: Parameters<Runtime['mount']>[0]): Promise<TestReport[]> {
  await local.mount(files);
  const [inNode, inBrowser] = await Promise.all([local.test(), embedded.grade(files, { timeLimit: 60 })]);
  return [inNode, inBrowser.report];
}

/** What a learner reads first. */
function said(report: TestReport): string {
  if (report.status === 'error') return report.message;
  const failed = report.tests.map(({ message }) => message).filter((message) => message !== undefined);
  return `${report.status}: ${failed.join('\n')}`;
}

describe('a wrong answer does not pass', () => {
  test.each(Object.keys(tricks))('%s', async (name) => {
    const { files, says } = tricks[name]!;
    for (const report of await grade(files)) {
      expect(report.status).not.toBe('passed');
      expect(report.status === 'error' && report.reason).not.toBe('internal');
      expect(said(report)).toMatch(says);
    }
  });
});

describe('an honest right answer passes', () => {
  test.each(Object.keys(honest))('%s', async (name) => {
    for (const report of await grade(honest[name]!)) expect(said(report)).toBe('passed: ');
  });
});
