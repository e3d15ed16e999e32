import { Buffer } from './buffer.ts';
import { invalidArgType, validateFunction } from './errors.ts';
import { addForms, callbackForm, syncForm } from './fs/callbacks.ts';
import { constants } from './fs/constants.ts';
import { contentOperations } from './fs/contents.ts';
import { copyLater, copyNow, prepareCopy } from './fs/copy.ts';
import { createDescriptors } from './fs/descriptors.ts';
import { Dir, openFolder } from './fs/dir.ts';
import { createDisk, type Disk } from './fs/disk.ts';
import { folderOperations } from './fs/folders.ts';
import { FileHandle } from './fs/handle.ts';
import { addDevices, standardStreams } from './fs/devices.ts';
import { globForms } from './fs/glob.ts';
import { answerLater, promiseLater } from './fs/later.ts';
import { attributeOperations, pathOperations, type Operations } from './fs/paths.ts';
import { createPromises } from './fs/promises.ts';
import { Dirent, Stats } from './fs/stats.ts';
import { createFileStreams } from './fs/streams.ts';
import { descriptorOf, pathOf, secondsOf } from './fs/validate.ts';
import { createWatching } from './fs/watch.ts';
import readline from './readline.ts';

type Fs = typeof import('node:fs');
type AnyFs = Record<string, any>;
const custom = Symbol.for('nodejs.util.promisify.custom');

/** A disk in memory, with Node's `fs` on top. */
export function createFs(): Fs {
  const disk = createDisk();
  addDevices(disk);
  const descriptors = createDescriptors(disk, standardStreams());
  const operations = {
    ...pathOperations(disk),
    ...attributeOperations(disk, descriptors),
    ...contentOperations(descriptors),
    ...folderOperations(disk, descriptors),
  } as Operations;
  const fs: AnyFs = {};
  addForms(fs, operations);
  addOddForms(fs, operations);
  addCopying(fs, (...args) => prepareCopy(disk, descriptors, ...args));
  const { watch, watchLater, watchFile, unwatchFile } = createWatching(disk);
  const glob = globForms(disk);
  Object.assign(fs, { watch, watchFile, unwatchFile, glob: glob.callback, globSync: glob.sync });
  addOpening(fs, disk, operations);
  addStreams(fs);
  Object.assign(fs, { Dirent, Stats, Dir, constants, _toUnixTimestamp: secondsOf });
  const promises = createPromises({
    operations,
    openedAs: (fd) => new FileHandle(fd, fs, operations),
    prepareCopy: (...args) => prepareCopy(disk, descriptors, ...args),
    openFolder: (path, options) => openFolder(disk, path, options),
    watch: watchLater,
    glob: glob.promise,
  });
  Object.defineProperty(fs, 'promises', { value: promises, enumerable: true, configurable: true });
  Object.defineProperty(fs, 'readLinesOf', {
    value: (input: never) => readline.createInterface({ input, crlfDelay: Infinity }),
  });
  for (const folder of ['/tmp', '/home/learner']) fs['mkdirSync'](folder, { recursive: true });
  return fs as unknown as Fs;
}

/** Functions whose arguments or answers are not like the others'. */
function addOddForms(fs: AnyFs, operations: Operations): void {
  fs['existsSync'] = function existsSync(path: unknown): boolean {
    try {
      operations['access']!(path)();
      return true;
    } catch {
      return false;
    }
  };
  fs['exists'] = function exists(path: unknown, callback: (found: boolean) => void): void {
    validateFunction(callback, 'cb');
    answerLater(() => fs['existsSync'](path), (_, found) => callback(found === true)); // prettier-ignore
  };
  Object.defineProperty(fs['exists'], custom, {
    value: (path: unknown) => promiseLater(() => fs['existsSync'](path) as boolean),
  });
  const native = operations['realpath.native']!;
  fs['realpath'].native = callbackForm('realpath.native', native);
  fs['realpathSync'].native = syncForm('realpath.native', native);
  const read = fs['read'] as (...args: unknown[]) => void;
  fs['read'] = function (fd: unknown, ...args: unknown[]): void {
    const [first] = args;
    if (args.length > 2 || ArrayBuffer.isView(first)) return read(fd, ...args);
    const options = typeof first === 'function' || first === undefined ? {} : first;
    if (typeof options !== 'object') throw invalidArgType('buffer', ['Buffer', 'TypedArray', 'DataView'], options);
    const { buffer = Buffer.alloc(16384), ...rest } = (options ?? {}) as { buffer?: Uint8Array };
    read(fd, buffer, rest, args.at(-1));
  };
  const names = Symbol.for('nodejs.util.promisify.customArgs');
  Object.defineProperties(fs['read'], { name: { value: 'read' }, [names]: { value: ['bytesRead', 'buffer'] } });
  fs['mkdtempDisposableSync'] = function mkdtempDisposableSync(prefix: unknown, options?: unknown) {
    const path = operations['mkdtemp']!(prefix, options)() as string;
    const remove = () => operations['rm']!(path, { recursive: true, force: true })();
    return { path, remove, [Symbol.dispose]: remove };
  };
  fs['lchmod'] = fs['lchmodSync'] = undefined;
  fs['openAsBlob'] = async function openAsBlob(path: unknown, options: { type?: string } = {}): Promise<Blob> {
    const bytes = (await promiseLater(operations['readFile']!(pathOf(path)))) as Uint8Array<ArrayBuffer>;
    return new Blob([bytes], { type: options.type ?? '' });
  };
}

type Prepare = (from: unknown, to: unknown, options: unknown) => () => Generator<unknown, void, unknown>;

function addCopying(fs: AnyFs, prepare: Prepare): void {
  fs['cpSync'] = function cpSync(from: unknown, to: unknown, options?: unknown): void {
    copyNow(prepare(from, to, options), from);
  };
  fs['cp'] = function cp(from: unknown, to: unknown, ...rest: unknown[]): void {
    const callback = rest.at(-1) as (error: Error | null) => void;
    validateFunction(callback, 'cb');
    const steps = prepare(from, to, rest.length > 1 ? rest[0] : undefined);
    promiseLater(() => {})
      .then(() => copyLater(steps))
      .then(
        () => answerLater(() => {}, callback),
        (error: Error) => answerLater(() => {}, () => callback(error)),
      ); // prettier-ignore
  };
}

function addOpening(fs: AnyFs, disk: Disk, operations: Operations): void {
  const opendir = (path: unknown, options?: unknown) => openFolder(disk, path, options);
  fs['opendir'] = callbackForm('opendir', opendir);
  fs['opendirSync'] = syncForm('opendir', (path, options) => openFolder(disk, path, options, false));
  const { open } = operations;
  const close = fs['close'] as (...args: unknown[]) => void;
  fs['close'] = function (fd: unknown, callback: unknown = rethrow): void {
    descriptorOf(fd);
    close(fd, callback);
  };
  Object.defineProperty(fs['close'], 'name', { value: 'close' });
  fs['open'] = callbackForm('open', (path, flags, mode) => open!(path, flags ?? 'r', mode));
}

/** `fs.close(fd)` without a callback. */
function rethrow(error: Error | null): void {
  if (error) throw error;
}

function addStreams(fs: AnyFs) {
  const classes = createFileStreams(fs) as unknown as Record<string, new (...args: unknown[]) => object>;
  for (const [name, key] of Object.entries({
    ReadStream: 'ReadStream',
    FileReadStream: 'ReadStream',
    WriteStream: 'WriteStream',
    FileWriteStream: 'WriteStream',
  })) {
    let Kind = classes[key]!;
    Object.defineProperty(fs, name, { get: () => Kind, set: (value) => (Kind = value), enumerable: true, configurable: true }); // prettier-ignore
  }
  fs['createReadStream'] = function createReadStream(path: unknown, options?: unknown) {
    return new fs['ReadStream'](path, options);
  };
  fs['createWriteStream'] = function createWriteStream(path: unknown, options?: unknown) {
    return new fs['WriteStream'](path, options);
  };
}

export default createFs();
