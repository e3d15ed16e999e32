import { splitLines } from './diff/lines.ts';
import { mergeLines } from './diff/merge.ts';
import type { Conflict } from './index-file.ts';
import type { Repo } from './repo.ts';
import { compareBytes } from './store.ts';
import type { Entry, Snapshot } from './types.ts';

export interface MergedTrees {
  /** What the folder is to hold. */
  files: Snapshot;
  conflicts: Map<string, Conflict>;
  /** What git says about it, line by line. */
  said: string[];
}

interface Labels {
  ours: string;
  theirs: string;
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const same = (one: Entry | undefined, other: Entry | undefined) => one?.oid === other?.oid && one?.mode === other?.mode;

/** Joins what two commits made of their ancestor, file by file. Renamed files are a removed and an added one. */
export async function mergeTrees(repo: Repo, base: Snapshot, ours: Snapshot, theirs: Snapshot, labels: Labels): Promise<MergedTrees> {
  const merged: MergedTrees = { files: new Map(), conflicts: new Map(), said: [] };
  const paths = [...new Set([...base.keys(), ...ours.keys(), ...theirs.keys()])].sort(compareBytes);
  for (const path of paths) {
    const conflict = { base: base.get(path), ours: ours.get(path), theirs: theirs.get(path) };
    const settled = settle(conflict);
    if (settled !== 'open') {
      if (settled) merged.files.set(path, settled);
    } else await mergeFile(repo, path, conflict, labels, merged);
  }
  return merged;
} // prettier-ignore

function settle({ base, ours, theirs }: Conflict): Entry | undefined | 'open' {
  if (same(ours, theirs) || same(base, theirs)) return ours;
  return same(base, ours) ? theirs : 'open';
}

async function mergeFile(repo: Repo, path: string, conflict: Conflict, labels: Labels, merged: MergedTrees): Promise<void> {
  const { base, ours, theirs } = conflict;
  const { files, conflicts, said } = merged;
  if (!ours || !theirs) {
    const [gone, kept] = ours ? [labels.theirs, labels.ours] : [labels.ours, labels.theirs];
    said.push(`CONFLICT (modify/delete): ${path} deleted in ${gone} and modified in ${kept}.  Version ${kept} of ${path} left in tree.`);
    files.set(path, (ours ?? theirs)!);
    conflicts.set(path, conflict);
    return;
  }
  const texts = await Promise.all([base, ours, theirs].map(async (one) => (one ? repo.blob(one.oid) : new Uint8Array())));
  const mode = base && base.mode === ours.mode ? theirs.mode : ours.mode;
  if (texts.some((bytes) => bytes.subarray(0, 8000).includes(0))) {
    said.push(`warning: Cannot merge binary files: ${path} (${labels.ours} vs. ${labels.theirs})`, `Auto-merging ${path}`);
    said.push(`CONFLICT (${base ? 'content' : 'add/add'}): Merge conflict in ${path}`);
    files.set(path, ours);
    conflicts.set(path, conflict);
    return;
  }
  const [first, second, third] = texts.map((bytes) => splitLines(decoder.decode(bytes))) as [string[], string[], string[]];
  const { text, conflicts: count } = mergeLines(first, second, third, labels);
  const oid = await repo.write('blob', encoder.encode(text));
  files.set(path, { mode, oid });
  said.push(`Auto-merging ${path}`);
  if (!count) return;
  said.push(`CONFLICT (${base ? 'content' : 'add/add'}): Merge conflict in ${path}`);
  conflicts.set(path, conflict);
} // prettier-ignore

/** Puts a merge into the folder and the index; what is in conflict stays open in the index. */
export async function indexOf(merged: MergedTrees) {
  const entries = new Map([...merged.files].filter(([path]) => !merged.conflicts.has(path)));
  return { entries, conflicts: merged.conflicts };
}
