import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isAsked } from '../answers/files.ts';
import { parseExercise, taskReadme } from '../exercise.ts';
import { isHidden } from '../hidden-files.ts';
import { nearest } from '../nearest.ts';
import type { Exercise, Files } from '../types.ts';

/** Something that a person can put right; its message says how. */
export class WorkspaceError extends Error {
  override name = 'WorkspaceError';
}

export interface Work {
  exercise: Exercise;
  /** What is graded: the learner's files with the suite as the course has it. */
  files: Files;
  /** What the learner should know and that does not stop the run. */
  notes: string[];
}

/** The learner's copies in `workspace/`, made from `exercises/`. Nothing that is there is ever overwritten. */
export function createWorkspace(project: string, workspace = path.join(project, 'workspace')) {
  const course = path.join(project, 'exercises');
  const slugs = () => foldersIn(course).filter((slug) => existsSync(path.join(course, slug, 'README.md')));
  const opened = () => foldersIn(workspace);

  const read = (slug: string): Exercise => {
    if (!slugs().includes(slug)) throw new WorkspaceError(unknownSlug(slug, slugs()));
    return parseExercise(slug, readFolder(path.join(course, slug)));
  };

  /** Copies what is not there yet and returns the names of what it wrote. */
  const open = (slug: string) => {
    const exercise = read(slug);
    const folder = path.join(workspace, slug);
    const written = Object.entries({
      ...exercise.starter,
      ...exercise.tests,
      'README.md': taskReadme(exercise),
    }).filter(([file]) => !existsSync(path.join(folder, file)));
    for (const [file, contents] of written) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), contents);
    }
    return { exercise, folder: path.relative(project, folder), written: written.map(([file]) => file) };
  };

  const work = (slug: string): Work => {
    const folder = `workspace/${slug}`;
    if (!slugs().includes(slug)) throw new WorkspaceError(strayFolder(slug, slugs()));
    const exercise = read(slug);
    const present = readFolder(path.join(workspace, slug));
    const missing = Object.keys(exercise.starter).filter((file) => !(file in present));
    if (missing.length) {
      const names = missing.map((file) => `${folder}/${file}`).join(', ');
      throw new WorkspaceError(
        `${names} ${missing.length > 1 ? 'are' : 'is'} missing. \`npm run open ${slug}\` puts back what is missing and leaves the rest as it is.`,
      );
    }
    const edited = Object.keys(exercise.tests).filter(
      (file) => file in present && sameLines(present[file]!) !== sameLines(exercise.tests[file]!),
    );
    const own = Object.entries(present).filter(([file]) => file !== 'README.md' && !/^[^/]+\.test\.ts$/.test(file));
    const notes = edited.map((file) =>
      isAsked(file)
        ? `${folder}/${file} differs from the course's. Your copy was left alone; this was graded by the course's.`
        : `${folder}/${file} differs from the course's suite. Your copy was left alone; the course's suite graded this.`,
    );
    return { exercise, files: { ...Object.fromEntries(own), ...exercise.tests }, notes };
  };

  return { slugs, opened, read, open, work, folder: workspace };
}

/** Line ends may differ between a checkout and a copy of it. */
const sameLines = (contents: string | Uint8Array) => String(contents).replaceAll('\r\n', '\n');

const unknownSlug = (slug: string, slugs: string[]) => {
  const near = nearest(slug, slugs);
  const list = near.length ? `Did you mean ${near.join(' or ')}?` : `The exercises are: ${slugs.join(', ')}.`;
  return `There is no exercise “${slug}”. ${list}`;
};

const strayFolder = (slug: string, slugs: string[]) => {
  const [near] = nearest(slug, slugs, 1);
  const back = near
    ? `If it was workspace/${near}, rename it back, or run \`npm run open ${near}\` for a fresh copy beside it.`
    : 'Rename it to the exercise that it belongs to, or move it elsewhere.';
  return `workspace/${slug} belongs to no exercise, so it cannot be graded. ${back}`;
};

/** The names of the folders in `parent`, in order; those that begin with a dot are nobody's. */
export function foldersIn(parent: string): string[] {
  if (!existsSync(parent)) return [];
  const entries = readdirSync(parent, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}

/** Every file below `folder`; text as strings, the rest as bytes. */
export function readFolder(folder: string): Files {
  const files: Files = {};
  if (!existsSync(folder)) return files;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const full = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, full).split(path.sep).join('/');
    if (!entry.isFile() || name.split('/').some((part) => part === 'node_modules' || isHidden(part))) continue;
    const bytes = readFileSync(full);
    files[name] = bytes.includes(0) ? new Uint8Array(bytes) : bytes.toString('utf8');
  }
  return files;
}
