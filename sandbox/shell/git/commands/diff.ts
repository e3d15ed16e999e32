import { changesBetween, commitSide, storedSide, workSide, type FileChange, type Side } from '../changes.ts';
import { mergeBases } from '../state.ts';
import { isMeant, pathSpecs } from '../paths.ts';
import { diffText } from '../print-diff.ts';
import { resolveCommit } from '../revision.ts';
import { Fatal, type GitCommand, type Given } from '../types.ts';
import type { Repo } from '../repo.ts';
import { absentDiffOptions, diffForm, diffOptions, splitWords } from './diff-options.ts';
import { combinedDiff } from './combined.ts';

export const diff: GitCommand = {
  what: 'Show differences: of the folder, the index or commits',
  options: { ...diffOptions, '--cached': 'flag', '--staged': 'flag', '--exit-code': 'flag', '--quiet': 'flag' },
  absent: { ...absentDiffOptions, '--no-index': 'Use `diff -u a b` for files outside of a repository.' },
  async run(git, given) {
    const repo = await git.repo();
    const { revisions, paths } = await splitWords(git, repo, given);
    const specs = pathSpecs(repo.root ?? '/', git.cwd, paths);
    const [before, after] = await sidesOf(repo, given, revisions);
    const { conflicts } = await repo.index();
    const ofFolder = !revisions.length && !given.has('cached') && !given.has('staged');
    const limited = (side: Side): Side => ({ ...side, files: new Map([...side.files].filter(([path]) => isMeant(specs, path))) }); // prettier-ignore
    const all = await changesBetween(limited(before), limited(after), !given.has('no-renames') && !ofFolder);
    const changes = all.filter((change) => meant(change, specs) && !(ofFolder && conflicts.has(change.path)));
    const form = diffForm(given, 'patch');
    const open = [...conflicts].filter(([path]) => isMeant(specs, path));
    let text = '';
    if (!revisions.length) {
      for (const [path, conflict] of open) {
        const short = form.names === 'name-only' ? `${path}\n` : form.names === 'name-status' ? `U\t${path}\n` : '';
        text += short || (ofFolder && form.patch ? await combinedDiff(repo, path, conflict) : `* Unmerged path ${path}\n`); // prettier-ignore
      }
    }
    text += await diffText(changes, before, after, form);
    if (!given.has('quiet')) git.print(text);
    return (given.has('exit-code') || given.has('quiet')) && changes.length ? 1 : 0;
  },
};

const meant = ({ path, from }: FileChange, specs: ReturnType<typeof pathSpecs>) =>
  isMeant(specs, path) || (from !== undefined && isMeant(specs, from));

async function sidesOf(repo: Repo, given: Given, revisions: string[]): Promise<[Side, Side]> {
  const index = await repo.index();
  const staged = given.has('cached') || given.has('staged');
  const side = async (name: string) => commitSide(repo, await resolveCommit(repo, name || 'HEAD'));
  const [first, second, third] = revisions;
  if (third !== undefined) throw new Fatal('usage: git diff [<options>] [<commit>] [--] [<path>...]', 129);
  const dots = first?.includes('..') ? /^(.*?)(\.{2,3})(.*)$/.exec(first) : undefined;
  if (dots) {
    const [, left = '', sign, right = ''] = dots;
    if (sign === '..') return [await side(left), await side(right)];
    const ends = [await resolveCommit(repo, left || 'HEAD'), await resolveCommit(repo, right || 'HEAD')] as const;
    return [await commitSide(repo, (await mergeBases(repo, ...ends))[0]), await side(right)];
  }
  if (second !== undefined) return [await side(first!), await side(second)];
  const stored = storedSide(repo, index.entries);
  if (staged) return [await commitSide(repo, first ? await resolveCommit(repo, first) : (await repo.refs.head()).oid), stored]; // prettier-ignore
  repo.work();
  const paths = new Set(index.entries.keys());
  const left = first === undefined ? stored : await side(first);
  for (const path of first === undefined ? [] : left.files.keys()) paths.add(path);
  return [left, await workSide(repo, paths)];
}
