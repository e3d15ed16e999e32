/** An exercise as the folder that `npm run open` makes of it. Pure. */
import type { Exercise } from '../../../sandbox/types.ts';
import type { TextFiles } from '../../../sandbox/session/work.ts';

export const folderName = (slug: string): string => `workspace/${slug}`;

/** Path in the archive → contents. `readme` is the exercise's README.md, where it is known. */
export function folderOf(exercise: Exercise, files: TextFiles, readme?: string): TextFiles {
  const { slug, title, tests } = exercise;
  const suite = Object.entries(tests).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const inside: TextFiles = { ...files, ...Object.fromEntries(suite), ...(readme ? { 'README.md': readme } : {}) };
  const folder = Object.entries(inside).map(([path, contents]) => [`${folderName(slug)}/${path}`, contents] as const);
  return { 'README.txt': instructions(slug, title), ...Object.fromEntries(folder) };
}

const instructions = (slug: string, title: string) => `${title}

Your work on this exercise, laid out as the course keeps it on a computer.

To grade it there:

1. Unpack this archive in the folder of the course, so that ${folderName(slug)}/ lies beside exercises/.
2. Run: npm test ${slug}

To go on in the browser: open the exercise, then choose Work, Import, and this archive or the folder.
`;
