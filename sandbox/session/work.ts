/** A learner's files of one exercise, as they are stored. Pure. */

export type TextFiles = Record<string, string>;

/** Version 2 of the record below `workKey(slug)`. */
export interface Work {
  version: 2;
  slug: string;
  /** Counts the saves. Whoever saves over another revision than the last one it knows has met another tab. */
  revision: number;
  files: TextFiles;
  /** The starter that `files` began from: shows which files the learner changed when a new starter comes. */
  starter: TextFiles;
  savedAt: string;
}

export function workKey(slug: string): string {
  return `exercise:${slug}`;
}

export interface ReadWork {
  work: Work;
  /** Version 1 kept the history in the same record. */
  snapshots?: unknown;
}

/** Checks a stored record. `newer`: written by a later version of the course, which must not be overwritten. */
export function readWork(stored: unknown, slug: string): ReadWork | 'unreadable' | 'newer' {
  if (!isRecord(stored)) return 'unreadable';
  const { version, files, starter } = stored;
  if (typeof version === 'number' && version > 2) return 'newer';
  if (stored.slug !== slug || !isTextFiles(files) || !isTextFiles(starter)) return 'unreadable';
  const savedAt = typeof stored.savedAt === 'string' ? stored.savedAt : '';
  const work = { version: 2, slug, revision: 0, files, starter, savedAt } as const;
  if (version === 1) return { work, snapshots: stored.snapshots };
  const { revision } = stored;
  if (version !== 2 || typeof revision !== 'number' || !Number.isSafeInteger(revision)) return 'unreadable';
  return { work: { ...work, revision } };
}

/**
 * The learner's files on top of today's starter. A file that the learner changed, made or removed stays so, whatever
 * happened upstream; one that was left alone follows the starter. `changedUpstream` names the kept files whose starter
 * is another one now.
 */
export function mergeWork(
  work: Pick<Work, 'files' | 'starter'>,
  starter: TextFiles,
): { files: TextFiles; changedUpstream: string[] } {
  const files: TextFiles = { ...starter };
  const changedUpstream: string[] = [];
  for (const path of Object.keys(work.starter)) {
    if (!Object.hasOwn(work.files, path)) delete files[path];
  }
  for (const [path, contents] of Object.entries(work.files)) {
    if (contents === work.starter[path]) continue;
    files[path] = contents;
    if (work.starter[path] !== starter[path] && contents !== starter[path]) changedUpstream.push(path);
  }
  return { files, changedUpstream };
}

/**
 * Joins what two tabs did to the same files since `base`, file by file. Where both changed one differently, `mine`
 * stays and `clashes` names it.
 */
export function joinFiles(
  base: TextFiles,
  mine: TextFiles,
  theirs: TextFiles,
): { files: TextFiles; clashes: string[] } {
  const files: TextFiles = {};
  const clashes: string[] = [];
  for (const path of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const [b, m, t] = [base[path], mine[path], theirs[path]];
    if (m !== b && t !== b && m !== t) clashes.push(path);
    const kept = m === b ? t : m;
    if (kept !== undefined) files[path] = kept;
  }
  return { files, clashes };
}

export function sameFiles(a: TextFiles, b: TextFiles): boolean {
  if (a === b) return true;
  const paths = Object.keys(a);
  return paths.length === Object.keys(b).length && paths.every((path) => a[path] === b[path]);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isTextFiles(value: unknown): value is TextFiles {
  return isRecord(value) && Object.values(value).every((contents) => typeof contents === 'string');
}

export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
