import { invalidArgType, outOfRange } from './errors.ts';
import { Buffer } from './buffer.ts';
import Stream from './stream.ts';

type Fs = Record<string, any>;
type Done = (error?: Error | null) => void;
type Handle = { fd: number; close(): Promise<void> };

interface FileStream {
  [name: string]: any;
  fd: number | null;
  path: unknown;
  pos: number | undefined;
  end: number;
}

function position(name: string, value: unknown) {
  if (value === undefined) return;
  if (typeof value !== 'number') throw invalidArgType(name, 'number', value);
  if (value < 0 || (!Number.isInteger(value) && value !== Infinity))
    throw outOfRange(name, '>= 0 && <= 9007199254740991', value);
}

/** What both kinds have in common, from arguments to the first state. */
function prepare(
  stream: FileStream,
  path: unknown,
  options: Record<string, any>,
  flags: string,
  toPath: (path: unknown) => unknown,
) {
  const handle = typeof options['fd'] === 'object' && options['fd'] !== null ? (options['fd'] as Handle) : undefined;
  stream.fd = handle ? handle.fd : (options['fd'] ?? null);
  stream['handle'] = handle;
  stream.path = stream.fd === null ? toPath(path) : path;
  stream['flags'] = options['flags'] ?? flags;
  stream['mode'] = options['mode'] ?? 0o666;
  position('start', options['start']);
  position('end', options['end']);
  stream['start'] = options['start'];
  stream.pos = options['start'];
}

function read(raw: unknown): Record<string, any> {
  const options = typeof raw === 'string' ? { encoding: raw } : { ...(raw as object) };
  return {
    autoClose: true,
    emitClose: true,
    ...options,
    autoDestroy: (options as { autoClose?: boolean }).autoClose ?? true,
  };
}

/** `fs.ReadStream` and `fs.WriteStream`: functions, because graceful-fs calls them without `new`. */
export function createFileStreams(fs: Fs, toPath: (path: unknown) => unknown) {
  function ReadStream(this: FileStream | void, path: unknown, raw?: unknown): unknown {
    if (!(this instanceof (ReadStream as never as new () => object))) return Reflect.construct(ReadStream, [path, raw]);
    const options: Record<string, any> = { highWaterMark: 65536, ...read(raw) };
    const stream = this as FileStream;
    prepare(stream, path, options, 'r', toPath);
    stream['bytesRead'] = 0;
    stream.end = options['end'] ?? Infinity;
    if (stream['start'] !== undefined && stream.end < stream['start']) {
      throw outOfRange('start', `<= "end" (here: ${stream.end})`, stream['start']);
    }
    Reflect.apply(Stream.Readable as never, stream, [options]);
    return undefined;
  }
  function WriteStream(this: FileStream | void, path: unknown, raw?: unknown): unknown {
    if (!(this instanceof (WriteStream as never as new () => object)))
      return Reflect.construct(WriteStream, [path, raw]);
    const options: Record<string, any> = { decodeStrings: true, ...read(raw) };
    const stream = this as FileStream;
    prepare(stream, path, options, 'w', toPath);
    stream['bytesWritten'] = 0;
    Reflect.apply(Stream.Writable as never, stream, [options]);
    if (options['encoding']) stream['setDefaultEncoding'](options['encoding']);
    return undefined;
  }
  extend(ReadStream, Stream.Readable, { ...opening(fs), ...reading(fs) });
  extend(WriteStream, Stream.Writable, { ...opening(fs), ...writing(fs) });
  Object.defineProperty(WriteStream.prototype, 'autoClose', { get: () => true, configurable: true });
  return { ReadStream, WriteStream };
}

function extend(constructor: { prototype: unknown }, Base: { prototype: object }, methods: Record<string, unknown>) {
  Object.setPrototypeOf(constructor, Base);
  constructor.prototype = Object.create(Base.prototype, {
    constructor: { value: constructor, writable: true, configurable: true },
    pending: { get(this: FileStream) { return this.fd === null; }, configurable: true },
  }) as object; // prettier-ignore
  for (const [key, value] of Object.entries(methods)) {
    Object.defineProperty(constructor.prototype, key, { value, writable: true, configurable: true });
  }
}

const opening = (fs: Fs) => {
  function open(this: FileStream) {
    fs['open'](this.path, this['flags'], this['mode'], (error: Error | null, fd: number) => {
      if (error) return this['destroy'](error);
      this.fd = fd;
      this['emit']('open', fd);
    });
  }
  return {
    open,
    _construct(this: FileStream, done: Done) {
      if (typeof this.fd === 'number') return done();
      if (this['open'] !== open) return constructPatched(this, done);
      fs['open'](this.path, this['flags'], this['mode'], (error: Error | null, fd: number) => {
        if (error) return done(error);
        this.fd = fd;
        done();
        this['emit']('open', fd);
        this['emit']('ready');
      });
    },
    _destroy(this: FileStream, error: Error | null, done: Done) {
      const { fd, handle } = this as { fd: number | null; handle?: Handle };
      this.fd = null;
      if (fd === null) return done(error);
      if (handle) return void handle.close().then(() => done(error), done);
      fs['close'](fd, (failed: Error | null) => done(error ?? failed));
    },
    close(this: FileStream, done?: Done) {
      if (done)
        Stream.finished(this as never, (error) => done(error?.code === 'ERR_STREAM_PREMATURE_CLOSE' ? null : error));
      if (typeof this['end'] === 'function') (this as unknown as { end(): void }).end();
      else this['destroy'](null);
    },
  };
};

/** graceful-fs opens the file with a method of its own: `open` and `error` then say how that went. */
function constructPatched(stream: FileStream, done: Done) {
  const { emit } = stream as unknown as { emit: (...args: unknown[]) => boolean };
  stream['emit'] = (name: string, ...args: unknown[]) => {
    if (name === 'open') {
      stream['emit'] = emit;
      done();
    } else if (name === 'error') {
      stream['emit'] = emit;
      done(args[0] as Error);
      return true;
    }
    return emit.call(stream, name, ...args);
  };
  stream['open']();
}

const reading = (fs: Fs) => ({
  _read(this: FileStream, wanted: number) {
    const size = this.pos === undefined ? wanted : Math.min(this.end - this.pos + 1, wanted);
    const rest = this.pos === undefined ? Math.min(size, this.end - this['bytesRead'] + 1) : size;
    if (rest <= 0) return void this['push'](null);
    const buffer = Buffer.allocUnsafe(rest);
    fs['read'](this.fd, buffer, 0, rest, this.pos ?? null, (error: Error | null, count: number) => {
      if (error) return void this['destroy'](error);
      this['bytesRead'] += count;
      if (this.pos !== undefined) this.pos += count;
      this['push'](count > 0 ? buffer.subarray(0, count) : null);
    });
  },
});

const writing = (fs: Fs) => ({
  _write(this: FileStream, chunk: Uint8Array, _encoding: string, done: Done) {
    fs['write'](this.fd, chunk, 0, chunk.length, this.pos ?? null, (error: Error | null, count: number) => {
      if (error) return done(error);
      this['bytesWritten'] += count;
      if (this.pos !== undefined) this.pos += count;
      done();
    });
  },
  destroySoon(this: { end(): void }) {
    this.end();
  },
});
