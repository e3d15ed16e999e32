import { changesBetween, commitSide, emptySide } from '../changes.ts';
import { commitText } from '../format.ts';
import { isMeant, pathSpecs } from '../paths.ts';
import { dateText } from '../people.ts';
import { diffText } from '../print-diff.ts';
import { readPerson } from '../store.ts';
import type { Repo } from '../repo.ts';
import { resolve } from '../revision.ts';
import { fatal, type Commit, type Git, type GitCommand, type Given } from '../types.ts';
import { absentDiffOptions, diffForm, diffOptions, splitWords, wantsDiff } from './diff-options.ts';
import { formOf, isBlocks, logForms, shownForm } from './log.ts';

export const show: GitCommand = {
  what: 'Show a commit, a tag, or a file as a commit has it',
  options: { ...diffOptions, ...logForms },
  absent: absentDiffOptions,
  async run(git, given) {
    const repo = await git.repo();
    const [first] = given.words;
    const colon = first?.indexOf(':') ?? -1;
    if (colon >= 0) return showFile(git, repo, first!, colon);
    const { revisions, paths } = await splitWords(git, repo, given);
    const specs = pathSpecs(repo.root ?? '/', git.cwd, paths);
    if (!revisions.length && !(await repo.refs.head()).oid) throw fatal(`your current branch '${(await repo.refs.head()).branch}' does not have any commits yet`); // prettier-ignore
    for (const name of revisions.length ? revisions : ['HEAD']) await showObject(git, repo, await resolve(repo, name), given, specs); // prettier-ignore
  },
};

async function showFile(git: Git, repo: Repo, text: string, colon: number): Promise<void> {
  const [rev, path] = [text.slice(0, colon), text.slice(colon + 1)];
  const oid = await resolve(repo, text).catch(async (error: Error) => {
    if (rev) await resolve(repo, rev);
    const onDisk = repo.root !== undefined && (await git.fs.exists(`${repo.root}/${path}`));
    if (!rev) throw fatal(onDisk ? `path '${path}' exists on disk, but not in the index` : `path '${path}' does not exist (neither on disk nor in the index)`); // prettier-ignore
    if (path) throw fatal(`path '${path}' ${onDisk ? `exists on disk, but not in '${rev}'` : `does not exist in '${rev}'`}`); // prettier-ignore
    throw error;
  });
  const { type, bytes } = await repo.read(oid);
  if (type !== 'tree') return git.print(new TextDecoder().decode(bytes));
  git.print(`tree ${text}\n\n${(await repo.tree(oid)).map(({ mode, name }) => `${name}${mode === '40000' ? '/' : ''}\n`).join('')}`); // prettier-ignore
}

type Specs = ReturnType<typeof pathSpecs>;

async function showObject(git: Git, repo: Repo, oid: string, given: Given, specs: Specs): Promise<void> {
  const { type, bytes } = await repo.read(oid);
  const text = new TextDecoder().decode(bytes);
  if (type === 'blob') return git.print(text);
  if (type === 'tag') {
    const field = (name: string) => new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1] ?? '';
    const tagger = readPerson(field('tagger'));
    git.print(`tag ${field('tag')}\nTagger: ${tagger.name} <${tagger.email}>\nDate:   ${dateText(tagger, 'default')}\n\n${text.slice(text.indexOf('\n\n') + 2)}\n`); // prettier-ignore
    return showObject(git, repo, field('object'), given, specs);
  }
  if (type === 'commit') git.print(await showCommit(repo, await repo.commit(oid), given, specs));
}

async function showCommit(repo: Repo, commit: Commit, given: Given, specs: Specs): Promise<string> {
  const form = formOf(given);
  const head = commitText(commit, form, await shownForm(repo, given));
  const wanted = diffForm(given, 'patch');
  const merge = commit.parents.length > 1;
  if (!wantsDiff(wanted) || (merge && wanted.patch)) return merge && wanted.patch ? `${head}\n${isBlocks(form) ? '\n' : ''}` : `${head}\n`; // prettier-ignore
  const before = commit.parents[0] ? await commitSide(repo, commit.parents[0]) : emptySide;
  const after = await commitSide(repo, commit.oid);
  const changes = (await changesBetween(before, after, !given.has('no-renames'))).filter(({ path }) => isMeant(specs, path)); // prettier-ignore
  const text = await diffText(changes, before, after, wanted);
  const gap = !text || form === 'oneline' ? '' : wanted.stat && wanted.patch && isBlocks(form) ? '---\n' : '\n';
  return `${head}\n${gap}${text}`;
}
