import { fromRepoPath, isMeant, pathSpecs } from '../paths.ts';
import type { Repo } from '../repo.ts';
import { Fatal, fatal, type GitCommand } from '../types.ts';
import { listFiles, workEntry } from '../worktree.ts';

export const add: GitCommand = {
  what: 'Put changes into the index, for the next commit',
  options: {
    '-A --all': 'flag',
    '-u --update': 'flag',
    '-f --force': 'flag',
    '-n --dry-run': 'flag',
    '-v --verbose': 'flag',
    '-N --intent-to-add': 'flag',
  },
  absent: {
    '-p --patch -i --interactive -e --edit':
      'It asks for each piece of a change, and nothing can be asked here. Add whole files, or commit what you have in steps.',
  },
  async run(git, { has, words, paths = [] }) {
    const repo = await git.repo();
    const root = repo.work();
    const named = [...words, ...paths];
    if (!named.length && !has('all') && !has('update')) {
      git.warn("Nothing specified, nothing added.\nhint: Maybe you wanted to say 'git add .'?\nhint: Turn this message off by running\nhint: \"git config advice.addEmptyPathspec false\"\n"); // prettier-ignore
      return;
    }
    const specs = pathSpecs(root, git.cwd, named);
    const index = await repo.index();
    const files = await listFiles(repo, { ignored: named.length > 0 });
    const tracked = new Set([...index.entries.keys(), ...index.conflicts.keys()]);
    const meant = files.filter(({ path }) => isMeant(specs, path));
    for (const spec of specs) {
      const known = meant.some(({ path }) => spec.matches(path)) || [...tracked].some(spec.matches);
      const folder = spec.text === '.' || (await git.fs.exists(git.fs.resolvePath(git.cwd, spec.text)));
      if (!known && !folder) throw fatal(`pathspec '${spec.text}' did not match any files`);
    }
    const chosen = meant.filter(({ path, ignored }) => tracked.has(path) || (!has('update') && (!ignored || has('force'))));
    const refused = has('force') ? [] : specs.filter(({ text, matches }) => /^[^*?]+$/.test(text) && files.some(({ path, ignored }) => ignored && !tracked.has(path) && matches(path)) && !files.some(({ path, ignored }) => !ignored && matches(path))); // prettier-ignore
    const gone = [...tracked].filter((path) => isMeant(specs, path) && !files.some((file) => file.path === path));
    for (const { path } of chosen) {
      const before = index.entries.get(path);
      const entry = (await workEntry(repo, path, !has('dry-run')))!;
      if (has('verbose') || has('dry-run')) if (before?.oid !== entry.oid) git.print(`add '${fromRepoPath(root, git.cwd, path)}'\n`); // prettier-ignore
      index.entries.set(path, entry);
      index.conflicts.delete(path);
    }
    for (const path of gone) {
      if ((await workEntry(repo, path)) !== undefined) continue;
      if (has('verbose') || has('dry-run')) git.print(`remove '${path}'\n`);
      index.entries.delete(path);
      index.conflicts.delete(path);
    }
    if (!has('dry-run')) await repo.saveIndex(index);
    if (refused.length) throw ignoredPaths(refused.map(({ text }) => text));
  },
}; // prettier-ignore

const ignoredPaths = (paths: string[]) =>
  new Fatal(
    `The following paths are ignored by one of your .gitignore files:\n${paths.map((path) => `${path.replace(/\/$/, '')}\n`).join('')}hint: Use -f if you really want to add them.\nhint: Turn this message off by running\nhint: "git config advice.addIgnoredFile false"`,
    1,
  );

/** Takes into the index what the folder has of every known file, as `commit -a` does. */
export async function addTracked(repo: Repo): Promise<void> {
  const index = await repo.index();
  for (const path of [...index.entries.keys(), ...index.conflicts.keys()]) {
    const entry = await workEntry(repo, path, true);
    if (entry) index.entries.set(path, entry);
    else index.entries.delete(path);
  }
  await repo.saveIndex({ entries: index.entries, conflicts: new Map() });
}
