import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseExercise, variantsOf } from '../../sandbox/exercise.ts';
import { readFolder } from '../../sandbox/local/workspace.ts';
import { comparable } from '../../sandbox/proof/agreement.ts';
import { browsers } from '../support/browsers.ts';
import { inBrowsers } from '../support/in-browsers.ts';
import { createNodeGrader } from '../support/node-grader.ts';

/**
 * The promise of the course: one exercise, one suite, one report, equal in every word. In Chromium every variant is
 * compared, by `npm run check -- --runtime embedded`; in the other browsers here.
 */
const folder = path.resolve(import.meta.dirname, '../../exercises');

const slugs = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const answers = slugs.flatMap(({ name: slug }) => {
  const files = readFolder(path.join(folder, slug));
  return variantsOf(parseExercise(slug, files), files).map(({ name, files }) => ({ slug, variant: name, files }));
});

const gradeInNode = createNodeGrader(60);

inBrowsers(
  (embedded) => {
    test.each(answers)('$slug $variant', async ({ slug, variant, files }) => {
      const { report } = await embedded().grade(files, { timeLimit: 60 });
      const expected = await gradeInNode(`${slug} ${variant}`, files);
      expect(comparable(report)).toEqual(comparable(expected));
      expect(expected.status).toBe(variant === 'starter' || variant.startsWith('wrong/') ? 'failed' : 'passed');
    });
  },
  browsers.filter((name) => name !== 'chromium'),
);
