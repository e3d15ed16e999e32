import { createFsFromVolume, Volume } from 'memfs';
import { Buffer } from './buffer.ts';
import { createFileStreams } from './fs-streams.ts';
import { mendFunctions, type AnyFs } from './fs-mend.ts';
import base from './process-base.ts';
import { constants } from './fs-constants.ts';
import readline from './readline.ts';
import { workingFolder } from './working-folder.ts';

type Fs = typeof import('node:fs');
const custom = Symbol.for('nodejs.util.promisify.custom');

/** A disk in memory. memfs, with the places mended where it differs from Node. */
export function createFs(): Fs {
  const volume = Volume.fromNestedJSON({}, undefined, { process: base } as never);
  applyUmask((volume as unknown as { _core: Core })._core);
  const memory = createFsFromVolume(volume) as unknown as AnyFs;
  const fs: AnyFs = {};
  for (const key of Object.keys(memory))
    if (!/^(__vol|FSWatcher|StatWatcher|[FRWX]_OK)$/.test(key)) fs[key] = memory[key] as unknown;
  mendFunctions(fs, memory, absolute);
  fs['existsSync'] = (path: unknown) => path !== '' && memory['existsSync'](path);
  const { O_SYMLINK: _, ...shared } = memory['constants'] as Record<string, number>;
  const known = { ...shared, ...constants };
  fs['constants'] = fs['promises'].constants = known;
  addStreams(fs);
  addPromisified(fs);
  addHandles(memory, fs);
  memory['mkdirSync']('/tmp', { recursive: true });
  memory['mkdirSync']('/home/learner', { recursive: true });
  return fs as unknown as Fs;
}

function absolute(path: unknown): string {
  const text =
    path instanceof URL ? decodeURIComponent(path.pathname) : Buffer.isBuffer(path) ? path.toString() : String(path);
  const parts: string[] = [];
  for (const part of (text.startsWith('/') ? text : `${workingFolder()}/${text}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

interface Core {
  createNode(mode: number): { mode: number; mtime: Date };
}
type ModeMethod = (this: { mtime: Date }, ...args: number[]) => void;

/** New files are 644 and folders 755, and `chmod` leaves the time of the last change alone, as on a real disk. */
function applyUmask(core: Core) {
  const createNode = core.createNode.bind(core);
  const link = 0o120000;
  core.createNode = (mode) => createNode((mode & 0o170000) === link ? mode : mode & ~0o022);
  const node = createNode(0o100644);
  const prototype = Object.getPrototypeOf(node) as Record<'chmod' | 'chown', ModeMethod>;
  for (const name of ['chmod', 'chown'] as const) {
    const change = prototype[name];
    prototype[name] = function (...args) {
      const { mtime } = this;
      change.apply(this, args);
      this.mtime = mtime;
    };
  }
}

function addStreams(fs: AnyFs) {
  const toPath = (path: unknown) => {
    // The same checks, in the same words, as any function that takes a path.
    if (typeof path !== 'string') fs['statSync'](path, { throwIfNoEntry: false });
    return path instanceof URL ? decodeURIComponent(path.pathname) : path;
  };
  let { ReadStream, WriteStream } = createFileStreams(fs, toPath) as unknown as Record<
    string,
    new (...args: unknown[]) => object
  >;
  for (const name of ['ReadStream', 'FileReadStream']) {
    Object.defineProperty(fs, name, {
      get: () => ReadStream,
      set: (value) => (ReadStream = value),
      enumerable: true,
      configurable: true,
    });
  }
  for (const name of ['WriteStream', 'FileWriteStream']) {
    Object.defineProperty(fs, name, {
      get: () => WriteStream,
      set: (value) => (WriteStream = value),
      enumerable: true,
      configurable: true,
    });
  }
  fs['createReadStream'] = function createReadStream(path: unknown, options?: unknown) {
    return new ReadStream!(path, options);
  };
  fs['createWriteStream'] = function createWriteStream(path: unknown, options?: unknown) {
    return new WriteStream!(path, options);
  };
}

function addPromisified(fs: AnyFs) {
  fs['exists'] = function exists(path: unknown, callback: (found: boolean) => void) {
    queueMicrotask(() => callback(fs['existsSync'](path)));
  };
  fs['exists'][custom] = async (path: unknown) => fs['existsSync'](path) as boolean;
  for (const [name, keys] of Object.entries({
    read: ['bytesRead', 'buffer'],
    write: ['bytesWritten', 'buffer'],
    readv: ['bytesRead', 'buffers'],
    writev: ['bytesWritten', 'buffers'],
  })) {
    const work = fs[name] as (...args: unknown[]) => void;
    const own = (...args: unknown[]) => work(...args);
    Object.defineProperty(own, 'name', { value: name });
    Object.defineProperty(own, custom, {
      value: (...args: unknown[]) =>
        new Promise((resolve, reject) => {
          work(...args, (error: Error | null, ...values: unknown[]) =>
            error ? reject(error) : resolve(Object.fromEntries(keys.map((key, at) => [key, values[at]]))),
          );
        }),
    });
    fs[name] = own;
  }
}

interface Handle {
  fd: number;
  fs: AnyFs;
  close(): Promise<void>;
}

function addHandles(memory: AnyFs, fs: AnyFs) {
  const { prototype } = memory['promises'].FileHandle as { prototype: Record<string, unknown> };
  prototype['createReadStream'] = function (this: Handle, options?: object) {
    return fs['createReadStream']('', { ...options, fd: this });
  };
  prototype['createWriteStream'] = function (this: Handle, options?: object) {
    return fs['createWriteStream']('', { ...options, fd: this });
  };
  prototype['readLines'] = function (this: Handle, options?: object) {
    const input = fs['createReadStream']('', { ...options, fd: this, autoClose: false }) as never;
    return readline.createInterface({ input });
  };
}

export default createFs();
