import { short, subjectOf, upstreamState } from '../format.ts';
import { whoText } from '../people.ts';
import type { Repo } from '../repo.ts';
import { branchBefore, findRevision, fullRef, resolveCommit, upstreamOf } from '../revision.ts';
import { aheadBehind, ancestors } from '../state.ts';
import { dropSection, writeConfig } from '../config.ts';
import { Fatal, failure, fatal, type Git, type GitCommand, type Given } from '../types.ts';
import { detachedText } from './status.ts';

export const branch: GitCommand = {
  what: 'List, make, rename and delete branches',
  options: {
    '-d --delete': 'flag',
    '-D': 'flag',
    '-m --move': 'flag',
    '-M': 'flag',
    '-f --force': 'flag',
    '-a --all': 'flag',
    '-r --remotes': 'flag',
    '-l --list': 'flag',
    '-v --verbose': 'flag',
    '-q --quiet': 'flag',
    '--show-current': 'flag',
    '--merged': 'optional',
    '--no-merged': 'optional',
    '--contains': 'optional',
    '--format': 'value',
    '--no-color': 'flag',
    '-u --set-upstream-to': 'value',
    '--unset-upstream': 'flag',
    '-t --track': 'optional',
    '--no-track': 'flag',
    '--sort': 'value',
  },
  absent: { '-c -C --copy': 'Make a new branch there: `git branch <new> <old>`.', '--edit-description': 'There is no editor here.' }, // prettier-ignore
  async run(git, given) {
    const repo = await git.repo();
    const { has, words } = given;
    const head = await repo.refs.head();
    if (has('show-current')) return git.print(head.branch ? `${head.branch}\n` : '');
    if (has('delete') || has('D')) return removeBranches(git, repo, given);
    if (has('move') || has('M')) return rename(git, repo, given);
    if (has('set-upstream-to')) return follow(git, repo, words[0] ?? head.branch ?? '', given.value('set-upstream-to')!); // prettier-ignore
    if (has('unset-upstream')) return editConfig(repo, (text) => writeConfig(writeConfig(text, `branch.${words[0] ?? head.branch}.remote`, undefined), `branch.${words[0] ?? head.branch}.merge`, undefined)); // prettier-ignore
    const filters = ['list', 'all', 'remotes', 'verbose', 'merged', 'no-merged', 'contains', 'format'];
    if (!words.length || filters.some(has)) return listBranches(git, repo, given);
    await createBranch(git, repo, words[0]!, words[1] ?? 'HEAD', { force: has('force'), track: !has('no-track') });
  },
};

export function checkName(name: string): void {
  const bad = /^-|^\/|\/$|\/\/|\.\.|[\s~^:?*[\\\x7f]|@\{|\.$|\.lock$|(?:^|\/)\./.test(name) || name === '@' || name === 'HEAD'; // prettier-ignore
  if (bad || !name) throw fatal(`'${name}' is not a valid branch name`);
}

/** Makes a branch at a commit, and lets it follow the branch of a remote that it was made from. */
export async function createBranch(git: Git, repo: Repo, name: string, start: string, { force = false, track = true } = {}): Promise<void> {
  checkName(name);
  const there = await repo.refs.read(`refs/heads/${name}`);
  if (there && !force) throw fatal(`a branch named '${name}' already exists`);
  if (force && (await repo.refs.head()).branch === name) throw fatal(`Cannot force update the current branch.`);
  const found = await findRevision(repo, start);
  if (!found) throw fatal(start === 'HEAD' ? `Not a valid object name: '${(await repo.refs.head()).branch}'.` : `Not a valid object name: '${start}'.`);
  const oid = await resolveCommit(repo, start);
  const from = start === 'HEAD' ? 'HEAD' : start;
  await repo.refs.update(`refs/heads/${name}`, oid, await whoText(git), `branch: Created from ${from}`);
  const ref = await fullRef(repo, start);
  if (track && ref?.startsWith('refs/remotes/')) await follow(git, repo, name, start);
} // prettier-ignore

export async function editConfig(repo: Repo, edit: (text: string) => string): Promise<void> {
  const file = `${repo.gitdir}/config`;
  await repo.fs.writeFile(file, edit(await repo.fs.readFile(file)));
}

/** Sets what a branch follows, and says so. */
export async function follow(git: Git, repo: Repo, name: string, upstream: string, quiet = false): Promise<void> {
  const ref = await fullRef(repo, upstream);
  if (!ref) {
    throw fatal(`the requested upstream branch '${upstream}' does not exist\nhint:\nhint: If you are planning on basing your work on an upstream\nhint: branch that already exists at the remote, you may need to\nhint: run "git fetch" to retrieve it.\nhint:\nhint: If you are planning to push out a new local branch that\nhint: will track its remote counterpart, you may want to use\nhint: "git push -u" to set the upstream config as you push.\nhint: Turn this message off by running\nhint: "git config advice.setUpstreamFailure false"`); // prettier-ignore
  }
  const remote = /^refs\/remotes\/([^/]+)\/(.+)$/.exec(ref);
  const [from, there] = remote ? [remote[1]!, remote[2]!] : ['.', ref.replace('refs/heads/', '')];
  await editConfig(repo, (text) => writeConfig(writeConfig(text, `branch.${name}.remote`, from), `branch.${name}.merge`, `refs/heads/${there}`)); // prettier-ignore
  if (!quiet) git.print(`branch '${name}' set up to track '${upstream}'.\n`);
}

async function removeBranches(git: Git, repo: Repo, given: Given): Promise<number> {
  const { has, words } = given;
  const remote = has('remotes');
  const [prefix, kind] = remote ? ['refs/remotes/', 'remote-tracking branch'] : ['refs/heads/', 'branch'];
  const forced = has('D') || has('force');
  const head = await repo.refs.head();
  let code = 0;
  if (!words.length) throw fatal('branch name required');
  for (const word of words) {
    const name = word === '-' ? ((await branchBefore(repo, 1)) ?? word) : word;
    const oid = await repo.refs.read(prefix + name);
    const problem = !oid
      ? `${kind} '${name}' not found.`
      : !remote && head.branch === name
        ? `Cannot delete branch '${name}' checked out at '${repo.root ?? repo.gitdir}'`
        : !remote && !forced && !(await isMerged(repo, name, oid))
          ? `The branch '${name}' is not fully merged.\nIf you are sure you want to delete it, run 'git branch -D ${name}'.`
          : undefined;
    if (problem) {
      git.warn(`error: ${problem}\n`);
      code = 1;
      continue;
    }
    await repo.refs.remove(prefix + name);
    await editConfig(repo, (text) => dropSection(text, `branch.${name}`));
    if (!has('quiet')) git.print(`Deleted ${kind} ${name} (was ${short(oid!)}).\n`);
  }
  return code;
}

/** Whether nothing would be lost: what the branch follows, or HEAD, has its commits. */
async function isMerged(repo: Repo, name: string, oid: string): Promise<boolean> {
  const upstream = upstreamOf(repo, name);
  const target = (upstream && (await repo.refs.read(upstream.ref))) ?? (await repo.refs.head()).oid;
  return target !== undefined && (await ancestors(repo, [target])).has(oid);
}

async function rename(git: Git, repo: Repo, { has, words }: Given): Promise<void> {
  const head = await repo.refs.head();
  const [from, to] = words.length > 1 ? [words[0]!, words[1]!] : [head.branch ?? '', words[0] ?? ''];
  checkName(to);
  const oid = await repo.refs.read(`refs/heads/${from}`);
  if (!oid && head.branch !== from) throw failure(`refname refs/heads/${from} not found\nfatal: Branch rename failed`, 128); // prettier-ignore
  if (from === to) return;
  if ((await repo.refs.read(`refs/heads/${to}`)) && !has('M') && !has('force')) throw fatal(`a branch named '${to}' already exists`); // prettier-ignore
  const who = await whoText(git);
  if (oid) {
    const lines = await repo.refs.log(`refs/heads/${from}`);
    await repo.refs.remove(`refs/heads/${from}`);
    if (head.branch === from) await repo.refs.pointHead(`refs/heads/${to}`);
    await repo.refs.update(`refs/heads/${to}`, oid, who, `Branch: renamed refs/heads/${from} to refs/heads/${to}`);
    await repo.refs.writeLog(`refs/heads/${to}`, [{ from: oid, to: oid, who, text: `Branch: renamed refs/heads/${from} to refs/heads/${to}` }, ...lines]); // prettier-ignore
  } else await repo.refs.pointHead(`refs/heads/${to}`);
  await editConfig(repo, (text) => text.replace(`[branch "${from}"]`, `[branch "${to}"]`));
}

async function listBranches(git: Git, repo: Repo, given: Given): Promise<void> {
  const { has, words } = given;
  const head = await repo.refs.head();
  const rows: { name: string; full: string; oid: string; current: boolean; link?: string }[] = [];
  if (!has('remotes')) {
    if (!head.branch) rows.push({ name: `(${await detachedText(repo, head.oid!)})`, full: 'HEAD', oid: head.oid!, current: true }); // prettier-ignore
    for (const name of await repo.refs.list('refs/heads')) {
      rows.push({ name, full: `refs/heads/${name}`, oid: (await repo.refs.read(`refs/heads/${name}`))!, current: name === head.branch }); // prettier-ignore
    }
  }
  if (has('remotes') || has('all')) {
    for (const name of await repo.refs.list('refs/remotes')) {
      const full = `refs/remotes/${name}`;
      const link = /^ref: refs\/remotes\/(.*)/.exec((await repo.note(full)) ?? '')?.[1];
      const oid = (await repo.refs.read(full))!;
      rows.push({ name: has('remotes') ? name : `remotes/${name}`, full, oid, current: false, ...(link && { link }) });
    }
  }
  const kept = [];
  for (const row of rows) if (await passes(repo, given, row)) kept.push(row);
  const format = given.value('format');
  if (format !== undefined) {
    for (const row of kept) git.print(`${expand(format, row)}\n`);
    return;
  }
  if (!kept.length && !head.oid && words.length) throw new Fatal(`fatal: not a valid ref`, 128);
  const width = Math.max(0, ...kept.map(({ name }) => name.length));
  for (const row of kept) {
    const sign = row.current ? '*' : ' ';
    if (row.link) git.print(`${sign} ${has('verbose') ? row.name.padEnd(width) : row.name} -> ${row.link}\n`);
    else if (!has('verbose')) git.print(`${sign} ${row.name}\n`);
    else git.print(`${sign} ${row.name.padEnd(width)} ${short(row.oid)} ${await tracking(repo, row.name, given.values('verbose').length)}${subjectOf((await repo.commit(row.oid)).message)}\n`); // prettier-ignore
  }
}

const expand = (format: string, { full, oid, current }: { full: string; oid: string; current: boolean }) =>
  format.replace(/%\(([^)]*)\)/g, (whole, field: string) => {
    const shortName = full.replace(/^refs\/(?:heads|remotes|tags)\//, '');
    const fields: Record<string, string> = { refname: full, 'refname:short': shortName, objectname: oid, 'objectname:short': short(oid), HEAD: current ? '*' : ' ' }; // prettier-ignore
    return fields[field] ?? whole;
  });

async function passes(repo: Repo, { has, value, words }: Given, { name, oid }: { name: string; oid: string }): Promise<boolean> {
  const pattern = has('list') && words[0] !== undefined ? new RegExp(`^${words[0].replace(/[.+^${}()|\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`) : undefined;
  if (pattern && !pattern.test(name)) return false;
  const target = async (option: string) => resolveCommit(repo, value(option) || words[0] || 'HEAD');
  if (has('merged') && !(await ancestors(repo, [await target('merged')])).has(oid)) return false;
  if (has('no-merged') && (await ancestors(repo, [await target('no-merged')])).has(oid)) return false;
  return !has('contains') || (await ancestors(repo, [oid])).has(await target('contains'));
} // prettier-ignore

async function tracking(repo: Repo, name: string, level: number): Promise<string> {
  const upstream = await upstreamState(repo, name, (ours, theirs) => aheadBehind(repo, ours, theirs));
  if (!upstream) return '';
  const { ahead, behind, gone } = upstream;
  const counts = gone ? ['gone'] : [ahead && `ahead ${ahead}`, behind && `behind ${behind}`].filter(Boolean);
  const parts = [...(level > 1 ? [upstream.short + (counts.length ? ':' : '')] : []), counts.join(', ')].filter(
    Boolean,
  );
  return parts.length ? `[${parts.join(' ')}] ` : '';
}
