import { changesBetween, commitSide, workSide } from '../changes.ts';
import { short, subjectOf } from '../format.ts';
import { bySwitch, moveFiles, overwriteFiles } from '../move.ts';
import { whoText } from '../people.ts';
import type { Repo } from '../repo.ts';
import { branchBefore, findRevision, resolveCommit } from '../revision.ts';
import { ancestors, underWay } from '../state.ts';
import { failure, fatal, type Git, type GitCommand, type Given } from '../types.ts';
import { createBranch } from './branch.ts';
import { restorePaths } from './restore.ts';
import { trackingText } from './status.ts';

export const switchCommand: GitCommand = {
  what: 'Change to another branch',
  options: {
    '-c --create': 'value',
    '-C --force-create': 'value',
    '-d --detach': 'flag',
    '-f --force --discard-changes': 'flag',
    '-q --quiet': 'flag',
    '-t --track': 'flag',
    '--no-track': 'flag',
    '--orphan': 'value',
  },
  absent: { '-m --merge': 'Commit or stash your changes before you switch.' },
  async run(git, given) {
    const repo = await git.repo();
    const fresh = given.value('create') ?? given.value('force-create');
    const [target] = given.words;
    if (given.has('orphan')) return orphan(repo, git, given.value('orphan')!);
    if (fresh !== undefined) return createAndSwitch(git, repo, given, fresh, target ?? 'HEAD', given.has('force-create'));
    if (target === undefined) throw fatal('missing branch or commit argument');
    await switchTo(git, repo, target, given, given.has('detach') ? 'detach' : 'branch');
  },
}; // prettier-ignore

export const checkout: GitCommand = {
  what: 'Change to a branch or commit, or take files from one',
  options: {
    '-b': 'value',
    '-B': 'value',
    '-d --detach': 'flag',
    '-f --force': 'flag',
    '-q --quiet': 'flag',
    '-t --track': 'flag',
    '--no-track': 'flag',
    '--ours': 'flag',
    '--theirs': 'flag',
    '--orphan': 'value',
  },
  absent: { '-p --patch': 'Nothing can be asked here: name whole files.', '-m --merge': 'Commit or stash your changes before you switch.' }, // prettier-ignore
  async run(git, given) {
    const repo = await git.repo();
    const { words, paths } = given;
    const fresh = given.value('b') ?? given.value('B');
    const [target] = words;
    if (given.has('orphan')) return orphan(repo, git, given.value('orphan')!);
    if (fresh !== undefined) return createAndSwitch(git, repo, given, fresh, target ?? 'HEAD', given.has('B'));
    const side = given.has('ours') ? 'ours' : given.has('theirs') ? 'theirs' : undefined;
    if (side) return restorePaths(git, repo, { paths: [...words, ...(paths ?? [])], side, count: true });
    if (target === undefined && !paths) return printKept(git, repo);
    const known = target === undefined ? undefined : await findRevision(repo, target === '-' ? '@{-1}' : target);
    if (known && !paths && words.length === 1) return switchTo(git, repo, target!, given, 'any');
    if (known) {
      return restorePaths(git, repo, { source: target!, staged: true, paths: [...words.slice(1), ...(paths ?? [])], count: true, quiet: paths !== undefined }); // prettier-ignore
    }
    if (target !== undefined && !paths && words.length === 1 && (await remoteBranch(repo, target))) {
      return switchTo(git, repo, target, given, 'any');
    }
    const named = [...words, ...(paths ?? [])];
    await restorePaths(git, repo, { paths: named, count: true, quiet: paths !== undefined || given.has('quiet') });
  },
};

async function orphan(repo: Repo, git: Git, name: string): Promise<void> {
  await repo.refs.pointHead(`refs/heads/${name}`);
  git.warn(`Switched to a new branch '${name}'\n`);
}

async function createAndSwitch(git: Git, repo: Repo, given: Given, name: string, start: string, force: boolean) {
  const head = await repo.refs.head();
  if (!head.oid && start === 'HEAD') {
    await repo.refs.pointHead(`refs/heads/${name}`);
    git.warn(`Switched to a new branch '${name}'\n`);
    return;
  }
  const there = await repo.refs.read(`refs/heads/${name}`);
  if (there && !force) throw fatal(`a branch named '${name}' already exists`);
  const found = await findRevision(repo, start);
  if (!found) throw fatal(given.has('create') ? `invalid reference: ${start}` : `'${start}' is not a commit and a branch '${name}' cannot be created from it`); // prettier-ignore
  const oid = await resolveCommit(repo, start);
  await move(git, repo, oid, given.has('force'));
  if (!(there && head.branch === name)) await createBranch(git, repo, name, start, { force, track: !given.has('no-track') }); // prettier-ignore
  await repo.refs.setHead(`refs/heads/${name}`, await whoText(git), `checkout: moving from ${head.branch ?? head.oid} to ${name}`); // prettier-ignore
  if (given.has('quiet')) return;
  if (start !== 'HEAD') await printKept(git, repo, false);
  git.warn(`Switched to ${there ? 'and reset' : 'a new'} branch '${name}'\n`);
}

/** The branch of a remote that has this name, where one remote alone has it. */
async function remoteBranch(repo: Repo, name: string): Promise<string | undefined> {
  const all = await repo.refs.list('refs/remotes');
  const found = all.filter((one) => one.slice(one.indexOf('/') + 1) === name);
  return found.length === 1 ? found[0] : undefined;
}

async function switchTo(git: Git, repo: Repo, word: string, given: Given, want: 'branch' | 'detach' | 'any'): Promise<void> {
  const way = await underWay(repo);
  const head = await repo.refs.head();
  if (way && want !== 'any') throw fatal(`cannot switch branch while ${way.kind === 'merge' ? 'merging' : way.kind === 'revert' ? 'reverting' : 'cherry-picking'}\nConsider "git ${way.kind} --quit" or "git worktree add".`);
  const { conflicts } = await repo.index();
  if (conflicts.size && !given.has('force')) {
    git.print([...conflicts.keys()].map((path) => `${path}: needs merge\n`).join(''));
    throw failure('you need to resolve your current index first');
  }
  const name = word === '-' ? ((await branchBefore(repo, 1)) ?? word) : word;
  const isBranch = (await repo.refs.read(`refs/heads/${name}`)) !== undefined && !given.has('detach');
  if (!isBranch && want !== 'detach') {
    const remote = (await findRevision(repo, name)) ? undefined : await remoteBranch(repo, name);
    if (remote) return createAndSwitch(git, repo, given, name, remote, false);
  }
  const found = await findRevision(repo, name);
  if (!found) throw want === 'any' ? failure(`pathspec '${name}' did not match any file(s) known to git`) : fatal(`invalid reference: ${name}`);
  if (!isBranch && want === 'branch') {
    const kind = (await repo.refs.read(`refs/tags/${name}`)) ? 'tag' : (await repo.refs.read(`refs/remotes/${name}`)) ? 'remote branch' : 'commit';
    throw fatal(`a branch is expected, got ${kind} '${name}'\nhint: If you want to detach HEAD at the commit, try again with the --detach option.`);
  }
  if (isBranch && head.branch === name) {
    if (given.has('force')) await overwriteFiles(repo, (await commitSide(repo, head.oid)).files);
    if (given.has('quiet')) return;
    await printKept(git, repo, false);
    git.warn(`Already on '${name}'\n`);
    return git.print(await trackingText(repo, name));
  }
  const oid = await resolveCommit(repo, name);
  await move(git, repo, oid, given.has('force'));
  await repo.refs.setHead(isBranch ? `refs/heads/${name}` : oid, await whoText(git), `checkout: moving from ${head.branch ?? head.oid} to ${name}`);
  if (given.has('quiet')) return;
  await printKept(git, repo, false);
  await tell(git, repo, { head, oid, branch: isBranch ? name : undefined, word, advise: want === 'any' });
} // prettier-ignore

async function move(_git: Git, repo: Repo, oid: string, force: boolean): Promise<void> {
  const head = await repo.refs.head();
  const to = (await commitSide(repo, oid)).files;
  if (force) return overwriteFiles(repo, to);
  if (head.oid === oid) return;
  await moveFiles(repo, (await commitSide(repo, head.oid)).files, to, bySwitch);
}

interface Told {
  head: { branch: string | undefined; oid: string | undefined };
  oid: string;
  branch: string | undefined;
  word: string;
  advise: boolean;
}

async function tell(git: Git, repo: Repo, { head, oid, branch, word, advise }: Told): Promise<void> {
  const line = async (one: string) => `${short(one)} ${subjectOf((await repo.commit(one)).message)}`;
  if (!head.branch && head.oid && head.oid !== oid) {
    const left = await onlyThere(repo, head.oid, oid);
    if (!left.length) git.warn(`Previous HEAD position was ${await line(head.oid)}\n`);
    else git.warn(await leftBehind(left, head.oid, line));
  }
  if (branch) {
    git.warn(`Switched to branch '${branch}'\n`);
    return git.print(await trackingText(repo, branch));
  }
  if (advise && head.branch) git.warn(`Note: switching to '${word}'.\n\n${detachedAdvice}\n`);
  git.warn(`HEAD is now at ${await line(oid)}\n`);
}

const detachedAdvice = `You are in 'detached HEAD' state. You can look around, make experimental
changes and commit them, and you can discard any commits you make in this
state without impacting any branches by switching back to a branch.

If you want to create a new branch to retain commits you create, you may
do so (now or later) by using -c with the switch command. Example:

  git switch -c <new-branch-name>

Or undo this operation with:

  git switch -

Turn off this advice by setting config variable advice.detachedHead to false
`;

/** Commits that no branch leads to any more. */
async function onlyThere(repo: Repo, from: string, to: string): Promise<string[]> {
  const names = await Promise.all(['refs/heads', 'refs/remotes', 'refs/tags'].map(async (prefix) => (await repo.refs.list(prefix)).map((name) => `${prefix}/${name}`))); // prettier-ignore
  const others = await Promise.all(names.flat().map((ref) => resolveCommit(repo, ref)));
  const known = await ancestors(repo, [...others, to]);
  return [...(await ancestors(repo, [from]))].filter((oid) => !known.has(oid));
}

async function leftBehind(left: string[], tip: string, line: (oid: string) => Promise<string>) {
  const one = left.length === 1;
  const shown = (await Promise.all(left.slice(0, 4).map(line))).map((text) => `  ${text}\n`).join('');
  const more = left.length > 4 ? ` ... and ${left.length - 4} more.\n` : '';
  return `Warning: you are leaving ${left.length} commit${one ? '' : 's'} behind, not connected to\nany of your branches:\n\n${shown}${more}\nIf you want to keep ${one ? 'it' : 'them'} by creating a new branch, this may be a good time\nto do so with:\n\n git branch <new-branch-name> ${short(tip)}\n\n`;
}

/** What is changed and not committed, which goes along. */
async function printKept(git: Git, repo: Repo, all = true): Promise<void> {
  const { entries } = await repo.index();
  const head = await commitSide(repo, (await repo.refs.head()).oid);
  const work = await workSide(repo, new Set([...entries.keys(), ...head.files.keys()]));
  const tracked = { ...work, files: new Map([...work.files].filter(([path]) => entries.has(path))) };
  for (const { kind, path } of await changesBetween(head, tracked, false)) git.print(`${kind}\t${path}\n`);
  const { branch } = await repo.refs.head();
  if (all && branch) git.print(await trackingText(repo, branch));
}
