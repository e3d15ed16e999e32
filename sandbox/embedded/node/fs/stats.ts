import { Buffer } from '../buffer.ts';
import { constants } from './constants.ts';
import type { Inode } from './inode.ts';

const { S_IFMT, S_IFREG, S_IFDIR, S_IFCHR, S_IFBLK, S_IFIFO, S_IFLNK, S_IFSOCK } = constants;
const BLOCK = 4096;
const DEVICE = 2049;
const TIMES = ['atime', 'mtime', 'ctime', 'birthtime'] as const;
const KINDS = { isDirectory: S_IFDIR, isFile: S_IFREG, isBlockDevice: S_IFBLK, isCharacterDevice: S_IFCHR, isSymbolicLink: S_IFLNK, isFIFO: S_IFIFO, isSocket: S_IFSOCK }; // prettier-ignore

type Fields = Record<string, number | bigint | Date>;

const FIELDS = 'dev mode nlink uid gid rdev blksize ino size blocks atimeMs mtimeMs ctimeMs birthtimeMs'.split(' ');

/** `fs.Stats`: callable without `new`, and its dates are made when they are read. */
export const Stats = (() => {
  function Stats(this: Fields | void, ...values: (number | undefined)[]): unknown {
    if (!(this instanceof (Stats as never as new () => object))) return Reflect.construct(Stats, values);
    for (const [at, name] of FIELDS.entries()) (this as unknown as Fields)[name] = values[at] as number;
    return undefined;
  }
  return Stats;
})();

function BigIntStats(this: Fields, values: bigint[], times: bigint[]) {
  const names = 'dev mode nlink uid gid rdev blksize ino size blocks'.split(' ');
  for (const [at, name] of names.entries()) this[name] = values[at]!;
  for (const [at, name] of TIMES.entries()) this[`${name}Ms`] = times[at]! / 1_000_000n;
  for (const [at, name] of TIMES.entries()) this[`${name}Ns`] = times[at]!;
}

const define = (target: object, name: string, value: unknown) =>
  Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });

for (const Kind of [Stats, BigIntStats] as { prototype: object; name: string }[]) {
  for (const [name, type] of Object.entries(KINDS)) {
    const method = { [name](this: Fields) { return (Number(this['mode']) & S_IFMT) === type; } }[name]; // prettier-ignore
    define(Kind.prototype, name, method);
  }
  for (const name of TIMES) {
    Object.defineProperty(Kind.prototype, name, {
      enumerable: true,
      configurable: true,
      get(this: Fields) {
        const value = new Date(Number(this[`${name}Ms`]) + (Kind.name === 'Stats' ? 0.5 : 0));
        Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true });
        return value;
      },
      set(this: Fields, value: Date) {
        Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true });
      },
    });
  }
}

const nanoseconds = (ms: number) =>
  BigInt(Math.floor(ms)) * 1_000_000n + BigInt(Math.round((ms - Math.floor(ms)) * 1e6));

export function statsOf(node: Inode, bigint: boolean): object {
  const { mode, nlink, uid, gid, rdev, ino } = node;
  const size = node.entries ? BLOCK : node.size;
  const blocks = Math.ceil(size / BLOCK) * (BLOCK / 512);
  const values = [DEVICE, mode, nlink, uid, gid, rdev, BLOCK, ino, size, blocks];
  const times = TIMES.map((name) => node[name]);
  if (!bigint) return Reflect.construct(Stats, [...values, ...times]) as object;
  return Reflect.construct(BigIntStats, [values.map(BigInt), times.map(nanoseconds)]) as object;
}

/** What `watchFile` shows of a file that is not there. */
export function noStats(bigint: boolean): object {
  if (!bigint)
    return Reflect.construct(
      Stats,
      Array.from({ length: 14 }, () => 0),
    ) as object;
  return Reflect.construct(BigIntStats, [Array(10).fill(0n), Array(4).fill(0n)]) as object;
}

const kind = Symbol('type');
const { UV_DIRENT_UNKNOWN, UV_DIRENT_FILE, UV_DIRENT_DIR, UV_DIRENT_LINK, UV_DIRENT_CHAR, UV_DIRENT_FIFO, UV_DIRENT_SOCKET, UV_DIRENT_BLOCK } = constants; // prettier-ignore

/** One entry of a folder, from `readdir` and `opendir`. */
export class Dirent {
  name: string | Buffer;
  parentPath: string | Buffer;
  [kind]: number;
  constructor(name: string | Buffer, type: number, parentPath: string | Buffer) {
    this.name = name;
    this.parentPath = parentPath;
    this[kind] = type;
  }
  isDirectory() { return this[kind] === UV_DIRENT_DIR; }
  isFile() { return this[kind] === UV_DIRENT_FILE; }
  isBlockDevice() { return this[kind] === UV_DIRENT_BLOCK; }
  isCharacterDevice() { return this[kind] === UV_DIRENT_CHAR; }
  isSymbolicLink() { return this[kind] === UV_DIRENT_LINK; }
  isFIFO() { return this[kind] === UV_DIRENT_FIFO; }
  isSocket() { return this[kind] === UV_DIRENT_SOCKET; }
} // prettier-ignore

export function direntOf(node: Inode, name: string | Buffer, folder: string | Buffer): Dirent {
  const types: Record<number, number> = { [S_IFREG]: UV_DIRENT_FILE, [S_IFDIR]: UV_DIRENT_DIR, [S_IFLNK]: UV_DIRENT_LINK, [S_IFCHR]: UV_DIRENT_CHAR }; // prettier-ignore
  return new Dirent(name, types[node.mode & S_IFMT] ?? UV_DIRENT_UNKNOWN, folder);
}

class StatFs {
  type: number | bigint;
  bsize: number | bigint;
  frsize: number | bigint;
  blocks: number | bigint;
  bfree: number | bigint;
  bavail: number | bigint;
  files: number | bigint;
  ffree: number | bigint;
  constructor(to: (value: number) => number | bigint) {
    this.type = to(0x01021994);
    this.bsize = to(BLOCK);
    this.frsize = to(BLOCK);
    this.blocks = to(2 ** 18);
    this.bfree = to(2 ** 17);
    this.bavail = to(2 ** 17);
    this.files = to(2 ** 18);
    this.ffree = to(2 ** 17);
  }
}

export const statFs = (bigint: boolean): object => new StatFs(bigint ? BigInt : (value) => value);

/** A name in the encoding that was asked for. */
export function encoded(name: string, encoding: unknown): string | Buffer {
  if (!encoding || encoding === 'utf8' || encoding === 'utf-8') return name;
  const bytes = Buffer.from(name);
  return encoding === 'buffer' ? bytes : bytes.toString(encoding as BufferEncoding);
}
