import { nodeError } from '../errors.ts';
import { systemErrors } from '../system-errors.ts';
import { Refusal } from './inode.ts';

/** What a system call's failure becomes: `ENOENT: no such file or directory, open 'x'`. */
export function systemError(code: string, syscall: string, path?: unknown, dest?: unknown): Error {
  const [errno, , words] = systemErrors[code] ?? [-1, code, 'unknown error'];
  const place = path === undefined ? '' : ` '${String(path)}'`;
  const target = dest === undefined ? '' : ` -> '${String(dest)}'`;
  const error = new Error(`${code}: ${words}, ${syscall}${place}${target}`);
  // Node's own code words the failure of a write, the system's binding that of the rest: the fields' order tells.
  if (syscall === 'write') return Object.assign(error, { errno, syscall, code });
  return Object.assign(error, { errno, code, syscall }, path !== undefined && { path }, dest !== undefined && { dest });
}

/** Runs a system call; what it refuses is thrown in Node's words. */
export function call<T>(syscall: string, work: () => T, path?: string, dest?: string): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) throw systemError(error.code, syscall, path, dest);
    throw error;
  }
}

interface Info {
  code: string;
  message: string;
  path?: string;
  dest?: string;
  syscall: string;
  errno: number;
}

class SystemError extends Error {}
Object.defineProperty(SystemError.prototype, 'name', { value: 'SystemError', configurable: true, writable: true });

/** Node's `SystemError`: what the file functions written in JavaScript throw. */
export function describedError(code: string, prefix: string, info: Info): Error {
  const paths = `${info.path === undefined ? '' : ` ${info.path}`}${info.dest === undefined ? '' : ` => ${info.dest}`}`;
  const message = `${prefix}: ${info.syscall} returned ${info.code} (${info.message})${paths}`;
  const error = nodeError(SystemError as unknown as typeof Error, code, message);
  const { errno, syscall, path, dest } = info;
  return Object.assign(error, { info, errno, syscall }, path !== undefined && { path }, dest !== undefined && { dest });
}
