import { isMeant, pathSpecs, toRepoPath } from '../paths.ts';
import type { Repo } from '../repo.ts';
import { failure, fatal, type Entry, type Git, type GitCommand } from '../types.ts';
import { removeWork, workEntry } from '../worktree.ts';

export const rm: GitCommand = {
  what: 'Remove files from the folder and from the index',
  options: { '--cached': 'flag', '-r': 'flag', '-f --force': 'flag', '-q --quiet': 'flag', '-n --dry-run': 'flag' },
  async run(git, { has, words, paths = [] }) {
    const repo = await git.repo();
    const named = [...words, ...paths];
    if (!named.length) throw fatal('No pathspec was given. Which files should I remove?');
    const index = await repo.index();
    const specs = pathSpecs(repo.work(), git.cwd, named);
    const known = [...new Set([...index.entries.keys(), ...index.conflicts.keys()])];
    for (const { text, matches } of specs) {
      const found = known.filter(matches);
      if (!found.length) throw fatal(`pathspec '${text}' did not match any files`);
      const folder = !found.includes(toRepoPath(repo.work(), git.cwd, text)) && !/[*?[]/.test(text);
      if (folder && !has('r')) throw fatal(`not removing '${text}' recursively without -r`);
    }
    const chosen = known.filter((path) => isMeant(specs, path)).sort();
    if (!has('force')) await refuse(repo, chosen, index.entries, has('cached'));
    for (const path of chosen) {
      if (!has('quiet')) git.print(`rm '${path}'\n`);
      if (has('dry-run')) continue;
      index.entries.delete(path);
      index.conflicts.delete(path);
      if (!has('cached')) await removeWork(repo, path);
    }
    if (!has('dry-run')) await repo.saveIndex(index);
  },
};

/** What would be lost is kept, and told. */
async function refuse(repo: Repo, paths: string[], entries: Map<string, Entry>, cached: boolean): Promise<void> {
  const { oid } = await repo.refs.head();
  const head = oid ? await repo.snapshot((await repo.commit(oid)).tree) : new Map<string, Entry>();
  const kinds = { both: [] as string[], staged: [] as string[], local: [] as string[] };
  for (const path of paths) {
    const [staged, work] = [entries.get(path), await workEntry(repo, path)];
    if (!staged) continue;
    const fresh = staged.oid !== head.get(path)?.oid;
    const changed = work !== undefined && work.oid !== staged.oid;
    if (fresh && changed) kinds.both.push(path);
    else if (fresh && !cached) kinds.staged.push(path);
    else if (changed && !cached) kinds.local.push(path);
  }
  const told = (list: string[], what: (several: boolean) => string, hint: string) => {
    if (!list.length) return;
    const several = list.length > 1;
    throw failure(`the following file${several ? 's have' : ' has'} ${what(several)}:\n${list.map((path) => `    ${path}\n`).join('')}${hint}`); // prettier-ignore
  };
  told(kinds.both, () => 'staged content different from both the\nfile and the HEAD', '(use -f to force removal)');
  told(kinds.staged, () => 'changes staged in the index', '(use --cached to keep the file, or -f to force removal)');
  told(kinds.local, () => 'local modifications', '(use --cached to keep the file, or -f to force removal)');
}

export const mv: GitCommand = {
  what: 'Rename or move files, in the folder and in the index',
  options: { '-f --force': 'flag', '-n --dry-run': 'flag', '-v --verbose': 'flag', '-k': 'flag' },
  async run(git, { has, words, paths = [] }) {
    const repo = await git.repo();
    const all = [...words, ...paths];
    const target = all.pop();
    if (!all.length || target === undefined) throw failure('usage: git mv [<options>] <source>... <destination>', 129);
    const index = await repo.index();
    for (const source of all) {
      const { from, to } = await endsOf(git, repo, source, target);
      const known = [...index.entries.keys()].filter((path) => path === from || path.startsWith(`${from}/`));
      const bad = (why: string) => fatal(`${why}, source=${from}, destination=${to}`);
      if (!(await git.fs.exists(`${repo.work()}/${from}`))) throw bad('bad source');
      if (!known.length) throw bad((await git.fs.stat(`${repo.work()}/${from}`)).isDirectory ? 'source directory is empty' : 'not under version control'); // prettier-ignore
      if (!has('force') && (await git.fs.exists(`${repo.work()}/${to}`))) throw bad('destination exists');
      if (has('verbose') || has('dry-run')) git.print(`Renaming ${from} to ${to}\n`);
      if (has('dry-run')) continue;
      const parent = to.slice(0, Math.max(0, to.lastIndexOf('/')));
      if (parent && !(await git.fs.exists(`${repo.work()}/${parent}`))) throw fatal(`renaming '${from}' failed: No such file or directory`); // prettier-ignore
      await git.fs.mv(`${repo.work()}/${from}`, `${repo.work()}/${to}`);
      for (const path of known) {
        index.entries.set(to + path.slice(from.length), index.entries.get(path)!);
        index.entries.delete(path);
      }
    }
    await repo.saveIndex(index);
  },
};

async function endsOf(git: Git, repo: Repo, source: string, target: string) {
  const from = toRepoPath(repo.work(), git.cwd, source);
  const place = toRepoPath(repo.work(), git.cwd, target);
  const folder = await git.fs.stat(`${repo.work()}/${place}`).then(({ isDirectory }) => isDirectory, () => false); // prettier-ignore
  const name = from.slice(from.lastIndexOf('/') + 1);
  return { from, to: folder ? (place ? `${place}/${name}` : name) : place };
}
