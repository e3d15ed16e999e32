import { invalidArgType, nodeError, validateAbortSignal } from '../errors.ts';
import { constants } from './constants.ts';
import { checkSignal } from './contents.ts';
import { copyLater } from './copy.ts';
import { writePieces } from './handle.ts';
import { isHandle } from './handle-operations.ts';
import { promiseLater } from './later.ts';
import type { Operations } from './paths.ts';
import { flagsOf, modeOf, optionsOf, pathOf } from './validate.ts';

type Fs = Record<string, any>;
type Steps = () => Generator<unknown, void, unknown>;
export interface PromiseParts {
  operations: Operations;
  /** The FileHandle of a descriptor. */
  openedAs(fd: number): object;
  prepareCopy(from: unknown, to: unknown, options: unknown): Steps;
  openFolder(path: unknown, options: unknown): () => unknown;
  watch: unknown;
  glob: unknown;
}

const PLAIN = 'access copyFile rename truncate rm rmdir mkdir readlink symlink lstat stat statfs link unlink chmod lchown chown utimes lutimes mkdtemp'.split(' '); // prettier-ignore

const closed = (syscall: string) => Object.assign(new Error('file closed'), { code: 'EBADF', syscall });
const descriptor = (file: unknown, syscall: string): unknown => {
  if (!isHandle(file)) {
    if (typeof file === 'number') throw invalidArgType('path', ['string', 'Buffer', 'URL'], file);
    return file;
  }
  if (file.fd === -1) throw closed(syscall);
  return file.fd;
};
const isIterable = (data: unknown): data is AsyncIterable<unknown> =>
  typeof data === 'object' && data !== null && !ArrayBuffer.isView(data) && (Symbol.asyncIterator in data || Symbol.iterator in data); // prettier-ignore

/** `writeFile` and `appendFile`, which also take what comes in pieces. */
function writersOf(operations: Operations) {
  /** Pieces of a stream go to the file as they come. */
  async function writeParts(file: unknown, data: AsyncIterable<unknown>, options: Fs, flag: string) {
    const { encoding, signal } = options;
    if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
    checkSignal(signal);
    const own = !isHandle(file);
    if (own) pathOf(file);
    const fd = own
      ? await promiseLater(operations['open']!(file, flagsOf(options['flag'] ?? flag), modeOf(options['mode'], 'mode', 0o666))) // prettier-ignore
      : file.fd;
    try {
      await writePieces((piece) => promiseLater(operations['write']!(fd, piece)), data, encoding, signal);
    } finally {
      if (own) await promiseLater(operations['close']!(fd));
    }
  }
  return (name: 'writeFile' | 'appendFile', flag: string) => async (file: unknown, data: unknown, raw?: unknown) => {
    const options = optionsOf(raw, { encoding: 'utf8', mode: 0o666, flag });
    if (!isIterable(data)) {
      if (isHandle(file)) checkSignal(options['signal']);
      return promiseLater(operations[name]!(descriptor(file, name), data, options));
    }
    return writeParts(file, data, options, flag);
  };
}

/** `fs/promises`. */
export function createPromises(parts: PromiseParts): Fs {
  const { operations } = parts;
  const writing = writersOf(operations);
  const later =
    (name: string) =>
    async (...args: unknown[]): Promise<unknown> =>
      promiseLater(operations[name]!(...args));
  const api: Fs = {
    access: later('access'),
    copyFile: later('copyFile'),
    cp: async (from: unknown, to: unknown, options?: unknown) => {
      const steps = parts.prepareCopy(from, to, options);
      await promiseLater(() => {});
      return copyLater(steps);
    },
    glob: parts.glob,
    open: async (path: unknown, flags?: unknown, mode?: unknown) =>
      parts.openedAs((await promiseLater(operations['open']!(path, flags, mode))) as number),
    opendir: async (path: unknown, options?: unknown) => promiseLater(parts.openFolder(path, options)),
    ...Object.fromEntries(PLAIN.map((name) => [name, later(name)])),
    readdir: async (path: unknown, options?: unknown) =>
      promiseLater(operations['readdir']!(path, { ...optionsOf(options), depthFirst: true })),
    async lchmod() {
      throw nodeError(Error, 'ERR_METHOD_NOT_IMPLEMENTED', 'The lchmod() method is not implemented');
    },
    realpath: later('realpath.native'),
    async mkdtempDisposable(prefix: unknown, options?: unknown) {
      const path = (await promiseLater(operations['mkdtemp']!(prefix, options))) as string;
      const remove = () => promiseLater(operations['rm']!(path, { recursive: true, force: true }));
      return { path, remove, async [Symbol.asyncDispose]() { await remove(); } }; // prettier-ignore
    },
    writeFile: writing('writeFile', 'w'),
    appendFile: writing('appendFile', 'a'),
    readFile: async (file: unknown, raw?: unknown) => {
      const options = optionsOf(raw, { flag: 'r' });
      checkSignal(options['signal']);
      return promiseLater(operations['readFile']!(descriptor(file, 'readFile'), options));
    },
    watch: parts.watch,
    constants,
  };
  for (const [name, value] of Object.entries(api)) {
    if (typeof value === 'function') Object.defineProperty(value, 'name', { value: name });
  }
  return api;
}
