/** The part of Node's `fs` that SQLite needs. Ours has it, and so has Node. */
export interface FileSystem {
  openSync(path: string, flags: string, mode?: number): number;
  closeSync(fd: number): void;
  readSync(fd: number, buffer: Uint8Array, offset: number, length: number, position: number): number;
  writeSync(fd: number, buffer: Uint8Array, offset: number, length: number, position: number): number;
  ftruncateSync(fd: number, length: number): void;
  fsyncSync(fd: number): void;
  fstatSync(fd: number): FileStatus;
  statSync(path: string): FileStatus;
  unlinkSync(path: string): void;
  existsSync(path: string): boolean;
  readFileSync(path: string, encoding: 'utf8'): string;
}

interface FileStatus {
  size: number | bigint;
  dev: number | bigint;
  ino: number | bigint;
  nlink: number | bigint;
  isDirectory(): boolean;
  isFile(): boolean;
}

/** Random access to bytes, wherever they are. */
export interface Storage {
  read(target: Uint8Array, position: number): number;
  write(source: Uint8Array, position: number): void;
  truncate(size: number): void;
  size(): number;
  sync(): void;
  close(): void;
}

export function createFileStorage(fs: FileSystem, fd: number): Storage {
  return {
    read(target, position) {
      let done = 0;
      while (done < target.length) {
        const count = fs.readSync(fd, target, done, target.length - done, position + done);
        if (count <= 0) break;
        done += count;
      }
      return done;
    },
    write(source, position) {
      let done = 0;
      while (done < source.length) done += fs.writeSync(fd, source, done, source.length - done, position + done);
    },
    truncate: (size) => fs.ftruncateSync(fd, size),
    size: () => Number(fs.fstatSync(fd).size),
    sync: () => fs.fsyncSync(fd),
    close: () => fs.closeSync(fd),
  };
}

/** Temporary files never reach the file system: nobody else may see them, and they end with their connection. */
export function createTemporaryStorage(): Storage {
  let bytes = new Uint8Array(0);
  let size = 0;
  return {
    read(target, position) {
      const part = bytes.subarray(position, Math.min(size, position + target.length));
      target.set(part);
      return part.length;
    },
    write(source, position) {
      const end = position + source.length;
      if (end > bytes.length) {
        const larger = new Uint8Array(Math.max(end, bytes.length * 2, 65536));
        larger.set(bytes.subarray(0, size));
        bytes = larger;
      }
      bytes.set(source, position);
      size = Math.max(size, end);
    },
    truncate(length) {
      bytes.fill(0, Math.min(length, size));
      size = length;
      if (length > bytes.length) this.write(new Uint8Array(0), length);
    },
    size: () => size,
    sync: () => undefined,
    close: () => {
      bytes = new Uint8Array(0);
    },
  };
}
