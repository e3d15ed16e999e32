import type { Graded } from './graded.ts';

/**
 * What `npm test -- --json` writes: a list with one object for each exercise, in the order in which they were graded.
 * An object is the exercise's `TestReport` (see sandbox/types.ts) with `slug`, `title`, `folder` and, where a server was
 * graded instead of files, `server`.
 */
export function jsonReport(all: Graded[]): string {
  return `${JSON.stringify(all.map(jsonEntry), undefined, 2)}\n`;
}

/** One of its objects, for lists of another kind. */
export function jsonEntry({ exercise: { slug, title }, folder, server, report }: Graded) {
  return { slug, title, folder, ...(server !== undefined && { server }), ...report };
}
