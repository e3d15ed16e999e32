/** What a learner may call a file of an exercise. Pure. */
import { isHidden } from '../hidden-files.ts';
import type { Exercise } from '../types.ts';
import type { TextFiles } from './work.ts';

export const limits = { path: 100, files: 60, fileCharacters: 200_000, allCharacters: 1_000_000 };

export type Suite = Pick<Exercise, 'tests'>;

/** Why no file can be called so, as a sentence for the learner. Nothing when one can. */
export function nameFault(path: string, { tests }: Suite): string | undefined {
  const parts = path.split('/');
  if (!path.trim()) return 'A file needs a name. Type one, such as `helpers.ts`.';
  if (path.length > limits.path) return `The name is longer than ${limits.path} characters. Choose a shorter one.`;
  if (path.startsWith('/') || path.includes('\\') || /^[a-z]:/i.test(path)) {
    return `“${path}” is a path of a whole computer. Write it from the exercise’s folder on, with / between folders, such as \`lib/helpers.ts\`.`;
  }
  if (parts.some((part) => part === '' || part === '.' || part === '..')) {
    return `“${path}” does not stay in the exercise’s folder. Leave out empty parts, \`.\` and \`..\`.`;
  }
  if (!parts.every((part) => /^[\w.@+-]+$/.test(part)) || parts.some((part) => part.endsWith('.'))) {
    return `“${path}” holds characters that not every system allows. Use letters, digits, dashes, underscores and dots, with a letter or digit at the end.`;
  }
  const hidden = parts.find(isHidden);
  if (hidden) return `“${hidden}” begins with a dot, and \`npm test\` leaves such files out. Choose a name without it.`;
  if (parts.some((part) => /^(con|prn|aux|nul|com\d|lpt\d|__proto__|node_modules)(\.|$)/i.test(part))) {
    return `“${path}” has a meaning of its own on some systems. Choose another name.`;
  }
  return courseFault(path, tests);
}

function courseFault(path: string, tests: Exercise['tests']): string | undefined {
  const folder = /^(solution|alt|wrong|asked)(\/|$)/i.exec(path)?.[1];
  if (folder) return `The course keeps its own files in “${folder}”. Choose another name.`;
  if (/^readme\.(md|txt)$/i.test(path)) return `“${path}” is the exercise’s own text. Choose another name.`;
  // Where there is no suite, tests are as good as any other file.
  if (Object.keys(tests).length && /^[^/]+\.test\.ts$/i.test(path)) {
    return `“${path}” would be taken for the suite that grades you. Leave out \`.test\`, or put it into a folder.`;
  }
  return undefined;
}

/** Why the name clashes with the files that are there. `except` is the file that is being renamed. */
export function clashFault(path: string, files: TextFiles, { tests }: Suite, except?: string): string | undefined {
  const wanted = path.toLowerCase();
  for (const other of [...Object.keys(files), ...Object.keys(tests)]) {
    if (other === except) continue;
    const there = other.toLowerCase();
    if (there === wanted) {
      const why = other === path ? '' : ' Some systems do not tell capitals apart.';
      return `There is a file “${other}” already.${why} Choose another name, or open that one.`;
    }
    if (there.startsWith(`${wanted}/`)) return `“${path}” is a folder already. Choose another name.`;
    if (wanted.startsWith(`${there}/`))
      return `“${other}” is a file, so nothing can be put into it. Choose another name.`;
  }
  return undefined;
}

/** Why these files are too much to be kept. */
export function sizeFault(files: TextFiles): string | undefined {
  const all = Object.entries(files);
  if (all.length > limits.files) return `An exercise holds ${limits.files} files at most. Remove one first.`;
  const long = all.find(([, contents]) => contents.length > limits.fileCharacters);
  if (long)
    return `“${long[0]}” has more than ${limits.fileCharacters / 1000} kB, too much to be kept. Shorten it first.`;
  const total = all.reduce((sum, [, contents]) => sum + contents.length, 0);
  if (total > limits.allCharacters)
    return `The files have more than ${limits.allCharacters / 1_000_000} MB together. Shorten one first.`;
  return undefined;
}
