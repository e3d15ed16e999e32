import type { DiffForm } from '../print-diff.ts';
import { findRevision } from '../revision.ts';
import { unknownRevision } from '../revision.ts';
import type { Repo } from '../repo.ts';
import type { Git, Given, OptionSpec } from '../types.ts';

/** What can be said about the form of differences, wherever they are shown. */
export const diffOptions: OptionSpec = {
  '-p -u --patch': 'flag',
  '-s --no-patch': 'flag',
  '--stat': 'optional',
  '--shortstat': 'flag',
  '--summary': 'flag',
  '--name-only': 'flag',
  '--name-status': 'flag',
  '--numstat': 'flag',
  '-U --unified': 'value',
  '--no-renames': 'flag',
  '-M --find-renames': 'optional',
  '--no-color': 'flag',
  '--color': 'optional',
};

export const absentDiffOptions: Record<string, string> = {
  '--word-diff --color-words': 'Differences are shown line by line.',
  '-w -b --ignore-all-space --ignore-space-change': 'All differences are shown, those in spaces too.',
  '--patience --histogram --minimal --diff-algorithm': 'There is one algorithm: the usual one.',
  '-C --find-copies': 'Renames are found, copies are not.',
};

export function diffForm({ has, value }: Given, usual: 'patch' | 'none'): DiffForm {
  const names = (['name-only', 'name-status', 'numstat'] as const).find((name) => has(name));
  const other = names !== undefined || has('stat') || has('shortstat') || has('summary');
  return {
    patch: !has('no-patch') && (has('patch') || has('unified') || (usual === 'patch' && !other)),
    stat: has('stat'),
    shortstat: has('shortstat'),
    summary: has('summary'),
    names,
    context: Number(value('unified') ?? 3),
  };
}

export const wantsDiff = (form: DiffForm): boolean =>
  form.patch || form.stat || form.shortstat || form.summary || form.names !== undefined;

/** Sorts words into revisions, which come first, and paths. @throws {Fatal} for a word that is neither. */
export async function splitWords(git: Git, repo: Repo, { words, paths }: Given) {
  const revisions: string[] = [];
  let rest = [...words];
  while (rest.length) {
    const [word] = rest as [string];
    const ends = word.replace(/^\^/, '').split(/\.{2,3}/);
    const known = await Promise.all(ends.map((end) => findRevision(repo, end || 'HEAD').catch(() => undefined)));
    if (!known.every(Boolean)) break;
    revisions.push(word);
    rest = rest.slice(1);
  }
  if (paths) {
    if (rest.length) throw unknownBad(rest[0]!);
    return { revisions, paths };
  }
  for (const word of rest) {
    const there = /[*?[]/.test(word) || (await git.fs.exists(git.fs.resolvePath(git.cwd, word)));
    if (!there) throw unknownRevision(word);
  }
  return { revisions, paths: rest };
}

const unknownBad = (word: string) => {
  const error = unknownRevision(word);
  return Object.assign(error, { message: `fatal: bad revision '${word}'` });
};
