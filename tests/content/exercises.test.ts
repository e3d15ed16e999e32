import { expect, test } from 'vitest';
import { parseExercise } from '../../sandbox/exercise.ts';
import { placeOf } from '../../sandbox/proof/finding.ts';
import { folderFindings, slugFindings } from '../../sandbox/proof/folder-rules.ts';
import { foldersIn, readFolder } from './read.ts';

// What is graded takes longer: `npm run check course`.
test.each(foldersIn('exercises'))('exercises/%s keeps the rules for its folder', (slug) => {
  const files = readFolder(`exercises/${slug}`);
  const found = [...slugFindings(slug), ...folderFindings(parseExercise(slug, files), files)];
  expect(found.map((finding) => `${placeOf(finding)} ${finding.problem}`)).toEqual([]);
});
