import { mergeProgress } from './merge.ts';
import type { Progress } from './progress.ts';
import { readProgress } from './read.ts';

/** A file that cannot be imported; its message says what is wrong with it and what to do. */
export class ProgressFileError extends Error {
  override name = 'ProgressFileError';
}

/** The record as a file that people can read, too. */
export function writeProgressFile(progress: Progress): string {
  const sorted = (part: object) => Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  const { version, exercises, lessons, answers, stages } = progress;
  const parts = { exercises: sorted(exercises), lessons: sorted(lessons), answers: sorted(answers), stages: sorted(stages) };
  return `${JSON.stringify({ about: 'Progress in Engine Room', version, ...parts }, undefined, 2)}\n`;
} // prettier-ignore

/** Throws a `ProgressFileError`. Entries that could not be read are left out and named in `faults`. */
export function readProgressFile(text: string): { progress: Progress; faults: string[] } {
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch (error) {
    throw new ProgressFileError(`The file is not JSON (${(error as Error).message}). Was it cut off, or edited by hand?`);
  } // prettier-ignore
  const read = readProgress(stored);
  if (read === 'newer')
    throw new ProgressFileError(
      'The file was written by a newer version of Engine Room. Reload this page, or update your copy, and try again.',
    );
  if (read === 'unreadable')
    throw new ProgressFileError('The file is no progress of Engine Room: it has no “version” with “exercises”.');
  return read;
}

/** What a merge has brought, to be told. */
export interface Gain {
  exercises: number;
  completed: number;
  answers: number;
  reviews: number;
}

/** What `theirs` knows that `mine` does not. */
export function gainOf(mine: Progress, theirs: Progress): Gain {
  const both = mergeProgress(mine, theirs);
  const completed = ({ exercises }: Progress) =>
    Object.values(exercises).filter(({ status }) => status === 'completed').length;
  const answers = ({ answers: all }: Progress) => Object.values(all).reduce((sum, { given }) => sum + given.length, 0);
  const reviews = ({ stages }: Progress) => Object.values(stages).reduce((sum, one) => sum + one.reviews.length, 0);
  return {
    exercises: Object.keys(both.exercises).length - Object.keys(mine.exercises).length,
    completed: completed(both) - completed(mine),
    answers: answers(both) - answers(mine),
    reviews: reviews(both) - reviews(mine),
  };
}
