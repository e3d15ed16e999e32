import { afterAll, beforeAll, expect, test } from 'vitest';
import { comparable } from '../../../sandbox/proof/agreement.ts';
import { openEmbeddedPage, type EmbeddedPage } from '../../support/embedded-page.ts';
import { createNodeGrader } from '../../support/node-grader.ts';
import { mongoSuite, redisSuite } from './suites.ts';

let embedded: EmbeddedPage;
beforeAll(async () => {
  embedded = await openEmbeddedPage();
});
afterAll(() => embedded?.close());

const gradeInNode = createNodeGrader(60);

/** A learner's program with its client against the part of `#testing`, in the page and in Node: the same report. */
test.each(Object.entries({ redis: redisSuite, mongodb: mongoSuite }))(
  'exercises with %s get the same report in the browser and in Node',
  async (name, files) => {
    const { report } = await embedded.grade(files, { timeLimit: 60 });
    const expected = await gradeInNode(name, files);
    expect(report).toMatchObject({ status: 'failed' });
    expect(comparable(report)).toEqual(comparable(expected));
    const { tests } = report as { tests: { name: string; status: string; message?: string }[] };
    const failed = tests.filter(({ status }) => status === 'failed');
    expect(failed.map((one) => `${one.name}: ${one.message}`)).toEqual([
      expect.stringContaining('is told what failed: '),
    ]);
    // Graded once more by the same worker: nothing was kept, no port is taken.
    const again = await embedded.grade(files, { timeLimit: 60 });
    expect(comparable(again.report)).toEqual(comparable(expected));
  },
);
