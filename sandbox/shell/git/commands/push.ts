import { short } from '../format.ts';
import { whoText } from '../people.ts';
import type { Repo } from '../repo.ts';
import { fullRef, findRevision, upstreamOf } from '../revision.ts';
import { ancestors } from '../state.ts';
import { copyObjects, moveLine, openOther } from '../transfer.ts';
import { Fatal, fatal, type Git, type GitCommand, type Given } from '../types.ts';
import { follow } from './branch.ts';
import { remoteNames } from './remote.ts';

export const push: GitCommand = {
  what: 'Send commits to another repository',
  options: {
    '-u --set-upstream': 'flag',
    '-f --force': 'flag',
    '--force-with-lease': 'optional',
    '-d --delete': 'flag',
    '--tags': 'flag',
    '--all': 'flag',
    '-q --quiet': 'flag',
    '-n --dry-run': 'flag',
  },
  absent: { '--mirror --follow-tags --atomic': 'Name the branches and tags: `git push origin main v1`.' },
  async run(git, given) {
    const repo = await git.repo();
    const head = await repo.refs.head();
    const upstream = head.branch ? upstreamOf(repo, head.branch) : undefined;
    const [name = upstream?.remote ?? 'origin', ...specs] = given.words;
    if (!given.words.length && !remoteNames(repo).length) throw fatal(noDestination);
    const wanted = await chosen(repo, given, name, specs);
    const { other, url } = await openOther(git, repo, name);
    const lines: string[] = [];
    const refused: string[] = [];
    const moved: Spec[] = [];
    for (const spec of wanted) {
      const line = await send(repo, other, spec, given, await whoText(git));
      if (!line) continue;
      lines.push(line.text);
      if (line.refused) refused.push(line.text);
      else moved.push(spec);
    }
    for (const { to, oid } of moved) {
      const tracked = `refs/remotes/${name}/${to.replace('refs/heads/', '')}`;
      if (!to.startsWith('refs/heads/') || !remoteNames(repo).includes(name)) continue;
      if (oid) await repo.refs.update(tracked, oid, await whoText(git), 'update by push');
      else await repo.refs.remove(tracked);
    }
    if (!given.has('quiet') && !lines.length) git.warn('Everything up-to-date\n');
    if (lines.length && (refused.length || !given.has('quiet'))) git.warn(`To ${url}\n${lines.join('')}`);
    if (given.has('set-upstream')) {
      for (const { from, to } of wanted.filter((spec) => spec.from.startsWith('refs/heads/'))) {
        const branch = from.replace('refs/heads/', '');
        if (!refused.length) await follow(git, repo, branch, `${name}/${to.replace('refs/heads/', '')}`);
      }
    }
    if (!refused.length) return 0;
    git.warn(`error: failed to push some refs to '${url}'\n${refused.some((text) => /fetch first|non-fast-forward/.test(text)) ? rejectedHint(refused.join('')) : ''}`); // prettier-ignore
    return 1;
  },
};

interface Spec {
  /** Full names; `from` is empty for what is deleted. */
  from: string;
  to: string;
  oid: string | undefined;
  force: boolean;
}

async function chosen(repo: Repo, given: Given, remote: string, specs: string[]): Promise<Spec[]> {
  const { has } = given;
  const force = has('force') || has('force-with-lease');
  const all = [...specs];
  if (has('all')) all.push(...(await repo.refs.list('refs/heads')));
  const tags = has('tags') ? (await repo.refs.list('refs/tags')).map((tag) => `refs/tags/${tag}`) : [];
  if (!all.length && !tags.length) all.push(await usual(repo, remote, has('set-upstream')));
  const found: Spec[] = [];
  for (const text of [...all, ...tags]) {
    const [left = '', right] = text.replace(/^\+/, '').split(':');
    if (has('delete') || left === '') {
      found.push({ from: '', to: `refs/heads/${right ?? left}`, oid: undefined, force });
      continue;
    }
    const { branch } = await repo.refs.head();
    const name = left === 'HEAD' && branch ? branch : left;
    const ref = await fullRef(repo, name);
    const oid = await findRevision(repo, name);
    if (!oid) throw new Fatal(`error: src refspec ${left} does not match any\nerror: failed to push some refs to '${repo.config.get(`remote.${remote}.url`) ?? remote}'`, 1); // prettier-ignore
    const target = right ?? ref?.replace(/^refs\/(?:heads|tags)\//, '') ?? name;
    const to = target.startsWith('refs/')
      ? target
      : `${ref?.startsWith('refs/tags/') ? 'refs/tags' : 'refs/heads'}/${target}`;
    found.push({ from: ref ?? oid, to, oid, force: force || text.startsWith('+') });
  }
  return found;
}

/** What a push without words sends: the branch, when it follows one of the same name. */
async function usual(repo: Repo, remote: string, sets: boolean): Promise<string> {
  const { branch } = await repo.refs.head();
  if (!branch) throw fatal(`You are not currently on a branch.\nTo push the history leading to the current (detached HEAD)\nstate now, use\n\n    git push ${remote} HEAD:<name-of-remote-branch>\n`); // prettier-ignore
  const upstream = upstreamOf(repo, branch);
  if (!upstream && !sets && repo.config.get('push.autosetupremote') !== 'true') {
    throw fatal(`The current branch ${branch} has no upstream branch.\nTo push the current branch and set the remote as upstream, use\n\n    git push --set-upstream ${remote} ${branch}\n\nTo have this happen automatically for branches without a tracking\nupstream, see 'push.autoSetupRemote' in 'git help config'.\n`); // prettier-ignore
  }
  if (upstream && upstream.branch !== branch) throw fatal(`The upstream branch of your current branch does not match\nthe name of your current branch.`); // prettier-ignore
  return branch;
}

async function send(repo: Repo, other: Repo, spec: Spec, given: Given, who: string): Promise<{ text: string; refused: boolean } | undefined> {
  const { from, to, oid, force } = spec;
  const name = (ref: string) => ref.replace(/^refs\/(?:heads|tags)\//, '');
  const before = await other.refs.read(to);
  const line = (sign: string, what: string, note = '') => moveLine(sign, what, name(from), name(to), name(from).length, note);
  if (!oid) {
    if (!before) throw new Fatal(`error: unable to delete '${name(to)}': remote ref does not exist\nerror: failed to push some refs to '${other.root ?? other.gitdir}'`, 1);
    if (!given.has('dry-run')) await other.refs.remove(to);
    return { text: ` - ${'[deleted]'.padEnd(17)} ${name(to)}\n`, refused: false };
  }
  if (before === oid) return undefined;
  const kind = to.startsWith('refs/tags/') ? 'tag' : 'branch';
  const there = before !== undefined && (await repo.has(before));
  const forward = before === undefined || (there && (await ancestors(repo, [oid])).has(before));
  if (!forward && !force) return { text: line('!', '[rejected]', there ? '(non-fast-forward)' : '(fetch first)'), refused: true };
  if (other.root !== undefined && (await other.refs.head()).branch === name(to)) {
    return { text: line('!', '[remote rejected]', '(branch is currently checked out)'), refused: true };
  }
  if (!given.has('dry-run')) {
    await copyObjects(repo, other, oid);
    await other.refs.update(to, oid, who, 'push');
  }
  if (!before) return { text: line('*', `[new ${kind}]`), refused: false };
  return forward
    ? { text: `   ${`${short(before)}..${short(oid)}`.padEnd(17).trimEnd()}  ${name(from)} -> ${name(to)}\n`, refused: false }
    : { text: ` + ${short(before)}...${short(oid)} ${name(from)} -> ${name(to)} (forced update)\n`, refused: false };
} // prettier-ignore

const rejectedHint = (text: string) =>
  text.includes('fetch first')
    ? `hint: Updates were rejected because the remote contains work that you do
hint: not have locally. This is usually caused by another repository pushing
hint: to the same ref. You may want to first integrate the remote changes
hint: (e.g., 'git pull ...') before pushing again.
hint: See the 'Note about fast-forwards' in 'git push --help' for details.
`
    : `hint: Updates were rejected because the tip of your current branch is behind
hint: its remote counterpart. Integrate the remote changes (e.g.
hint: 'git pull ...') before pushing again.
hint: See the 'Note about fast-forwards' in 'git push --help' for details.
`;

const noDestination = `No configured push destination.
Either specify the URL from the command-line or configure a remote repository using

    git remote add <name> <url>

and then push using the remote name

    git push <name>
`;

export const lsRemote: GitCommand = {
  what: 'List the branches and tags of another repository',
  options: { '-h --heads': 'flag', '-t --tags': 'flag', '-q --quiet': 'flag' },
  async run(git: Git, { words, has }) {
    const repo = await git.repo();
    const { other, url } = await openOther(git, repo, words[0] ?? 'origin');
    if (words[0] === undefined && !has('quiet')) git.warn(`From ${url}\n`);
    const head = (await other.refs.head()).oid;
    if (head && !has('heads') && !has('tags')) git.print(`${head}\tHEAD\n`);
    for (const prefix of has('tags') ? ['refs/tags'] : has('heads') ? ['refs/heads'] : ['refs/heads', 'refs/tags']) {
      for (const name of await other.refs.list(prefix)) git.print(`${await other.refs.read(`${prefix}/${name}`)}\t${prefix}/${name}\n`); // prettier-ignore
    }
  },
};
