import { Buffer } from '../buffer.ts';
import { invalidArgType, nodeError, validateInteger } from '../errors.ts';
import { constants } from './constants.ts';
import type { Descriptors } from './descriptors.ts';
import { READ, type Disk } from './disk.ts';
import { call, describedError, systemError } from './errors.ts';
import { isFolder, Refusal, refuse, type Inode } from './inode.ts';
import type { Operations } from './paths.ts';
import { direntOf, encoded, type Dirent } from './stats.ts';
import * as check from './validate.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const random = (count: number) =>
  Array.from({ length: count }, () => LETTERS[Math.floor(Math.random() * LETTERS.length)]).join('');
const join = (folder: string, name: string) => (folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`);
const order = (a: string, b: string) => (a < b ? -1 : 1);

export function listFolder(disk: Disk, path: string, syscall = 'scandir'): [string, Inode][] {
  return call(syscall, () => {
    const node = disk.existing(path);
    if (!isFolder(node)) refuse('ENOTDIR');
    disk.demand(node, READ);
    return [...node.entries].sort(([a], [b]) => order(a, b));
  }, path); // prettier-ignore
}

/** What makes, lists and empties folders. */
export function folderOperations(disk: Disk, descriptors: Descriptors): Operations {
  return {
    mkdir(path, options) {
      const plain = typeof options === 'number' || typeof options === 'string';
      const { recursive, mode } = plain ? { mode: options, recursive: false } : (options ?? {});
      const name = check.pathOf(path);
      check.booleanOption({ recursive }, 'recursive');
      const rights = check.modeOf(mode, 'mode', 0o777);
      if (recursive) return () => makeFolders(disk, name, rights);
      return () => call('mkdir', () => disk.mkdir(name, rights), name);
    },
    mkdtemp(prefix, options) {
      const { encoding } = check.optionsOf(options);
      const start = check.pathOf(prefix, 'prefix');
      return () => encoded(makeTemporary(disk, start), encoding);
    },
    readdir(path, options) {
      const { encoding, withFileTypes, recursive, depthFirst } = check.optionsOf(options);
      const name = check.pathOf(path);
      check.booleanOption({ recursive: recursive ?? undefined }, 'recursive');
      const shown = path instanceof Uint8Array && encoding === 'buffer' ? Buffer.from(path) : name;
      return () => list(disk, name, shown, { encoding, withFileTypes, recursive, depthFirst });
    },
    rm(path, options) {
      const name = check.pathOf(path);
      const { recursive, force } = checkRemoval(options);
      return () => remove(disk, name, recursive, force);
    },
    copyFile(from, to, mode) {
      const [source, target] = [check.pathOf(from, 'src'), check.pathOf(to, 'dest')];
      const how = check.choiceOf(mode, 'copyFile');
      return () => copyFile(descriptors, source, target, how);
    },
  };
}

function makeFolders(disk: Disk, name: string, mode: number): string | undefined {
  const steps = name.split('/');
  let first: string | undefined;
  let at = name.startsWith('/') ? '/' : '';
  for (const [index, step] of steps.entries()) {
    if (step === '' && index < steps.length - 1) continue;
    if (step === '') break;
    at = at === '' || at === '/' ? `${at}${step}` : `${at}/${step}`;
    const last = !steps.slice(index + 1).some((rest) => rest !== '');
    try {
      disk.mkdir(at, mode);
      first ??= absolute(disk, at);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const node = error.code === 'EEXIST' || error.code === 'EACCES' ? found(disk, at) : undefined;
      if (node && isFolder(node)) continue;
      if (error.code === 'EEXIST') throw systemError(last ? 'EEXIST' : 'ENOTDIR', 'mkdir', name);
      throw systemError(error.code, 'mkdir', name);
    }
  }
  if (name === '') throw systemError('ENOENT', 'mkdir', name);
  return first;
}

const found = (disk: Disk, path: string): Inode | undefined => {
  try {
    return disk.existing(path);
  } catch {
    return undefined;
  }
};

function absolute(disk: Disk, path: string): string {
  if (path.startsWith('/')) return path;
  const { folder, name } = disk.find(path, false);
  const parts = [name];
  for (let at = folder; at.parent && at.parent !== at; at = at.parent) parts.unshift(at.homes[0]?.name ?? '');
  return `/${parts.join('/')}`;
}

function makeTemporary(disk: Disk, prefix: string): string {
  for (;;) {
    const path = `${prefix}${random(6)}`;
    try {
      disk.mkdir(path, 0o700);
      return path;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code !== 'EEXIST') throw systemError(error.code, 'mkdtemp', `${prefix}XXXXXX`);
    }
  }
}

interface ListOptions {
  encoding?: unknown;
  withFileTypes?: boolean;
  recursive?: boolean;
  /** The order in which `fs/promises` goes through folders. */
  depthFirst?: boolean;
}

function list(disk: Disk, path: string, shown: string | Buffer, options: ListOptions): (string | Buffer | Dirent)[] {
  const { encoding, withFileTypes, recursive, depthFirst } = options;
  const result: (string | Buffer | Dirent)[] = [];
  const queue: { folder: string; below: string; entries: [string, Inode][] }[] = [];
  const visit = (folder: string, below: string) => queue.push({ folder, below, entries: listFolder(disk, folder) });
  visit(path, '');
  for (let next = queue.shift(); next; next = depthFirst ? queue.pop() : queue.shift()) {
    for (const [name, node] of next.entries) {
      const relative = next.below === '' ? name : `${next.below}/${name}`;
      const parent = next.below === '' ? shown : next.folder;
      result.push(withFileTypes ? direntOf(node, encoded(name, encoding), parent) : encoded(relative, encoding));
      if (recursive && isFolder(node)) visit(join(next.folder, name), relative);
    }
  }
  return result;
}

function checkRemoval(options: unknown): { recursive: boolean; force: boolean } {
  if (options === undefined) return { recursive: false, force: false };
  if (options === null || typeof options !== 'object') throw invalidArgType('options', 'object', options);
  const { recursive = false, force = false, retryDelay = 100, maxRetries = 0 } = options as Record<string, unknown>;
  check.booleanOption({ recursive }, 'recursive');
  check.booleanOption({ force }, 'force');
  check.integer32(retryDelay, 'options.retryDelay', 0);
  validateInteger(maxRetries, 'options.maxRetries', 0, 4294967295);
  return { recursive: recursive as boolean, force: force as boolean };
}

export function remove(disk: Disk, path: string, recursive: boolean, force: boolean): void {
  let node: Inode;
  try {
    node = disk.existing(path, false);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (force && error.code === 'ENOENT') return;
    throw systemError(error.code, 'lstat', path);
  }
  if (!isFolder(node)) return call('rm', () => disk.unlink(path), path);
  if (!recursive) {
    const info = { code: 'EISDIR', message: 'is a directory', path, syscall: 'rm', errno: 21 };
    throw describedError('ERR_FS_EISDIR', 'Path is a directory', info);
  }
  const empty = (folder: string) => {
    for (const [name, child] of listFolder(disk, folder)) {
      const inside = join(folder, name);
      if (isFolder(child)) empty(inside);
      else call('rm', () => disk.unlink(inside), inside);
    }
    call('rm', () => disk.rmdir(folder), folder);
  };
  empty(path.replace(/(?<=.)\/+$/, ''));
}

const { COPYFILE_EXCL, COPYFILE_FICLONE_FORCE, O_CREAT, O_EXCL, O_WRONLY, O_RDONLY } = constants;

export function copyFile({ open, close, file, truncate, write }: Descriptors, from: string, to: string, how: number) {
  // prettier-ignore
  call('copyfile', () => {
    if (how & COPYFILE_FICLONE_FORCE) refuse('ENOTSUP');
    const source = open(from, O_RDONLY, 0);
    try {
      const { node } = file(source);
      if (isFolder(node)) refuse('EISDIR');
      const target = open(to, O_WRONLY | O_CREAT | (how & COPYFILE_EXCL ? O_EXCL : 0), node.mode & 0o777);
      if (file(target).node !== node) {
        truncate(target, 0);
        write(target, node.data.subarray(0, node.size), 0);
        truncate(target, node.size);
        file(target).node.mode = node.mode;
      }
      close(target);
    } finally {
      close(source);
    }
  }, from, to); // prettier-ignore
}

export const closedFolder = () => nodeError(Error, 'ERR_DIR_CLOSED', 'Directory handle was closed');
export const busyFolder = () =>
  nodeError(
    Error,
    'ERR_DIR_CONCURRENT_OPERATION',
    'Cannot do synchronous work on directory handle with concurrent asynchronous operations',
  );
