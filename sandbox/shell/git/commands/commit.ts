import { changesBetween, commitSide } from '../changes.ts';
import { short, subjectOf } from '../format.ts';
import { dateText, person, readDate } from '../people.ts';
import { diffText } from '../print-diff.ts';
import type { Repo } from '../repo.ts';
import { resolveCommit } from '../revision.ts';
import { readState, underWay } from '../state.ts';
import { personText, readPerson } from '../store.ts';
import { Fatal, fatal, type Commit, type Git, type GitCommand, type Given } from '../types.ts';
import { fromRepoPath } from '../paths.ts';
import { add, addTracked } from './add.ts';
import { longStatus } from './status.ts';
import { readOptions } from '../options.ts';

export const commit: GitCommand = {
  what: 'Make a commit of the index',
  options: {
    '-m --message': 'value',
    '-F --file': 'value',
    '-a --all': 'flag',
    '--amend': 'flag',
    '--no-edit': 'flag',
    '--allow-empty': 'flag',
    '--allow-empty-message': 'flag',
    '-q --quiet': 'flag',
    '-C --reuse-message': 'value',
    '--author': 'value',
    '--date': 'value',
    '-n --no-verify': 'flag',
    '--dry-run': 'flag',
  },
  absent: {
    '-e --edit -v --verbose -c --reedit-message': 'There is no editor here: give the message with -m.',
    '-p --patch --interactive': 'Nothing can be asked here: add whole files, and commit in steps.',
    '-S --gpg-sign': 'Commits are not signed here.',
    '--fixup --squash': 'They are for an interactive rebase, which is absent as well.',
  },
  async run(git, given) {
    const { has } = given;
    const repo = await git.repo();
    repo.work();
    const named = [...given.words, ...(given.paths ?? [])];
    if (named.length) await add.run(git, readOptions('add', add, ['-u', '--', ...named]));
    else if (has('all')) await addTracked(repo);
    const { branch, oid } = await repo.refs.head();
    const way = await underWay(repo);
    if (has('amend') && !oid) throw fatal('You have nothing to amend.');
    if (has('amend') && way) throw fatal(`You are in the middle of a ${way.kind} -- cannot amend.`);
    const state = await readState(repo);
    if (state.conflicts.size) {
      git.print([...state.conflicts.keys()].map((path) => `U\t${path}\n`).join(''));
      throw unmerged();
    }
    const before = oid ? await repo.commit(oid) : undefined;
    const replaced = has('amend') ? before : undefined;
    const nothing = !state.staged.length && !replaced && way?.kind !== 'merge' && !has('allow-empty');
    if (nothing || has('dry-run')) {
      git.print(await longStatus(repo, state, (path) => fromRepoPath(repo.work(), git.cwd, path)));
      return nothing ? 1 : 0;
    }
    const message = await messageOf(git, repo, given, replaced);
    const made = await makeCommit(git, repo, { message, given, replaced, way });
    const action = replaced ? 'commit (amend)' : way?.kind === 'merge' ? 'commit (merge)' : way ? `commit (${way.kind})`.replace(' (revert)', '') : before ? 'commit' : 'commit (initial)'; // prettier-ignore
    const who = personText((await repo.commit(made)).committer);
    await repo.refs.update(branch ? `refs/heads/${branch}` : 'HEAD', made, who, `${action}: ${subjectOf(message)}`);
    for (const note of ['MERGE_HEAD', 'MERGE_MSG', 'MERGE_MODE', 'CHERRY_PICK_HEAD', 'REVERT_HEAD']) await repo.setNote(note, undefined); // prettier-ignore
    if (has('quiet')) return 0;
    await printCommit(git, repo, made, replaced !== undefined || has('date') || way?.kind === 'cherry-pick'); // prettier-ignore
    return 0;
  },
};

export const unmerged = (doing = 'Committing'): Fatal =>
  new Fatal(
    `error: ${doing} is not possible because you have unmerged files.\nhint: Fix them up in the work tree, and then use 'git add/rm <file>'\nhint: as appropriate to mark resolution and make a commit.\nfatal: Exiting because of an unresolved conflict.`,
    128,
  );

async function messageOf(git: Git, repo: Repo, { has, values, value }: Given, replaced: Commit | undefined): Promise<string> {
  const file = value('file');
  const reused = value('reuse-message');
  const prepared = await repo.note('MERGE_MSG');
  let text: string | undefined;
  if (has('message')) text = values('message').join('\n\n');
  else if (file !== undefined) text = file === '-' ? git.stdin : await git.fs.readFile(git.fs.resolvePath(git.cwd, file));
  else if (reused !== undefined) text = (await repo.commit(await resolveCommit(repo, reused))).message;
  else if (replaced) text = replaced.message;
  else if (prepared !== undefined) text = has('no-edit') ? prepared : prepared.replace(/^#.*\n?/gm, '');
  // As if an editor had been opened and closed again.
  const clean = cleanMessage(text ?? '');
  if (!clean && !has('allow-empty-message')) throw new Fatal('Aborting commit due to empty commit message.', 1);
  return clean;
} // prettier-ignore

/** Without spaces at ends, and without empty lines that say nothing. */
export function cleanMessage(text: string): string {
  const lines = text.replace(/[^\S\n]+$/gm, '').replace(/\n{3,}/g, '\n\n').replace(/^\n+|\n+$/g, ''); // prettier-ignore
  return lines && `${lines}\n`;
}

interface Making {
  message: string;
  given?: Given;
  replaced?: Commit | undefined;
  way?: { kind: string; oid: string } | undefined;
  /** Whose work it is, where that is somebody else's. */
  author?: Commit['author'];
}

/** Writes a commit of the index. Moves nothing. */
export async function makeCommit(git: Git, repo: Repo, { message, given, replaced, way, author }: Making): Promise<string> {
  const { oid } = await repo.refs.head();
  const parents = replaced ? replaced.parents : oid ? [oid] : [];
  if (way?.kind === 'merge') parents.push(...((await repo.note('MERGE_HEAD')) ?? '').split('\n').filter(Boolean));
  const committer = await person(git, 'COMMITTER');
  const picked = way?.kind === 'cherry-pick' ? (await repo.commit(way.oid)).author : undefined;
  let writer = author ?? replaced?.author ?? picked ?? (await person(git, 'AUTHOR'));
  const named = given?.value('author');
  if (named !== undefined) {
    const { name, email } = readPerson(`${named} 0 +0000`);
    if (!name) throw fatal(`--author '${named}' is not 'Name <email>' and matches no existing author`);
    writer = { ...writer, name, email };
  }
  const date = given?.value('date');
  if (date !== undefined) writer = { ...writer, ...readDate(date, Date.now()) };
  const tree = await repo.writeSnapshot((await repo.index()).entries);
  return repo.writeCommit({ tree, parents, author: writer, committer, message });
} // prettier-ignore

/** `[main 1a2b3c4] Subject`, and what changed. */
export async function printCommit(git: Git, repo: Repo, oid: string, dated: boolean): Promise<void> {
  const made = await repo.commit(oid);
  const { branch } = await repo.refs.head();
  const root = made.parents.length ? '' : ' (root-commit)';
  git.print(`[${branch ?? 'detached HEAD'}${root} ${short(oid)}] ${subjectOf(made.message)}\n`);
  const { author, committer } = made;
  if (author.name !== committer.name || author.email !== committer.email) git.print(` Author: ${author.name} <${author.email}>\n`); // prettier-ignore
  if (dated) git.print(` Date: ${dateText(author, 'default')}\n`);
  if (made.parents.length > 1) return;
  const [before, after] = [await commitSide(repo, made.parents[0]), await commitSide(repo, oid)];
  const form = { patch: false, stat: false, shortstat: true, summary: true, names: undefined, context: 3 };
  git.print(await diffText(await changesBetween(before, after), before, after, form));
}
