import { SQLITE_CANTOPEN, SQLITE_ERROR, SQLITE_OK } from './codes.ts';
import type { Callback } from './callbacks.ts';
import type { Sqlite3 } from './engine.ts';
import { type FdVfs, registerFdVfs } from './fd-vfs.ts';
import type { FileSystem } from './files.ts';
import { type OpenFiles, OPEN, codeOf, createOpenFiles, fileMethods, guard, sharedMemoryMethods } from './io.ts';
import { createIoMethods, createVfs } from './structs.ts';
import { type VfsOptions, type VfsSystem, createSystem } from './system.ts';

const [DELETE, ACCESS, DELETE_NOENT] = [10 | (10 << 8), 10 | (13 << 8), 10 | (23 << 8)];

function absolute(path: string, cwd: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${cwd}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function diskMethods(sqlite: Sqlite3, fs: FileSystem, files: OpenFiles, io: number, system: VfsSystem) {
  const { heap, text } = sqlite;
  const open = (name: number, file: number, flags: number, outFlags: number): number => {
    const opened = files.add(file, name ? text(name) : '', flags);
    heap.i32[file >> 2] = io;
    const granted = opened.readonly ? (flags & ~(OPEN.readwrite | OPEN.create)) | OPEN.readonly : flags;
    if (outFlags) heap.i32[outFlags >> 2] = granted;
    return SQLITE_OK;
  };
  const remove = (path: string): number => {
    try {
      fs.unlinkSync(path);
      return SQLITE_OK;
    } catch (error) {
      return codeOf(error) === 'ENOENT' ? DELETE_NOENT : DELETE;
    }
  };
  const accessible = (path: string): boolean => {
    if (!fs.existsSync(path)) return false;
    const status = fs.statSync(path);
    return status.isDirectory() || Number(status.size) > 0;
  };
  return {
    xOpen: [
      'iiiii:i',
      guard(SQLITE_CANTOPEN, (_vfs, name, file, flags, outFlags) => {
        // A file without methods is one that SQLite must not close.
        heap.i32[file >> 2] = 0;
        return open(name, file, flags, outFlags);
      }),
    ],
    xDelete: ['iii:i', guard(DELETE, (_vfs, name) => remove(text(name)))],
    xAccess: [
      'iiii:i',
      guard(ACCESS, (_vfs, name, _flags, out) => {
        heap.i32[out >> 2] = accessible(text(name)) ? 1 : 0;
        return SQLITE_OK;
      }),
    ],
    xFullPathname: [
      'iiii:i',
      guard(SQLITE_ERROR, (_vfs, name, size, out) => {
        const bytes = new TextEncoder().encode(absolute(text(name), system.cwd()));
        if (bytes.length >= size) return SQLITE_CANTOPEN;
        heap.u8.set(bytes, out);
        heap.u8[out + bytes.length] = 0;
        return SQLITE_OK;
      }),
    ],
  } satisfies Record<string, Callback>;
}

/** How SQLite reaches its files. */
export interface RegisteredVfs {
  /** The name of the VFS that opens files by path; in memory of SQLite's own. */
  readonly vfs: number;
  /** The one that works on files that a program has opened. */
  readonly fdVfs: FdVfs;
}

/** Makes SQLite keep its files in `fs`. */
export function registerVfs(sqlite: Sqlite3, fs: FileSystem, options: Partial<VfsOptions>): RegisteredVfs {
  const system = createSystem(options);
  const files = createOpenFiles(sqlite, fs);
  const shared = { ...fileMethods(sqlite, fs, files), ...sharedMemoryMethods(sqlite, fs, files) };
  const io = sqlite.install<string>(shared);
  const disk = diskMethods(sqlite, fs, files, createIoMethods(sqlite, io, 3), system);
  const others: Record<string, number> = sqlite.install<string>(system.methods(sqlite));
  const methods = { ...sqlite.install<string>(disk), ...others };
  const vfs = createVfs(sqlite, methods, true);
  return { vfs, fdVfs: registerFdVfs({ sqlite, fs, files, io, disk, others }) };
}
