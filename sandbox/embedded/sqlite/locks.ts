import { SQLITE_BUSY, SQLITE_NOMEM, SQLITE_OK } from './codes.ts';
import type { Sqlite3 } from './engine.ts';

/** The levels of a lock on a database file, from SQLite's documentation of file locking. */
export const UNLOCKED = 0;
export const SHARED = 1;
export const RESERVED = 2;
export const PENDING = 3;
export const EXCLUSIVE = 4;

const SHM_UNLOCK = 1;
const SHM_SHARED = 4;
const SHM_SLOTS = 8;

/**
 * One file on the disk, however many connections have it open. All connections live in this realm, so their locks are
 * plain numbers, and the shared memory of WAL mode is one piece of the engine's own memory.
 */
export interface Inode {
  readonly key: string;
  level: number;
  readers: number;
  opened: number;
  /** Addresses of the regions of the WAL index. */
  regions: number[];
  sharers: Set<Holder>;
}

/** A connection's hold on a file. */
export interface Holder {
  readonly inode: Inode;
  level: number;
  shared: number;
  exclusive: number;
}

export function createInode(key: string): Inode {
  return { key, level: UNLOCKED, readers: 0, opened: 0, regions: [], sharers: new Set() };
}

export function lock(file: Holder, level: number): number {
  const { inode } = file;
  if (file.level >= level) return SQLITE_OK;
  if (file.level !== inode.level && (inode.level >= PENDING || level > SHARED)) return SQLITE_BUSY;
  if (level === SHARED) {
    inode.readers++;
    inode.level = Math.max(inode.level, SHARED);
    file.level = SHARED;
    return SQLITE_OK;
  }
  const blocked = level === EXCLUSIVE && inode.readers > 1;
  // Pending: readers may finish, but no new one may start.
  file.level = blocked ? PENDING : level;
  inode.level = file.level;
  return blocked ? SQLITE_BUSY : SQLITE_OK;
}

export function unlock(file: Holder, level: number): number {
  const { inode } = file;
  if (file.level <= level) return SQLITE_OK;
  if (file.level > SHARED) inode.level = SHARED;
  if (level === UNLOCKED) {
    inode.readers--;
    if (inode.readers === 0) inode.level = UNLOCKED;
  }
  file.level = level;
  return SQLITE_OK;
}

/** The address of a region of the WAL index, or 0 if it does not exist and must not be created. */
export function mapShared({ c, heap }: Sqlite3, file: Holder, index: number, size: number, extend: boolean): number {
  const { inode } = file;
  inode.sharers.add(file);
  while (extend && inode.regions.length <= index) {
    const region = c.sqlite3_malloc(size);
    if (!region) return -SQLITE_NOMEM;
    heap.u8.fill(0, region, region + size);
    inode.regions.push(region);
  }
  return inode.regions[index] ?? 0;
}

export function lockShared(file: Holder, offset: number, count: number, flags: number): number {
  const mask = ((1 << count) - 1) << offset;
  const shared = (flags & SHM_SHARED) !== 0;
  if (flags & SHM_UNLOCK) {
    if (shared) file.shared &= ~mask;
    else file.exclusive &= ~mask;
    return SQLITE_OK;
  }
  for (const other of file.inode.sharers) {
    if (other === file) continue;
    if (other.exclusive & mask || (!shared && other.shared & mask)) return SQLITE_BUSY;
  }
  if (shared) file.shared |= mask;
  else file.exclusive |= mask & ((1 << SHM_SLOTS) - 1);
  return SQLITE_OK;
}

/** Ends a connection's use of the WAL index. True: it was the last one, and the memory is gone. */
export function unmapShared({ c }: Sqlite3, file: Holder): boolean {
  const { inode } = file;
  file.shared = 0;
  file.exclusive = 0;
  if (!inode.sharers.delete(file) || inode.sharers.size > 0) return false;
  for (const region of inode.regions) c.sqlite3_free(region);
  inode.regions = [];
  return true;
}
