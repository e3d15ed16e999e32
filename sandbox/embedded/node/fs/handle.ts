import { Buffer } from '../buffer.ts';
import { invalidArgType, nodeError, validateObject, validateOneOf } from '../errors.ts';
import Emitter from '../events.ts';
import { checkSignal } from './contents.ts';
import { hold, release } from './handle-operations.ts';
import { promiseLater } from './later.ts';
import type { Operations } from './paths.ts';
import { checkEncoding, optionsOf } from './validate.ts';

type Fs = Record<string, any>;
const closedHandle = (syscall: string) => Object.assign(new Error('file closed'), { code: 'EBADF', syscall });

/** An open file with the functions of `fs/promises`. */
export class FileHandle extends Emitter {
  #fd: number;
  readonly #fs: Fs;
  readonly #operations: Operations;
  #users = 1;
  #closing: Promise<void> | null = null;
  #settle: { resolve(): void; reject(error: unknown): void } | undefined;
  #locked = false;
  constructor(fd: number, fs: Fs, operations: Operations) {
    super();
    this.#fd = fd;
    this.#fs = fs;
    this.#operations = operations;
  }
  async #run(name: string, ...args: unknown[]): Promise<any> {
    if (this.#fd === -1) throw closedHandle(name);
    const work = this.#operations[name]!(this.#fd, ...args);
    this[hold]();
    try {
      return await promiseLater(work);
    } finally {
      await this[release]();
    }
  }
  get fd(): number {
    return this.#fd;
  }
  getAsyncId(): number {
    return 1;
  }
  [hold](): void {
    this.#users++;
  }
  async [release](): Promise<void> {
    if (--this.#users > 0) return;
    const fd = this.#fd;
    this.#fd = -1;
    if (!this.#settle) return promiseLater(this.#operations['close']!(fd)) as Promise<void>;
    await promiseLater(this.#operations['close']!(fd)).then(this.#settle.resolve as never, this.#settle.reject);
  }
  close = (): Promise<void> => {
    if (this.#fd === -1) return Promise.resolve();
    if (this.#closing) return this.#closing;
    this.#users--;
    if (this.#users === 0) {
      const fd = this.#fd;
      this.#fd = -1;
      this.#closing = (promiseLater(this.#operations['close']!(fd)) as Promise<void>).finally(
        () => (this.#closing = null),
      );
    } else {
      this.#closing = new Promise<void>((resolve, reject) => (this.#settle = { resolve, reject })).finally(() => {
        this.#closing = null;
      });
    }
    this.emit('close');
    return this.#closing;
  };
  appendFile(data: unknown, options?: unknown) {
    return this.#fs['promises'].writeFile(this, data, { ...optionsOf(options, { encoding: 'utf8' }), flag: 'a' });
  }
  writeFile(data: unknown, options?: unknown) {
    return this.#fs['promises'].writeFile(this, data, options);
  }
  readFile(options?: unknown) {
    return this.#run('readFile', options);
  }
  chmod(mode: unknown) {
    return this.#run('fchmod', mode);
  }
  chown(uid: unknown, gid: unknown) {
    return this.#run('fchown', uid, gid);
  }
  datasync() {
    return this.#run('fdatasync');
  }
  sync() {
    return this.#run('fsync');
  }
  stat(options?: unknown) {
    return this.#run('fstat', options);
  }
  truncate(length = 0) {
    return this.#run('ftruncate', length);
  }
  utimes(atime: unknown, mtime: unknown) {
    return this.#run('futimes', atime, mtime);
  }
  async read(first?: unknown, ...rest: unknown[]) {
    const [buffer, args] = readArguments(first, rest);
    return { bytesRead: (await this.#run('read', buffer, ...args)) as number, buffer };
  }
  async readv(buffers: unknown, position?: unknown) {
    return { bytesRead: (await this.#run('readv', buffers, position)) as number, buffers };
  }
  async write(data: unknown, ...rest: unknown[]) {
    if (ArrayBuffer.isView(data) && data.byteLength === 0) return { bytesWritten: 0, buffer: data };
    return { bytesWritten: (await this.#run('write', data, ...rest)) as number, buffer: data };
  }
  async writev(buffers: unknown[], position?: unknown) {
    if (Array.isArray(buffers) && buffers.length === 0) return { bytesWritten: 0, buffers };
    return { bytesWritten: (await this.#run('writev', buffers, position)) as number, buffers };
  }
  createReadStream(options?: object): unknown {
    return new this.#fs['ReadStream'](undefined, { ...options, fd: this });
  }
  createWriteStream(options?: object): unknown {
    return new this.#fs['WriteStream'](undefined, { ...options, fd: this });
  }
  readLines(options?: object): unknown {
    return this.#fs['readLinesOf'](this.createReadStream(options));
  }
  readableWebStream(options: { type?: string; autoClose?: boolean } = {}): ReadableStream {
    if (this.#fd === -1) throw nodeError(Error, 'ERR_INVALID_STATE', 'Invalid state: The FileHandle is closed');
    if (this.#closing) throw nodeError(Error, 'ERR_INVALID_STATE', 'Invalid state: The FileHandle is closing');
    if (this.#locked) throw nodeError(Error, 'ERR_INVALID_STATE', 'Invalid state: The FileHandle is locked');
    validateObject(options, 'options');
    const { type = 'bytes', autoClose = false } = options;
    validateOneOf(type, 'options.type', ['bytes', undefined]);
    this.#locked = true;
    return this.#web(autoClose);
  }
  #web(autoClose: boolean): ReadableStream {
    const end = async () => {
      this.#locked = false;
      await this[release]();
      if (autoClose) await this.close();
    };
    this[hold]();
    let over = false;
    const stream = new ReadableStream({
      type: 'bytes',
      autoAllocateChunkSize: 16384,
      pull: async (controller) => {
        const view = controller.byobRequest?.view as Uint8Array;
        if (over) return;
        const { bytesRead } = await this.read(view, view.byteOffset, view.byteLength);
        if (bytesRead === 0) {
          over = true;
          controller.close();
          await end();
        }
        controller.byobRequest?.respond(bytesRead);
      },
      cancel: end,
    });
    this.once('close', () => {
      if (over || autoClose) return;
      over = true;
      void this[release]();
      stream.cancel?.().catch(() => {});
    });
    return stream;
  }
}

Object.defineProperty(FileHandle.prototype, Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose'), {
  value(this: FileHandle) {
    return this.close();
  },
  writable: true,
  configurable: true,
});

/** `read(buffer, …)`, `read(buffer, options)`, `read(options)` and `read()`. */
function readArguments(first: unknown, rest: unknown[]): [unknown, unknown[]] {
  if (ArrayBuffer.isView(first)) {
    const [offset, length, position] = rest;
    if (offset !== null && typeof offset === 'object') return [first, [offset]];
    return [first, [offset, length ?? undefined, position]];
  }
  if (first !== undefined && (first === null || typeof first !== 'object')) {
    throw invalidArgType('buffer', ['Buffer', 'TypedArray', 'DataView'], first);
  }
  const { buffer = Buffer.alloc(16384), offset, length, position = null } = (first ?? {}) as Record<string, unknown>;
  return [buffer, [offset ?? 0, length ?? undefined, position]];
}

/** Data that arrives in pieces: a stream, an iterable of text or bytes. */
export async function writePieces(
  write: (piece: Uint8Array) => Promise<unknown>,
  data: AsyncIterable<unknown>,
  encoding: unknown,
  signal?: AbortSignal,
) {
  // prettier-ignore
  checkEncoding(encoding);
  for await (const piece of data) {
    checkSignal(signal);
    if (typeof piece !== 'string' && !ArrayBuffer.isView(piece)) {
      throw invalidArgType('data', ['string', 'Buffer', 'TypedArray', 'DataView'], piece);
    }
    const bytes = typeof piece === 'string' ? Buffer.from(piece, encoding as BufferEncoding) : piece;
    await write(new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength));
  }
  checkSignal(signal);
}
