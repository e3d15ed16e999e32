/** A learner's files of one exercise, as they are stored. Pure. */

export type TextFiles = Record<string, string>;

/** Version 1 of the record below `workKey(slug)`. */
export interface Work {
  version: 1;
  slug: string;
  files: TextFiles;
  /** The starter that `files` began from: shows which files the learner changed when a new starter comes. */
  starter: TextFiles;
  /** Oldest first. */
  snapshots: Snapshot[];
  savedAt: string;
}

export interface Snapshot {
  at: string;
  /** What replaced these files: a reset, or the undo of a reset. */
  reason: 'reset' | 'undo';
  files: TextFiles;
}

export function workKey(slug: string): string {
  return `exercise:${slug}`;
}

/** Checks a stored record. `newer`: written by a later version of the course, which must not be overwritten. */
export function readWork(stored: unknown, slug: string): Work | 'unreadable' | 'newer' {
  if (!isRecord(stored)) return 'unreadable';
  if (typeof stored.version === 'number' && stored.version > 1) return 'newer';
  const { snapshots } = stored;
  const valid =
    stored.version === 1 &&
    stored.slug === slug &&
    isTextFiles(stored.files) &&
    isTextFiles(stored.starter) &&
    Array.isArray(snapshots) &&
    snapshots.every((entry) => isRecord(entry) && typeof entry.reason === 'string' && isTextFiles(entry.files));
  return valid ? (stored as unknown as Work) : 'unreadable';
}

/**
 * The learner's files on top of today's starter. A file that the learner changed is kept, whatever happened upstream;
 * one that was left alone follows the starter. `changedUpstream` names the kept files whose starter is another one now.
 */
export function mergeWork(work: Work, starter: TextFiles): { files: TextFiles; changedUpstream: string[] } {
  const files: TextFiles = { ...starter };
  const changedUpstream: string[] = [];
  for (const [path, contents] of Object.entries(work.files)) {
    if (contents === work.starter[path]) continue;
    files[path] = contents;
    if (work.starter[path] !== starter[path] && contents !== starter[path]) changedUpstream.push(path);
  }
  return { files, changedUpstream };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTextFiles(value: unknown): value is TextFiles {
  return isRecord(value) && Object.values(value).every((contents) => typeof contents === 'string');
}

export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
