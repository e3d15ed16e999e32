import type { Repo } from './repo.ts';
import { compareBytes } from './store.ts';
import { failure, type Entry, type Snapshot } from './types.ts';
import { moveWork, workEntry } from './worktree.ts';

/** What is said when a move would write over what nobody has committed. */
export interface Refusal {
  /** `checkout`, `merge` */
  by: string;
  /** `switch branches`, `merge` */
  before: string;
  code?: number;
  /** Behind the list; `Aborting` unless it is said otherwise. */
  last?: string;
}

export const bySwitch: Refusal = { by: 'checkout', before: 'switch branches' };
export const byMerge: Refusal = { by: 'merge', before: 'merge' };

const same = (one: Entry | undefined, other: Entry | undefined) => one?.oid === other?.oid && one?.mode === other?.mode;

/**
 * Brings folder and index from one commit's files to another's. Changes that were not committed stay, and where they
 * are in the way nothing happens. @throws {Fatal}
 */
export async function moveFiles(repo: Repo, from: Snapshot, to: Snapshot, refusal: Refusal): Promise<void> {
  const index = await repo.index();
  const paths = [...new Set([...from.keys(), ...to.keys()])].filter((path) => !same(from.get(path), to.get(path)));
  const dirty: string[] = [];
  const untracked: string[] = [];
  for (const path of paths.sort(compareBytes)) {
    const [staged, wanted] = [index.entries.get(path), to.get(path)];
    const work = await workEntry(repo, path);
    if (same(staged, wanted) && (same(work, wanted) || staged)) continue;
    if (!staged && !from.get(path)) {
      if (work && !same(work, wanted)) untracked.push(path);
    } else if (!same(staged, from.get(path)) || (work && !same(work, staged))) dirty.push(path);
  }
  refuse(dirty, untracked, refusal);
  const moving = new Map(paths.map((path) => [path, index.entries.get(path)]));
  const changed = paths.filter((path) => !same(moving.get(path), to.get(path)));
  const pick = (all: Snapshot) => new Map(changed.flatMap((path) => (all.has(path) ? [[path, all.get(path)!]] : [])));
  await moveWork(repo, pick(from), pick(to));
  for (const path of changed) {
    const entry = to.get(path);
    if (entry) index.entries.set(path, entry);
    else index.entries.delete(path);
  }
  await repo.saveIndex({ entries: index.entries, conflicts: new Map() });
}

function refuse(dirty: string[], untracked: string[], { by, before, code = 1, last = 'Aborting' }: Refusal): void {
  const list = (paths: string[]) => paths.map((path) => `\t${path}\n`).join('');
  const said: string[] = [];
  if (dirty.length) {
    said.push(
      `Your local changes to the following files would be overwritten by ${by}:\n${list(dirty)}Please commit your changes or stash them before you ${before}.`,
    );
  }
  if (untracked.length) {
    said.push(
      `The following untracked working tree files would be overwritten by ${by}:\n${list(untracked)}Please move or remove them before you ${before}.`,
    );
  }
  if (said.length) throw failure(`${said.join('\nerror: ')}\n${last}`, code);
}

/** The folder and the index exactly as a commit has them, whatever was changed. */
export async function overwriteFiles(repo: Repo, to: Snapshot): Promise<void> {
  const index = await repo.index();
  const before = new Map(index.entries);
  for (const path of index.conflicts.keys()) before.set(path, { mode: '', oid: '' });
  const now: Snapshot = new Map();
  for (const path of new Set([...before.keys(), ...to.keys()])) {
    const entry = await workEntry(repo, path);
    if (entry) now.set(path, entry);
  }
  await moveWork(repo, now, to);
  await repo.saveIndex({ entries: new Map(to), conflicts: new Map() });
}
