import { constants } from './constants.ts';
import { READ, WRITE, type Disk } from './disk.ts';
import * as inode from './inode.ts';
import { isFolder, readAt, refuse, resize, touch, writeAt, type Inode } from './inode.ts';

const { O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND, O_DIRECTORY, O_NOFOLLOW } = constants;

export interface OpenFile {
  node: Inode;
  readable: boolean;
  writable: boolean;
  append: boolean;
  position: number;
}

export type Descriptors = ReturnType<typeof createDescriptors>;

/** Numbers below belong to the standard streams and, in Node, to its own insides. */
const FIRST = 20;

/** `/proc/self/fd/20`, and `fdinfo` for how it was opened. */
const OWN = /^\/proc\/self\/(fd|fdinfo)\/(\d+)$/;

/** The open files of the program. */
export function createDescriptors(disk: Disk, standard: Inode[]) {
  const open = new Map<number, OpenFile>();
  for (const [fd, node] of standard.entries()) {
    open.set(fd, { node, readable: fd === 0, writable: fd !== 0, append: false, position: 0 });
  }
  const file = (fd: number): OpenFile => open.get(fd) ?? refuse('EBADF');
  function number(): number {
    let fd = FIRST;
    while (open.has(fd)) fd++;
    return fd;
  }

  return {
    file,
    open(path: string, flags: number, mode: number): number {
      const node = openedAs(open, path) ?? reach(disk, path, flags, mode);
      if (flags & O_TRUNC && node.size > 0 && !node.device) {
        resize(node, 0);
        touch(node);
      }
      const fd = number();
      const access = flags & 3;
      open.set(fd, { node, readable: access !== O_WRONLY, writable: access !== 0, append: (flags & O_APPEND) !== 0, position: 0 }); // prettier-ignore
      return fd;
    },
    close(fd: number): void {
      if (!open.delete(fd)) refuse('EBADF');
    },
    read(fd: number, target: Uint8Array, position: number | null): number {
      const opened = file(fd);
      if (!opened.readable) refuse('EBADF');
      if (isFolder(opened.node)) refuse('EISDIR');
      const count = readAt(opened.node, target, position ?? opened.position);
      if (position === null) opened.position += count;
      return count;
    },
    write(fd: number, source: Uint8Array, position: number | null): number {
      const opened = file(fd);
      if (!opened.writable) refuse('EBADF');
      const at = opened.append ? opened.node.size : (position ?? opened.position);
      const count = writeAt(opened.node, source, at);
      if (position === null || opened.append) opened.position = at + count;
      return count;
    },
    truncate(fd: number, size: number): void {
      const opened = file(fd);
      if (!opened.writable || isFolder(opened.node)) refuse('EINVAL');
      resize(opened.node, size);
      touch(opened.node);
    },
  };
}

/** Linux shows open files by their numbers; opening one of these gives another descriptor of the same file. */
function openedAs(open: Map<number, OpenFile>, path: string): Inode | undefined {
  const [, kind, number] = OWN.exec(path) ?? [];
  const opened = number === undefined ? undefined : open.get(Number(number));
  if (!opened || kind !== 'fdinfo') return opened?.node;
  const access = opened.writable ? (opened.readable ? O_RDWR : O_WRONLY) : 0;
  const node = inode.createInode(inode.FILE | 0o400, { uid: 0, gid: 0 });
  const flags = access | (opened.append ? O_APPEND : 0);
  node.data = new TextEncoder().encode(`pos:\t${opened.position}\nflags:\t0${flags.toString(8)}\n`);
  node.size = node.data.length;
  return node;
}

/** Finds or makes what is to be opened. */
function reach(disk: Disk, path: string, flags: number, mode: number): Inode {
  const exclusive = (flags & (O_CREAT | O_EXCL)) === (O_CREAT | O_EXCL);
  const place = disk.find(path, !exclusive && !(flags & O_NOFOLLOW));
  if (!place.node) {
    if (!(flags & O_CREAT)) refuse('ENOENT');
    if (place.slash) refuse('EISDIR');
    return disk.create(place, inode.FILE | (mode & 0o7777));
  }
  const { node } = place;
  if (exclusive) refuse('EEXIST');
  if (node.target !== undefined) refuse('ELOOP');
  const access = flags & 3;
  if (isFolder(node) && (access !== 0 || flags & O_CREAT)) refuse('EISDIR');
  if (flags & O_DIRECTORY && !isFolder(node)) refuse('ENOTDIR');
  disk.demand(node, access === O_RDWR ? READ | WRITE : access === O_WRONLY ? WRITE : READ);
  return node;
}
