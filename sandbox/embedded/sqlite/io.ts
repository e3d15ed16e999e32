import { SQLITE_NOMEM, SQLITE_OK } from './codes.ts';
import type { Callback } from './callbacks.ts';
import type { Sqlite3 } from './engine.ts';
import { type FileSystem, type Storage, createFileStorage, createTemporaryStorage } from './files.ts';
import * as locks from './locks.ts';
import type { Holder, Inode } from './locks.ts';

/** An open file, as SQLite sees it. */
export interface OpenFile extends Holder {
  readonly path: string;
  readonly storage: Storage;
  readonly readonly: boolean;
  readonly deleteOnClose: boolean;
  mapSize: bigint;
}

export const OPEN = { readonly: 1, readwrite: 2, create: 4, deleteOnClose: 8, exclusive: 0x10 } as const;
const IOERR = (detail: number) => 10 | (detail << 8);
const [READ, SHORT_READ, WRITE, FSYNC] = [IOERR(1), IOERR(2), IOERR(3), IOERR(4)];
const [TRUNCATE, FSTAT, CLOSE, SHMMAP] = [IOERR(6), IOERR(7), IOERR(16), IOERR(21)];
const NOTFOUND = 12;
const FULL = 13;
const FCNTL_MMAP_SIZE = 18;
const FCNTL_HAS_MOVED = 20;
const SECTOR = 4096;
const POWERSAFE_OVERWRITE = 0x1000;
const INT32 = 4294967296;
const MAX_MAP_SIZE = 0x7fff0000n;

export const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code;

/** A failure in JavaScript must reach SQLite as a status: an exception would leave its C frames half done. */
export const guard =
  (fallback: number, run: (...args: number[]) => number): ((...args: number[]) => number) =>
  (...args) => {
    try {
      return run(...args);
    } catch (error) {
      return codeOf(error) === 'ENOSPC' ? FULL : fallback;
    }
  };

function openDescriptor(fs: FileSystem, path: string, flags: number): { fd: number; readonly: boolean } {
  if (!(flags & OPEN.readwrite)) return { fd: fs.openSync(path, 'r'), readonly: true };
  if (flags & OPEN.exclusive && flags & OPEN.create) return { fd: fs.openSync(path, 'wx+', 0o644), readonly: false };
  try {
    return { fd: fs.openSync(path, 'r+'), readonly: false };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' && flags & OPEN.create) return { fd: fs.openSync(path, 'wx+', 0o644), readonly: false };
    if (code === 'ENOENT' || code === 'EISDIR') throw error;
    return { fd: fs.openSync(path, 'r'), readonly: true };
  }
}

/** The files of one VFS; SQLite's file object holds an index into them. */
export function createOpenFiles(sqlite: Sqlite3, fs: FileSystem) {
  const files: (OpenFile | undefined)[] = [];
  const inodes = new Map<string, Inode>();
  let temporary = 0;

  const hold = (key: string): Inode => {
    const inode = inodes.get(key) ?? locks.createInode(key);
    inodes.set(key, inode);
    inode.opened++;
    return inode;
  };

  const open = (path: string, flags: number): OpenFile => {
    const state = {
      level: 0,
      shared: 0,
      exclusive: 0,
      path,
      deleteOnClose: (flags & OPEN.deleteOnClose) !== 0,
      mapSize: 0n,
    };
    if (!path) {
      const inode = hold(`temporary:${temporary++}`);
      return { ...state, inode, storage: createTemporaryStorage(), readonly: false };
    }
    const { fd, readonly } = openDescriptor(fs, path, flags);
    const status = fs.fstatSync(fd);
    if (status.isDirectory()) {
      fs.closeSync(fd);
      throw Object.assign(new Error(`${path} is a folder`), { code: 'EISDIR' });
    }
    return { ...state, inode: hold(`${status.dev}:${status.ino}`), storage: createFileStorage(fs, fd), readonly };
  };

  const place = (pointer: number, file: OpenFile): OpenFile => {
    const free = files.indexOf(undefined);
    const index = free < 0 ? files.length : free;
    files[index] = file;
    sqlite.heap.i32[(pointer + 4) >> 2] = index;
    return file;
  };

  return {
    hold,
    /** Gives SQLite's file object a file that is open already. */
    place,
    add: (pointer: number, path: string, flags: number): OpenFile => place(pointer, open(path, flags)),
    get: (pointer: number) => files[sqlite.heap.i32[(pointer + 4) >> 2] as number] as OpenFile,
    remove(pointer: number): void {
      const index = sqlite.heap.i32[(pointer + 4) >> 2] as number;
      const file = files[index] as OpenFile;
      files[index] = undefined;
      locks.unlock(file, locks.UNLOCKED);
      locks.unmapShared(sqlite, file);
      if (--file.inode.opened === 0) inodes.delete(file.inode.key);
      file.storage.close();
      if (file.deleteOnClose && file.path) fs.unlinkSync(file.path);
    },
  };
}

export type OpenFiles = ReturnType<typeof createOpenFiles>;

/** Nothing is mapped; the size that a program asks for is remembered, as it is where mapping is in vain. */
function mapSize({ i64 }: Sqlite3['heap'], file: OpenFile, argument: number): number {
  const wanted = i64[argument >> 3] as bigint;
  i64[argument >> 3] = file.mapSize;
  if (wanted >= 0n) file.mapSize = wanted < MAX_MAP_SIZE ? wanted : MAX_MAP_SIZE;
  return SQLITE_OK;
}

export function fileMethods({ heap }: Sqlite3, fs: FileSystem, files: OpenFiles): Record<string, Callback> {
  const bytes = (at: number, count: number) => heap.u8.subarray(at, at + count);
  return {
    xClose: ['i:i', guard(CLOSE, (file) => (files.remove(file), SQLITE_OK))],
    xRead: [
      'iiij:i',
      guard(READ, (file, buffer, count, offset) => {
        const target = bytes(buffer, count);
        const done = files.get(file).storage.read(target, offset);
        if (done === count) return SQLITE_OK;
        target.fill(0, done);
        return SHORT_READ;
      }),
    ],
    xWrite: [
      'iiij:i',
      guard(WRITE, (file, buffer, count, offset) => {
        files.get(file).storage.write(bytes(buffer, count), offset);
        return SQLITE_OK;
      }),
    ],
    xTruncate: ['ij:i', guard(TRUNCATE, (file, size) => (files.get(file).storage.truncate(size), SQLITE_OK))],
    xSync: ['ii:i', guard(FSYNC, (file) => (files.get(file).storage.sync(), SQLITE_OK))],
    xFileSize: [
      'ii:i',
      guard(FSTAT, (file, out) => {
        const size = files.get(file).storage.size();
        heap.i32[out >> 2] = (size % INT32) | 0;
        heap.i32[(out >> 2) + 1] = Math.floor(size / INT32);
        return SQLITE_OK;
      }),
    ],
    xLock: ['ii:i', (file, level) => locks.lock(files.get(file), level)],
    xUnlock: ['ii:i', (file, level) => locks.unlock(files.get(file), level)],
    xCheckReservedLock: [
      'ii:i',
      (file, out) => {
        heap.i32[out >> 2] = files.get(file).inode.level > locks.SHARED ? 1 : 0;
        return SQLITE_OK;
      },
    ],
    xFileControl: [
      'iii:i',
      guard(NOTFOUND, (pointer, operation, argument) => {
        const file = files.get(pointer);
        if (operation === FCNTL_MMAP_SIZE) return mapSize(heap, file, argument);
        if (operation !== FCNTL_HAS_MOVED) return NOTFOUND;
        heap.i32[argument >> 2] = file.path && !fs.existsSync(file.path) ? 1 : 0;
        return SQLITE_OK;
      }),
    ],
    // Nothing is ever mapped, and SQLite reads in the ordinary way.
    xFetch: ['ijii:i', (_file, _offset, _count, out) => ((heap.i32[out >> 2] = 0), SQLITE_OK)],
    xUnfetch: ['iji:i', () => SQLITE_OK],
    xSectorSize: ['i:i', () => SECTOR],
    xDeviceCharacteristics: ['i:i', () => POWERSAFE_OVERWRITE],
  };
}

/** WAL mode keeps an index of the log in memory that all connections share. Beside it stands a file, as natively. */
export function sharedMemoryMethods(sqlite: Sqlite3, fs: FileSystem, files: OpenFiles): Record<string, Callback> {
  const reserve = (path: string, size: number) => {
    const fd = fs.openSync(`${path}-shm`, 'w+', 0o644);
    fs.ftruncateSync(fd, size);
    fs.closeSync(fd);
  };
  return {
    xShmMap: [
      'iiiii:i',
      guard(SHMMAP, (pointer, index, size, extend, out) => {
        const file = files.get(pointer);
        const before = file.inode.regions.length;
        const region = locks.mapShared(sqlite, file, index, size, extend !== 0);
        if (region < 0) return SQLITE_NOMEM;
        if (file.inode.regions.length > before && !file.readonly) reserve(file.path, file.inode.regions.length * size);
        sqlite.heap.i32[out >> 2] = region;
        return SQLITE_OK;
      }),
    ],
    xShmLock: ['iiii:i', (file, offset, count, flags) => locks.lockShared(files.get(file), offset, count, flags)],
    xShmBarrier: ['i:v', () => undefined],
    xShmUnmap: [
      'ii:i',
      guard(SQLITE_OK, (pointer, remove) => {
        const file = files.get(pointer);
        const last = locks.unmapShared(sqlite, file);
        if (last && remove && fs.existsSync(`${file.path}-shm`)) fs.unlinkSync(`${file.path}-shm`);
        return SQLITE_OK;
      }),
    ],
  };
}
