import type { IFileSystem } from 'just-bash/browser';
import { readConfig, type Config } from './config.ts';
import { readIndex, writeIndex, type Index } from './index-file.ts';
import { createRefs, type Refs } from './refs.ts';
import { createStore, type Store } from './store.ts';
import { fatal, type Git } from './types.ts';

export interface Repo extends Store {
  fs: IFileSystem;
  gitdir: string;
  /** The folder of the files; undefined in a bare repository. */
  root: string | undefined;
  /** The folder of the files. @throws {Fatal} in a bare repository. */
  work(): string;
  refs: Refs;
  config: Config;
  index(): Promise<Index>;
  saveIndex(index: Index): Promise<void>;
  /** A file that git keeps for itself: `MERGE_MSG`. */
  note(name: string): Promise<string | undefined>;
  setNote(name: string, text: string | undefined): Promise<void>;
}

export const globalConfig = (env: Record<string, string>): string => `${env['HOME'] ?? ''}/.gitconfig`;

/** Where the repository around a folder is. */
export async function findRepo(fs: IFileSystem, cwd: string): Promise<{ gitdir: string; root?: string } | undefined> {
  for (let folder = cwd; ; folder = folder.slice(0, folder.lastIndexOf('/')) || '/') {
    const gitdir = `${folder === '/' ? '' : folder}/.git`;
    if (await fs.exists(`${gitdir}/HEAD`)) return { gitdir, root: folder };
    if (await isRepository(fs, folder)) return { gitdir: folder };
    if (folder === '/') return undefined;
  }
}

export const isRepository = async (fs: IFileSystem, folder: string): Promise<boolean> =>
  (await fs.exists(`${folder}/HEAD`)) && (await fs.exists(`${folder}/objects`)) && (await fs.exists(`${folder}/refs`));

export async function openRepo(git: Pick<Git, 'fs' | 'cwd' | 'env'>): Promise<Repo> {
  const found = await findRepo(git.fs, git.cwd);
  if (!found) throw fatal('not a git repository (or any of the parent directories): .git');
  return repoAt(git, found.gitdir, found.root);
}

export async function repoAt({ fs, env }: Pick<Git, 'fs' | 'env'>, gitdir: string, root?: string): Promise<Repo> {
  return {
    fs,
    gitdir,
    root,
    work() {
      if (root === undefined) throw fatal('this operation must be run in a work tree');
      return root;
    },
    ...createStore(fs, gitdir),
    refs: createRefs(fs, gitdir),
    config: await readConfig(fs, [globalConfig(env), `${gitdir}/config`]),
    index: () => readIndex(fs, gitdir),
    saveIndex: (index) => writeIndex(fs, gitdir, index),
    note: (name) => fs.readFile(`${gitdir}/${name}`).catch(() => undefined),
    setNote: (name, text) =>
      text === undefined ? fs.rm(`${gitdir}/${name}`, { force: true }) : fs.writeFile(`${gitdir}/${name}`, text),
  };
}
