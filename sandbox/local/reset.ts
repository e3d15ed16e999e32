import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { taskReadme } from '../exercise.ts';
import type { Files } from '../types.ts';
import { readFolder, type createWorkspace } from './workspace.ts';

/** The folder in workspace/ that holds what was there before a reset. */
export const copiesFolder = '.copies';

export interface ResetPlan {
  slug: string;
  /** Files that will hold the starter again, files that will be taken away, files that come back. */
  changed: string[];
  removed: string[];
  missing: string[];
}

/** What `npm run open` would have written. */
function fresh(workspace: ReturnType<typeof createWorkspace>, slug: string): Files {
  const exercise = workspace.read(slug);
  return { ...exercise.starter, ...exercise.tests, 'README.md': taskReadme(exercise) };
}

export function planReset(workspace: ReturnType<typeof createWorkspace>, slug: string): ResetPlan {
  const starter = fresh(workspace, slug);
  const present = readFolder(path.join(workspace.folder, slug));
  const differs = (file: string) => file in present && !sameContents(present[file]!, starter[file]!);
  return {
    slug,
    changed: Object.keys(starter).filter(differs),
    removed: Object.keys(present).filter((file) => !(file in starter)),
    missing: Object.keys(starter).filter((file) => !(file in present)),
  };
}

/**
 * Puts the starter back. Everything that was in the folder, packages apart, is copied first; nothing is touched when that
 * fails. Returns the folder of the copy, or undefined where there was nothing to copy.
 */
export function reset(workspace: ReturnType<typeof createWorkspace>, plan: ResetPlan, now: Date): string | undefined {
  const folder = path.join(workspace.folder, plan.slug);
  const copy = plan.changed.length + plan.removed.length ? copyTo(workspace.folder, plan.slug, now) : undefined;
  for (const file of plan.removed) rmSync(path.join(folder, file), { force: true });
  for (const [file, contents] of Object.entries(fresh(workspace, plan.slug))) {
    if (!plan.changed.includes(file) && !plan.missing.includes(file)) continue;
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), contents);
  }
  removeEmpty(folder, true);
  return copy;
}

function copyTo(workspace: string, slug: string, now: Date): string {
  const stamp = now.toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '-');
  const wanted = path.join(workspace, copiesFolder, slug, stamp);
  let copy = wanted;
  for (let number = 2; existsSync(copy); number++) copy = `${wanted}-${number}`;
  cpSync(path.join(workspace, slug), copy, {
    recursive: true,
    errorOnExist: true,
    force: false,
    preserveTimestamps: true,
    filter: (source) => path.basename(source) !== 'node_modules',
  });
  return copy;
}

/** Folders that a removed file left behind. */
function removeEmpty(folder: string, isTop = false): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.')) removeEmpty(path.join(folder, entry.name));
  }
  if (!isTop && readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
} // prettier-ignore

const sameContents = (a: string | Uint8Array, b: string | Uint8Array) =>
  Buffer.from(a as string).equals(Buffer.from(b as string));
