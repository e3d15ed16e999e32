import { upstreamOf } from './revision.ts';
import { dateText, type DateForm } from './people.ts';
import type { Repo } from './repo.ts';
import type { Commit, Person } from './types.ts';

export const short = (oid: string): string => oid.slice(0, 7);
export const subjectOf = (message: string): string =>
  message.trimStart().split(/\n\s*\n/, 1)[0]!.trim().replace(/\s*\n\s*/g, ' '); // prettier-ignore
export const bodyOf = (message: string): string => {
  const text = message.trimStart();
  const cut = /\n[^\S\n]*\n/.exec(text);
  return cut ? text.slice(cut.index).replace(/^\n\s*\n/, '') : '';
};

/** The names that point to a commit, as `(HEAD -> main, tag: v1, origin/main)` tells them, without the brackets. */
export type Decorations = Map<string, string[]>;

export async function readDecorations(repo: Repo): Promise<Decorations> {
  const found: Decorations = new Map();
  const add = (oid: string | undefined, name: string) => oid && found.set(oid, [...(found.get(oid) ?? []), name]);
  const head = await repo.refs.head();
  add(head.oid, head.branch ? `HEAD -> ${head.branch}` : 'HEAD');
  for (const tag of await repo.refs.list('refs/tags')) {
    const oid = await repo.refs.read(`refs/tags/${tag}`);
    const target = oid && (await repo.read(oid)).type === 'tag' ? /^object (\w+)/.exec(new TextDecoder().decode((await repo.read(oid)).bytes))?.[1] : oid; // prettier-ignore
    add(target, `tag: ${tag}`);
  }
  for (const name of (await repo.refs.list('refs/remotes')).toSorted((one, other) => Number(one.endsWith('/HEAD')) - Number(other.endsWith('/HEAD')))) add(await repo.refs.read(`refs/remotes/${name}`), name); // prettier-ignore
  for (const branch of await repo.refs.list('refs/heads')) {
    if (branch !== head.branch) add(await repo.refs.read(`refs/heads/${branch}`), branch);
  }
  add(await repo.refs.read('refs/stash'), 'refs/stash');
  return found;
}

export const decoration = (names: string[] | undefined): string => (names?.length ? ` (${names.join(', ')})` : '');

export interface Shown {
  decorations?: Decorations | undefined;
  date: DateForm;
  /** Names in full instead of seven letters. */
  full?: boolean;
}

/** A commit's head and message, as a named form or a format of one's own writes it. */
export function commitText(commit: Commit, form: string, shown: Shown): string {
  const names = decoration(shown.decorations?.get(commit.oid));
  if (form.startsWith('format:') || form.startsWith('tformat:') || form.includes('%')) {
    return expand(form.replace(/^t?format:/, ''), commit, shown);
  }
  if (form === 'oneline') return `${shown.full ? commit.oid : short(commit.oid)}${names} ${subjectOf(commit.message)}`;
  const lines = [`commit ${commit.oid}${names}`];
  if (commit.parents.length > 1) lines.push(`Merge: ${commit.parents.map(short).join(' ')}`);
  const date = (one: Person) => dateText(one, shown.date);
  const who = ({ name, email }: Person) => `${name} <${email}>`;
  if (form === 'fuller') {
    lines.push(`Author:     ${who(commit.author)}`, `AuthorDate: ${date(commit.author)}`);
    lines.push(`Commit:     ${who(commit.committer)}`, `CommitDate: ${date(commit.committer)}`);
  } else {
    lines.push(`Author: ${who(commit.author)}`);
    if (form === 'full') lines.push(`Commit: ${who(commit.committer)}`);
    else if (form !== 'short') lines.push(`Date:   ${date(commit.author)}`);
  }
  const message = form === 'short' ? subjectOf(commit.message) : commit.message.replace(/^\n+|\s+$/g, '');
  const indented = message.split('\n').map((line) => (line || form !== 'short' ? `    ${line}` : line)); // prettier-ignore
  return `${lines.join('\n')}\n\n${message ? indented.join('\n') : ''}`;
}

/** `%h %s`: the placeholders of `--format`. */
function expand(format: string, commit: Commit, shown: Shown): string {
  return format.replace(/%(x[0-9a-fA-F]{2}|C(?:\([^)]*\)|reset|red|green|blue|yellow)|[ac][a-zI]|.)/g, (whole, code: string) => {
    if (code.startsWith('x')) return String.fromCharCode(parseInt(code.slice(1), 16));
    if (code.startsWith('C')) return '';
    const known = plainCode(code, commit, shown);
    if (known !== undefined) return known;
    if (code.length === 2) return personCode(code[1]!, code[0] === 'a' ? commit.author : commit.committer, shown) ?? whole;
    return whole;
  });
} // prettier-ignore

function plainCode(code: string, { oid, tree, parents, message }: Commit, shown: Shown): string | undefined {
  const names = shown.decorations?.get(oid);
  const codes: Record<string, () => string> = {
    H: () => oid,
    h: () => short(oid),
    T: () => tree,
    t: () => short(tree),
    P: () => parents.join(' '),
    p: () => parents.map(short).join(' '),
    s: () => subjectOf(message),
    b: () => bodyOf(message),
    B: () => message.replace(/^\n+/, ''),
    d: () => decoration(names),
    D: () => names?.join(', ') ?? '',
    n: () => '\n',
    '%': () => '%',
  };
  return codes[code]?.();
}

function personCode(code: string, who: Person, shown: Shown): string | undefined {
  const codes: Record<string, () => string> = {
    n: () => who.name,
    e: () => who.email,
    d: () => dateText(who, shown.date),
    D: () => dateText(who, 'rfc'),
    r: () => dateText(who, 'relative'),
    t: () => String(who.time),
    i: () => dateText(who, 'iso'),
    I: () => dateText(who, 'iso-strict'),
    s: () => dateText(who, 'short'),
  };
  return codes[code]?.();
}

/** `[ahead 1, behind 2]` in numbers, and the name of what is followed. */
export async function upstreamState(
  repo: Repo,
  branch: string,
  count: (ours: string, theirs: string) => Promise<[number, number]>,
): Promise<{ short: string; gone: boolean; ahead: number; behind: number } | undefined> {
  const upstream = upstreamOf(repo, branch);
  if (!upstream) return undefined;
  const [ours, theirs] = [await repo.refs.read(`refs/heads/${branch}`), await repo.refs.read(upstream.ref)];
  if (!theirs) return { short: upstream.short, gone: true, ahead: 0, behind: 0 };
  const [ahead, behind] = ours ? await count(ours, theirs) : [0, 0];
  return { short: upstream.short, gone: false, ahead, behind };
}
