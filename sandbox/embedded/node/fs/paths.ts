import { Buffer } from '../buffer.ts';
import base from '../process-base.ts';
import { invalidArgType, validateInteger, validateOneOf } from '../errors.ts';
import { constants } from './constants.ts';
import type { Descriptors } from './descriptors.ts';
import { WRITE, type Disk } from './disk.ts';
import { call } from './errors.ts';
import { remove } from './folders.ts';
import { clock, isFolder, refuse, resize, tellChange, touch, type Inode } from './inode.ts';
import { encoded, statFs, statsOf } from './stats.ts';
import * as check from './validate.ts';

/** Checks its arguments at once; what it returns does the work. */
export type Operation = (...args: any[]) => () => unknown;
export type Operations = Record<string, Operation>;

/** What asks about paths or changes what is at them. */
export const pathOperations = (disk: Disk): Operations => ({ ...lookups(disk), ...nameOperations(disk) });

/** What asks about paths. */
function lookups(disk: Disk): Operations {
  const { find, existing } = disk;
  const status =
    (syscall: string, follow: boolean): Operation =>
    (path, options) => {
      const name = check.pathOf(path);
      const { bigint = false, throwIfNoEntry = true } = options ?? {};
      return () => {
        try {
          const node = call(syscall, () => existing(name, follow), name);
          return statsOf(node, bigint);
        } catch (error) {
          if (!throwIfNoEntry && /^(ENOENT|ENOTDIR)$/.test((error as { code: string }).code)) return undefined;
          throw error;
        }
      };
    };
  return {
    stat: status('stat', true),
    lstat: status('lstat', false),
    access(path, mode) {
      const name = check.pathOf(path);
      const wanted = check.choiceOf(mode, 'access');
      return () => call('access', () => disk.demand(existing(name), wanted), name);
    },
    statfs(path, options) {
      const name = check.pathOf(path);
      return () => call('statfs', () => (existing(name), statFs(options?.bigint === true)), name);
    },
    readlink(path, options) {
      const { encoding } = check.optionsOf(options);
      const name = check.pathOf(path);
      return () => call('readlink', () => encoded(existing(name, false).target ?? refuse('EINVAL'), encoding), name);
    },
    realpath(path, options) {
      const { encoding } = check.optionsOf(options);
      const name = check.pathOf(path);
      return () => encoded(realPath(disk, name), encoding);
    },
    'realpath.native'(path, options) {
      const { encoding } = check.optionsOf(options);
      const name = check.pathOf(path);
      return () => call('realpath', () => encoded(pathTo(existing(name), find(name, true)), encoding), name);
    },
  };
}

/** What gives paths other names, and what takes them away. */
function nameOperations(disk: Disk): Operations {
  return {
    rename(from, to) {
      const [source, target] = [check.pathOf(from, 'oldPath'), check.pathOf(to, 'newPath')];
      return () => call('rename', () => disk.rename(source, target), source, target);
    },
    link(from, to) {
      const [source, target] = [check.pathOf(from, 'existingPath'), check.pathOf(to, 'newPath')];
      return () => call('link', () => disk.link(source, target), source, target);
    },
    symlink(target, path, type) {
      const [to, name] = [check.pathOf(target, 'target'), check.pathOf(path)];
      if (type !== undefined && type !== null) checkLinkType(type);
      return () => call('symlink', () => disk.symlink(to, name), to, name);
    },
    unlink(path) {
      const name = check.pathOf(path);
      return () => call('unlink', () => disk.unlink(name), name);
    },
    rmdir(path, options) {
      const name = check.pathOf(path);
      if (options !== undefined) checkRmdir(options);
      if (!options?.recursive) return () => call('rmdir', () => disk.rmdir(name), name);
      return () => emptyFolder(disk, name);
    },
  };
}

function checkLinkType(type: unknown): void {
  validateOneOf(type, 'type', ['dir', 'file', 'junction', null, undefined]);
}

/** The deprecated `rmdir(path, { recursive: true })`. */
function emptyFolder(disk: Disk, name: string): void {
  const words =
    'In future versions of Node.js, fs.rmdir(path, { recursive: true }) will be removed. Use fs.rm(path, { recursive: true }) instead';
  warnOnce('DEP0147', words);
  const node = call('rmdir', () => disk.existing(name, false), name);
  if (!isFolder(node)) call('rmdir', () => refuse('ENOTDIR'), name);
  remove(disk, name, true, false);
}

function checkRmdir(options: unknown): void {
  if (typeof options !== 'object' || options === null) throw invalidArgType('options', 'object', options);
  const { maxRetries, retryDelay, recursive } = options as Record<string, unknown>;
  check.booleanOption({ recursive }, 'recursive');
  if (retryDelay !== undefined) check.integer32(retryDelay, 'options.retryDelay', 0);
  if (maxRetries !== undefined) validateInteger(maxRetries, 'options.maxRetries', 0, 4294967295);
}

const warned = new Set<string>();

export function warnOnce(code: string, words: string): void {
  if (warned.has(code)) return;
  warned.add(code);
  base.emitWarning(words, 'DeprecationWarning', code);
}

/** Where something is, by the names of its folders. */
export function pathTo(node: Inode, place: { folder: Inode; name: string }): string {
  const parts: string[] = [];
  let at = isFolder(node) ? node : place.folder;
  if (!isFolder(node)) parts.unshift(place.name);
  for (; at.parent && at.parent !== at; at = at.parent) parts.unshift(at.homes[0]?.name ?? '');
  return `/${parts.join('/')}`;
}

/** Node resolves link by link and complains about the part of the path that is not there. */
function realPath(disk: Disk, name: string): string {
  const cwd = (path: string) =>
    path.startsWith('/') ? path : `${pathTo(disk.existing('.'), disk.find('.', true))}/${path}`;
  const whole = cwd(name);
  const steps = whole.split('/').filter((part) => part !== '' && part !== '.');
  const plain: string[] = [];
  for (const part of steps) {
    if (part === '..') plain.pop();
    else plain.push(part);
  }
  for (let at = 1; at <= plain.length; at++) {
    const path = `/${plain.slice(0, at).join('/')}`;
    const node = call('lstat', () => disk.existing(path, false), path);
    if (node.target !== undefined) call('stat', () => disk.existing(path), path);
  }
  const path = `/${plain.join('/')}`;
  return call('lstat', () => pathTo(disk.existing(path), disk.find(path, true)), path);
}

const { O_WRONLY } = constants;

/** Owners, modes, times and lengths, by path (`x`, `lx`) or by descriptor (`fx`). */
export function attributeOperations(disk: Disk, descriptors: Descriptors): Operations {
  const change = (syscall: string, path: string, follow: boolean, work: (node: Inode) => void) =>
    call(syscall, () => changeNode(disk.existing(path, follow), work), path);
  const changeOpen = (syscall: string, fd: number, work: (node: Inode) => void) =>
    call(syscall, () => changeNode(descriptors.file(fd).node, work));
  const owns = (uid: unknown, gid: unknown) => {
    validateInteger(uid, 'uid', -1, 4294967295);
    validateInteger(gid, 'gid', -1, 4294967295);
    return (node: Inode) => {
      if ((uid !== -1 && uid !== node.uid) || (gid !== -1 && gid !== node.gid)) refuse('EPERM');
    };
  };
  const times = (atime: unknown, mtime: unknown) => {
    const [accessed, modified] = [check.secondsOf(atime, 'time') * 1000, check.secondsOf(mtime, 'time') * 1000];
    return (node: Inode) => void ([node.atime, node.mtime] = [accessed, modified]);
  };
  const mode = (value: unknown) => {
    const bits = check.modeOf(value, 'mode') & 0o7777;
    return (node: Inode) => void (node.mode = (node.mode & ~0o7777) | bits);
  };
  const byPath =
    (syscall: string, follow: boolean, prepare: (...args: unknown[]) => (node: Inode) => void): Operation =>
    (path, ...args) => {
      const name = check.pathOf(path);
      const work = prepare(...args);
      return () => change(syscall, name, follow, work);
    };
  const byDescriptor =
    (syscall: string, prepare: (...args: unknown[]) => (node: Inode) => void): Operation =>
    (fd, ...args) => {
      const number = check.descriptorOf(fd);
      const work = prepare(...args);
      return () => changeOpen(syscall, number, work);
    };
  return {
    chmod: byPath('chmod', true, mode),
    fchmod: byDescriptor('fchmod', mode),
    chown: byPath('chown', true, owns),
    lchown: byPath('lchown', false, owns),
    fchown: byDescriptor('fchown', owns),
    utimes: byPath('utime', true, times),
    lutimes: byPath('lutime', false, times),
    futimes: byDescriptor('futime', times),
    truncate(path, length = 0) {
      const name = check.pathOf(path);
      validateInteger(length, 'len');
      const size = Math.max(0, length);
      return () => {
        const fd = call('open', () => descriptors.open(name, O_WRONLY | constants.O_NONBLOCK, 0), name);
        descriptors.close(fd);
        call('ftruncate', () => truncateNode(disk, disk.existing(name), size));
      };
    },
    ftruncate(fd, length = 0) {
      const number = check.descriptorOf(fd);
      validateInteger(length, 'len');
      return () => call('ftruncate', () => descriptors.truncate(number, Math.max(0, length)));
    },
  };
}

function truncateNode(disk: Disk, node: Inode, size: number): void {
  disk.demand(node, WRITE);
  resize(node, size);
  touch(node);
}

function changeNode(node: Inode, work: (node: Inode) => void): void {
  work(node);
  node.ctime = clock();
  tellChange(node);
}

/** The path as text, or bytes when it was given or asked for as bytes. */
export const namedIn = (folder: unknown, name: string, encoding: unknown): string | Buffer =>
  encoding === 'buffer' ? Buffer.from(name) : encoded(name, encoding) || String(folder);
