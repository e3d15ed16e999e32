import { changesBetween, commitSide, storedSide, workSide, type FileChange } from './changes.ts';
import type { Conflict, Index } from './index-file.ts';
import type { Repo } from './repo.ts';
import { listFiles } from './worktree.ts';

export interface State {
  /** From HEAD to the index. */
  staged: FileChange[];
  /** From the index to the folder. */
  unstaged: FileChange[];
  conflicts: Map<string, Conflict>;
  /** Files nobody has added; folders without any other files end in `/`. */
  untracked: string[];
  ignored: string[];
  index: Index;
}

export interface StateOptions {
  untracked?: 'no' | 'normal' | 'all';
  ignored?: boolean;
}

/** How HEAD, index and folder differ. */
export async function readState(repo: Repo, { untracked = 'normal', ignored = false }: StateOptions = {}): Promise<State> {
  const index = await repo.index();
  const head = await commitSide(repo, (await repo.refs.head()).oid);
  const settled = (side: FileChange) => !index.conflicts.has(side.path);
  const stored = storedSide(repo, index.entries);
  const work = await workSide(repo, index.entries.keys());
  const files = untracked === 'no' && !ignored ? [] : await listFiles(repo, { ignored });
  const tracked = new Set([...index.entries.keys(), ...index.conflicts.keys()]);
  const others = files.filter(({ path }) => !tracked.has(path));
  const named = (hidden: boolean) => {
    const paths = others.filter((file) => file.ignored === hidden).map(({ path }) => path);
    return untracked === 'all' ? paths : folded(paths, tracked, hidden ? others.filter((file) => !file.ignored).map(({ path }) => path) : []);
  };
  return {
    staged: (await changesBetween(head, stored)).filter(settled),
    unstaged: (await changesBetween(stored, work, false)).filter(settled),
    conflicts: index.conflicts,
    untracked: untracked === 'no' ? [] : named(false),
    ignored: ignored ? named(true) : [],
    index,
  };
} // prettier-ignore

/** Folders that hold none of the other paths stand for all that is in them. */
function folded(paths: string[], tracked: Set<string>, others: string[]): string[] {
  const folders = new Set<string>();
  for (const path of [...tracked, ...others]) {
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) folders.add(path.slice(0, at));
  }
  const shown = paths.map((path) => {
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
      if (!folders.has(path.slice(0, at))) return path.slice(0, at + 1);
    }
    return path;
  });
  return [...new Set(shown)];
}

/** The two letters of a path that is in conflict. */
export function conflictLetters({ base, ours, theirs }: Conflict): string {
  if (ours && theirs) return base ? 'UU' : 'AA';
  if (ours) return base ? 'UD' : 'AU';
  if (theirs) return base ? 'DU' : 'UA';
  return 'DD';
}

/** What is going on in a repository besides: a merge, or a commit that is being picked or taken back. */
export async function underWay(repo: Repo): Promise<{ kind: 'merge' | 'cherry-pick' | 'revert'; oid: string } | undefined> {
  const kinds = { MERGE_HEAD: 'merge', CHERRY_PICK_HEAD: 'cherry-pick', REVERT_HEAD: 'revert' } as const;
  for (const [note, kind] of Object.entries(kinds)) {
    const text = await repo.note(note);
    if (text) return { kind, oid: text.trim().split('\n')[0]! };
  }
  return undefined;
} // prettier-ignore

/** Commits that one side has and the other has not. */
export async function aheadBehind(repo: Repo, ours: string, theirs: string): Promise<[ahead: number, behind: number]> {
  const [left, right] = [await ancestors(repo, [ours]), await ancestors(repo, [theirs])];
  const only = (one: Set<string>, other: Set<string>) => [...one].filter((oid) => !other.has(oid)).length;
  return [only(left, right), only(right, left)];
}

/** The commits themselves and all before them. */
export async function ancestors(repo: Repo, oids: string[]): Promise<Set<string>> {
  const seen = new Set<string>();
  const queue = [...oids];
  for (let oid = queue.pop(); oid; oid = queue.pop()) {
    if (seen.has(oid)) continue;
    seen.add(oid);
    queue.push(...(await repo.commit(oid)).parents);
  }
  return seen;
}

/** The last commits that two have in common; more than one where branches were merged crosswise. */
export async function mergeBases(repo: Repo, one: string, other: string): Promise<string[]> {
  const [left, right] = [await ancestors(repo, [one]), await ancestors(repo, [other])];
  const common = [...left].filter((oid) => right.has(oid));
  const older = new Set<string>();
  for (const oid of common) {
    if (older.has(oid)) continue;
    const before = await ancestors(repo, (await repo.commit(oid)).parents);
    for (const one of before) older.add(one);
  }
  return common.filter((oid) => !older.has(oid));
}
