import { isMeant, pathSpecs, quotePath, fromRepoPath } from '../paths.ts';
import { short } from '../format.ts';
import { findRevision, fullRef, peel, resolve, resolveCommit } from '../revision.ts';
import { ancestors, mergeBases } from '../state.ts';
import { Fatal, fatal, type GitCommand } from '../types.ts';
import type { Repo } from '../repo.ts';
import { listFiles } from '../worktree.ts';

export const revParse: GitCommand = {
  what: 'Tell the full name of a commit, or where the repository is',
  options: {
    '--short': 'optional',
    '--verify': 'flag',
    '-q --quiet': 'flag',
    '--abbrev-ref': 'flag',
    '--symbolic-full-name': 'flag',
    '--show-toplevel': 'flag',
    '--git-dir': 'flag',
    '--is-inside-work-tree': 'flag',
    '--is-bare-repository': 'flag',
    '--show-prefix': 'flag',
  },
  async run(git, { has, words, value }) {
    const repo = await git.repo();
    if (has('is-inside-work-tree')) git.print(`${repo.root !== undefined}\n`);
    if (has('is-bare-repository')) git.print(`${repo.root === undefined}\n`);
    if (has('show-toplevel')) git.print(`${repo.work()}\n`);
    if (has('git-dir')) git.print(`${repo.gitdir === `${git.cwd}/.git` ? '.git' : repo.gitdir}\n`);
    if (has('show-prefix')) git.print(`${git.cwd.slice(repo.work().length + 1)}${git.cwd === repo.root ? '' : '/'}\n`);
    for (const word of words) {
      const ref = has('abbrev-ref') || has('symbolic-full-name') ? await refName(repo, word) : undefined;
      const oid = ref === undefined ? await findRevision(repo, word) : undefined;
      if (ref === undefined && !oid) {
        if (has('quiet')) return 1;
        if (has('verify')) throw fatal('Needed a single revision');
        git.print(`${word}\n`);
        await resolve(repo, word);
      }
      const text = ref === undefined ? oid! : has('abbrev-ref') ? ref.replace(/^refs\/(?:heads|remotes|tags)\//, '') : ref;
      git.print(`${has('short') ? text.slice(0, Number(value('short') || 7)) : text}\n`);
    }
    return 0;
  },
}; // prettier-ignore

async function refName(repo: Repo, word: string): Promise<string | undefined> {
  if (word === 'HEAD' || word === '@') {
    const { branch } = await repo.refs.head();
    return branch ? `refs/heads/${branch}` : 'HEAD';
  }
  return fullRef(repo, word);
}

export const lsFiles: GitCommand = {
  what: 'List the files of the index',
  options: {
    '-s --stage': 'flag',
    '-u --unmerged': 'flag',
    '-c --cached': 'flag',
    '-m --modified': 'flag',
    '-d --deleted': 'flag',
    '-o --others': 'flag',
    '--exclude-standard': 'flag',
    '-i --ignored': 'flag',
  },
  async run(git, { has, words, paths = [] }) {
    const repo = await git.repo();
    const root = repo.work();
    const specs = pathSpecs(root, git.cwd, words.length || paths.length ? [...words, ...paths] : ['.']);
    const { entries, conflicts } = await repo.index();
    const put = (path: string, text = '') => isMeant(specs, path) && git.print(`${text}${quotePath(fromRepoPath(root, git.cwd, path))}\n`); // prettier-ignore
    if (has('others')) {
      const files = await listFiles(repo, { ignored: !has('exclude-standard') });
      for (const { path, ignored } of files) if (!entries.has(path) && !(ignored && has('exclude-standard'))) put(path);
      return;
    }
    for (const [path, { mode, oid }] of has('unmerged') ? [] : entries) {
      const there = await repo.fs.exists(`${root}/${path}`);
      const changed = has('modified') || has('deleted');
      const work = changed && there ? await repo.hash(await repo.fs.readFileBuffer(`${root}/${path}`)) : undefined;
      if (changed && !((has('deleted') && !there) || (has('modified') && work !== oid))) continue;
      put(path, has('stage') ? `${mode} ${oid} 0\t` : '');
    }
    for (const [path, sides] of conflicts) {
      for (const [at, side] of (['base', 'ours', 'theirs'] as const).entries()) {
        const entry = sides[side];
        if (entry) put(path, has('stage') || has('unmerged') ? `${entry.mode} ${entry.oid} ${at + 1}\t` : '');
      }
    }
  },
};

export const lsTree: GitCommand = {
  what: 'List what a commit holds',
  options: { '-r': 'flag', '--name-only': 'flag', '--full-tree': 'flag', '-d': 'flag' },
  async run(git, { has, words, paths = [] }) {
    const repo = await git.repo();
    const [name, ...rest] = words;
    if (name === undefined) throw new Fatal('usage: git ls-tree [<options>] <tree-ish> [<path>...]', 129);
    const oid = await findRevision(repo, name);
    const tree = oid && (await peel(repo, oid, 'tree'));
    if (!tree) throw fatal(`Not a valid object name ${name}`);
    const specs = pathSpecs('/', '/', [...rest, ...paths]);
    if (has('r')) {
      for (const [path, { mode, oid: file }] of await repo.snapshot(tree)) {
        if (isMeant(specs, path)) git.print(has('name-only') ? `${quotePath(path)}\n` : `${mode} blob ${file}\t${quotePath(path)}\n`); // prettier-ignore
      }
      return;
    }
    for (const entry of await repo.tree(tree)) {
      const folder = entry.mode === '40000';
      if (!isMeant(specs, entry.name) || (has('d') && !folder)) continue;
      git.print(has('name-only') ? `${quotePath(entry.name)}\n` : `${entry.mode.padStart(6, '0')} ${folder ? 'tree' : 'blob'} ${entry.oid}\t${quotePath(entry.name)}\n`); // prettier-ignore
    }
  },
};

export const catFile: GitCommand = {
  what: 'Show an object as it is stored',
  options: { '-p': 'flag', '-t': 'flag', '-s': 'flag', '-e': 'flag' },
  async run(git, { has, words }) {
    const repo = await git.repo();
    const name = words.at(-1) ?? '';
    const oid = await findRevision(repo, name);
    if (!oid) throw fatal(`Not a valid object name ${name}`);
    const { type, bytes } = await repo.read(oid);
    if (has('t')) return git.print(`${type}\n`);
    if (has('s')) return git.print(`${bytes.length}\n`);
    if (has('e')) return;
    if (type !== 'tree') return git.print(new TextDecoder().decode(bytes));
    for (const { mode, name: file, oid: one } of await repo.tree(oid)) git.print(`${mode.padStart(6, '0')} ${mode === '40000' ? 'tree' : 'blob'} ${one}\t${file}\n`); // prettier-ignore
  },
};

export const mergeBase: GitCommand = {
  what: 'Find the last commit that two have in common',
  options: { '--is-ancestor': 'flag', '-a --all': 'flag' },
  async run(git, { has, words }) {
    const repo = await git.repo();
    const [one, other] = [await named(repo, words[0]), await named(repo, words[1])];
    if (has('is-ancestor')) return (await ancestors(repo, [other])).has(one) ? 0 : 1;
    const bases = await mergeBases(repo, one, other);
    for (const base of has('all') ? bases : bases.slice(0, 1)) git.print(`${base}\n`);
    return bases.length ? 0 : 1;
  },
};

async function named(repo: Repo, word = ''): Promise<string> {
  if (!(await findRevision(repo, word))) throw fatal(`Not a valid object name ${word}`);
  return resolveCommit(repo, word);
}

export const reflog: GitCommand = {
  what: 'List what HEAD or a branch was, the newest first',
  options: { '-n --max-count': 'value' },
  absent: { '--date --format --pretty': 'Each line is a commit, its place in the log, and what was done.' },
  async run(git, { words, value }) {
    const repo = await git.repo();
    const name = (words[0] === 'show' ? words[1] : words[0]) ?? 'HEAD';
    const ref = await fullRef(repo, name);
    if (!ref) throw (await repo.refs.head()).oid ? await unknown(repo, name) : fatal(`your current branch '${(await repo.refs.head()).branch}' does not have any commits yet`); // prettier-ignore
    const lines = (await repo.refs.log(ref)).slice(0, Number(value('max-count') ?? Infinity));
    lines.forEach(({ to, text }, at) => git.print(`${short(to)} ${name}@{${at}}: ${text}\n`));
  },
};

const unknown = (repo: Repo, name: string) => resolve(repo, name).then(() => fatal(`bad ref ${name}`), (error: Fatal) => error); // prettier-ignore

export const describe: GitCommand = {
  what: 'Name a commit after the last tag before it',
  options: { '--tags': 'flag', '--always': 'flag', '--abbrev': 'value', '--exact-match': 'flag' },
  async run(git, { has, words }) {
    const repo = await git.repo();
    const oid = await resolveCommit(repo, words[0] ?? 'HEAD');
    const found = await nearestTag(repo, oid, has('tags'));
    if (found && (found.distance === 0 || !has('exact-match'))) return git.print(`${found.tag}${found.distance ? `-${found.distance}-g${short(oid)}` : ''}\n`); // prettier-ignore
    if (has('always')) return git.print(`${short(oid)}\n`);
    throw fatal(`No names found, cannot describe anything.`);
  },
};

async function nearestTag(repo: Repo, oid: string, light: boolean) {
  const before = await ancestors(repo, [oid]);
  let best: { tag: string; distance: number } | undefined;
  for (const tag of await repo.refs.list('refs/tags')) {
    const ref = (await repo.refs.read(`refs/tags/${tag}`))!;
    if (!light && (await repo.read(ref)).type !== 'tag') continue;
    const commit = await peel(repo, ref, 'commit');
    if (!commit || !before.has(commit)) continue;
    const distance = before.size - (await ancestors(repo, [commit])).size;
    if (!best || distance < best.distance) best = { tag, distance };
  }
  return best;
}
