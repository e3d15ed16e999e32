import { changesBetween, commitSide } from '../changes.ts';
import { commitText, readDecorations, type Shown } from '../format.ts';
import { isMeant, pathSpecs, type PathSpec } from '../paths.ts';
import type { DateForm } from '../people.ts';
import { readDate } from '../people.ts';
import { diffText } from '../print-diff.ts';
import type { Repo } from '../repo.ts';
import { resolveCommit } from '../revision.ts';
import { ancestors, mergeBases } from '../state.ts';
import { fatal, type Commit, type GitCommand, type Given, type OptionSpec } from '../types.ts';
import { absentDiffOptions, diffForm, diffOptions, splitWords, wantsDiff } from './diff-options.ts';

export const logForms: OptionSpec = {
  '--oneline': 'flag',
  '--pretty': 'optional',
  '--format': 'value',
  '--date': 'value',
  '--decorate': 'optional',
  '--no-decorate': 'flag',
  '--abbrev-commit': 'flag',
};

export const log: GitCommand = {
  what: 'Show the commits, the newest first',
  options: {
    ...diffOptions,
    ...logForms,
    '-n --max-count': 'value',
    '--skip': 'value',
    '--all': 'flag',
    '--branches': 'flag',
    '--reverse': 'flag',
    '--first-parent': 'flag',
    '--merges': 'flag',
    '--no-merges': 'flag',
    '-m': 'flag',
    '--author': 'value',
    '--grep': 'value',
    '-i': 'flag',
    '--since --after': 'value',
    '--until --before': 'value',
    '--follow': 'flag',
    '-S': 'value',
  },
  absent: {
    ...absentDiffOptions,
    '-G -L': '`git log -p <file>` shows each change of a file.',
    '-g --walk-reflogs': '`git reflog` lists what HEAD was.',
    '--graph': '`git log --oneline --all --decorate` lists the commits; `%p` of --format names the parents.',
    '--topo-order --date-order': 'Commits come in the usual order.',
  },
  async run(git, given) {
    const repo = await git.repo();
    const { revisions, paths } = await splitWords(git, repo, given);
    const specs = pathSpecs(repo.root ?? '/', git.cwd, paths);
    const commits = await chosenCommits(repo, given, revisions, specs);
    const shown = await shownForm(repo, given);
    const form = formOf(given);
    const texts = await Promise.all(commits.map((commit) => textOf(repo, commit, form, shown, given, specs)));
    const separate = isBlocks(form) || form.startsWith('format:');
    git.print(texts.map((text, at) => (at && separate ? `\n${text}` : text)).join(''));
    if (form.startsWith('format:') && texts.length) git.print('\n');
  },
};

export const isBlocks = (form: string): boolean => /^(?:medium|short|full|fuller)$/.test(form);

export function formOf({ has, value }: Given): string {
  if (has('oneline')) return 'oneline';
  const named = value('format') ?? value('pretty') ?? 'medium';
  return named || 'medium';
}

export async function shownForm(repo: Repo, { has, value }: Given): Promise<Shown> {
  const format = value('format') ?? value('pretty') ?? '';
  const decorate = (has('decorate') && value('decorate') !== 'no') || /%[dD]/.test(format);
  const full = value('pretty') === 'oneline' && !has('abbrev-commit');
  const forms: Record<string, DateForm> = { iso: 'iso', iso8601: 'iso', 'iso-strict': 'iso-strict', short: 'short', unix: 'unix', raw: 'raw', relative: 'relative', rfc: 'rfc', default: 'default' }; // prettier-ignore
  const date = forms[value('date') ?? 'default'];
  if (!date) throw fatal(`unknown date format ${value('date')}`);
  return { date, full, ...(decorate && !has('no-decorate') && { decorations: await readDecorations(repo) }) };
}

async function textOf(repo: Repo, commit: Commit, form: string, shown: Shown, given: Given, specs: PathSpec[]): Promise<string> {
  const head = commitText(commit, form, shown);
  const wanted = diffForm(given, 'none');
  const separate = form.startsWith('format:');
  const ownLine = separate ? head : `${head}\n`;
  if (!wantsDiff(wanted)) return ownLine;
  const parents = commit.parents.length > 1 && !given.has('m') && !given.has('first-parent') ? [] : commit.parents.length ? commit.parents : [undefined]; // prettier-ignore
  const parts: string[] = [];
  for (const parent of given.has('first-parent') ? parents.slice(0, 1) : parents) {
    const [before, after] = [await commitSide(repo, parent), await commitSide(repo, commit.oid)];
    const changes = (await changesBetween(before, after, !given.has('no-renames'))).filter(({ path, from }) => isMeant(specs, path) || (from !== undefined && isMeant(specs, from))); // prettier-ignore
    const text = await diffText(changes, before, after, wanted);
    const named = parents.length > 1 && isBlocks(form) ? head.replace(/^(commit \w+)/, `$1 (from ${parent})`) : head;
    const gap = form === 'oneline' ? '' : wanted.stat && wanted.patch && isBlocks(form) ? '---\n' : '\n';
    if (text || parents.length === 1) parts.push(text ? `${named}\n${gap === '---\n' ? gap : gap}${text}` : ownLine);
  }
  return parts.length ? parts.join(isBlocks(form) ? '\n' : '') : ownLine;
} // prettier-ignore

async function chosenCommits(repo: Repo, given: Given, revisions: string[], specs: PathSpec[]): Promise<Commit[]> {
  const { has, value } = given;
  const { starts, without } = await startsOf(repo, given, revisions);
  let commits = await walk(repo, starts, without, has('first-parent'));
  if (specs.length) commits = await touching(repo, commits, specs, has('follow'));
  const pattern = (text: string) => new RegExp(text.replace(/\\([|()+?])/g, '$1'), has('i') ? 'i' : '');
  const [author, grep, since, until, added] = [value('author'), value('grep'), value('since'), value('until'), value('S')];
  const time = (text: string) => readRelative(text, Date.now());
  const picked: Commit[] = [];
  for (const commit of commits) {
    const merge = commit.parents.length > 1;
    if ((has('merges') && !merge) || (has('no-merges') && merge)) continue;
    if (author !== undefined && !pattern(author).test(`${commit.author.name} <${commit.author.email}>`)) continue;
    if (grep !== undefined && !pattern(grep).test(commit.message)) continue;
    if (since !== undefined && commit.committer.time < time(since)) continue;
    if (until !== undefined && commit.committer.time > time(until)) continue;
    if (added !== undefined && !(await changesCount(repo, commit, added, specs))) continue;
    picked.push(commit);
  }
  const skip = Number(value('skip') ?? 0);
  const most = has('max-count') ? Number(value('max-count')) : Infinity;
  const limited = picked.slice(skip, skip + most);
  return has('reverse') ? limited.toReversed() : limited;
} // prettier-ignore

async function startsOf(repo: Repo, { has }: Given, revisions: string[]) {
  const starts: string[] = [];
  const without: string[] = [];
  const find = (name: string) => resolveCommit(repo, name || 'HEAD');
  for (const word of revisions) {
    const [, left = '', sign, right = ''] = /^(.*?)(\.{2,3})(.*)$/.exec(word) ?? [];
    if (sign === undefined) (word.startsWith('^') ? without : starts).push(await find(word.replace(/^\^/, '')));
    else if (sign === '..') {
      starts.push(await find(right));
      without.push(await find(left));
    } else {
      const ends = [await find(left), await find(right)] as const;
      starts.push(...ends);
      without.push(...(await mergeBases(repo, ...ends)));
    }
  }
  if (has('all') || has('branches')) {
    for (const prefix of has('all') ? ['refs/heads', 'refs/remotes', 'refs/tags', 'refs/stash'] : ['refs/heads']) {
      const names = prefix === 'refs/stash' ? [prefix] : (await repo.refs.list(prefix)).map((name) => `${prefix}/${name}`); // prettier-ignore
      for (const name of names) if (await repo.refs.read(name)) starts.push(await resolveCommit(repo, name));
    }
  }
  if (!starts.length) {
    const { oid, branch } = await repo.refs.head();
    if (!oid && !has('all')) throw fatal(`your current branch '${branch}' does not have any commits yet`);
    if (oid) starts.push(oid);
  }
  return { starts, without };
}

/** Commits from their starts back, by the time of the commit. */
export async function walk(repo: Repo, starts: string[], without: string[], first = false): Promise<Commit[]> {
  const hidden = await ancestors(repo, without);
  const seen = new Set<string>();
  const found: Commit[] = [];
  let queue: Commit[] = [];
  const add = async (oid: string) => {
    if (seen.has(oid) || hidden.has(oid)) return;
    seen.add(oid);
    const commit = await repo.commit(oid);
    const at = queue.findIndex((other) => other.committer.time < commit.committer.time);
    queue = at < 0 ? [...queue, commit] : [...queue.slice(0, at), commit, ...queue.slice(at)];
  };
  for (const oid of starts) await add(oid);
  for (let next = queue.shift(); next; next = queue.shift()) {
    found.push(next);
    for (const parent of first ? next.parents.slice(0, 1) : next.parents) await add(parent);
  }
  return found;
}

/** Commits that change one of the paths. Merges that took one side as it was lead on to that side alone. */
async function touching(repo: Repo, commits: Commit[], specs: PathSpec[], follow: boolean): Promise<Commit[]> {
  const found: Commit[] = [];
  let wanted = specs;
  for (const commit of commits) {
    const after = await commitSide(repo, commit.oid);
    const parents = commit.parents.length ? commit.parents : [undefined];
    const changed = await Promise.all(parents.map(async (parent) => (await changesBetween(await commitSide(repo, parent), after, follow)).filter(({ path, from }) => isMeant(wanted, path) || (!follow && from !== undefined && isMeant(wanted, from))))); // prettier-ignore
    if (!changed.every((list) => list.length)) continue;
    found.push(commit);
    const renamed = follow ? changed[0]!.find(({ from }) => from !== undefined) : undefined;
    if (renamed) wanted = [{ text: renamed.from!, matches: (path) => path === renamed.from }];
  }
  return found;
}

/** `-S`: whether a text stands more or less often in the files that changed. */
async function changesCount(repo: Repo, commit: Commit, text: string, specs: PathSpec[]): Promise<boolean> {
  const [before, after] = [await commitSide(repo, commit.parents[0]), await commitSide(repo, commit.oid)];
  const count = (bytes: Uint8Array) => new TextDecoder().decode(bytes).split(text).length;
  for (const { path, old, fresh } of await changesBetween(before, after, false)) {
    if (!isMeant(specs, path)) continue;
    const [one, other] = [old ? count(await before.read(path)) : 1, fresh ? count(await after.read(path)) : 1];
    if (one !== other) return true;
  }
  return false;
}

/** `2 days ago`, `yesterday` or a date, in seconds. */
function readRelative(text: string, now: number): number {
  const sizes: Record<string, number> = { second: 1, minute: 60, hour: 3600, day: 86400, week: 604800, month: 2592000, year: 31536000 }; // prettier-ignore
  const [, count, unit] = /^(\d+)[ .](second|minute|hour|day|week|month|year)s?(?:[ .]ago)?$/.exec(text) ?? [];
  if (unit) return Math.floor(now / 1000) - Number(count) * sizes[unit]!;
  if (text === 'yesterday') return Math.floor(now / 1000) - 86400;
  return readDate(text, now).time;
}
