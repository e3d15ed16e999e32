import base from '../process-base.ts';
import { workingFolder } from '../working-folder.ts';
import { folderChanges, nameChanges, type Changes } from './disk-changes.ts';
import * as inode from './inode.ts';
import { clock, createInode, isFolder, isKind, LINK, refuse, tellFolder, tellSelf, type Inode } from './inode.ts';

/** Where a path leads: the folder and the name in it, and what is there. */
export interface Place {
  folder: Inode;
  name: string;
  node: Inode | undefined;
  /** The path ends with a slash: only a folder will do. */
  slash: boolean;
}

export interface Disk extends Changes {
  readonly root: Inode;
  readonly owner: { uid: number; gid: number };
  find(path: string, follow: boolean, from?: Inode, hops?: { left: number }): Place;
  /** What is at a path; refuses when nothing is. */
  existing(path: string, follow?: boolean): Inode;
  put(folder: Inode, name: string, node: Inode): void;
  take(folder: Inode, name: string, node: Inode): void;
  create(place: Place, mode: number): Inode;
  drop(place: Place, node: Inode): void;
  demand(node: Inode, wanted: number): void;
}
export const [EXECUTE, WRITE, READ] = [1, 2, 4];

const encoder = new TextEncoder();
const tooLong = (name: string) => name.length > 255 || (name.length > 85 && encoder.encode(name).length > 255);
const owner = { uid: base.getuid(), gid: base.getgid() };
const umask = () => (globalThis as { process?: { umask?(): number } }).process?.umask?.() ?? base.umask();

function permits(node: Inode, wanted: number): boolean {
  const shift = node.uid === owner.uid ? 6 : node.gid === owner.gid ? 3 : 0;
  return ((node.mode >> shift) & wanted) === wanted;
}

const demand = (node: Inode, wanted: number): void => void (permits(node, wanted) || refuse('EACCES'));

/** Follows a path from the root, or from a folder; `hops` counts the links that may still be followed. */
function walk(root: Inode, path: string, follow: boolean, from?: Inode, hops = { left: 40 }): Place {
  if (path === '') refuse('ENOENT');
  if (path.length > 4095) refuse('ENAMETOOLONG');
  if (path[0] !== '/' && !from) return walk(root, `${workingFolder()}/${path}`, follow, root, hops);
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const slash = /\/\.?$/.test(path);
  let folder = path[0] === '/' ? root : (from ?? root);
  if (parts.length === 0) return { folder: folder.parent ?? root, name: '', node: folder, slash };
  for (let at = 0; ; at++) {
    const name = parts[at]!;
    const last = at === parts.length - 1;
    if (tooLong(name)) refuse('ENAMETOOLONG');
    if (!isFolder(folder)) refuse('ENOTDIR');
    demand(folder, EXECUTE);
    let node: Inode | undefined = name === '..' ? folder.parent : folder.entries.get(name);
    if (node?.target !== undefined && (!last || follow || slash)) {
      if (hops.left-- === 0) refuse('ELOOP');
      const place = walk(root, node.target, true, folder, hops);
      if (last) return { ...place, slash: slash || place.slash };
      node = place.node;
    }
    if (last) {
      if (slash && node && !isFolder(node)) refuse('ENOTDIR');
      return name === '..' ? { folder: node?.parent ?? root, name: '', node, slash } : { folder, name, node, slash };
    }
    folder = node ?? refuse('ENOENT');
  }
}

/** A disk in memory: folders, files, hard and symbolic links, with the answers that Linux gives. */
export function createDisk(): Disk {
  const root = createInode(inode.FOLDER | 0o755, owner);
  root.parent = root;

  const find: Disk['find'] = (path, follow, from, hops) => walk(root, path, follow, from, hops);
  const existing = (path: string, follow = true): Inode => find(path, follow).node ?? refuse('ENOENT');

  function put(folder: Inode, name: string, node: Inode): void {
    if (!isFolder(folder)) refuse('ENOTDIR');
    folder.entries.set(name, node);
    node.homes.push({ folder, name });
    if (isFolder(node)) {
      node.parent = folder;
      folder.nlink++;
    }
    folder.mtime = folder.ctime = clock();
  }

  function take(folder: Inode, name: string, node: Inode): void {
    folder.entries!.delete(name);
    node.homes = node.homes.filter((home) => home.folder !== folder || home.name !== name);
    if (isFolder(node)) folder.nlink--;
    folder.mtime = folder.ctime = node.ctime = clock();
  }

  function create(place: Place, mode: number): Inode {
    if (!isFolder(place.folder)) refuse('ENOTDIR');
    if (place.folder.nlink === 0) refuse('ENOENT');
    demand(place.folder, WRITE | EXECUTE);
    const masked = isKind({ mode }, LINK) ? mode : mode & ~umask();
    const node = createInode(masked, owner);
    put(place.folder, place.name, node);
    tellFolder(place.folder, 'rename', place.name);
    return node;
  }

  function drop({ folder, name }: Place, node: Inode): void {
    demand(folder, WRITE | EXECUTE);
    take(folder, name, node);
    node.nlink = isFolder(node) ? 0 : node.nlink - 1;
    if (!isFolder(node)) tellSelf(node, 'change');
    if (node.nlink === 0) tellSelf(node, 'rename');
    tellFolder(folder, 'rename', name);
  }

  const parts = { find, existing, put, take, create, drop };
  return { root, owner, demand, ...parts, ...folderChanges(parts), ...nameChanges(parts) };
}
