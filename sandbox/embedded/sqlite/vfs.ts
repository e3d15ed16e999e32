import { SQLITE_CANTOPEN, SQLITE_ERROR, SQLITE_NOMEM, SQLITE_OK } from './codes.ts';
import type { Callback } from './callbacks.ts';
import type { Sqlite3 } from './engine.ts';
import { type FileSystem, type Storage, createFileStorage, createTemporaryStorage } from './files.ts';
import * as locks from './locks.ts';
import type { Holder, Inode } from './locks.ts';
import { type VfsOptions, type VfsSystem, createSystem } from './system.ts';

/** An open file, as SQLite sees it. */
interface OpenFile extends Holder {
  readonly path: string;
  readonly storage: Storage;
  readonly readonly: boolean;
  readonly deleteOnClose: boolean;
}

const OPEN = { readonly: 1, readwrite: 2, create: 4, deleteOnClose: 8, exclusive: 0x10 } as const;
const IOERR = (detail: number) => 10 | (detail << 8);
const [READ, SHORT_READ, WRITE, FSYNC] = [IOERR(1), IOERR(2), IOERR(3), IOERR(4)];
const [TRUNCATE, FSTAT, DELETE, ACCESS, CLOSE] = [IOERR(6), IOERR(7), IOERR(10), IOERR(13), IOERR(16)];
const [SHMMAP, DELETE_NOENT] = [IOERR(21), IOERR(23)];
const NOTFOUND = 12;
const FULL = 13;
const FCNTL_HAS_MOVED = 20;
const MAX_PATH = 512;
const SECTOR = 4096;
const POWERSAFE_OVERWRITE = 0x1000;
const INT32 = 4294967296;

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code;

/** A failure in JavaScript must reach SQLite as a status: an exception would leave its C frames half done. */
const guard =
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
function createOpenFiles(sqlite: Sqlite3, fs: FileSystem) {
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
    const state = { level: 0, shared: 0, exclusive: 0, path, deleteOnClose: (flags & OPEN.deleteOnClose) !== 0 };
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

  return {
    add(pointer: number, path: string, flags: number): OpenFile {
      const file = open(path, flags);
      const free = files.indexOf(undefined);
      const index = free < 0 ? files.length : free;
      files[index] = file;
      sqlite.heap.i32[(pointer + 4) >> 2] = index;
      return file;
    },
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

type OpenFiles = ReturnType<typeof createOpenFiles>;

function fileMethods({ heap }: Sqlite3, fs: FileSystem, files: OpenFiles): Record<string, Callback> {
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
      guard(NOTFOUND, (file, operation, argument) => {
        if (operation !== FCNTL_HAS_MOVED) return NOTFOUND;
        const { path } = files.get(file);
        heap.i32[argument >> 2] = path && !fs.existsSync(path) ? 1 : 0;
        return SQLITE_OK;
      }),
    ],
    xSectorSize: ['i:i', () => SECTOR],
    xDeviceCharacteristics: ['i:i', () => POWERSAFE_OVERWRITE],
  };
}

/** WAL mode keeps an index of the log in memory that all connections share. Beside it stands a file, as natively. */
function sharedMemoryMethods(sqlite: Sqlite3, fs: FileSystem, files: OpenFiles): Record<string, Callback> {
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

const IO_ORDER =
  'xClose xRead xWrite xTruncate xSync xFileSize xLock xUnlock xCheckReservedLock xFileControl xSectorSize ' +
  'xDeviceCharacteristics xShmMap xShmLock xShmBarrier xShmUnmap';
const VFS_ORDER =
  'xOpen xDelete xAccess xFullPathname xDlOpen xDlError xDlSym xDlClose xRandomness xSleep xCurrentTime xGetLastError ' +
  'xCurrentTimeInt64';

/** Memory for a C struct of 32-bit fields; it lives as long as the engine. */
function createStruct({ c, heap }: Sqlite3, fields: number[]): number {
  const pointer = c.sqlite3_malloc(fields.length * 4);
  heap.i32.set(fields, pointer >> 2);
  return pointer;
}

let count = 0;

/** Makes SQLite keep its files in `fs`. Returns the name of the VFS, as a C string. */
export function registerVfs(sqlite: Sqlite3, fs: FileSystem, options: Partial<VfsOptions>): number {
  const system = createSystem(options);
  const files = createOpenFiles(sqlite, fs);
  const io = sqlite.install({ ...fileMethods(sqlite, fs, files), ...sharedMemoryMethods(sqlite, fs, files) });
  const ioPointers = IO_ORDER.split(' ').map((method) => io[method as keyof typeof io] ?? 0);
  const ioMethods = createStruct(sqlite, [2, ...ioPointers]);
  const disk = diskMethods(sqlite, fs, files, ioMethods, system);
  const methods: Record<string, number> = sqlite.install<string>({ ...disk, ...system.methods(sqlite) });
  const name = sqlite.allocate(`engine-room-${count++}`);
  const pointers = VFS_ORDER.split(' ').map((method) => methods[method] ?? 0);
  const vfs = createStruct(sqlite, [2, 8, MAX_PATH, 0, name, 0, ...pointers, 0, 0, 0]);
  const status = sqlite.c.sqlite3_vfs_register(vfs, 1);
  if (status !== SQLITE_OK) throw new Error(`SQLite refused the file system (code ${status})`);
  return name;
}
