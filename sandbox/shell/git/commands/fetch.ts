import { commitSide } from '../changes.ts';
import { short } from '../format.ts';
import { byMerge, moveFiles } from '../move.ts';
import { whoText } from '../people.ts';
import type { Repo } from '../repo.ts';
import { upstreamOf } from '../revision.ts';
import { ancestors } from '../state.ts';
import { copyObjects, moveLine, openOther } from '../transfer.ts';
import { Fatal, fatal, type Git, type GitCommand, type Given } from '../types.ts';
import { createRepository } from './init.ts';
import { mergeCommit } from './merge.ts';
import { addRemote, remoteNames } from './remote.ts';
import { editConfig } from './branch.ts';
import { writeConfig } from '../config.ts';
import { repoAt } from '../repo.ts';

const noNetwork = { '--depth --shallow-since': 'A whole repository is copied.', '--recurse-submodules': 'There are no submodules here.' }; // prettier-ignore

export const fetch: GitCommand = {
  what: 'Get the commits of another repository',
  options: { '--all': 'flag', '-p --prune': 'flag', '-t --tags': 'flag', '-q --quiet': 'flag', '-v --verbose': 'flag' },
  absent: noNetwork,
  async run(git, given) {
    const repo = await git.repo();
    const [name = await usualRemote(repo), ...branches] = given.words;
    for (const one of given.has('all') ? remoteNames(repo) : [name]) await fetchFrom(git, repo, one, branches, given);
  },
};

async function usualRemote(repo: Repo): Promise<string> {
  const { branch } = await repo.refs.head();
  return (branch && upstreamOf(repo, branch)?.remote) || 'origin';
}

/** Copies the branches of a remote, and tells what moved. Hands back what each branch there is. */
async function fetchFrom(git: Git, repo: Repo, name: string, branches: string[], given: Given): Promise<Map<string, string>> {
  const { other, url } = await openOther(git, repo, name);
  const known = repo.config.get(`remote.${name}.url`) !== undefined;
  const there = await other.refs.list('refs/heads');
  for (const branch of branches) if (!there.includes(branch)) throw fatal(`couldn't find remote ref ${branch}`);
  const wanted = branches.length ? branches : there;
  const who = await whoText(git);
  const tips = new Map<string, string>();
  const lines: [string, string, string, string, string?][] = [];
  for (const branch of wanted) {
    const oid = (await other.refs.read(`refs/heads/${branch}`))!;
    await copyObjects(other, repo, oid);
    tips.set(branch, oid);
    const ref = `refs/remotes/${name}/${branch}`;
    const before = known ? await repo.refs.read(ref) : undefined;
    if (branches.length) lines.push(['*', 'branch', branch, 'FETCH_HEAD']);
    if (!known || before === oid) continue;
    const forced = before !== undefined && !(await ancestors(repo, [oid])).has(before);
    await repo.refs.update(ref, oid, who, before ? (forced ? 'fetch: forced-update' : 'fetch: fast-forward') : 'fetch: storing head');
    const what = !before ? '[new branch]' : `${short(before)}${forced ? '...' : '..'}${short(oid)}`;
    lines.push([!before ? '*' : forced ? '+' : ' ', what, branch, `${name}/${branch}`, forced ? '(forced update)' : '']);
  }
  for (const tag of await other.refs.list('refs/tags')) {
    const oid = (await other.refs.read(`refs/tags/${tag}`))!;
    if (await repo.refs.read(`refs/tags/${tag}`)) continue;
    if (!given.has('tags') && !(await repo.has(oid)) && !(await repo.has(await target(other, oid)))) continue;
    await copyObjects(other, repo, oid);
    await repo.refs.update(`refs/tags/${tag}`, oid, who, '');
    lines.push(['*', '[new tag]', tag, tag]);
  }
  const gone = given.has('prune') ? (await repo.refs.list(`refs/remotes/${name}`)).filter((one) => one !== 'HEAD' && !there.includes(one)) : [];
  for (const one of gone) await repo.refs.remove(`refs/remotes/${name}/${one}`);
  const first = tips.values().next().value;
  if (first) await repo.setNote('FETCH_HEAD', `${first}\t\tbranch '${wanted[0]}' of ${url}\n`);
  if (given.has('quiet') || !(lines.length + gone.length)) return tips;
  const width = Math.max(10, ...lines.map(([, , from]) => from.length));
  git.warn(`From ${shownUrl(git, repo, url)}\n`);
  for (const one of gone) git.warn(moveLine('-', '[deleted]', '(none)', `${name}/${one}`, width));
  for (const [sign, what, from, to, note] of lines) git.warn(moveLine(sign, what, from, to, width, note));
  return tips;
} // prettier-ignore

async function target(repo: Repo, oid: string): Promise<string> {
  const { type, bytes } = await repo.read(oid);
  return type === 'tag' ? /^object (\w+)/.exec(new TextDecoder().decode(bytes))![1]! : oid;
}

/** Without the ending, as git tells where something came from. */
const shownUrl = (_git: Git, _repo: Repo, url: string) => url.replace(/\/*$/, '').replace(/\.git$/, '');

export const pull: GitCommand = {
  what: 'Fetch, and merge what came',
  options: {
    '--ff-only': 'flag',
    '--no-ff': 'flag',
    '--ff': 'flag',
    '--no-rebase': 'flag',
    '--no-edit': 'flag',
    '-q --quiet': 'flag',
    '-n --no-stat': 'flag',
    '-t --tags': 'flag',
    '-p --prune': 'flag',
    '-m --message': 'value',
    '--squash': 'flag',
    '--no-commit': 'flag',
  },
  absent: { ...noNetwork, '-r --rebase': 'Rebase is absent: `git pull --no-rebase` merges.' },
  async run(git, given) {
    const repo = await git.repo();
    const head = await repo.refs.head();
    const upstream = head.branch ? upstreamOf(repo, head.branch) : undefined;
    const [name = upstream?.remote ?? 'origin', named] = given.words;
    const branch = named ?? (upstream?.remote === name ? upstream.branch : undefined);
    const tips = await fetchFrom(git, repo, name, named ? [named] : [], given);
    if (branch === undefined) throw new Fatal(noTracking(head.branch ?? 'HEAD', name), 1);
    const theirs = tips.get(branch);
    if (!theirs) throw new Fatal(`Your configuration specifies to merge with the ref 'refs/heads/${branch}'\nfrom the remote, but no such ref was fetched.`, 1); // prettier-ignore
    if (head.oid && !given.has('no-rebase') && !given.has('ff-only') && !given.has('no-ff') && !given.has('ff')) {
      const plain = repo.config.get('pull.rebase') === undefined && repo.config.get('pull.ff') === undefined;
      const apart = !(await ancestors(repo, [theirs])).has(head.oid) && !(await ancestors(repo, [head.oid])).has(theirs); // prettier-ignore
      if (apart && plain) throw new Fatal(divergent, 128);
    }
    const url = repo.config.get(`remote.${name}.url`) ?? name;
    const shown = named || !upstream ? theirs : upstream.short;
    const into = head.branch === 'main' || head.branch === 'master' ? '' : ` into ${head.branch}`;
    return mergeCommit(git, repo, given, { theirs, name: named ? theirs : theirs, head, message: `Merge branch '${branch}' of ${url.replace(/\.git$/, '')}${into}`, ...(shown && {}) }); // prettier-ignore
  },
};

const divergent = `hint: You have divergent branches and need to specify how to reconcile them.
hint: You can do so by running one of the following commands sometime before
hint: your next pull:
hint: 
hint:   git config pull.rebase false  # merge
hint:   git config pull.rebase true   # rebase
hint:   git config pull.ff only       # fast-forward only
hint: 
hint: You can replace "git config" with "git config --global" to set a default
hint: preference for all repositories. You can also pass --rebase, --no-rebase,
hint: or --ff-only on the command line to override the configured default per
hint: invocation.
fatal: Need to specify how to reconcile divergent branches.`;

const noTracking = (branch: string, remote: string) => `There is no tracking information for the current branch.
Please specify which branch you want to merge with.
See git-pull(1) for details.

    git pull <remote> <branch>

If you wish to set tracking information for this branch you can do so with:

    git branch --set-upstream-to=${remote}/<branch> ${branch}
`;

export const clone: GitCommand = {
  what: 'Copy a repository into a new folder',
  options: { '-q --quiet': 'flag', '--bare': 'flag', '-b --branch': 'value', '-o --origin': 'value', '--no-hardlinks': 'flag', '-l --local': 'flag' }, // prettier-ignore
  absent: noNetwork,
  async run(git, { has, value, words }) {
    const [source, folder] = words;
    if (source === undefined) throw new Fatal('fatal: You must specify a repository to clone.\n\nusage: git clone [<options>] [--] <repo> [<dir>]', 129); // prettier-ignore
    const name = folder ?? source.replace(/\/+(?:\.git)?\/*$/, '').split('/').at(-1)!.replace(/\.git$/, '') + (has('bare') ? '.git' : ''); // prettier-ignore
    const root = git.fs.resolvePath(git.cwd, name);
    const { other } = await openOther(git, undefined, source);
    const there = await git.fs.readdir(root).catch(() => []);
    if (there.length) throw fatal(`destination path '${name}' already exists and is not an empty directory.`);
    if (!has('quiet')) git.warn(`Cloning into ${has('bare') ? 'bare repository ' : ''}'${name}'...\n`);
    const gitdir = has('bare') ? root : `${root}/.git`;
    const head = await other.refs.head();
    const branch = value('branch') ?? head.branch ?? 'main';
    await createRepository(git, gitdir, { bare: has('bare'), branch });
    const repo = await repoAt(git, gitdir, has('bare') ? undefined : root);
    const url = /^\/|^\w+:\/\//.test(source) ? source : `${git.cwd}/${source}`;
    const who = await whoText(git);
    const origin = value('origin') ?? 'origin';
    const names = await other.refs.list('refs/heads');
    if (!has('bare')) await addRemote(repo, origin, url);
    for (const one of names) {
      const oid = (await other.refs.read(`refs/heads/${one}`))!;
      await copyObjects(other, repo, oid);
      await repo.setNote(`${has('bare') ? 'refs/heads' : `refs/remotes/${origin}`}/${one}`, `${oid}\n`).catch(() => repo.refs.update(`${has('bare') ? 'refs/heads' : `refs/remotes/${origin}`}/${one}`, oid, who, `clone: from ${url}`)); // prettier-ignore
    }
    for (const one of await other.refs.list('refs/tags')) {
      const oid = (await other.refs.read(`refs/tags/${one}`))!;
      await copyObjects(other, repo, oid);
      await repo.refs.update(`refs/tags/${one}`, oid, '', '');
    }
    if (has('bare')) return;
    if (!names.length) git.warn('warning: You appear to have cloned an empty repository.\n');
    if (!has('quiet')) git.warn('done.\n');
    await editConfig(repo, (text) => writeConfig(writeConfig(text, `branch.${branch}.remote`, origin), `branch.${branch}.merge`, `refs/heads/${branch}`)); // prettier-ignore
    const tip = await other.refs.read(`refs/heads/${branch}`);
    if (!tip) return;
    if (head.branch) await repo.setNote(`refs/remotes/${origin}/HEAD`, `ref: refs/remotes/${origin}/${head.branch}\n`);
    await repo.refs.update(`refs/heads/${branch}`, tip, who, `clone: from ${url}`);
    await moveFiles(repo, new Map(), (await commitSide(repo, tip)).files, byMerge);
  },
};
