import type { Repo } from './repo.ts';
import { fatal, type Fatal } from './types.ts';

export const unknownRevision = (text: string): Fatal =>
  fatal(
    `ambiguous argument '${text}': unknown revision or path not in the working tree.\n` +
      `Use '--' to separate paths from revisions, like this:\n'git <command> [<revision>...] -- [<file>...]'`,
  );

/** The full name of a ref that is written short: `main` → `refs/heads/main`. */
export async function fullRef(repo: Repo, name: string): Promise<string | undefined> {
  const short = name === '@' ? 'HEAD' : name;
  if (!/^[\w./@+-]+$/.test(short) || short.includes('..')) return undefined;
  const places = ['', 'refs/', 'refs/tags/', 'refs/heads/', 'refs/remotes/'].map((prefix) => prefix + short);
  for (const ref of [...places, `refs/remotes/${short}/HEAD`]) {
    const known = ref.startsWith('refs/') || /^[A-Z_]+$/.test(ref);
    if (known && (await isRef(repo, ref))) return ref;
  }
  return undefined;
}

async function isRef(repo: Repo, ref: string): Promise<boolean> {
  if (ref === 'HEAD') return (await repo.refs.head()).oid !== undefined;
  const loose = await repo.fs.stat(`${repo.gitdir}/${ref}`).then(({ isFile }) => isFile, () => false); // prettier-ignore
  if (loose) return true;
  const packed = (await repo.note('packed-refs')) ?? '';
  return packed.split('\n').some((line) => line.endsWith(` ${ref}`));
}

/** The object that a revision means: `HEAD~2`, `main^{tree}`, `v1.0`, `3fa9c1`, `@{-1}`. Undefined when it means none. */
export async function findRevision(repo: Repo, text: string): Promise<string | undefined> {
  const colon = text.indexOf(':');
  if (colon >= 0 && !text.startsWith(':/')) return findInTree(repo, text.slice(0, colon), text.slice(colon + 1));
  const [, name = '', steps = ''] = /^(.*?)((?:[~^](?:\d+|\{\w*\})?)*)$/.exec(text) ?? [];
  let oid = await findName(repo, name);
  for (const [, sign, count, type] of steps.matchAll(/([~^])(?:(\d+)|\{(\w*)\})?/g)) {
    if (!oid) return undefined;
    oid = type === undefined ? await step(repo, oid, sign!, Number(count ?? 1)) : await peel(repo, oid, type);
  }
  return oid;
}

/** @throws {Fatal} when it means nothing. */
export async function resolve(repo: Repo, text: string): Promise<string> {
  const oid = await findRevision(repo, text);
  if (!oid) throw unknownRevision(text);
  return oid;
}

/** The commit that a revision means, through tags. @throws {Fatal} */
export async function resolveCommit(repo: Repo, text: string): Promise<string> {
  const oid = await peel(repo, await resolve(repo, text), 'commit');
  if (!oid) throw unknownRevision(text);
  return oid;
}

async function findName(repo: Repo, name: string): Promise<string | undefined> {
  const at = /^(.*)@\{(-?\d+|u|upstream)\}$/.exec(name === '-' ? '@{-1}' : name);
  if (at) return findAt(repo, at[1]!, at[2]!);
  const ref = await fullRef(repo, name);
  if (ref) return repo.refs.read(ref);
  if (!/^[0-9a-f]{4,40}$/.test(name)) return undefined;
  if (name.length === 40) return (await repo.has(name)) ? name : undefined;
  const found = await repo.expand(name);
  if (found.length > 1) throw fatal(`short object ID ${name} is ambiguous`);
  return found[0];
}

/** `main@{2}`, `@{-1}`, `@{u}` */
async function findAt(repo: Repo, name: string, which: string): Promise<string | undefined> {
  if (which.startsWith('-')) {
    const before = await branchBefore(repo, -Number(which));
    return before === undefined ? undefined : findName(repo, before);
  }
  const branch = name === '' || name === '@' ? (await repo.refs.head()).branch : name;
  if (!/^\d/.test(which)) {
    const upstream = branch && upstreamOf(repo, branch);
    return upstream ? repo.refs.read(upstream.ref) : undefined;
  }
  const ref = name === '' && branch ? `refs/heads/${branch}` : await fullRef(repo, name || 'HEAD');
  return (await repo.refs.log(ref ?? 'HEAD'))[Number(which)]?.to;
}

/** The branch, or commit, that was checked out so many switches ago. */
export async function branchBefore(repo: Repo, count: number): Promise<string | undefined> {
  const moves = (await repo.refs.log('HEAD')).flatMap(({ text }) => {
    const from = /^checkout: moving from (\S+) to /.exec(text)?.[1];
    return from === undefined ? [] : [from];
  });
  return moves[count - 1];
}

export interface Upstream {
  remote: string;
  /** The branch over there. */
  branch: string;
  /** Where it is remembered here. */
  ref: string;
  /** `origin/main` */
  short: string;
}

export function upstreamOf({ config }: Repo, branch: string): Upstream | undefined {
  const remote = config.get(`branch.${branch}.remote`);
  const there = config.get(`branch.${branch}.merge`)?.replace(/^refs\/heads\//, '');
  if (!remote || !there) return undefined;
  const local = remote === '.';
  const ref = local ? `refs/heads/${there}` : `refs/remotes/${remote}/${there}`;
  return { remote, branch: there, ref, short: local ? there : `${remote}/${there}` };
}

async function step(repo: Repo, oid: string, sign: string, count: number): Promise<string | undefined> {
  let commit = await peel(repo, oid, 'commit');
  if (sign === '^') {
    if (count === 0 || !commit) return commit;
    return (await repo.commit(commit)).parents[count - 1];
  }
  for (let left = count; left > 0 && commit; left -= 1) commit = (await repo.commit(commit)).parents[0];
  return commit;
}

/** Follows tags to what they name, and a commit to its tree when a tree is asked for. */
export async function peel(repo: Repo, oid: string, type: string): Promise<string | undefined> {
  const object = await repo.read(oid);
  if (object.type === 'tag') {
    const target = /^object (\w+)/.exec(new TextDecoder().decode(object.bytes))?.[1];
    return target && peel(repo, target, type);
  }
  if (type === 'tree' && object.type === 'commit') return (await repo.commit(oid)).tree;
  return type === '' || object.type === type ? oid : undefined;
}

/** `HEAD:src/app.ts`, `:app.ts` (the index) */
async function findInTree(repo: Repo, rev: string, path: string): Promise<string | undefined> {
  if (rev === '') {
    const stage = /^([123]):(.*)$/.exec(path);
    const { entries, conflicts } = await repo.index();
    if (!stage) return entries.get(path.replace(/^0:/, ''))?.oid;
    return conflicts.get(stage[2]!)?.[(['base', 'ours', 'theirs'] as const)[Number(stage[1]) - 1]!]?.oid;
  }
  const found = await findRevision(repo, rev);
  let oid = found && (await peel(repo, found, 'tree'));
  for (const part of path.replace(/^\.\//, '').split('/').filter(Boolean)) {
    if (!oid || (await repo.read(oid)).type !== 'tree') return undefined;
    oid = (await repo.tree(oid)).find(({ name }) => name === part)?.oid;
  }
  return oid;
}
