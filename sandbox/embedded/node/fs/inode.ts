/** What one file, folder, link or device of the disk is made of. Names are in the folders. */
export interface Inode {
  readonly ino: number;
  mode: number;
  uid: number;
  gid: number;
  nlink: number;
  rdev: number;
  atime: number;
  mtime: number;
  ctime: number;
  birthtime: number;
  /** A file's bytes; `size` of them count. */
  data: Uint8Array<ArrayBuffer>;
  size: number;
  /** Set on folders alone. */
  entries: Map<string, Inode> | undefined;
  parent: Inode | undefined;
  /** Where a symbolic link points. */
  target: string | undefined;
  /** The folders that hold it, and under which name. */
  homes: { folder: Inode; name: string }[];
  watchers: Set<Watcher> | undefined;
  device: Device | undefined;
}

export interface Watcher {
  /** Hears of everything below its folder. */
  deep: boolean;
  heard(event: 'rename' | 'change', name: string | undefined): void;
}

export interface Device {
  read(target: Uint8Array): number;
  write(source: Uint8Array): void;
}

export const FOLDER = 0o040000;
export const FILE = 0o100000;
export const LINK = 0o120000;
export const CHARACTERS = 0o020000;
export const PIPE = 0o010000;
const TYPE = 0o170000;

export const isKind = (node: { mode: number }, kind: number): boolean => (node.mode & TYPE) === kind;
export const isFolder = (node: Inode): node is Inode & { entries: Map<string, Inode> } => node.entries !== undefined;

/** What the system answers instead of a result. Whoever called adds its name and the path. */
export class Refusal {
  readonly code: string;
  constructor(code: string) {
    this.code = code;
  }
}

export function refuse(code: string): never {
  throw new Refusal(code);
}

// Taken when this file loads: fake timers do not turn the clock of the disk.
const { now } = Date;
const monotonic = performance.now.bind(performance);
const started = now() - monotonic();
/** ms since 1970, with fractions where the browser tells them. */
export const clock = (): number => {
  const fine = started + monotonic();
  return Math.abs(fine - now()) < 1000 ? fine : now();
};

const nothing = new Uint8Array(0);
let last = 1;

export function createInode(mode: number, owner: { uid: number; gid: number }): Inode {
  const time = clock();
  return {
    ino: ++last,
    mode,
    ...owner,
    nlink: isKind({ mode }, FOLDER) ? 2 : 1,
    rdev: 0,
    atime: time,
    mtime: time,
    ctime: time,
    birthtime: time,
    data: nothing,
    size: 0,
    entries: isKind({ mode }, FOLDER) ? new Map() : undefined,
    parent: undefined,
    target: undefined,
    homes: [],
    watchers: undefined,
    device: undefined,
  };
}

/** Tells those who watch a file, its folder, or a folder above. */
export function tellChange(node: Inode): void {
  tellSelf(node, 'change');
  for (const { folder, name } of node.homes) tellFolder(folder, 'change', name);
}

export function tellSelf(node: Inode, event: 'rename' | 'change'): void {
  if (node.watchers) for (const watcher of [...node.watchers]) watcher.heard(event, undefined);
}

export function tellFolder(folder: Inode, event: 'rename' | 'change', name: string): void {
  if (folder.watchers) for (const watcher of [...folder.watchers]) watcher.heard(event, name);
  let below = name;
  for (let at = folder; at.parent && at.parent !== at; at = at.parent) {
    below = `${at.homes[0]?.name ?? ''}/${below}`;
    if (at.parent.watchers) {
      for (const watcher of [...at.parent.watchers]) if (watcher.deep) watcher.heard(event, below);
    }
  }
}

const LARGEST = 2 ** 43;

/** Makes a file so long. What was never written has no bytes and reads as zeros. */
export function resize(node: Inode, size: number): void {
  if (size > LARGEST) refuse('EFBIG');
  if (size < node.size) {
    if (size === 0) node.data = nothing;
    else node.data.fill(0, size, node.size);
  }
  node.size = size;
}

function reserve(node: Inode, size: number): void {
  if (size > 2 ** 31) refuse('ENOSPC');
  if (size <= node.data.length) return;
  const grown = new Uint8Array(node.data.length === 0 ? size : Math.max(size, node.data.length * 2));
  grown.set(node.data.subarray(0, node.size));
  node.data = grown;
}

export function touch(node: Inode): void {
  node.mtime = node.ctime = clock();
  tellChange(node);
}

export function readAt(node: Inode, target: Uint8Array, position: number): number {
  if (node.device) return node.device.read(target);
  const count = Math.max(0, Math.min(node.size - position, target.length));
  if (count === 0) return 0;
  const part = node.data.subarray(position, position + count);
  target.set(part);
  if (part.length < count) target.fill(0, part.length, count);
  node.atime = clock();
  return count;
}

export function writeAt(node: Inode, source: Uint8Array, position: number): number {
  if (node.device) {
    node.device.write(source);
    return source.length;
  }
  if (source.length === 0) return 0;
  reserve(node, position + source.length);
  node.size = Math.max(node.size, position + source.length);
  node.data.set(source, position);
  touch(node);
  return source.length;
}
