import { spawnSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { comparable } from '../../../sandbox/proof/agreement.ts';
import type { TestReport } from '../../../sandbox/types.ts';
import { openEmbeddedPage, type EmbeddedPage } from '../../support/embedded-page.ts';
import { createNodeGrader } from '../../support/node-grader.ts';
import { verdicts } from '../../support/verdicts.ts';
import { shellSuite } from './suite.ts';

let embedded: EmbeddedPage;
beforeAll(async () => {
  embedded = await openEmbeddedPage();
}, 120_000);
afterAll(() => embedded?.close());
afterEach(() => delete process.env['SHELL_NATIVE']);

const gradeInNode = createNodeGrader(20);

const oneFailed = (report: TestReport) => {
  const failed = 'tests' in report ? report.tests?.filter(({ status }) => status === 'failed') : [report];
  expect(failed).toMatchObject([{ name: 'is a failed test in the words of the suite' }]);
};

test('the shell does the same in Node and in the browser, and once more in the same worker', async () => {
  const node = await gradeInNode('shell', shellSuite);
  oneFailed(node);
  for (const round of ['first', 'again']) {
    const { report } = await embedded.grade(shellSuite, { timeLimit: 20 });
    expect(comparable(report), round).toEqual(comparable(node));
  }
}, 90_000);

const there = ['bash', 'git', 'redis-cli'].filter((program) => spawnSync(program, ['--version']).status === 0);
test.skipIf(there.length < 3)(
  'the bash, Git and redis-cli of this computer do what the suite relies on',
  async () => {
    process.env['SHELL_NATIVE'] = '1';
    const native = await gradeInNode('native', shellSuite);
    delete process.env['SHELL_NATIVE'];
    oneFailed(native);
    expect(verdicts(native)).toEqual(verdicts(await gradeInNode('shell', shellSuite)));
  },
  60_000,
);
