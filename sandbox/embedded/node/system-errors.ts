import { invalidArgType, outOfRange } from './errors.ts';

/** Linux's error numbers with libuv's words, for the errors that programs in the sandbox can meet. */
export const systemErrors: Record<string, readonly [code: number, name: string, message: string]> = Object.fromEntries(
  (
    [
      [-1, 'EPERM', 'operation not permitted'],
      [-2, 'ENOENT', 'no such file or directory'],
      [-9, 'EBADF', 'bad file descriptor'],
      [-11, 'EAGAIN', 'resource temporarily unavailable'],
      [-13, 'EACCES', 'permission denied'],
      [-16, 'EBUSY', 'resource busy or locked'],
      [-17, 'EEXIST', 'file already exists'],
      [-18, 'EXDEV', 'cross-device link not permitted'],
      [-20, 'ENOTDIR', 'not a directory'],
      [-21, 'EISDIR', 'illegal operation on a directory'],
      [-22, 'EINVAL', 'invalid argument'],
      [-24, 'EMFILE', 'too many open files'],
      [-27, 'EFBIG', 'file too large'],
      [-95, 'ENOTSUP', 'operation not supported on socket'],
      [-28, 'ENOSPC', 'no space left on device'],
      [-32, 'EPIPE', 'broken pipe'],
      [-36, 'ENAMETOOLONG', 'name too long'],
      [-39, 'ENOTEMPTY', 'directory not empty'],
      [-40, 'ELOOP', 'too many symbolic links encountered'],
      [-98, 'EADDRINUSE', 'address already in use'],
      [-99, 'EADDRNOTAVAIL', 'address not available'],
      [-104, 'ECONNRESET', 'connection reset by peer'],
      [-107, 'ENOTCONN', 'socket is not connected'],
      [-110, 'ETIMEDOUT', 'connection timed out'],
      [-111, 'ECONNREFUSED', 'connection refused'],
      [-113, 'EHOSTUNREACH', 'host is unreachable'],
      [-125, 'ECANCELED', 'operation canceled'],
      [-3008, 'ENOTFOUND', 'unknown host'],
      [-4095, 'EOF', 'end of file'],
    ] as const
  ).map((entry) => [entry[1], entry]),
);

/** `util.getSystemErrorName`. */
export function checkedErrorName(code: number): string {
  if (typeof code !== 'number') throw invalidArgType('err', 'number', code);
  if (!Number.isSafeInteger(code) || code >= 0) throw outOfRange('err', 'a negative integer', code);
  return systemErrorName(code);
}

export function systemErrorName(code: number): string {
  return Object.values(systemErrors).find(([number]) => number === code)?.[1] ?? `Unknown system error ${code}`;
}
