import type { FileChange } from '../changes.ts';
import { short, upstreamState } from '../format.ts';
import { fromRepoPath, isMeant, pathSpecs, quotePath } from '../paths.ts';
import type { Repo } from '../repo.ts';
import { aheadBehind, conflictLetters, readState, underWay, type State, type StateOptions } from '../state.ts';
import type { Git, GitCommand, Given } from '../types.ts';

export const status: GitCommand = {
  what: 'Show what is changed, staged and unknown',
  options: {
    '-s --short': 'flag',
    '--porcelain': 'optional',
    '--long': 'flag',
    '-b --branch': 'flag',
    '-u --untracked-files': 'optional',
    '--ignored': 'optional',
  },
  absent: { '-v --verbose': '`git diff --staged` shows the changes.', '-z': 'Paths stand on lines of their own.' },
  async run(git, given) {
    const repo = await git.repo();
    const root = repo.work();
    const untracked = (given.value('untracked-files') || (given.has('untracked-files') ? 'all' : 'normal')) as StateOptions['untracked']; // prettier-ignore
    const state = await readState(repo, { untracked, ignored: given.has('ignored') });
    const specs = pathSpecs(root, git.cwd, [...given.words, ...(given.paths ?? [])]);
    const meant = <One extends { path: string }>(list: One[]) => list.filter(({ path }) => isMeant(specs, path));
    const shown: State = {
      ...state,
      staged: meant(state.staged),
      unstaged: meant(state.unstaged),
      untracked: state.untracked.filter((path) => isMeant(specs, path.replace(/\/$/, ''))),
      conflicts: new Map([...state.conflicts].filter(([path]) => isMeant(specs, path))),
    };
    const porcelain = given.has('porcelain');
    const name = (path: string) => (porcelain ? path : fromRepoPath(root, git.cwd, path) + (path.endsWith('/') ? '' : '')); // prettier-ignore
    if (porcelain || given.has('short')) return printShort(git, repo, shown, given, name);
    git.print(await longStatus(repo, shown, (path) => fromRepoPath(root, git.cwd, path), untracked === 'no'));
  },
};

type Name = (path: string) => string;

async function printShort(git: Git, repo: Repo, state: State, given: Given, name: Name): Promise<void> {
  const quoted = (path: string) => {
    const text = quotePath(name(path));
    return text.includes(' ') && !text.startsWith('"') ? `"${text}"` : text;
  };
  if (given.has('branch')) git.print(`## ${await branchLine(repo)}\n`);
  const lines = new Map<string, string>();
  const letters = (path: string) => lines.get(path) ?? '  ';
  const names = new Map<string, string>();
  for (const { path, kind, from } of state.staged) {
    lines.set(path, `${kind}${letters(path)[1]}`);
    if (from !== undefined) names.set(path, `${quoted(from)} -> ${quoted(path)}`);
  }
  for (const { path, kind } of state.unstaged) lines.set(path, `${letters(path)[0]}${kind}`);
  for (const [path, conflict] of state.conflicts) lines.set(path, conflictLetters(conflict));
  for (const [path, sign] of [...lines].sort(byPath)) git.print(`${sign} ${names.get(path) ?? quoted(path)}\n`);
  for (const path of state.untracked) git.print(`?? ${quoted(path)}\n`);
  for (const path of state.ignored) git.print(`!! ${quoted(path)}\n`);
}

const byPath = ([one]: [string, string], [other]: [string, string]) => (one < other ? -1 : 1);

async function branchLine(repo: Repo): Promise<string> {
  const { branch, oid } = await repo.refs.head();
  if (!branch) return 'HEAD (no branch)';
  if (!oid) return `No commits yet on ${branch}`;
  const upstream = await upstreamState(repo, branch, (ours, theirs) => aheadBehind(repo, ours, theirs));
  if (!upstream) return branch;
  const { ahead, behind, gone } = upstream;
  const counts = gone ? ['gone'] : [ahead && `ahead ${ahead}`, behind && `behind ${behind}`].filter(Boolean);
  return `${branch}...${upstream.short}${counts.length ? ` [${counts.join(', ')}]` : ''}`;
}

/** What `git status` says, and what a commit says that has nothing to commit. */
export async function longStatus(repo: Repo, state: State, name: Name, hidden = false): Promise<string> {
  const { branch, oid } = await repo.refs.head();
  const way = await underWay(repo);
  const parts = [await headLine(repo, branch, oid), way ? wayLines(way, state.conflicts.size > 0) : ''];
  const unstage = oid ? 'git restore --staged <file>...' : 'git rm --cached <file>...';
  const merging = way?.kind === 'merge' || way?.kind === 'cherry-pick';
  parts.push(
    section('Changes to be committed', merging ? [] : [`use "${unstage}" to unstage`], state.staged.map((change) => label(change, name))), // prettier-ignore
  );
  if (state.conflicts.size) parts.push(conflictSection(state, name, merging ? undefined : unstage));
  const gone = state.unstaged.some(({ kind }) => kind === 'D');
  parts.push(
    section(
      'Changes not staged for commit',
      [
        `use "git add${gone ? '/rm' : ''} <file>..." to update what will be committed`,
        'use "git restore <file>..." to discard changes in working directory',
      ],
      state.unstaged.map((change) => label(change, name)),
    ),
    section('Untracked files', ['use "git add <file>..." to include in what will be committed'], state.untracked.map((path) => quotePath(name(path)))), // prettier-ignore
    section('Ignored files', ['use "git add -f <file>..." to include in what will be committed'], state.ignored.map((path) => quotePath(name(path)))), // prettier-ignore
  );
  if (hidden && (state.staged.length || state.unstaged.length)) parts.push('Untracked files not listed (use -u option to show untracked files)\n'); // prettier-ignore
  return parts.join('') + lastLine(state, oid, hidden, way !== undefined);
}

async function headLine(repo: Repo, branch: string | undefined, oid: string | undefined): Promise<string> {
  if (!branch) return `${await detachedText(repo, oid!)}\n`;
  const first = `On branch ${branch}\n`;
  if (!oid) return `${first}\nNo commits yet\n\n`;
  const text = await trackingText(repo, branch);
  return text ? `${first}${text}\n` : first;
}

export async function detachedText(repo: Repo, oid: string): Promise<string> {
  const move = (await repo.refs.log('HEAD')).find(({ text }) => text.startsWith('checkout: moving from '));
  const to = move ? / to (\S+)$/.exec(move.text)?.[1] : undefined;
  const name = to && !/^[0-9a-f]{40}$/.test(to) && !/^[0-9a-f]{7,39}$/.test(to) ? to : short(move?.to ?? oid);
  return `HEAD detached ${!move || move.to === oid ? 'at' : 'from'} ${/[~^]/.test(name) ? short(move!.to) : name}`;
}

/** How a branch stands to what it follows; empty when it follows nothing. */
export async function trackingText(repo: Repo, branch: string): Promise<string> {
  const upstream = await upstreamState(repo, branch, (ours, theirs) => aheadBehind(repo, ours, theirs));
  if (!upstream) return '';
  const { short: name, gone, ahead, behind } = upstream;
  const commits = (count: number) => `${count} commit${count === 1 ? '' : 's'}`;
  if (gone) return `Your branch is based on '${name}', but the upstream is gone.\n  (use "git branch --unset-upstream" to fixup)\n`; // prettier-ignore
  if (!ahead && !behind) return `Your branch is up to date with '${name}'.\n`;
  if (!behind) return `Your branch is ahead of '${name}' by ${commits(ahead)}.\n  (use "git push" to publish your local commits)\n`; // prettier-ignore
  if (!ahead) return `Your branch is behind '${name}' by ${commits(behind)}, and can be fast-forwarded.\n  (use "git pull" to update your local branch)\n`; // prettier-ignore
  return `Your branch and '${name}' have diverged,\nand have ${ahead} and ${behind} different commits each, respectively.\n  (use "git pull" to merge the remote branch into yours)\n`;
}

function wayLines({ kind, oid }: { kind: string; oid: string }, open: boolean): string {
  if (kind === 'merge') {
    return open
      ? 'You have unmerged paths.\n  (fix conflicts and run "git commit")\n  (use "git merge --abort" to abort the merge)\n\n'
      : 'All conflicts fixed but you are still merging.\n  (use "git commit" to conclude merge)\n\n';
  }
  const doing = kind === 'revert' ? 'reverting' : 'cherry-picking';
  const first = open ? `fix conflicts and run "git ${kind} --continue"` : `all conflicts fixed: run "git ${kind} --continue"`; // prettier-ignore
  return `You are currently ${doing} commit ${short(oid)}.\n  (${first})\n  (use "git ${kind} --skip" to skip this patch)\n  (use "git ${kind} --abort" to cancel the ${kind} operation)\n\n`;
}

function section(title: string, hints: string[], lines: string[]): string {
  if (!lines.length) return '';
  return `${title}:\n${hints.map((hint) => `  (${hint})\n`).join('')}${lines.map((line) => `\t${line}\n`).join('')}\n`;
}

const labels = { A: 'new file:', M: 'modified:', D: 'deleted:', R: 'renamed:', T: 'typechange:' };

function label({ kind, path, from }: FileChange, name: Name): string {
  const shown = quotePath(name(path));
  return labels[kind].padEnd(12) + (from === undefined ? shown : `${quotePath(name(from))} -> ${shown}`);
}

const conflictLabels: Record<string, string> = {
  UU: 'both modified:',
  AA: 'both added:',
  UD: 'deleted by them:',
  DU: 'deleted by us:',
  DD: 'both deleted:',
  AU: 'added by us:',
  UA: 'added by them:',
};

function conflictSection({ conflicts }: State, name: Name, unstage: string | undefined): string {
  const letters = [...conflicts.values()].map(conflictLetters);
  const anyGone = letters.some((one) => one.includes('D'));
  const hint = anyGone
    ? 'use "git add/rm <file>..." as appropriate to mark resolution'
    : 'use "git add <file>..." to mark resolution';
  const lines = [...conflicts].map(([path, one]) => conflictLabels[conflictLetters(one)]!.padEnd(17) + quotePath(name(path))); // prettier-ignore
  return section('Unmerged paths', [...(unstage ? [`use "${unstage}" to unstage`] : []), hint], lines);
}

function lastLine(state: State, oid: string | undefined, hidden: boolean, merging: boolean): string {
  if (state.staged.length) return '';
  if (state.unstaged.length || state.conflicts.size) return 'no changes added to commit (use "git add" and/or "git commit -a")\n'; // prettier-ignore
  if (merging) return '';
  if (state.untracked.length) return 'nothing added to commit but untracked files present (use "git add" to track)\n';
  if (!oid) return 'nothing to commit (create/copy files and use "git add" to track)\n';
  return hidden ? 'nothing to commit (use -u to show untracked files)\n' : 'nothing to commit, working tree clean\n';
}
