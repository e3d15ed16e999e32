import { commitSide } from '../changes.ts';
import { short, subjectOf } from '../format.ts';
import { indexOf, mergeTrees } from '../merge-trees.ts';
import { byMerge, moveFiles, overwriteFiles } from '../move.ts';
import { whoText } from '../people.ts';
import type { Repo } from '../repo.ts';
import { findRevision, resolveCommit } from '../revision.ts';
import { readState, underWay } from '../state.ts';
import { Fatal, failure, fatal, type Commit, type Git, type GitCommand, type Given } from '../types.ts';
import { commit, makeCommit, printCommit, unmerged } from './commit.ts';
import { readOptions } from '../options.ts';
import { walk } from './log.ts';

type Kind = 'cherry-pick' | 'revert';

const options: GitCommand['options'] = {
  '-n --no-commit': 'flag',
  '--no-edit': 'flag',
  '-m --mainline': 'value',
  '--abort': 'flag',
  '--continue': 'flag',
  '--skip': 'flag',
  '--quit': 'flag',
};

const absent = {
  '-e --edit': 'There is no editor here: change the message with `git commit --amend -m "…"`.',
  '-s --signoff -S --gpg-sign': 'Commits are not signed here.',
};

export const cherryPick: GitCommand = {
  what: 'Take over single commits from elsewhere',
  options: { ...options, '-x': 'flag' },
  absent,
  run: (git, given) => pick(git, given, 'cherry-pick'),
};

export const revert: GitCommand = {
  what: 'Take a commit back with another commit',
  options,
  absent,
  run: (git, given) => pick(git, given, 'revert'),
};

async function pick(git: Git, given: Given, kind: Kind): Promise<number> {
  const repo = await git.repo();
  repo.work();
  const way = await underWay(repo);
  for (const step of ['abort', 'skip', 'quit', 'continue'] as const) {
    if (!given.has(step)) continue;
    if (way?.kind !== kind) throw failure(`no cherry-pick or revert in progress\nfatal: ${kind} failed`, 128);
    return finish(git, repo, step, kind);
  }
  if (way) throw failure(`${way.kind === 'merge' ? 'a merge' : `a ${way.kind}`} is in progress\nfatal: ${kind} failed`, 128); // prettier-ignore
  if (!given.words.length) throw new Fatal(`usage: git ${kind} [--edit] [-n] [-m <parent-number>] <commit>...`, 129);
  const state = await readState(repo, { untracked: 'no' });
  if (state.staged.length && !given.has('no-commit')) {
    throw failure(`your local changes would be overwritten by ${kind}.\nhint: commit your changes or stash them to proceed.\nfatal: ${kind} failed`, 128); // prettier-ignore
  }
  for (const oid of await chosen(repo, given.words, kind)) {
    const code = await pickOne(git, repo, given, kind, await repo.commit(oid));
    if (code) return code;
  }
  return 0;
}

/** Commits, and ranges of commits in the order in which they are applied. */
async function chosen(repo: Repo, words: string[], kind: Kind): Promise<string[]> {
  const found: string[] = [];
  for (const word of words) {
    const [from, to] = word.split('..');
    if (to === undefined) {
      if (!(await findRevision(repo, word))) throw fatal(`bad revision '${word}'`);
      found.push(await resolveCommit(repo, word));
    } else {
      const range = await walk(repo, [await resolveCommit(repo, to || 'HEAD')], [await resolveCommit(repo, from || 'HEAD')]); // prettier-ignore
      found.push(...(kind === 'revert' ? range : range.toReversed()).map(({ oid }) => oid));
    }
  }
  return found;
}

async function pickOne(git: Git, repo: Repo, given: Given, kind: Kind, picked: Commit): Promise<number> {
  const parent = parentOf(picked, given, kind);
  const head = await repo.refs.head();
  const [mine, before, after] = [await commitSide(repo, head.oid), await commitSide(repo, parent), await commitSide(repo, picked.oid)]; // prettier-ignore
  const label = `${short(picked.oid)} (${subjectOf(picked.message)})`;
  const [base, theirs] = kind === 'revert' ? [after.files, before.files] : [before.files, after.files];
  const labels = { ours: 'HEAD', theirs: kind === 'revert' ? `parent of ${label}` : label };
  const merged = await mergeTrees(repo, base, mine.files, theirs, labels);
  await moveFiles(repo, mine.files, merged.files, { ...byMerge, last: `Aborting\nfatal: ${kind} failed`, code: 128 });
  await repo.saveIndex(await indexOf(merged));
  if (merged.said.length) git.print(`${merged.said.join('\n')}\n`);
  const message = messageOf(picked, given, kind, parent);
  const paths = [...merged.conflicts.keys()];
  if (paths.length) {
    await repo.setNote(kind === 'revert' ? 'REVERT_HEAD' : 'CHERRY_PICK_HEAD', `${picked.oid}\n`);
    await repo.setNote('MERGE_MSG', `${message}\n# Conflicts:\n${paths.map((path) => `#\t${path}\n`).join('')}`);
    git.warn(`error: could not ${kind === 'revert' ? 'revert' : 'apply'} ${short(picked.oid)}... ${subjectOf(picked.message)}\nhint: After resolving the conflicts, mark them with\nhint: "git add/rm <pathspec>", then run\nhint: "git ${kind} --continue".\nhint: You can instead skip this commit with "git ${kind} --skip".\nhint: To abort and get back to the state before "git ${kind}",\nhint: run "git ${kind} --abort".\n`); // prettier-ignore
    return 1;
  }
  if (given.has('no-commit')) return 0;
  const { staged } = await readState(repo, { untracked: 'no' });
  if (!staged.length) return empty(git, repo, picked, kind);
  const author = kind === 'cherry-pick' ? { author: picked.author } : {};
  const made = await makeCommit(git, repo, { message, ...author });
  await repo.refs.update(head.branch ? `refs/heads/${head.branch}` : 'HEAD', made, await whoText(git), `${kind}: ${subjectOf(message)}`); // prettier-ignore
  await printCommit(git, repo, made, true);
  return 0;
}

/** What the commit changed is there already. */
async function empty(git: Git, repo: Repo, picked: Commit, kind: Kind): Promise<number> {
  await repo.setNote(kind === 'revert' ? 'REVERT_HEAD' : 'CHERRY_PICK_HEAD', `${picked.oid}\n`);
  const { branch } = await repo.refs.head();
  git.print(`On branch ${branch}\nYou are currently ${kind === 'revert' ? 'reverting' : 'cherry-picking'} commit ${short(picked.oid)}.\n  (all conflicts fixed: run "git ${kind} --continue")\n  (use "git ${kind} --skip" to skip this patch)\n  (use "git ${kind} --abort" to cancel the ${kind} operation)\n\nnothing to commit, working tree clean\n`); // prettier-ignore
  git.warn(`The previous ${kind} is now empty, possibly due to conflict resolution.\nIf you wish to commit it anyway, use:\n\n    git commit --allow-empty\n\nOtherwise, please use 'git ${kind} --skip'\n`); // prettier-ignore
  return 1;
}

function parentOf({ oid, parents }: Commit, given: Given, kind: Kind): string | undefined {
  const main = given.value('mainline');
  if (parents.length > 1 && main === undefined) throw failure(`commit ${oid} is a merge but no -m option was given.\nfatal: ${kind} failed`, 128); // prettier-ignore
  if (parents.length < 2 && main !== undefined && main !== '1') throw failure(`commit ${oid} does not have parent ${main}\nfatal: ${kind} failed`, 128); // prettier-ignore
  return parents[Number(main ?? 1) - 1];
}

function messageOf({ oid, message, parents }: Commit, given: Given, kind: Kind, parent: string | undefined): string {
  if (kind === 'cherry-pick') return given.has('x') ? `${message}\n(cherry picked from commit ${oid})\n` : message;
  const merged = parents.length > 1 ? `, reversing\nchanges made to ${parent}` : '';
  return `Revert "${subjectOf(message)}"\n\nThis reverts commit ${oid}${merged}.\n`;
}

async function finish(git: Git, repo: Repo, step: 'abort' | 'skip' | 'quit' | 'continue', kind: Kind): Promise<number> {
  if (step === 'continue') {
    const { conflicts } = await repo.index();
    if (conflicts.size) {
      git.print([...conflicts.keys()].map((path) => `U\t${path}\n`).join(''));
      throw unmerged();
    }
    return (await commit.run(git, readOptions('commit', commit, []))) ?? 0;
  }
  if (step !== 'quit') await overwriteFiles(repo, (await commitSide(repo, (await repo.refs.head()).oid)).files);
  for (const note of ['MERGE_MSG', kind === 'revert' ? 'REVERT_HEAD' : 'CHERRY_PICK_HEAD']) await repo.setNote(note, undefined); // prettier-ignore
  return 0;
}
