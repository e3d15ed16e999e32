import { createHash } from 'node:crypto';
import { lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { isAsked } from '../answers/files.ts';
import { isHidden } from '../hidden-files.ts';
import { readFolder } from '../local/workspace.ts';
import type { Exercise, Files } from '../types.ts';

/** Bytes of one exercise's files. Work by hand has a hundredth of it; what has more would only slow down everybody. */
export const largest = 2_000_000;

/** What a submission holds for an exercise. */
export type HandedIn =
  | { state: 'not started' }
  | { state: 'unusable'; why: string }
  /** `files`: the learner's own with the course's suite. `fingerprint`: the same for what is graded the same. */
  | { state: 'ready'; files: Files; fingerprint: string };

export function readHandedIn(folder: string | undefined, exercise: Exercise, version: string): HandedIn {
  const place = path.join(folder ?? '', exercise.slug);
  const bytes = folder === undefined ? undefined : sizeOf(place);
  if (bytes === undefined) return { state: 'not started' };
  if (bytes > largest) {
    const size = `${(bytes / 1e6).toFixed(1)} MB`;
    return { state: 'unusable', why: `${exercise.slug}/ holds ${size} of files, and at most ${largest / 1e6} MB are graded.` };
  }
  return readWork(readFolder(place), exercise, version);
} // prettier-ignore

/** Pure part of `readHandedIn`. */
export function readWork(present: Files, exercise: Exercise, version: string): HandedIn {
  const own = Object.fromEntries(
    Object.entries(present).filter(([file]) => !/^(README\.md|[^/]+\.test\.ts)$/.test(file) && !isAsked(file)),
  );
  if (!Object.keys(own).length) return { state: 'not started' };
  const missing = Object.keys(exercise.starter).filter((file) => !(file in own));
  if (missing.length)
    return { state: 'unusable', why: `${missing.map((file) => `${exercise.slug}/${file}`).join(', ')} missing.` };
  if (sameFiles(own, exercise.starter)) return { state: 'not started' };
  const files = { ...own, ...exercise.tests };
  return { state: 'ready', files, fingerprint: fingerprint(files, exercise.timeLimit, version) };
}

function fingerprint(files: Files, timeLimit: number, version: string): string {
  const hash = createHash('sha256').update(JSON.stringify([version, timeLimit]));
  for (const file of Object.keys(files).sort()) hash.update(`\0${file}\0`).update(files[file]!);
  return hash.digest('base64url').slice(0, 22);
}

/** A checkout on Windows may have other line ends. */
function sameFiles(own: Files, starter: Files): boolean {
  const plain = (contents: string | Uint8Array | undefined) => String(contents).replaceAll('\r\n', '\n');
  return (
    Object.keys(own).length === Object.keys(starter).length &&
    Object.keys(starter).every((file) => plain(own[file]) === plain(starter[file]))
  );
}

/** Bytes of the files below; undefined when there is no such folder. */
function sizeOf(folder: string): number | undefined {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (isHidden(entry.name) || entry.name === 'node_modules') continue;
    if (entry.isDirectory()) bytes += sizeOf(place) ?? 0;
    else if (entry.isFile()) bytes += lstatSync(place).size;
  }
  return bytes;
}
