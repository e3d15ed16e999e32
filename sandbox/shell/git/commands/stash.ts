import { changesBetween, commitSide, type Side } from '../changes.ts';
import { short, subjectOf } from '../format.ts';
import { mergeTrees } from '../merge-trees.ts';
import { byMerge, moveFiles, overwriteFiles } from '../move.ts';
import { person, whoText } from '../people.ts';
import { fromRepoPath } from '../paths.ts';
import { diffText } from '../print-diff.ts';
import { nothing } from '../refs.ts';
import type { Repo } from '../repo.ts';
import { readState } from '../state.ts';
import { Fatal, failure, type Git, type GitCommand, type Given, type Snapshot } from '../types.ts';
import { removeWork, workEntry, writeWork } from '../worktree.ts';
import { diffForm, diffOptions } from './diff-options.ts';
import { longStatus } from './status.ts';

export const stash: GitCommand = {
  what: 'Put changes aside, and take them out again',
  options: { ...diffOptions, '-m --message': 'value', '--include-untracked': 'flag', '-q --quiet': 'flag', '--index': 'flag', '-k --keep-index': 'flag' }, // prettier-ignore
  absent: { '--patch': 'Nothing can be asked here: put everything aside, or commit in steps.', '-S --staged -a --all': 'All changes of known files are put aside; with -u new files as well.' }, // prettier-ignore
  async run(git, given) {
    const repo = await git.repo();
    repo.work();
    const [name = 'push', ...rest] = given.words;
    switch (name) {
      case 'push':
      case 'save':
        return push(git, repo, given, name === 'save' ? rest.join(' ') : undefined);
      case 'list':
        (await repo.refs.log('refs/stash')).forEach(({ text }, at) => git.print(`stash@{${at}}: ${text}\n`));
        return 0;
      case 'show':
        return show(git, repo, given, rest[0]);
      case 'apply':
      case 'pop':
        return apply(git, repo, rest[0], name === 'pop', given.has('quiet'));
      case 'drop':
        return drop(git, repo, await find(repo, rest[0]), given.has('quiet'));
      case 'clear':
        await repo.refs.remove('refs/stash').catch(() => {});
        await repo.setNote('logs/refs/stash', undefined);
        return 0;
      default:
        throw new Fatal(`fatal: subcommand wasn't specified; 'push' can't be assumed due to unexpected token '${name}'`, 128); // prettier-ignore
    }
  },
};

async function push(git: Git, repo: Repo, given: Given, saved: string | undefined): Promise<number> {
  const head = await repo.refs.head();
  if (!head.oid) throw new Fatal('You do not have the initial commit yet', 1);
  // `-u` is --patch for the commands that print differences.
  const all = given.has('include-untracked') || given.has('patch');
  const state = await readState(repo, { untracked: all ? 'all' : 'no' });
  if (state.conflicts.size) throw failure([...state.conflicts.keys()].map((path) => `${path}: needs merge`).join('\n'));
  if (!state.staged.length && !state.unstaged.length && !state.untracked.length) {
    git.print('No local changes to save\n');
    return 0;
  }
  const commit = await repo.commit(head.oid);
  const who = { author: await person(git, 'AUTHOR'), committer: await person(git, 'COMMITTER') };
  const on = `${head.branch ?? '(no branch)'}: ${short(head.oid)} ${subjectOf(commit.message)}`;
  const { entries } = state.index;
  const index = await repo.writeCommit({ tree: await repo.writeSnapshot(entries), parents: [head.oid], ...who, message: `index on ${on}\n` }); // prettier-ignore
  const parents = [head.oid, index];
  const fresh: Snapshot = new Map();
  for (const path of state.untracked) fresh.set(path, (await workEntry(repo, path, true))!);
  if (fresh.size) parents.push(await repo.writeCommit({ tree: await repo.writeSnapshot(fresh), parents: [], ...who, message: `untracked files on ${on}\n` })); // prettier-ignore
  const work: Snapshot = new Map();
  for (const path of entries.keys()) {
    const entry = await workEntry(repo, path, true);
    if (entry) work.set(path, entry);
  }
  const text = given.value('message') ?? saved;
  const message = text ? `On ${head.branch ?? '(no branch)'}: ${text}` : `WIP on ${on}`;
  const made = await repo.writeCommit({
    tree: await repo.writeSnapshot(work),
    parents,
    ...who,
    message,
  });
  await repo.refs.update('refs/stash', made, await whoText(git), message);
  for (const path of fresh.keys()) await removeWork(repo, path);
  await overwriteFiles(repo, (await commitSide(repo, head.oid)).files);
  if (!given.has('quiet')) git.print(`Saved working directory and index state ${message}\n`);
  return 0;
}

interface Found {
  at: number;
  oid: string;
  name: string;
}

async function find(repo: Repo, word = 'stash@{0}'): Promise<Found> {
  const at = Number(/^(?:stash@\{(\d+)\}|(\d+))$/.exec(word)?.slice(1).find(Boolean) ?? NaN);
  const log = await repo.refs.log('refs/stash');
  if (!log.length) throw new Fatal('No stash entries found.', 1);
  if (Number.isNaN(at)) throw failure(`'${word}' is not a stash reference`);
  const line = log[at];
  if (!line) throw failure(`stash@{${at}} is not a valid reference`);
  return { at, oid: line.to, name: word.startsWith('stash') ? word : `stash@{${at}}` };
}

async function show(git: Git, repo: Repo, given: Given, word: string | undefined): Promise<number> {
  const commit = await repo.commit((await find(repo, word)).oid);
  const [before, after]: Side[] = [await commitSide(repo, commit.parents[0]), await commitSide(repo, commit.oid)];
  const form = diffForm(given, 'none');
  const wanted = form.patch || form.names ? form : { ...form, stat: true };
  git.print(await diffText(await changesBetween(before!, after!), before!, after!, wanted));
  return 0;
}

async function apply(git: Git, repo: Repo, word: string | undefined, pop: boolean, quiet: boolean): Promise<number> {
  const found = await find(repo, word);
  const commit = await repo.commit(found.oid);
  const index = await repo.index();
  const base = (await commitSide(repo, commit.parents[0])).files;
  const mine: Snapshot = new Map(index.entries);
  const merged = await mergeTrees(repo, base, mine, (await commitSide(repo, commit.oid)).files, { ours: 'Updated upstream', theirs: 'Stashed changes' }); // prettier-ignore
  const fresh = commit.parents[2] ? (await commitSide(repo, commit.parents[2])).files : new Map();
  for (const path of fresh.keys()) if (await workEntry(repo, path)) throw failure(`${path} already exists, no checkout\nerror: could not restore untracked files from stash`); // prettier-ignore
  await moveFiles(repo, mine, merged.files, byMerge);
  for (const [path, entry] of fresh) await writeWork(repo, path, entry);
  // New files stay staged, changes of known ones do not.
  const entries: Snapshot = new Map(mine);
  for (const [path, entry] of merged.files) if (!mine.has(path)) entries.set(path, entry);
  for (const path of merged.conflicts.keys()) entries.delete(path);
  await repo.saveIndex({ entries, conflicts: merged.conflicts });
  if (merged.said.length) git.print(`${merged.said.join('\n')}\n`);
  if (!quiet)
    git.print(await longStatus(repo, await readState(repo), (path) => fromRepoPath(repo.work(), git.cwd, path)));
  if (merged.conflicts.size) {
    if (pop) git.print('The stash entry is kept in case you need it again.\n');
    return 1;
  }
  return pop ? drop(git, repo, found, quiet) : 0;
}

async function drop(git: Git, repo: Repo, { at, oid, name }: Found, quiet: boolean): Promise<number> {
  const lines = (await repo.refs.log('refs/stash')).filter((_, index) => index !== at);
  await repo.refs.remove('refs/stash');
  if (lines.length) {
    await repo.setNote('refs/stash', `${lines[0]!.to}\n`);
    await repo.refs.writeLog('refs/stash', lines.map((line, index) => ({ ...line, from: lines[index + 1]?.to ?? nothing }))); // prettier-ignore
  }
  if (!quiet) git.print(`Dropped ${name.startsWith('refs/') ? name : at === 0 && name === 'stash@{0}' ? 'refs/stash@{0}' : name} (${oid})\n`); // prettier-ignore
  return 0;
}
