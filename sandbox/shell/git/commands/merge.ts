import { changesBetween, commitSide } from '../changes.ts';
import { short } from '../format.ts';
import { indexOf, mergeTrees } from '../merge-trees.ts';
import { byMerge, moveFiles, overwriteFiles } from '../move.ts';
import { whoText } from '../people.ts';
import { diffText } from '../print-diff.ts';
import type { Repo } from '../repo.ts';
import { findRevision, fullRef, resolveCommit } from '../revision.ts';
import { mergeBases, underWay } from '../state.ts';
import { Fatal, fatal, type Git, type GitCommand, type Given, type Snapshot } from '../types.ts';
import { commit, makeCommit, unmerged } from './commit.ts';
import { readOptions } from '../options.ts';

export const merge: GitCommand = {
  what: 'Join another branch into this one',
  options: {
    '--ff': 'flag',
    '--no-ff': 'flag',
    '--ff-only': 'flag',
    '-m --message': 'value',
    '--abort': 'flag',
    '--continue': 'flag',
    '--quit': 'flag',
    '--squash': 'flag',
    '--no-commit': 'flag',
    '--no-edit': 'flag',
    '-q --quiet': 'flag',
    '--stat': 'flag',
    '-n --no-stat': 'flag',
  },
  absent: {
    '-s --strategy -X --strategy-option': 'There is one strategy: `git checkout --ours` and `--theirs` settle single files.',
    '-e --edit': 'There is no editor here: give the message with -m.',
    '-S --gpg-sign': 'Commits are not signed here.',
    '--allow-unrelated-histories': 'Branches without a common commit cannot be merged here.',
  },
  async run(git, given) {
    const repo = await git.repo();
    repo.work();
    if (given.has('abort')) return abort(repo);
    if (given.has('quit')) return clearNotes(repo);
    if (given.has('continue')) return goOn(git, repo);
    const [word] = given.words;
    if (given.words.length > 1) throw fatal('merging several branches at once is absent in this git. Merge one after the other.');
    const head = await repo.refs.head();
    await refuseUnfinished(repo);
    const name = word ?? '@{u}';
    if (!(await findRevision(repo, name))) {
      if (word === undefined) throw fatal('No remote for the current branch.');
      throw new Fatal(`merge: ${name} - not something we can merge`, 1);
    }
    return mergeCommit(git, repo, given, { theirs: await resolveCommit(repo, name), name, head });
  },
}; // prettier-ignore

async function refuseUnfinished(repo: Repo): Promise<void> {
  const { conflicts } = await repo.index();
  if (conflicts.size) throw new Fatal(`error: Merging is not possible because you have unmerged files.\nhint: Fix them up in the work tree, and then use 'git add/rm <file>'\nhint: as appropriate to mark resolution and make a commit.\nfatal: Exiting because of an unresolved conflict.`, 128); // prettier-ignore
  if ((await underWay(repo))?.kind === 'merge') throw fatal('You have not concluded your merge (MERGE_HEAD exists).\nPlease, commit your changes before you merge.'); // prettier-ignore
}

interface Merging {
  theirs: string;
  /** As it was written. */
  name: string;
  head: { branch: string | undefined; oid: string | undefined };
  /** Said in the message, in place of what the name is. */
  message?: string;
}

/** Merges a commit into HEAD; also the second half of a pull. */
export async function mergeCommit(git: Git, repo: Repo, given: Given, merging: Merging): Promise<number> {
  const { theirs, name, head } = merging;
  const ref = head.branch ? `refs/heads/${head.branch}` : 'HEAD';
  const to = (await commitSide(repo, theirs)).files;
  if (!head.oid) {
    await moveFiles(repo, new Map(), to, byMerge);
    await repo.refs.update(ref, theirs, await whoText(git), 'initial pull');
    return 0;
  }
  const [base, ...more] = await mergeBases(repo, head.oid, theirs);
  if (base === theirs) {
    if (!given.has('quiet')) git.print('Already up to date.\n');
    return 0;
  }
  if (!base) throw fatal('refusing to merge unrelated histories');
  const from = (await commitSide(repo, head.oid)).files;
  const config = repo.config.get('merge.ff');
  const forward = base === head.oid && !given.has('no-ff') && (config !== 'false' || given.has('ff'));
  if (forward && !given.has('squash')) {
    if (!given.has('quiet')) git.print(`Updating ${short(head.oid)}..${short(theirs)}\n`);
    await moveFiles(repo, from, to, byMerge);
    await repo.setNote('ORIG_HEAD', `${head.oid}\n`);
    await repo.refs.update(ref, theirs, await whoText(git), `merge ${name}: Fast-forward`);
    if (!given.has('quiet')) git.print(`Fast-forward\n${await statOf(repo, head.oid, theirs, given)}`);
    return 0;
  }
  if (given.has('ff-only') || config === 'only') throw fatal('Not possible to fast-forward, aborting.');
  if (more.length) git.warn('hint: these branches were merged crosswise before; the first common commit is taken as the ancestor.\n'); // prettier-ignore
  return trueMerge(git, repo, given, merging, { base, from, to, ref });
}

interface Ground {
  base: string;
  from: Snapshot;
  to: Snapshot;
  ref: string;
}

async function trueMerge(git: Git, repo: Repo, given: Given, merging: Merging, { base, from, to, ref }: Ground): Promise<number> {
  const { theirs, name, head } = merging;
  const merged = await mergeTrees(repo, (await commitSide(repo, base)).files, from, to, { ours: 'HEAD', theirs: name });
  await moveFiles(repo, from, merged.files, { ...byMerge, code: 2, last: 'Merge with strategy ort failed.' });
  await repo.saveIndex(await indexOf(merged));
  if (merged.said.length && !given.has('quiet')) git.print(`${merged.said.join('\n')}\n`);
  const message = given.values('message').join('\n\n') || merging.message || (await messageOf(repo, name, head.branch));
  await repo.setNote('ORIG_HEAD', `${head.oid}\n`);
  const paths = [...merged.conflicts.keys()];
  if (given.has('squash')) {
    git.print(paths.length ? 'Squash commit -- not updating HEAD\nAutomatic merge failed; fix conflicts and then commit the result.\n' : 'Automatic merge went well; stopped before committing as requested\nSquash commit -- not updating HEAD\n');
    return paths.length ? 1 : 0;
  }
  const list = paths.length ? `\n# Conflicts:\n${paths.map((path) => `#\t${path}\n`).join('')}` : '';
  await repo.setNote('MERGE_HEAD', `${theirs}\n`);
  await repo.setNote('MERGE_MSG', `${message}\n${list}`);
  await repo.setNote('MERGE_MODE', given.has('no-ff') ? 'no-ff' : '');
  if (paths.length) {
    git.print('Automatic merge failed; fix conflicts and then commit the result.\n');
    return 1;
  }
  if (given.has('no-commit')) {
    git.print('Automatic merge went well; stopped before committing as requested\n');
    return 0;
  }
  const way = { kind: 'merge', oid: theirs };
  const made = await makeCommit(git, repo, { message: `${message}\n`, way });
  await clearNotes(repo);
  await repo.refs.update(ref, made, await whoText(git), `merge ${name}: Merge made by the 'ort' strategy.`);
  if (!given.has('quiet')) git.print(`Merge made by the 'ort' strategy.\n${await statOf(repo, head.oid!, made, given)}`);
  return 0;
} // prettier-ignore

async function statOf(repo: Repo, from: string, to: string, given: Given): Promise<string> {
  if (given.has('no-stat')) return '';
  const [before, after] = [await commitSide(repo, from), await commitSide(repo, to)];
  const form = { patch: false, stat: true, shortstat: false, summary: true, names: undefined, context: 3 };
  return diffText(await changesBetween(before, after), before, after, form);
}

/** `Merge branch 'topic'`, with the branch that it goes into where that is not the first one. */
async function messageOf(repo: Repo, name: string, into: string | undefined): Promise<string> {
  const ref = await fullRef(repo, name);
  const kind = ref?.startsWith('refs/tags/') ? 'tag' : ref?.startsWith('refs/remotes/') ? 'remote-tracking branch' : ref?.startsWith('refs/heads/') ? 'branch' : 'commit'; // prettier-ignore
  const main = into === 'main' || into === 'master';
  return `Merge ${kind} '${name}'${main ? '' : ` into ${into ?? 'HEAD'}`}`;
}

export async function clearNotes(repo: Repo): Promise<void> {
  for (const note of ['MERGE_HEAD', 'MERGE_MSG', 'MERGE_MODE']) await repo.setNote(note, undefined);
}

async function abort(repo: Repo): Promise<void> {
  if ((await underWay(repo))?.kind !== 'merge') throw fatal('There is no merge to abort (MERGE_HEAD missing).');
  await overwriteFiles(repo, (await commitSide(repo, (await repo.refs.head()).oid)).files);
  await clearNotes(repo);
}

async function goOn(git: Git, repo: Repo): Promise<number> {
  if ((await underWay(repo))?.kind !== 'merge') throw fatal('There is no merge in progress (MERGE_HEAD missing).');
  const { conflicts } = await repo.index();
  if (conflicts.size) {
    git.print([...conflicts.keys()].map((path) => `U\t${path}\n`).join(''));
    throw unmerged();
  }
  return (await commit.run(git, readOptions('commit', commit, []))) ?? 0;
}
