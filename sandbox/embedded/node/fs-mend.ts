import { invalidArgType, nodeError, validateFunction } from './errors.ts';
import { systemErrors } from './system-errors.ts';

export type AnyFs = Record<string, any>;
type Args = unknown[];
type Failure = Error & { code?: string; path?: string; syscall?: string; errno?: number };

interface Mend {
  /** Throws what Node throws at the call itself, also from the form with a callback. */
  validate?(args: Args): void;
  /** Throws what the system would answer. */
  before?(args: Args): void;
  result?(value: unknown, args: Args): unknown;
  failed?(error: Failure, args: Args): Error;
}

export function systemError(code: string, syscall: string, path?: unknown): Error {
  const [errno, , words] = systemErrors[code]!;
  const place = path === undefined ? '' : ` '${String(path)}'`;
  const error = new Error(`${code}: ${words}, ${syscall}${place}`);
  return Object.assign(error, path === undefined ? { errno, syscall, code } : { errno, code, syscall, path });
}

const MAX_NAME = 255;
const SYSCALLS: Record<string, string> = { readFile: 'open', writeFile: 'open', appendFile: 'open', mkdir: 'mkdir', open: 'open', stat: 'stat', lstat: 'lstat', unlink: 'unlink', readdir: 'scandir', access: 'access', rmdir: 'rmdir', realpath: 'lstat' }; // prettier-ignore

function checkName(syscall: string, [path]: Args) {
  if (path === '' && syscall !== 'lstat') throw systemError('ENOENT', syscall, path);
  if (typeof path === 'string' && path.split('/').some((part) => part.length > MAX_NAME)) {
    throw systemError('ENAMETOOLONG', syscall, path);
  }
}

function checkData(args: Args) {
  const data = args[1];
  if (typeof data === 'string' || ArrayBuffer.isView(data)) return;
  if (typeof data === 'object' && data !== null && (Symbol.asyncIterator in data || Symbol.iterator in data)) return;
  throw invalidArgType('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
}

function statOf(memory: AnyFs, path: string, shown: unknown) {
  try {
    return memory['statSync'](path, { throwIfNoEntry: false }) as { isDirectory(): boolean } | undefined;
  } catch (error) {
    throw systemError((error as Failure).code!, 'mkdir', shown);
  }
}

/** The first folder that `mkdir -p` makes, and the file that is in its way. */
function firstMissing(memory: AnyFs, path: string): string | undefined {
  let missing: string | undefined;
  let part = path.replace(/\/+$/, '');
  while (part !== '' && !memory['existsSync'](part)) {
    missing = part;
    part = part.slice(0, Math.max(0, part.lastIndexOf('/')));
  }
  return missing;
}

function mends(memory: AnyFs, absolute: (path: unknown) => string): Record<string, Mend> {
  const recursive = ([, options]: Args) =>
    typeof options === 'object' && options !== null && Reflect.get(options, 'recursive');
  let first: string | undefined;
  return {
    writeFile: { validate: checkData },
    appendFile: { validate: checkData },
    open: { before: (args) => void (args[1] ??= 'r') },
    mkdir: {
      before(args) {
        if (!recursive(args)) return;
        const path = absolute(args[0]);
        const file = statOf(memory, path, args[0]);
        if (file && !file.isDirectory()) throw systemError('EEXIST', 'mkdir', args[0]);
        first = firstMissing(memory, path);
      },
      result: (_, args) => (recursive(args) ? first : undefined),
      failed: (error, args) =>
        error.code === 'ENOENT' && !recursive(args) ? systemError('ENOENT', 'mkdir', args[0]) : error,
    },
    write: {
      before([fd]) {
        const file = memory['__vol']._core.fds?.[fd as number] as { flags: number } | undefined;
        if (typeof fd === 'number' && (!file || (file.flags & 3) === 0)) throw systemError('EBADF', 'write');
      },
    },
    unlink: {
      failed: (error, [path]) => (error.code === 'EPERM' ? systemError('EISDIR', 'unlink', path) : error),
    },
    realpath: {
      failed: (error, [path]) => (error.syscall === 'realpath' ? systemError(error.code!, 'lstat', path) : error),
    },
    access: {
      validate([, mode]) {
        if (typeof mode !== 'number' || (mode >= 0 && mode <= 7)) return;
        throw nodeError(RangeError, 'ERR_OUT_OF_RANGE', 'mode is out of range: >= 0 && <= 7');
      },
    },
  };
}

/** Functions whose callback gets an error or null, and nothing else. */
const VOID = 'access appendFile chmod chown close copyFile cp fchmod fchown fdatasync fsync ftruncate futimes lchown link lutimes mkdir rename rm rmdir symlink truncate unlink utimes writeFile'.split(' '); // prettier-ignore

/** Fills `fs` and its promises with the functions of memfs, mended where Node behaves differently. */
export function mendFunctions(fs: AnyFs, memory: AnyFs, absolute: (path: unknown) => string): void {
  const special = mends(memory, absolute);
  const promises = memory['promises'] as AnyFs;
  fs['promises'] = Object.create(Object.prototype) as AnyFs;
  for (const key of Object.keys(promises).filter((key) => key !== 'fs' && key !== 'FileHandle')) {
    fs['promises'][key] = typeof promises[key] === 'function' ? promises[key].bind(promises) : promises[key];
  }
  for (const name of new Set([...Object.keys(SYSCALLS), ...Object.keys(special), ...VOID])) {
    const mend = special[name] ?? {};
    const before = (args: Args) => {
      if (SYSCALLS[name]) checkName(SYSCALLS[name], args);
      mend.before?.(args);
    };
    const known = { ...mend, before };
    if (memory[`${name}Sync`]) fs[`${name}Sync`] = named(`${name}Sync`, syncForm(memory[`${name}Sync`], known));
    if (memory[name]) fs[name] = named(name, callbackForm(memory[name], known, VOID.includes(name)));
    const promised = promises[name] as undefined | ((...args: Args) => Promise<unknown>);
    if (promised)
      fs['promises'][name] = named(name, promiseForm(promised.bind(promises), name === 'realpath' ? {} : known));
  }
  for (const name of ['realpath', 'realpathSync']) fs[name].native = memory[name].native;
}

const named = <F extends object>(name: string, fn: F): F => Object.defineProperty(fn, 'name', { value: name });
const fail = (mend: Mend, error: unknown, args: Args) => mend.failed?.(error as Failure, args) ?? (error as Error);

function syncForm(work: (...args: Args) => unknown, mend: Mend) {
  return (...args: Args) => {
    mend.validate?.(args);
    mend.before?.(args);
    try {
      const value = work(...args);
      return mend.result ? mend.result(value, args) : value;
    } catch (error) {
      throw fail(mend, error, args);
    }
  };
}

function callbackForm(work: (...args: Args) => void, mend: Mend, silent: boolean) {
  return (...args: Args) => {
    const callback = typeof args.at(-1) === 'function' || args.length > 2 ? args.pop() : undefined;
    validateFunction(callback, 'cb');
    const answer = callback as (...args: Args) => void;
    mend.validate?.(args);
    try {
      mend.before?.(args);
    } catch (error) {
      return queueMicrotask(() => answer(error));
    }
    work(...args, (error: unknown, ...values: Args) => {
      if (error) return answer(fail(mend, error, args));
      if (mend.result) values = [mend.result(values[0], args)];
      if (silent && values.every((value) => value === undefined)) answer(null);
      else answer(null, ...values);
    });
  };
}

function promiseForm(work: (...args: Args) => Promise<unknown>, mend: Mend) {
  return async (...args: Args) => {
    mend.validate?.(args);
    mend.before?.(args);
    try {
      const value = await work(...args);
      return mend.result ? mend.result(value, args) : value;
    } catch (error) {
      throw fail(mend, error, args);
    }
  };
}
