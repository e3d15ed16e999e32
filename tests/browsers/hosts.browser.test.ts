import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Files } from '../../sandbox/types.ts';
import { suite as postgresSuite } from '../sandbox/services/postgres/suite.ts';
import { mongoSuite, redisSuite } from '../sandbox/services/suites.ts';
import { shellSuite } from '../sandbox/shell/suite.ts';
import { browsers } from '../support/browsers.ts';
import { inBrowsers } from '../support/in-browsers.ts';
import { createNodeGrader } from '../support/node-grader.ts';
import { verdicts } from '../support/verdicts.ts';

const pythonSuite = path.resolve(import.meta.dirname, '../sandbox/languages/python/contract/app.test.ts');

/** The contract of each host: what exercises rely on, with one test that fails on purpose. */
const suites: Record<string, Files> = {
  redis: redisSuite,
  mongodb: mongoSuite,
  shell: shellSuite,
  postgres: { 'app.test.ts': postgresSuite },
  python: { 'app.test.ts': readFileSync(pythonSuite, 'utf8') },
};
const gradeInNode = createNodeGrader(30);

/** Where a host does not start, as its table says. One that does has to leave the list. */
const absent: Partial<Record<string, string[]>> = { webkit: ['postgres', 'python'] };

/** Chromium has them in a file beside each host, where more is asked of it. */
inBrowsers(
  (embedded, browser) => {
    test.each(Object.entries(suites))('%s does what it does in Node', async (name, files) => {
      const [expected, { report }] = [await gradeInNode(name, files), await embedded().grade(files, { timeLimit: 60 })];
      expect(verdicts(expected)).toEqual(expect.arrayContaining([expect.objectContaining({ status: 'failed' })]));
      if (absent[browser]?.includes(name)) {
        expect(report).toMatchObject({ status: 'error', message: expect.stringContaining('did not start') });
        return;
      }
      expect(verdicts(report)).toEqual(verdicts(expected));
    }, 180_000); // prettier-ignore
  },
  browsers.filter((name) => name !== 'chromium'),
);
