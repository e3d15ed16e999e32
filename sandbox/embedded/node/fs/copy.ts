import { invalidArgType, nodeError, validateFunction } from '../errors.ts';
import path from '../path.ts';
import { systemErrors } from '../system-errors.ts';
import type { Descriptors } from './descriptors.ts';
import type { Disk } from './disk.ts';
import { call, describedError } from './errors.ts';
import { copyFile, listFolder } from './folders.ts';
import { isFolder, isKind, PIPE, Refusal, type Inode } from './inode.ts';
import * as check from './validate.ts';

interface Options {
  dereference: boolean;
  errorOnExist: boolean;
  filter: ((source: string, target: string) => unknown) | undefined;
  force: boolean;
  mode: number;
  preserveTimestamps: boolean;
  recursive: boolean;
  verbatimSymlinks: boolean;
}

const fallback = { dereference: false, errorOnExist: false, filter: undefined, force: true, mode: 0, preserveTimestamps: false, recursive: false, verbatimSymlinks: false }; // prettier-ignore

function checkOptions(raw: unknown): Options {
  if (raw === undefined) return fallback;
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw invalidArgType('options', 'Object', raw);
  const options = { ...fallback, ...raw } as unknown as Options;
  for (const [name, value] of Object.entries(fallback)) {
    if (typeof value === 'boolean') check.booleanOption(options as never, name);
  }
  options.mode = check.choiceOf(options.mode, 'copyFile');
  if (options.dereference && options.verbatimSymlinks) {
    const message = 'Option "dereference" cannot be used in combination with option "verbatimSymlinks"';
    throw nodeError(TypeError, 'ERR_INCOMPATIBLE_OPTION_PAIR', message);
  }
  if (options.filter !== undefined) validateFunction(options.filter, 'options.filter');
  return options;
}

function fault(code: string, words: string, errno: string, message: string, target: string) {
  const number = -(systemErrors[errno]?.[0] ?? 0);
  return describedError(code, words, { message, path: target, syscall: 'cp', errno: number, code: errno });
}

/** One call of `cp`: what all of its steps know. */
interface Copying {
  disk: Disk;
  descriptors: Descriptors;
  options: Options;
  source: string;
  target: string;
}

type Steps = Generator<unknown, void, unknown>;

/** `cp`: yields what its filter answered, so that the same steps serve the forms that wait and the one that does not. */
export function prepareCopy(disk: Disk, descriptors: Descriptors, from: unknown, to: unknown, raw: unknown) {
  const options = checkOptions(raw);
  const [source, target] = [check.pathOf(from, 'src'), check.pathOf(to, 'dest')];
  return () => start({ disk, descriptors, options, source, target });
}

function* start(copying: Copying): Steps {
  const { disk, options, source, target } = copying;
  const node = call('lstat', () => disk.existing(source, options.dereference), source);
  if (options.filter && !(yield options.filter(source, target))) return;
  checkPair(copying, node, at(copying, target), source, target);
  const inside = path.resolve(target).startsWith(`${path.resolve(source).replace(/\/$/, '')}/`);
  if (isFolder(node) && inside) {
    throw fault('ERR_FS_CP_EINVAL', 'Invalid src or dest', 'EINVAL', `cannot copy ${source} to a subdirectory of self ${target}`, target); // prettier-ignore
  }
  const parent = path.dirname(path.resolve(target));
  for (const step of parents(parent)) if (!at(copying, step, true)) call('mkdir', () => disk.mkdir(step, 0o777), step);
  yield* copy(copying, source, target, node);
}

/** What is at a path, if anything. */
function at({ disk, options }: Copying, name: string, follow = options.dereference): Inode | undefined {
  try {
    return disk.existing(name, follow);
  } catch (error) {
    if (error instanceof Refusal && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined;
    throw error;
  }
}

function checkPair({ options }: Copying, node: Inode, other: Inode | undefined, one: string, two: string): void {
  if (other === node && !node.device) {
    throw fault('ERR_FS_CP_EINVAL', 'Invalid src or dest', 'EINVAL', 'src and dest cannot be the same', two);
  }
  if (isFolder(node) && !options.recursive) {
    throw fault('ERR_FS_EISDIR', 'Recursive option not enabled, cannot copy a directory', 'EISDIR', `${one} is a directory (not copied)`, one); // prettier-ignore
  }
  if (other && isFolder(node) && !isFolder(other)) {
    throw fault('ERR_FS_CP_DIR_TO_NON_DIR', 'Cannot overwrite non-directory with directory', 'EISDIR', `cannot overwrite non-directory ${two} with directory ${one}`, two); // prettier-ignore
  }
  if (other && !isFolder(node) && isFolder(other) && node.target === undefined) {
    throw fault('ERR_FS_CP_NON_DIR_TO_DIR', 'Cannot overwrite directory with non-directory', 'ENOTDIR', `cannot overwrite directory ${two} with non-directory ${one}`, two); // prettier-ignore
  }
  if (isKind(node, PIPE)) {
    throw fault('ERR_FS_CP_FIFO_PIPE', 'Cannot copy a FIFO pipe', 'EINVAL', `cannot copy a FIFO pipe: ${two}`, two);
  }
}

function* copy(copying: Copying, one: string, two: string, node: Inode): Steps {
  const { disk, options } = copying;
  const other = at(copying, two);
  if (isFolder(node)) {
    if (!other) call('mkdir', () => disk.mkdir(two, 0o777), two);
    const made = disk.existing(two);
    for (const [name] of listFolder(disk, one)) {
      const [from, to] = [path.join(one, name), path.join(two, name)];
      if (options.filter && !(yield options.filter(from, to))) continue;
      const child = call('lstat', () => disk.existing(from, options.dereference), from);
      checkPair(copying, child, at(copying, to), from, to);
      yield* copy(copying, from, to, child);
    }
    made.mode = node.mode;
  } else if (node.target !== undefined) copyLink(copying, node, two, other);
  else copyBytes(copying, one, two, node, other);
}

function copyBytes(copying: Copying, one: string, two: string, node: Inode, other: Inode | undefined): void {
  const { disk, descriptors, options } = copying;
  if (other) {
    if (!options.force) {
      if (!options.errorOnExist) return;
      throw fault('ERR_FS_CP_EEXIST', 'Target already exists', 'EEXIST', `${two} already exists`, two);
    }
    call('unlink', () => disk.unlink(two), two);
  }
  copyFile(descriptors, one, two, options.mode);
  if (!options.preserveTimestamps) return;
  const made = disk.existing(two);
  [made.atime, made.mtime] = [node.atime, node.mtime];
}

function copyLink(copying: Copying, node: Inode, two: string, other: Inode | undefined): void {
  const { disk, options, source } = copying;
  const folder = path.dirname(path.resolve(source));
  const home = node.homes[0];
  const base = home ? folderPath(home.folder) : folder;
  const points = options.verbatimSymlinks ? node.target! : path.resolve(base, node.target!);
  if (other?.target !== undefined) {
    const current = path.resolve(path.dirname(two), other.target);
    const directory = at(copying, points, true);
    if (directory && isFolder(directory) && current.startsWith(`${points}/`)) {
      throw fault('ERR_FS_CP_EINVAL', 'Invalid src or dest', 'EINVAL', `cannot copy ${points} to a subdirectory of self ${current}`, two); // prettier-ignore
    }
    if (directory && isFolder(directory) && points.startsWith(`${current}/`)) {
      throw fault('ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY', 'Cannot overwrite symlink in subdirectory of self', 'EINVAL', `cannot overwrite ${current} with ${points}`, two); // prettier-ignore
    }
    call('unlink', () => disk.unlink(two), two);
  }
  call('symlink', () => disk.symlink(points, two), points, two);
}

function* parents(folder: string): Generator<string> {
  if (folder !== '/') yield* parents(path.dirname(folder));
  yield folder;
}

function folderPath(folder: Inode): string {
  const parts: string[] = [];
  for (let at = folder; at.parent && at.parent !== at; at = at.parent) parts.unshift(at.homes[0]?.name ?? '');
  return `/${parts.join('/')}`;
}

/** `cpSync`, which the system's binding words shorter where a folder was not to be copied. */
export function copyNow(steps: () => Steps, from: unknown): void {
  const walk = steps();
  try {
    for (let step = walk.next(); !step.done; step = walk.next(step.value)) {
      if (!(step.value instanceof Promise)) continue;
      const message = 'Expected boolean to be returned from the "filter" function but got an instance of Promise.';
      throw nodeError(TypeError, 'ERR_INVALID_RETURN_VALUE', message);
    }
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_FS_EISDIR') throw error;
    const message = `Recursive option not enabled, cannot copy a directory: ${check.pathOf(from)}/`;
    throw nodeError(Error, 'ERR_FS_EISDIR', message);
  }
}

export async function copyLater(steps: () => Steps): Promise<void> {
  const walk = steps();
  for (let step = walk.next(); !step.done; step = walk.next(await step.value));
}
