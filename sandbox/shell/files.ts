import { InMemoryFs, type InitialFiles } from 'just-bash/browser';
import { terminalFiles } from './terminal-output.ts';
import type { Contents, FileChange, ShellStart } from './types.ts';

type Options = Pick<ShellStart, 'files' | 'locked' | 'kept'> & {
  print(stream: 'stdout' | 'stderr', text: string): void;
};

/** Refused, with the reason apart: a command prints only the first part. */
export class Refused extends Error {
  readonly path: string;
  readonly reason: string;
  constructor(path: string, reason: string) {
    super('EACCES: permission denied');
    this.path = path;
    this.reason = reason;
  }
}

/** The folders that the interpreter sets up for itself. */
const ownFolders = /^\/(?:dev|proc|bin|usr)(?:\/|$)/;

/**
 * The disk of the shell: in memory, and what commands change on it is collected for whoever keeps the files.
 * What may not be changed is refused here, before anything has happened.
 */
export function createDisk({ files, locked, kept, print }: Options) {
  const disk = new InMemoryFs({ ...files, '/dev/null': '' } as InitialFiles);
  const known = new Map<string, Contents>(Object.entries(files));
  const dirty = new Set<string>();
  const refusals: Refused[] = [];
  const refuse = (path: string, reason: string) => {
    const refused = new Refused(path, reason);
    refusals.push(refused);
    throw refused;
  };
  const mayWrite = (path: string) => {
    if (locked[path] !== undefined) refuse(path, locked[path]);
  };
  const below = (path: string) => disk.getAllPaths().filter((other) => other === path || other.startsWith(`${path}/`));
  const mayRemove = (path: string) => {
    for (const one of below(path)) {
      const reason = locked[one] ?? kept[one];
      if (reason !== undefined) refuse(one, reason);
    }
  };
  const touch = (path: string) => below(path).forEach((one) => dirty.add(one));
  guard(disk, { mayWrite, mayRemove, touch, dirty, print });
  return {
    disk,
    refusals: () => refusals.length,
    /** What was refused since the last call. */
    takeRefusals: () => refusals.splice(0),
    /** What commands changed since the last call. */
    async takeChanges(): Promise<FileChange[]> {
      const paths = [...dirty].filter((path) => !ownFolders.test(path));
      dirty.clear();
      const changes: FileChange[] = [];
      for (const path of paths) {
        const contents = await read(disk, path);
        if (same(known.get(path), contents)) continue;
        if (contents === undefined) known.delete(path);
        else known.set(path, contents);
        changes.push({ path, contents });
      }
      return changes;
    },
    /** Takes over what was changed elsewhere. */
    async apply(changes: FileChange[]) {
      for (const { path, contents } of changes) {
        if (contents === undefined) {
          known.delete(path);
          await InMemoryFs.prototype.rm.call(disk, path, { force: true, recursive: true });
        } else if (!same(known.get(path), contents)) {
          known.set(path, contents);
          await InMemoryFs.prototype.writeFile.call(disk, path, contents);
        }
      }
    },
  };
}

export type Disk = ReturnType<typeof createDisk>;

interface Guard {
  mayWrite(path: string): void;
  mayRemove(path: string): void;
  touch(path: string): void;
  dirty: Set<string>;
  print: Options['print'];
}

function guard(disk: InMemoryFs, { mayWrite, mayRemove, touch, dirty, print }: Guard): void {
  const own = InMemoryFs.prototype;
  const shown = (path: string, contents: string | Uint8Array, options?: unknown) => {
    const stream = path === terminalFiles.stdout ? 'stdout' : path === terminalFiles.stderr ? 'stderr' : undefined;
    if (stream && contents.length) print(stream, asText(contents, options));
    return stream !== undefined || path === '/dev/null';
  };
  Object.assign(disk, {
    async writeFile(...[path, contents, options]: Parameters<InMemoryFs['writeFile']>) {
      if (shown(path, contents, options)) return;
      mayWrite(path);
      dirty.add(path);
      await own.writeFile.call(disk, path, contents, options);
    },
    async appendFile(...[path, contents, options]: Parameters<InMemoryFs['appendFile']>) {
      if (shown(path, contents, options)) return;
      mayWrite(path);
      dirty.add(path);
      await own.appendFile.call(disk, path, contents, options);
    },
    async rm(...[path, options]: Parameters<InMemoryFs['rm']>) {
      mayRemove(path);
      touch(path);
      await own.rm.call(disk, path, options);
    },
    async cp(...[from, to, options]: Parameters<InMemoryFs['cp']>) {
      mayWrite(to);
      await own.cp.call(disk, from, to, options);
      touch(to);
    },
    async mv(...[from, to]: Parameters<InMemoryFs['mv']>) {
      mayRemove(from);
      mayWrite(to);
      touch(from);
      await own.mv.call(disk, from, to);
      touch(to);
    },
    async link(...[from, to]: Parameters<InMemoryFs['link']>) {
      await own.link.call(disk, from, to);
      touch(to);
    },
    async symlink(...[target, to]: Parameters<InMemoryFs['symlink']>) {
      await own.symlink.call(disk, target, to);
      touch(to);
    },
  });
}

/** Output comes as text, or as one character for each byte. */
function asText(contents: string | Uint8Array, options: unknown): string {
  const encoding = typeof options === 'string' ? options : (options as { encoding?: string } | undefined)?.encoding;
  if (typeof contents === 'string' && encoding !== 'binary' && encoding !== 'latin1') return contents;
  const bytes = typeof contents === 'string' ? Uint8Array.from(contents, (letter) => letter.charCodeAt(0)) : contents;
  return new TextDecoder().decode(bytes);
}

/** A file's text, its bytes when they are no text, or nothing when there is no such file. */
async function read(disk: InMemoryFs, path: string): Promise<Contents | undefined> {
  try {
    if (!(await disk.stat(path)).isFile) return undefined;
    return readable(await disk.readFileBuffer(path));
  } catch {
    return undefined;
  }
}

export function readable(bytes: Uint8Array): Contents {
  if (bytes.includes(0)) return bytes;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes;
  }
}

function same(a: Contents | undefined, b: Contents | undefined): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
