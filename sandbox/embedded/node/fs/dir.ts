import { invalidArgType, nodeError, validateFunction, validateInteger } from '../errors.ts';
import type { Disk } from './disk.ts';
import { call } from './errors.ts';
import { busyFolder, closedFolder, listFolder } from './folders.ts';
import { isFolder, refuse, type Inode } from './inode.ts';
import { answerLater, promiseLater } from './later.ts';
import { direntOf, encoded, type Dirent } from './stats.ts';
import * as check from './validate.ts';

type Callback = (error: Error | null, entry?: Dirent | null) => void;

interface Source {
  path: string;
  recursive: boolean;
  encoding: unknown;
  list(path: string): [string, Inode][];
}

/** An open folder, read entry by entry. */
export class Dir {
  #source: Source | undefined;
  #waiting: { folder: string; entries: [string, Inode][] }[] = [];
  #closed = false;
  #busy = 0;
  constructor(source?: Source) {
    if (!source) throw nodeError(TypeError, 'ERR_MISSING_ARGS', 'The "handle" argument must be specified');
    this.#source = source;
    this.#waiting.push({ folder: source.path, entries: source.list(source.path) });
  }
  get path(): string {
    return (this.#source as Source).path;
  }
  #next(): Dirent | null {
    const { list, recursive, encoding } = this.#source as Source;
    for (let first = this.#waiting[0]; first; first = this.#waiting[0]) {
      const entry = first.entries.shift();
      if (!entry) {
        this.#waiting.shift();
        continue;
      }
      const [name, node] = entry;
      if (recursive && isFolder(node)) {
        const folder = first.folder.endsWith('/') ? `${first.folder}${name}` : `${first.folder}/${name}`;
        this.#waiting.push({ folder, entries: list(folder) });
      }
      return direntOf(node, encoded(name, encoding), first.folder);
    }
    return null;
  }
  #later<T>(work: () => T, callback: ((error: Error | null, value?: T) => void) | undefined): Promise<T> | undefined {
    if (callback !== undefined) validateFunction(callback, 'callback');
    if (this.#closed) {
      if (callback === undefined) return Promise.reject(closedFolder());
      return void queueMicrotask(() => callback(closedFolder()));
    }
    this.#busy++;
    const done = () => {
      this.#busy--;
      return work();
    };
    if (callback === undefined) return promiseLater(done);
    return void answerLater(done, callback, (value) => [value]);
  }
  read(callback?: Callback): Promise<Dirent | null> | undefined {
    return this.#later(() => this.#next(), callback);
  }
  readSync(): Dirent | null {
    if (this.#closed) throw closedFolder();
    if (this.#busy > 0) throw busyFolder();
    return this.#next();
  }
  close(callback?: (error: Error | null) => void): Promise<void> | undefined {
    const result = this.#later<void>(() => undefined, callback && ((error) => callback(error)));
    this.#closed = true;
    return result;
  }
  closeSync(): void {
    if (this.#closed) throw closedFolder();
    if (this.#busy > 0) throw busyFolder();
    this.#closed = true;
  }
  async *entries(): AsyncGenerator<Dirent> {
    try {
      for (let entry = await this.read(); entry; entry = await this.read()) yield entry;
    } finally {
      await this.close();
    }
  }
  async [Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')](): Promise<void> {
    if (!this.#closed) await this.close();
  }
  [Symbol.dispose ?? Symbol.for('Symbol.dispose')](): void {
    if (!this.#closed) this.closeSync();
  }
}
Object.defineProperty(Dir.prototype, Symbol.asyncIterator, { value: Dir.prototype.entries, writable: true, configurable: true }); // prettier-ignore

/** `named`: whether an error names the path; that of `opendirSync` does not. */
export function openFolder(disk: Disk, path: unknown, options: unknown, named = true): () => Dir {
  const { encoding = 'utf8', bufferSize = 32, recursive = false } = check.optionsOf(options, { encoding: 'utf8' });
  const name = check.pathOf(path);
  if (encoding === undefined) throw invalidArgType('encoding', 'string', encoding);
  validateInteger(bufferSize, 'options.bufferSize', 1, 4294967295);
  return () => {
    call('opendir', () => isFolder(disk.existing(name)) || refuse('ENOTDIR'), named ? name : undefined);
    return new Dir({ path: name, recursive, encoding, list: (folder) => listFolder(disk, folder, 'opendir') });
  };
}
