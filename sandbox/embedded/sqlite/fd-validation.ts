import type { FileSystem } from './files.ts';

const succeeds = (act: () => unknown): boolean => {
  try {
    act();
    return true;
  } catch {
    return false;
  }
};

function problemOf(fs: FileSystem, fd: number, readonly: boolean): string | undefined {
  if (!succeeds(() => fs.fstatSync(fd))) return 'is not open';
  if (!fs.fstatSync(fd).isFile()) return 'does not refer to a regular file';
  if (!succeeds(() => fs.readSync(fd, new Uint8Array(1), 0, 1, 0))) return 'was not opened for reading';
  if (!readonly && !isWritable(fs, fd)) return 'was not opened for writing (use the "readonly" option)';
  return appends(fs, fd) ? 'was opened in append mode' : undefined;
}

/** Why two descriptors cannot be a database and its journal, or nothing. */
export function validateDescriptors(
  fs: FileSystem,
  { fd, journalFd, readonly }: { fd: number; journalFd: number; readonly: boolean },
): string | undefined {
  for (const [number, what] of [
    [fd, 'database'],
    [journalFd, 'journal'],
  ] as const) {
    const found = problemOf(fs, number, readonly);
    if (found) return `Cannot open database because the ${what} file descriptor ${found}`;
    if (!fs.fstatSync(number).nlink) return `Cannot open database because the ${what} file has been deleted`;
  }
  if (keyOf(fs, fd) === keyOf(fs, journalFd)) {
    return 'Cannot open database because the database and journal file descriptors refer to the same file';
  }
  const version = new Uint8Array(2);
  fs.readSync(fd, version, 0, 2, 18);
  if (version[0] !== 2 || version[1] !== 2) return undefined;
  return 'Cannot open database from a file descriptor because it is in WAL mode';
}

const O_APPEND = 0o2000;

/** Linux tells how a file was opened, and so does our own disk. */
function appends(fs: FileSystem, fd: number): boolean {
  try {
    const [, flags = '0'] = /^flags:\s*(\d+)/m.exec(fs.readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8')) ?? [];
    return (Number.parseInt(flags, 8) & O_APPEND) !== 0;
  } catch {
    return false;
  }
}

/** Which file it is, whatever its names. */
export function keyOf(fs: FileSystem, fd: number): string {
  const { dev, ino } = fs.fstatSync(fd);
  return `${dev}:${ino}`;
}

/** Cutting a file to the length that it has changes nothing and needs the right to write. */
export const isWritable = (fs: FileSystem, fd: number): boolean =>
  succeeds(() => fs.ftruncateSync(fd, Number(fs.fstatSync(fd).size)));
