import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseExercise, variantsOf } from '../../sandbox/exercise.ts';
import { hostsOf } from '../../sandbox/hosts/catalogue.ts';
import { readFolder } from '../../sandbox/local/workspace.ts';
import { comparable } from '../../sandbox/proof/agreement.ts';
import type { Files, TestReport } from '../../sandbox/types.ts';
import { browsers, type BrowserName } from '../support/browsers.ts';
import { inBrowsers } from '../support/in-browsers.ts';
import { createNodeGrader } from '../support/node-grader.ts';

/**
 * The promise of the course: one exercise, one suite, one report, equal in every word. In Chromium every variant is
 * compared, by `npm run check -- --runtime embedded`; in the other browsers here, of three exercises all and of the others
 * what a learner begins and ends with. Wrong answers need nothing of a browser that right ones do not.
 */
const whole = ['hello-server', 'notes-ownership', 'validate-new-task'];

/** No host starts in WebKit: tests/browsers/hosts.browser.test.ts holds that, and notices when one does. */
const canRun = (browser: BrowserName, files: Files): boolean =>
  browser !== 'webkit' || hostsOf(Object.values(files).map(String)).length === 0;

const folder = path.resolve(import.meta.dirname, '../../exercises');

const slugs = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const answers = slugs.flatMap(({ name: slug }) => {
  const files = readFolder(path.join(folder, slug));
  return variantsOf(parseExercise(slug, files), files)
    .filter(({ name }) => whole.includes(slug) || name === 'starter' || name === 'solution')
    .map(({ name, files }) => ({ slug, variant: name, files }));
});

const gradeInNode = createNodeGrader(60);

/** Without the frames on the page of an error: V8 alone names what a function is called on, and shows who awaited. */
const withoutFrames = (report: TestReport): TestReport =>
  JSON.parse(
    JSON.stringify(report).replaceAll(/(?:<br> &nbsp; &nbsp;at [^<]*)*<\/pre>/g, '<br> &nbsp;</pre>'),
  ) as TestReport;

inBrowsers(
  (embedded, browser) => {
    const possible = answers.filter(({ files }) => canRun(browser, files));
    test.each(possible)('$slug $variant', async ({ slug, variant, files }) => {
      // One after the other: side by side, either takes the time that the other is measured by.
      const expected = await gradeInNode(`${slug} ${variant}`, files);
      const { report } = await embedded().grade(files, { timeLimit: 60 });
      expect(comparable(withoutFrames(report))).toEqual(comparable(withoutFrames(expected)));
      expect(expected.status).toBe(variant === 'starter' || variant.startsWith('wrong/') ? 'failed' : 'passed');
    });
  },
  browsers.filter((name) => name !== 'chromium'),
);
