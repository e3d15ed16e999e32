import { commitSide } from '../changes.ts';
import { moveFiles, overwriteFiles } from '../move.ts';
import { short, subjectOf } from '../format.ts';
import { pathSpecs } from '../paths.ts';
import { whoText } from '../people.ts';
import type { Repo } from '../repo.ts';
import { findRevision, resolveCommit } from '../revision.ts';
import { readState, underWay } from '../state.ts';
import { failure, fatal, type Entry, type Git, type GitCommand, type Snapshot } from '../types.ts';
import { removeWork, workEntry, writeWork } from '../worktree.ts';
import { splitWords } from './diff-options.ts';

export const restore: GitCommand = {
  what: 'Take files back from the index or from a commit',
  options: {
    '-s --source': 'value',
    '-S --staged': 'flag',
    '-W --worktree': 'flag',
    '-q --quiet': 'flag',
    '--ours': 'flag',
    '--theirs': 'flag',
  },
  absent: { '-p --patch': 'Nothing can be asked here: name whole files.', '-m --merge': 'Use `git checkout --ours` or `--theirs`.' }, // prettier-ignore
  async run(git, { has, value, words, paths = [] }) {
    const repo = await git.repo();
    const named = [...words, ...paths];
    if (!named.length) throw fatal('you must specify path(s) to restore');
    const side = has('ours') ? 'ours' : has('theirs') ? 'theirs' : undefined;
    const staged = has('staged');
    const source = value('source') ?? (staged ? 'HEAD' : undefined);
    await restorePaths(git, repo, { source, staged, worktree: has('worktree') || !staged, paths: named, side });
  },
};

interface Restoring {
  /** A commit; the index where it is left out. */
  source?: string | undefined;
  staged?: boolean;
  worktree?: boolean;
  paths: string[];
  /** Of a file in conflict. */
  side?: 'ours' | 'theirs' | undefined;
  /** Says how many files, as checkout does. */
  count?: boolean;
  quiet?: boolean;
}

export async function restorePaths(git: Git, repo: Repo, restoring: Restoring): Promise<void> {
  const { source, staged = false, worktree = true, side, count = false } = restoring;
  const index = await repo.index();
  const specs = pathSpecs(repo.work(), git.cwd, restoring.paths);
  if (source !== undefined && !(await findRevision(repo, source))) throw fatal(`could not resolve ${source}`);
  const from: Snapshot = source === undefined ? new Map(index.entries) : (await commitSide(repo, await resolveCommit(repo, source))).files; // prettier-ignore
  for (const [path, conflict] of source === undefined ? index.conflicts : []) {
    const entry = side && conflict[side];
    if (entry) from.set(path, entry);
  }
  const known = [...new Set([...from.keys(), ...(source === undefined ? [] : index.entries.keys()), ...index.conflicts.keys()])]; // prettier-ignore
  for (const { text, matches } of specs) {
    const found = source === undefined || count ? [...from.keys(), ...(source === undefined ? index.conflicts.keys() : [])] : known; // prettier-ignore
    if (!found.some(matches)) throw failure(`pathspec '${text}' did not match any file(s) known to git`);
  }
  const meant = known.filter((path) => specs.some(({ matches }) => matches(path)));
  const open = meant.filter((path) => source === undefined && !side && index.conflicts.has(path));
  if (open.length) throw failure(open.map((path) => `path '${path}' is unmerged`).join('\nerror: '));
  let updated = 0;
  for (const path of meant) {
    const entry: Entry | undefined = from.get(path);
    // Checkout takes files, and never removes one.
    if (!entry && count) continue;
    const before = await workEntry(repo, path);
    if (worktree && entry && (before?.oid !== entry.oid || before.mode !== entry.mode || source !== undefined || side)) {
      await writeWork(repo, path, entry);
      updated += 1;
    } else if (worktree && !entry && before) await removeWork(repo, path);
    if (!staged) continue;
    index.conflicts.delete(path);
    if (entry) index.entries.set(path, entry);
    else index.entries.delete(path);
  }
  if (staged) await repo.saveIndex(index);
  if (!count || restoring.quiet) return;
  const place = source === undefined ? 'the index' : short((await repo.commit(await resolveCommit(repo, source))).tree);
  git.warn(`Updated ${updated} path${updated === 1 ? '' : 's'} from ${side ? 'the index' : place}\n`);
} // prettier-ignore

export const reset: GitCommand = {
  what: 'Move the branch to another commit, or take files out of the index',
  options: { '--soft': 'flag', '--mixed': 'flag', '--hard': 'flag', '--merge': 'flag', '-q --quiet': 'flag' },
  absent: { '-p --patch': 'Nothing can be asked here: name whole files.', '--keep': 'Use --soft, --mixed or --hard.' },
  async run(git, given) {
    const repo = await git.repo();
    const { has } = given;
    const head = await repo.refs.head();
    const { revisions, paths } = await splitWords(git, repo, given);
    const mode = (['soft', 'hard', 'merge'] as const).find((one) => has(one)) ?? 'mixed';
    if (paths.length) {
      if (mode !== 'mixed') throw fatal(`Cannot do ${mode} reset with paths.`);
      await restorePaths(git, repo, { source: head.oid ? (revisions[0] ?? 'HEAD') : undefined, staged: true, worktree: false, paths }); // prettier-ignore
      return has('quiet') ? undefined : printUnstaged(git, repo);
    }
    const oid = head.oid || revisions.length ? await resolveCommit(repo, revisions[0] ?? 'HEAD') : undefined;
    const { conflicts, entries } = await repo.index();
    if (mode === 'soft' && ((await underWay(repo))?.kind === 'merge' || conflicts.size)) throw fatal('Cannot do a soft reset in the middle of a merge.'); // prettier-ignore
    const to = (await commitSide(repo, oid)).files;
    if (mode === 'hard') await overwriteFiles(repo, to);
    else if (mode === 'merge') await moveFiles(repo, entries, to, { by: 'reset', before: 'reset' });
    else if (mode === 'mixed') await repo.saveIndex({ entries: to, conflicts: new Map() });
    if (oid) {
      await repo.setNote('ORIG_HEAD', `${head.oid}\n`);
      const name = revisions[0] ?? 'HEAD';
      await repo.refs.update(head.branch ? `refs/heads/${head.branch}` : 'HEAD', oid, await whoText(git), `reset: moving to ${name}`); // prettier-ignore
    }
    if (mode !== 'soft') for (const note of ['MERGE_HEAD', 'MERGE_MSG', 'MERGE_MODE', 'CHERRY_PICK_HEAD', 'REVERT_HEAD']) await repo.setNote(note, undefined); // prettier-ignore
    if (has('quiet')) return;
    if (mode === 'hard' && oid)
      git.print(`HEAD is now at ${short(oid)} ${subjectOf((await repo.commit(oid)).message)}\n`);
    if (mode === 'mixed') await printUnstaged(git, repo);
  },
};

async function printUnstaged(git: Git, repo: Repo): Promise<void> {
  const { unstaged } = await readState(repo, { untracked: 'no' });
  if (unstaged.length) git.print('Unstaged changes after reset:\n');
  for (const { kind, path } of unstaged) git.print(`${kind}\t${path}\n`);
}
