import * as inode from './inode.ts';
import { clock, isFolder, LINK, refuse, tellFolder, tellSelf, type Inode } from './inode.ts';
import type { Place } from './disk.ts';

const encoder = new TextEncoder();

export type Changes = ReturnType<typeof folderChanges> & ReturnType<typeof nameChanges>;

interface Parts {
  find(path: string, follow: boolean): Place;
  existing(path: string, follow?: boolean): Inode;
  put(folder: Inode, name: string, node: Inode): void;
  take(folder: Inode, name: string, node: Inode): void;
  create(place: Place, mode: number): Inode;
  drop(place: Place, node: Inode): void;
}

/** The system calls that make and remove what is in folders. */
export function folderChanges({ find, create, drop }: Parts) {
  return {
    mkdir(path: string, mode: number): void {
      const place = find(path, false);
      if (place.node) refuse('EEXIST');
      create(place, inode.FOLDER | (mode & 0o7777));
    },
    rmdir(path: string): void {
      const place = find(path, false);
      const node = place.node ?? refuse('ENOENT');
      if (!isFolder(node)) refuse('ENOTDIR');
      if (/(^|\/)\.\/*$/.test(path)) refuse('EINVAL');
      if (place.name === '') refuse(node.parent === node ? 'EBUSY' : 'ENOTEMPTY');
      if (node.entries.size > 0) refuse('ENOTEMPTY');
      drop(place, node);
    },
    unlink(path: string): void {
      const place = find(path, false);
      const node = place.node ?? refuse('ENOENT');
      if (isFolder(node)) refuse('EISDIR');
      drop(place, node);
    },
    symlink(target: string, path: string): void {
      const place = find(path, false);
      if (target === '') refuse('ENOENT');
      if (place.node) refuse('EEXIST');
      const node = create(place, LINK | 0o777);
      node.target = target;
      node.size = encoder.encode(target).length;
    },
  };
}

/** The system calls that give a file another name. */
export function nameChanges({ find, existing, put, take }: Parts) {
  return {
    link(from: string, to: string): void {
      const node = existing(from, false);
      const place = find(to, false);
      if (place.node) refuse('EEXIST');
      if (isFolder(node)) refuse('EPERM');
      if (place.slash) refuse('ENOENT');
      put(place.folder, place.name, node);
      node.nlink++;
      node.ctime = clock();
      tellSelf(node, 'change');
      tellFolder(place.folder, 'rename', place.name);
    },
    rename(from: string, to: string): void {
      const source = find(from, false);
      const node = source.node ?? refuse('ENOENT');
      const target = find(to, false);
      if (source.name === '' || target.name === '') refuse('EBUSY');
      if (target.node === node) return;
      if (isFolder(node) && within(target.folder, node)) refuse('EINVAL');
      if (target.slash && !isFolder(node)) refuse('ENOTDIR');
      if (target.node) {
        if (isFolder(node) && !isFolder(target.node)) refuse('ENOTDIR');
        if (!isFolder(node) && isFolder(target.node)) refuse('EISDIR');
        if (isFolder(target.node) && target.node.entries.size > 0) refuse('ENOTEMPTY');
        take(target.folder, target.name, target.node);
        target.node.nlink = isFolder(target.node) ? 0 : target.node.nlink - 1;
        tellSelf(target.node, 'rename');
      }
      take(source.folder, source.name, node);
      put(target.folder, target.name, node);
      tellFolder(source.folder, 'rename', source.name);
      tellFolder(target.folder, 'rename', target.name);
      tellSelf(node, 'rename');
    },
  };
}

/** Whether a node is another, or somewhere in it. */
const within = (node: Inode, above: Inode): boolean =>
  node === above || (node.parent !== undefined && node.parent !== node && within(node.parent, above));
