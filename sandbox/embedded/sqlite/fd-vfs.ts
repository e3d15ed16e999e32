import { SQLITE_CANTOPEN, SQLITE_ERROR, SQLITE_OK } from './codes.ts';
import type { Callback } from './callbacks.ts';
import type { Sqlite3 } from './engine.ts';
import { type FileSystem, createFileStorage } from './files.ts';
import { type OpenFile, type OpenFiles, OPEN, guard } from './io.ts';
import { isWritable, keyOf, validateDescriptors } from './fd-validation.ts';
import * as locks from './locks.ts';
import { createIoMethods, createVfs } from './structs.ts';

/**
 * Databases from open file descriptors, one of the file and one of its journal. The journal is emptied where others are
 * deleted, and there is no WAL. When one of the files is gone, nobody else could find them: then nothing works any more.
 */

/** One database that was opened this way, by the name under which SQLite knows it. */
interface Entry {
  readonly name: string;
  readonly fd: number;
  readonly journalFd: number;
  readonly journalKey: string;
  /** Why the last operation failed, in our words. */
  failure: { code: number; message: string } | null;
}

export interface FdVfs {
  /** Why the descriptors cannot be a database, or nothing. */
  validate(fd: number, journalFd: number, readonly: boolean): string | undefined;
  /** Takes descriptors under a name that this VFS opens once. */
  prepare(fd: number, journalFd: number): string;
  readonly vfs: number;
  /** Ends what `prepare` began, when opening failed. */
  forget(name: string): void;
  /** A more exact message than SQLite's own, for a name that `prepare` gave. */
  takeMessage(name: string, code: number): string | undefined;
}

interface Base {
  sqlite: Sqlite3;
  fs: FileSystem;
  files: OpenFiles;
  /** The methods of ordinary files, in C; the others in JavaScript. */
  io: Record<string, number>;
  disk: Record<'xOpen' | 'xDelete' | 'xAccess' | 'xFullPathname', Callback>;
  others: Record<string, number>;
}

const MAIN_DB = 0x100;
const MAIN_JOURNAL = 0x800;
const SUPER_JOURNAL = 0x4000;
const [DELETE, ACCESS, DELETE_NOENT] = [10 | (10 << 8), 10 | (13 << 8), 10 | (23 << 8)];
const FCNTL_VFSNAME = 12;
const FCNTL_PRAGMA = 14;
const FCNTL_HAS_MOVED = 20;
const NOTFOUND = 12;
const SUFFIX = '-journal';

const GONE =
  'The database file or its journal file was deleted or replaced while the database was open (the database must be reopened)';
const OTHER_JOURNAL = 'Cannot open database because a different journal file is already being used for this database';
const SUPER =
  'Transactions that write to multiple databases are not supported by databases opened from file descriptors';
const NO_WAL = 'journal_mode WAL is not supported for databases opened from file descriptors';

const isFdName = (name: string) => /^fd:\d/.test(name);

/** A descriptor of our own, so that the program may close its; where there is no such thing, the program's. */
function duplicate(fs: FileSystem, fd: number, readonly: boolean): { fd: number; close(): void } {
  try {
    const own = fs.openSync(`/proc/self/fd/${fd}`, readonly ? 'r' : 'r+');
    return { fd: own, close: () => fs.closeSync(own) };
  } catch {
    return { fd, close: () => undefined };
  }
}

/** The databases that are open, and what is known of the files below them. */
function createEntries({ fs, files, sqlite }: Base) {
  const entries = new Map<string, Entry & { close(): void; pending: boolean }>();
  const isLinked = (fd: number): boolean => {
    try {
      return Boolean(fs.fstatSync(fd).nlink);
    } catch {
      return false;
    }
  };
  const entryOf = (journalName: string) =>
    journalName.endsWith(SUFFIX) ? entries.get(journalName.slice(0, -SUFFIX.length)) : undefined;
  const fail = (entry: Entry, code: number, message: string): number => {
    entry.failure = { code, message };
    return code;
  };
  const isWhole = ({ fd, journalFd }: Entry) => isLinked(fd) && isLinked(journalFd);

  const open = (pointer: number, entry: Entry, fd: number, key: string | null, readonly: boolean): OpenFile => {
    const storage = createFileStorage(fs, fd);
    const inode = files.hold(key ?? `journal:${entry.name}:${Math.random()}`);
    const state = { level: 0, shared: 0, exclusive: 0, path: '', deleteOnClose: false, mapSize: 0n };
    return files.place(pointer, { ...state, inode, readonly, storage: { ...storage, close: () => undefined } });
  };

  return { entries, entryOf, fail, isLinked, isWhole, open, files, fs, heap: sqlite.heap };
}

type Entries = ReturnType<typeof createEntries>;

function ioMethods(
  { sqlite, io, files }: Base,
  known: Entries,
): { main: number; journal: number; owners: Map<number, string> } {
  const owners = new Map<number, string>();
  const { heap, text } = sqlite;
  const entryAt = (pointer: number) => known.entries.get(owners.get(pointer) ?? '');
  const lock = (pointer: number, level: number): number => {
    const file = files.get(pointer);
    const before = file.level;
    const status = locks.lock(file, level);
    const entry = entryAt(pointer);
    if (status !== SQLITE_OK || !entry) return status;
    const reading = before === locks.UNLOCKED;
    const writing = before < locks.RESERVED && level >= locks.RESERVED;
    if (!(reading || writing) || known.isWhole(entry)) return status;
    locks.unlock(file, reading ? locks.UNLOCKED : locks.SHARED);
    return known.fail(entry, SQLITE_CANTOPEN, GONE);
  };
  const control = (pointer: number, operation: number, argument: number): number => {
    const entry = entryAt(pointer);
    if (!entry) return NOTFOUND;
    if (operation === FCNTL_HAS_MOVED) {
      heap.i32[argument >> 2] = known.isLinked(entry.fd) ? 0 : 1;
      return SQLITE_OK;
    }
    if (operation === FCNTL_VFSNAME) {
      heap.i32[argument >> 2] = sqlite.allocate('better-sqlite3-fd');
      return SQLITE_OK;
    }
    const [, name = 0, value = 0] = [0, 1, 2].map((i) => heap.i32[(argument >> 2) + i]);
    if (operation !== FCNTL_PRAGMA || !value) return NOTFOUND;
    if (!/^journal_mode$/i.test(text(name)) || !/^wal$/i.test(text(value))) return NOTFOUND;
    heap.i32[argument >> 2] = sqlite.allocate(NO_WAL);
    return SQLITE_ERROR;
  };
  const close = (pointer: number): number => {
    const entry = entryAt(pointer);
    owners.delete(pointer);
    files.remove(pointer);
    if (entry) {
      known.entries.delete(entry.name);
      entry.close();
    }
    return SQLITE_OK;
  };
  const own = sqlite.install({
    xClose: ['i:i', guard(SQLITE_OK, close)],
    xLock: ['ii:i', guard(SQLITE_CANTOPEN, lock)],
    xFileControl: ['iii:i', guard(NOTFOUND, control)],
    nothing: ['ii:i', () => SQLITE_OK],
    unknown: ['iii:i', () => NOTFOUND],
    unlocked: ['ii:i', (_file, out) => ((heap.i32[out >> 2] = 0), SQLITE_OK)],
  });
  const { nothing, unknown, unlocked } = own;
  const journal = { ...io, xLock: nothing, xUnlock: nothing, xCheckReservedLock: unlocked, xFileControl: unknown };
  return { main: createIoMethods(sqlite, { ...io, ...own }, 1), journal: createIoMethods(sqlite, journal, 1), owners };
}

function openMethod(base: Base, known: Entries, methods: ReturnType<typeof ioMethods>): Callback[1] {
  const { sqlite, fs, disk } = base;
  const { heap, text } = sqlite;
  const grant = (file: number, io: number, outFlags: number, flags: number): number => {
    heap.i32[file >> 2] = io;
    if (outFlags) heap.i32[outFlags >> 2] = flags;
    return SQLITE_OK;
  };
  const openMain = (name: string, file: number, flags: number, outFlags: number): number => {
    const entry = known.entries.get(name);
    // Only the call that prepared the name may use it; ATTACH 'fd:…' may not.
    if (!entry?.pending) return SQLITE_CANTOPEN;
    entry.pending = false;
    const key = keyOf(fs, entry.fd);
    const others = [...known.entries.values()].filter((other) => other !== entry && !other.pending);
    if (others.some((other) => keyOf(fs, other.fd) === key && other.journalKey !== entry.journalKey)) {
      return known.fail(entry, SQLITE_CANTOPEN, OTHER_JOURNAL);
    }
    known.open(file, entry, entry.fd, key, !(flags & OPEN.readwrite));
    methods.owners.set(file, name);
    return grant(file, methods.main, outFlags, flags);
  };
  const openJournal = (name: string, file: number, flags: number, outFlags: number): number => {
    const entry = known.entryOf(name);
    if (!entry) return SQLITE_CANTOPEN;
    if (!known.isLinked(entry.journalFd)) return known.fail(entry, SQLITE_CANTOPEN, GONE);
    const readonly = !isWritable(fs, entry.journalFd);
    known.open(file, entry, entry.journalFd, null, readonly);
    const granted = readonly ? (flags & ~(OPEN.readwrite | OPEN.create)) | OPEN.readonly : flags;
    return grant(file, methods.journal, outFlags, granted);
  };
  return (vfs, namePointer, file, flags, outFlags) => {
    const name = namePointer ? text(namePointer) : '';
    if (!isFdName(name)) return disk.xOpen[1](vfs, namePointer, file, flags, outFlags) as number;
    heap.i32[file >> 2] = 0;
    if (flags & MAIN_DB) return openMain(name, file, flags, outFlags);
    if (flags & MAIN_JOURNAL) return openJournal(name, file, flags, outFlags);
    const entry = flags & SUPER_JOURNAL ? known.entries.get(name.slice(0, name.lastIndexOf('-'))) : undefined;
    return entry ? known.fail(entry, SQLITE_CANTOPEN, SUPER) : SQLITE_CANTOPEN;
  };
}

function diskMethods(base: Base, known: Entries): Record<'xDelete' | 'xAccess' | 'xFullPathname', Callback> {
  const { sqlite, fs, disk } = base;
  const { heap, text } = sqlite;
  const remove: Callback[1] = (vfs, name, sync) => {
    if (!isFdName(text(name))) return disk.xDelete[1](vfs, name, sync);
    const entry = known.entryOf(text(name));
    if (!entry) return DELETE_NOENT;
    fs.ftruncateSync(entry.journalFd, 0);
    return SQLITE_OK;
  };
  const access: Callback[1] = (vfs, name, flags, out) => {
    if (!isFdName(text(name))) return disk.xAccess[1](vfs, name, flags, out);
    heap.i32[out >> 2] = 0;
    const entry = known.entryOf(text(name));
    if (!entry) return SQLITE_OK;
    if (!known.isWhole(entry)) return known.fail(entry, SQLITE_CANTOPEN, GONE);
    heap.i32[out >> 2] = Number(fs.fstatSync(entry.journalFd).size) > 0 ? 1 : 0;
    return SQLITE_OK;
  };
  const fullPath: Callback[1] = (vfs, name, size, out) => {
    const given = text(name);
    if (!isFdName(given)) return disk.xFullPathname[1](vfs, name, size, out);
    if (given.length >= size) return SQLITE_CANTOPEN;
    heap.u8.set(new TextEncoder().encode(`${given}\0`), out);
    return SQLITE_OK;
  };
  return {
    xDelete: ['iii:i', guard(DELETE, remove as never)],
    xAccess: ['iiii:i', guard(ACCESS, access as never)],
    xFullPathname: ['iiii:i', guard(SQLITE_ERROR, fullPath as never)],
  };
}

/** Registers the VFS beside the ordinary one, to which it leaves all other files. */
export function registerFdVfs(base: Base): FdVfs {
  const { sqlite, fs } = base;
  const known = createEntries(base);
  const open = openMethod(base, known, ioMethods(base, known));
  const callbacks: Record<string, Callback> = {
    xOpen: ['iiiii:i', guard(SQLITE_CANTOPEN, open as never)],
    ...diskMethods(base, known),
  };
  const vfs = createVfs(sqlite, { ...sqlite.install(callbacks), ...base.others }, false);
  let last = 0;
  return {
    vfs,
    validate: (fd, journalFd, readonly) => validateDescriptors(fs, { fd, journalFd, readonly }),
    forget(name) {
      known.entries.get(name)?.close();
      known.entries.delete(name);
    },
    prepare(fd, journalFd) {
      const name = `fd:${fd}:${last++}`;
      const own = [fd, journalFd].map((each) => duplicate(fs, each, !isWritable(fs, each)));
      const [main, journal] = own as [(typeof own)[0], (typeof own)[0]];
      const close = () => own.forEach((each) => each.close());
      const entry = { name, fd: main.fd, journalFd: journal.fd, journalKey: keyOf(fs, journalFd), failure: null };
      known.entries.set(name, { ...entry, close, pending: true });
      return name;
    },
    takeMessage(name, code) {
      const entry = known.entries.get(name);
      const failure = entry?.failure;
      if (entry) entry.failure = null;
      return failure?.code === code ? failure.message : undefined;
    },
  };
}
