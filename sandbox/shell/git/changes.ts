import type { Repo } from './repo.ts';
import { compareBytes } from './store.ts';
import type { Entry, Snapshot } from './types.ts';
import { readWork, workSnapshot } from './worktree.ts';

/** Files as they are in a commit, in the index or in the folder. */
export interface Side {
  files: Snapshot;
  read(path: string): Promise<Uint8Array>;
}

export interface FileChange {
  kind: 'A' | 'M' | 'D' | 'R' | 'T';
  path: string;
  /** The name before, of what was renamed. */
  from?: string;
  old?: Entry | undefined;
  fresh?: Entry | undefined;
  /** In percent, of what was renamed. */
  alike?: number;
}

export const storedSide = (repo: Repo, files: Snapshot): Side => ({
  files,
  read: (path) => repo.blob(files.get(path)!.oid),
});

export const emptySide: Side = { files: new Map(), read: async () => new Uint8Array() };

export const commitSide = async (repo: Repo, oid: string | undefined): Promise<Side> =>
  oid ? storedSide(repo, await repo.snapshot((await repo.commit(oid)).tree)) : emptySide;

/** The folder, as far as the paths of the index go. */
export const workSide = async (repo: Repo, paths: Iterable<string>): Promise<Side> => ({
  files: await workSnapshot(repo, paths),
  read: (path) => readWork(repo, path),
});

/** What has to happen to get from one side to the other, in the order of paths. */
export async function changesBetween(before: Side, after: Side, renames = true): Promise<FileChange[]> {
  const paths = [...new Set([...before.files.keys(), ...after.files.keys()])].sort(compareBytes);
  const changes = paths.flatMap((path): FileChange[] => {
    const [old, fresh] = [before.files.get(path), after.files.get(path)];
    if (old?.oid === fresh?.oid && old?.mode === fresh?.mode) return [];
    const kind = !old ? 'A' : !fresh ? 'D' : old.mode.slice(0, 2) === fresh.mode.slice(0, 2) ? 'M' : 'T';
    return [{ kind, path, old, fresh }];
  });
  return renames ? withRenames(changes, before, after) : changes;
}

const least = 50;

async function withRenames(changes: FileChange[], before: Side, after: Side): Promise<FileChange[]> {
  const gone = changes.filter(({ kind }) => kind === 'D');
  const come = changes.filter(({ kind }) => kind === 'A');
  if (!gone.length || !come.length) return changes;
  const pairs: { from: FileChange; to: FileChange; alike: number }[] = [];
  for (const to of come) {
    for (const from of gone) {
      const alike = from.old!.oid === to.fresh!.oid ? 100 : await likeness(await before.read(from.path), await after.read(to.path)); // prettier-ignore
      if (alike >= least) pairs.push({ from, to, alike });
    }
  }
  const name = (path: string) => path.slice(path.lastIndexOf('/') + 1);
  const sameName = ({ from, to }: (typeof pairs)[number]) => Number(name(from.path) === name(to.path));
  pairs.sort((one, other) => other.alike - one.alike || sameName(other) - sameName(one));
  const taken = new Set<FileChange>();
  const renamed = new Map<FileChange, FileChange>();
  for (const { from, to, alike } of pairs) {
    if (taken.has(from) || taken.has(to)) continue;
    taken.add(from).add(to);
    renamed.set(to, { kind: 'R', path: to.path, from: from.path, old: from.old, fresh: to.fresh, alike });
  }
  return changes.flatMap((change) => renamed.get(change) ?? (taken.has(change) ? [] : [change]));
}

/** How much of the bytes of one text comes again in another, in percent, by lines. */
async function likeness(old: Uint8Array, fresh: Uint8Array): Promise<number> {
  const most = Math.max(old.length, fresh.length);
  if (!old.length || !fresh.length || (most - Math.min(old.length, fresh.length)) * 100 > most * (100 - least)) return 0;
  const [before, after] = [pieces(old), pieces(fresh)];
  let copied = 0;
  for (const [piece, size] of before) copied += Math.min(size, after.get(piece) ?? 0);
  return Math.floor((Math.floor((copied * 60000) / most) * 100) / 60000);
} // prettier-ignore

/** Bytes in each line, or in each 64 bytes of a longer one. */
function pieces(bytes: Uint8Array): Map<string, number> {
  const found = new Map<string, number>();
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  for (const [piece] of letters.replace(/\r\n/g, '\n').matchAll(/[^\n]{0,63}\n|[^\n]{1,64}/g)) {
    found.set(piece, (found.get(piece) ?? 0) + piece.length);
  }
  return found;
}
