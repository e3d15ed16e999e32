import ignore, { type Ignore } from 'ignore';
import type { Repo } from './repo.ts';
import { compareBytes } from './store.ts';
import type { Entry, Snapshot } from './types.ts';

export interface WorkFile {
  path: string;
  ignored: boolean;
}

/** All files of the folder by their paths, in git's order; those in ignored folders only when they are asked for. */
export async function listFiles(repo: Repo, options: { ignored?: boolean } = {}): Promise<WorkFile[]> {
  const root = repo.work();
  const found: WorkFile[] = [];
  const walk = async (folder: string, rules: Rules[], hidden: boolean) => {
    const place = folder ? `${root}/${folder}` : root;
    const names = await repo.fs.readdir(place);
    const own = names.includes('.gitignore') ? await readRules(repo, `${place}/.gitignore`, folder) : undefined;
    const all = own ? [...rules, own] : rules;
    for (const name of names) {
      if (name === '.git') continue;
      const path = folder ? `${folder}/${name}` : name;
      const { isDirectory } = await repo.fs.lstat(`${root}/${path}`);
      const ignored = hidden || isIgnored(all, isDirectory ? `${path}/` : path);
      if (!isDirectory) found.push({ path, ignored });
      // A repository inside of this one is its own affair.
      else if (!(await repo.fs.exists(`${root}/${path}/.git/HEAD`)) && (!ignored || options.ignored)) {
        await walk(path, all, ignored);
      }
    }
  };
  const exclude = await readRules(repo, `${repo.gitdir}/info/exclude`, '');
  await walk('', exclude ? [exclude] : [], false);
  return found.sort((one, other) => compareBytes(one.path, other.path));
}

interface Rules {
  folder: string;
  rules: Ignore;
}

async function readRules(repo: Repo, file: string, folder: string): Promise<Rules | undefined> {
  const text = await repo.fs.readFile(file).catch(() => undefined);
  return text === undefined ? undefined : { folder, rules: ignore({ allowRelativePaths: true }).add(text) };
}

/** The rules nearest to a file have the last word. */
function isIgnored(all: Rules[], path: string): boolean {
  for (const { folder, rules } of all.toReversed()) {
    const { ignored, unignored } = rules.test(folder ? path.slice(folder.length + 1) : path);
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}

/** What a file holds: of a link, where it leads. */
export async function readWork(repo: Repo, path: string): Promise<Uint8Array> {
  const place = `${repo.work()}/${path}`;
  if ((await repo.fs.lstat(place)).isSymbolicLink) return new TextEncoder().encode(await repo.fs.readlink(place));
  return repo.fs.readFileBuffer(place);
}

/** A file as the index would have it; undefined where there is none. */
export async function workEntry(repo: Repo, path: string, write = false): Promise<Entry | undefined> {
  const stat = await repo.fs.lstat(`${repo.work()}/${path}`).catch(() => undefined);
  if (!stat || stat.isDirectory) return undefined;
  const bytes = await readWork(repo, path);
  const mode = stat.isSymbolicLink ? '120000' : stat.mode & 0o100 ? '100755' : '100644';
  return { mode, oid: await (write ? repo.write('blob', bytes) : repo.hash(bytes)) };
}

/** The named paths as they are in the folder. */
export async function workSnapshot(repo: Repo, paths: Iterable<string>): Promise<Snapshot> {
  const found: Snapshot = new Map();
  for (const path of paths) {
    const entry = await workEntry(repo, path);
    if (entry) found.set(path, entry);
  }
  return found;
}

export async function writeWork(repo: Repo, path: string, { mode, oid }: Entry): Promise<void> {
  await putFile(repo, path, await repo.blob(oid), mode);
}

export async function putFile(repo: Repo, path: string, bytes: Uint8Array, mode: string): Promise<void> {
  const place = `${repo.work()}/${path}`;
  await repo.fs.mkdir(place.slice(0, place.lastIndexOf('/')), { recursive: true });
  if (mode === '120000') {
    await repo.fs.rm(place, { force: true });
    return repo.fs.symlink(new TextDecoder().decode(bytes), place);
  }
  await repo.fs.writeFile(place, bytes);
  await repo.fs.chmod(place, mode === '100755' ? 0o755 : 0o644);
}

/** Removes a file, and the folders that are empty then. */
export async function removeWork(repo: Repo, path: string): Promise<void> {
  const root = repo.work();
  await repo.fs.rm(`${root}/${path}`, { force: true });
  for (let folder = parent(path); folder; folder = parent(folder)) {
    const names = await repo.fs.readdir(`${root}/${folder}`).catch(() => ['?']);
    if (names.length) return;
    await repo.fs.rm(`${root}/${folder}`, { recursive: true });
  }
}

const parent = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Makes the folder hold what a snapshot says, for the paths in which it differs from another one. */
export async function moveWork(repo: Repo, from: Snapshot, to: Snapshot): Promise<void> {
  for (const path of from.keys()) if (!to.has(path)) await removeWork(repo, path);
  for (const [path, entry] of to) {
    const before = from.get(path);
    if (before?.oid !== entry.oid || before.mode !== entry.mode) await writeWork(repo, path, entry);
  }
}
