import { readObject, writeObject, type PromiseFsClient } from 'isomorphic-git';
import type { IFileSystem } from 'just-bash/browser';
import { fatal, type Commit, type Entry, type Person, type Snapshot } from './types.ts';

export interface Store {
  /** Type and contents. @throws {Fatal} when there is no such object. */
  read(oid: string): Promise<{ type: string; bytes: Uint8Array }>;
  write(type: 'blob' | 'tree' | 'commit' | 'tag', bytes: Uint8Array): Promise<string>;
  /** The name that bytes would have. */
  hash(bytes: Uint8Array): Promise<string>;
  has(oid: string): Promise<boolean>;
  blob(oid: string): Promise<Uint8Array>;
  commit(oid: string): Promise<Commit>;
  /** The entries of one folder, as they stand in the object. */
  tree(oid: string): Promise<{ mode: string; name: string; oid: string }[]>;
  /** All files below a tree. */
  snapshot(tree: string): Promise<Snapshot>;
  writeSnapshot(files: Snapshot): Promise<string>;
  writeCommit(commit: Omit<Commit, 'oid'>): Promise<string>;
  /** Full names of objects that begin so. */
  expand(start: string): Promise<string[]>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const codes = ['ENOENT', 'EISDIR', 'ENOTDIR', 'EEXIST', 'ENOTEMPTY'];

/** The shell's files as the library asks for them: errors carry a code. */
export function libraryFs(fs: IFileSystem): PromiseFsClient {
  const coded = async <Result>(work: Promise<Result>): Promise<Result> => {
    try {
      return await work;
    } catch (error) {
      const code = codes.find((one) => (error as Error).message.includes(one));
      throw code ? Object.assign(error as Error, { code }) : error;
    }
  };
  const stats = async (path: string, call: 'stat' | 'lstat') => {
    const { isFile, isDirectory, isSymbolicLink, mode, size, mtime } = await coded(fs[call](path));
    const is = { isFile: () => isFile, isDirectory: () => isDirectory, isSymbolicLink: () => isSymbolicLink };
    return { ...is, mode, size, mtimeMs: +mtime, ctimeMs: +mtime, mtime, ctime: mtime, ino: 0, dev: 0, uid: 1000, gid: 1000 };
  }; // prettier-ignore
  const encodingOf = (options: unknown) => (typeof options === 'string' ? options : (options as { encoding?: string } | undefined)?.encoding); // prettier-ignore
  const promises = {
    readFile: (path: string, options?: unknown) =>
      coded<string | Uint8Array>(encodingOf(options) ? fs.readFile(path) : fs.readFileBuffer(path)),
    writeFile: (path: string, data: string | Uint8Array) =>
      coded(fs.writeFile(path, typeof data === 'string' ? data : new Uint8Array(data))),
    unlink: (path: string) => coded(fs.rm(path)),
    readdir: (path: string) => coded(fs.readdir(path)),
    mkdir: (path: string) => coded(fs.mkdir(path)),
    rmdir: (path: string) => coded(fs.rm(path, { recursive: true })),
    stat: (path: string) => stats(path, 'stat'),
    lstat: (path: string) => stats(path, 'lstat'),
    readlink: (path: string) => coded(fs.readlink(path)),
    symlink: (target: string, path: string) => coded(fs.symlink(target, path)),
    chmod: (path: string, mode: number) => coded(fs.chmod(path, mode)),
  };
  return { promises } as unknown as PromiseFsClient;
}

/** The objects of a repository, by the library that reads and writes them (loose and packed). */
export function createStore(files: IFileSystem, gitdir: string): Store {
  const fs = libraryFs(files);
  const cache = {};
  const known = new Map<string, { type: string; bytes: Uint8Array }>();
  const read = async (oid: string) => {
    const seen = known.get(oid);
    if (seen) return seen;
    const found = await readObject({ fs, gitdir, oid, format: 'content', cache }).catch(() => undefined);
    if (!found) throw fatal(`bad object ${oid}`);
    const object = { type: found.type!, bytes: new Uint8Array(found.object as Uint8Array) };
    known.set(oid, object);
    return object;
  };
  const write: Store['write'] = (type, bytes) =>
    writeObject({ fs, gitdir, type, object: bytes as never, format: 'content' });
  const tree = async (oid: string) => readTree((await read(oid)).bytes);
  const snapshot = async (oid: string, into: Snapshot = new Map(), prefix = ''): Promise<Snapshot> => {
    for (const entry of await tree(oid)) {
      const path = prefix + entry.name;
      if (entry.mode === '40000') await snapshot(entry.oid, into, `${path}/`);
      else into.set(path, { mode: entry.mode, oid: entry.oid });
    }
    return into;
  };
  return {
    read,
    write,
    tree,
    snapshot: (oid) => snapshot(oid),
    hash: (bytes) =>
      writeObject({ fs, gitdir, type: 'blob', object: bytes as never, format: 'content', dryRun: true } as never),
    has: (oid) => read(oid).then(() => true, () => false), // prettier-ignore
    blob: async (oid) => (await read(oid)).bytes,
    commit: async (oid) => readCommit(oid, decoder.decode((await read(oid)).bytes)),
    writeSnapshot: (all) => writeFolder(write, [...all]),
    writeCommit: (commit) => write('commit', encoder.encode(commitText(commit))),
    expand: async (start) => {
      const folder = `${gitdir}/objects/${start.slice(0, 2)}`;
      const names = await files.readdir(folder).catch(() => []);
      return names.filter((name) => name.startsWith(start.slice(2))).map((name) => start.slice(0, 2) + name);
    },
  };
}

function readTree(bytes: Uint8Array): { mode: string; name: string; oid: string }[] {
  const entries = [];
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(32, at);
    const end = bytes.indexOf(0, space);
    const mode = decoder.decode(bytes.subarray(at, space));
    const name = decoder.decode(bytes.subarray(space + 1, end));
    const oid = Array.from(bytes.subarray(end + 1, end + 21), (byte) => byte.toString(16).padStart(2, '0')).join('');
    entries.push({ mode, name, oid });
    at = end + 21;
  }
  return entries;
}

/** A folder's tree, its folders first written. */
async function writeFolder(write: Store['write'], files: [string, Entry][]): Promise<string> {
  const folders = Map.groupBy(files, ([path]) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : ''));
  const entries = (folders.get('') ?? []).map(([name, entry]) => ({ name, sort: name, ...entry }));
  for (const [name, inside] of folders) {
    if (name === '') continue;
    const below = inside.map(([path, entry]): [string, Entry] => [path.slice(name.length + 1), entry]);
    entries.push({ name, sort: `${name}/`, mode: '40000', oid: await writeFolder(write, below) });
  }
  entries.sort((one, other) => compareBytes(one.sort, other.sort));
  const parts = entries.map(({ mode, name, oid }) => [
    ...encoder.encode(`${mode} ${name}\0`),
    ...(oid.match(/../g) ?? []).map((pair) => parseInt(pair, 16)),
  ]);
  return write('tree', Uint8Array.from(parts.flat()));
}

/** The order of git: that of the bytes. */
export function compareBytes(one: string, other: string): number {
  const [a, b] = [encoder.encode(one), encoder.encode(other)];
  const at = a.findIndex((byte, index) => byte !== b[index]);
  if (at < 0) return a.length - b.length;
  return at >= b.length ? 1 : a[at]! - b[at]!;
}

function readCommit(oid: string, text: string): Commit {
  const cut = text.indexOf('\n\n');
  const head = text.slice(0, cut < 0 ? undefined : cut).split('\n');
  const all = (key: string) => head.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1)); // prettier-ignore
  return {
    oid,
    tree: all('tree')[0] ?? '',
    parents: all('parent'),
    author: readPerson(all('author')[0] ?? ''),
    committer: readPerson(all('committer')[0] ?? ''),
    message: cut < 0 ? '' : text.slice(cut + 2),
  };
}

export function readPerson(text: string): Person {
  const [, name = '', email = '', time = '0', zone = '+0000'] = /^(.*?) ?<(.*?)> (\d+) ([+-]\d{4})/.exec(text) ?? [];
  return { name, email, time: Number(time), zone };
}

export const personText = ({ name, email, time, zone }: Person): string => `${name} <${email}> ${time} ${zone}`;

function commitText({ tree, parents, author, committer, message }: Omit<Commit, 'oid'>): string {
  const lines = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${personText(author)}`,
    `committer ${personText(committer)}`,
  ];
  return `${lines.join('\n')}\n\n${message}`;
}
