import { Buffer } from '../buffer.ts';
import {
  invalidArgType,
  nodeError,
  outOfRange,
  validateBoolean,
  validateFunction,
  validateInteger,
} from '../errors.ts';
import { nextTick } from '../next-tick.ts';
import Stream from '../stream.ts';
import { handleOperations, isHandle } from './handle-operations.ts';
import { optionsOf, pathOf, type Options } from './validate.ts';

type Done = (error?: Error | null) => void;
type Files = Record<string, any>;
export interface FileStream {
  [name: string]: any;
  [files]: Files;
  [working]: boolean;
  fd: number | null;
}

const files = Symbol('kFs');
const working = Symbol('kIsPerformingIO');
const ended = Symbol('kIoDone');
const isUrl = (value: unknown): value is URL => value instanceof URL || (typeof value === 'object' && value !== null && 'href' in value); // prettier-ignore

/** `fs.ReadStream` and `fs.WriteStream`: functions, because graceful-fs calls them without `new`. */
export function createFileStreams(fs: Files) {
  function ReadStream(this: FileStream | void, path: unknown, raw?: unknown): unknown {
    if (!(this instanceof (ReadStream as never as new () => object))) return Reflect.construct(ReadStream, [path, raw]);
    const stream = this as FileStream;
    const options = prepare(stream, fs, path, raw, 'r');
    options['highWaterMark'] ??= 65536;
    if (options['fs']) {
      validateFunction(stream[files]['read'], 'options.fs.read');
      if (options['autoDestroy']) validateFunction(stream[files]['close'], 'options.fs.close');
    }
    stream['start'] = options['start'];
    stream['end'] = options['end'] ?? Infinity;
    stream['pos'] = undefined;
    stream['bytesRead'] = 0;
    startAt(stream, options['start']);
    if (stream['end'] !== Infinity) {
      validateInteger(stream['end'], 'end', 0);
      if (stream['start'] !== undefined && stream['start'] > stream['end']) {
        throw outOfRange('start', `<= "end" (here: ${stream['end']})`, stream['start']);
      }
    }
    Reflect.apply(Stream.Readable as never, stream, [options]);
    return undefined;
  }
  function WriteStream(this: FileStream | void, path: unknown, raw?: unknown): unknown {
    if (!(this instanceof (WriteStream as never as new () => object))) return Reflect.construct(WriteStream, [path, raw]); // prettier-ignore
    const stream = this as FileStream;
    const options = prepare(stream, fs, path, raw, 'w');
    options['decodeStrings'] = true;
    if (options['flush'] !== undefined && options['flush'] !== null) validateBoolean(options['flush'], 'options.flush');
    stream['flush'] = options['flush'] ?? false;
    if (options['fs']) checkWriters(stream, options);
    stream['start'] = options['start'];
    stream['pos'] = undefined;
    stream['bytesWritten'] = 0;
    startAt(stream, options['start']);
    Reflect.apply(Stream.Writable as never, stream, [options]);
    if (options['encoding']) stream['setDefaultEncoding'](options['encoding']);
    return undefined;
  }
  extend(ReadStream, Stream.Readable, { ...opening, ...reading }, '_readableState');
  extend(WriteStream, Stream.Writable, { ...opening, ...writing }, '_writableState');
  return { ReadStream, WriteStream };
}

/** What both kinds have in common, from arguments to the first state. */
function prepare(stream: FileStream, fs: Files, path: unknown, raw: unknown, flags: string): Options {
  const options = { ...optionsOf(raw) };
  stream.fd = null;
  if (options['fd'] === undefined || options['fd'] === null) {
    stream[files] = options['fs'] || fs;
    validateFunction(stream[files]['open'], 'options.fs.open');
    const name = isUrl(path) ? pathOf(path) : path;
    pathOf(name);
    Object.assign(stream, { path: name, flags: options['flags'] ?? flags, mode: options['mode'] ?? 0o666 });
  } else stream.fd = adopt(stream, fs, options);
  if (options['autoDestroy'] === undefined) options['autoDestroy'] = options['autoClose'] ?? true;
  stream[working] = false;
  return options;
}

function adopt(stream: FileStream, fs: Files, options: Options): number {
  const { fd } = options;
  if (typeof fd === 'number') {
    stream[files] = options['fs'] || fs;
    return fd;
  }
  if (!isHandle(fd)) throw invalidArgType('options.fd', ['number', 'FileHandle'], fd);
  if (options['fs']) {
    throw nodeError(Error, 'ERR_METHOD_NOT_IMPLEMENTED', 'The FileHandle with fs method is not implemented');
  }
  stream[files] = handleOperations(fd);
  fd.on('close', () => stream['close']());
  return fd.fd;
}

function startAt(stream: FileStream, start: unknown): void {
  if (start === undefined) return;
  validateInteger(start, 'start', 0);
  stream['pos'] = start;
}

function checkWriters(stream: FileStream, options: Options): void {
  const own = stream[files];
  if (!own['write'] && !own['writev']) throw invalidArgType('options.fs.write', 'function', own['write']);
  if (own['write']) validateFunction(own['write'], 'options.fs.write');
  if (own['writev']) validateFunction(own['writev'], 'options.fs.writev');
  if (options['autoDestroy']) validateFunction(own['close'], 'options.fs.close');
  if (options['flush']) validateFunction(own['fsync'], 'options.fs.fsync');
  if (!own['write']) stream['_write'] = null;
  if (!own['writev']) stream['_writev'] = null;
}

function extend(constructor: { prototype: unknown }, Base: { prototype: object }, methods: object, state: string) {
  Object.setPrototypeOf(constructor, Base);
  constructor.prototype = Object.create(Base.prototype, {
    constructor: { value: constructor, writable: true, configurable: true },
    pending: { get(this: FileStream) { return this.fd === null; }, configurable: true },
    autoClose: {
      get(this: FileStream) { return this[state].autoDestroy; },
      set(this: FileStream, value) { this[state].autoDestroy = value; },
      configurable: true,
    },
  }) as object; // prettier-ignore
  for (const [key, value] of Object.entries(methods)) {
    Object.defineProperty(constructor.prototype, key, { value, writable: true, configurable: true, enumerable: true });
  }
}

/** The deprecated method; replaced by graceful-fs, which is how the streams notice. */
function open(this: FileStream) {}

const opening = {
  open,
  _construct(this: FileStream, done: Done) {
    if (typeof this.fd === 'number') return done();
    if (this['open'] !== open) return constructPatched(this, done);
    this[files]['open'](this['path'], this['flags'], this['mode'], (error: Error | null, fd: number) => {
      if (error) return done(error);
      this.fd = fd;
      done();
      this['emit']('open', fd);
      this['emit']('ready');
      // `done` takes two turns: what is written between them must not overtake what was written before.
      this['cork']?.();
      nextTick(() => nextTick(() => this['uncork']?.()));
    });
  },
  _destroy(this: FileStream, error: Error | null, done: Done) {
    if (this[working]) this['once'](ended, (late?: Error) => close(this, error ?? late ?? null, done));
    else close(this, error, done);
  },
};

function close(stream: FileStream, error: Error | null, done: Done): void {
  const { fd } = stream;
  if (!fd) return done(error);
  const end = () => {
    stream[files]['close'](fd, (failed?: Error | null) => done(failed ?? error));
    stream.fd = null;
  };
  if (!stream['flush'] || error) return end();
  stream[files]['fsync'](fd, (failed?: Error | null) => {
    if (failed) error = failed;
    end();
  });
}

/** graceful-fs opens the file with a method of its own: `open` and `error` then say how that went. */
function constructPatched(stream: FileStream, done: Done) {
  const { emit } = stream as unknown as { emit: (...args: unknown[]) => boolean };
  stream['emit'] = (name: string, ...args: unknown[]) => {
    if (name === 'open' || name === 'error') stream['emit'] = emit;
    if (name === 'open') done();
    if (name === 'error') {
      done(args[0] as Error);
      return true;
    }
    return emit.call(stream, name, ...args);
  };
  stream['open']();
}

function fail(stream: FileStream, state: string, error: Error): void {
  if (stream[state].autoDestroy) stream['destroy'](error);
  else nextTick(() => stream['emit']('error', error));
}

const reading = {
  _read(this: FileStream, wanted: number) {
    const size = Math.min(this['end'] - (this['pos'] ?? this['bytesRead']) + 1, wanted);
    if (size <= 0) return void this['push'](null);
    const buffer = Buffer.allocUnsafeSlow(size);
    this[working] = true;
    this[files]['read'](this.fd, buffer, 0, size, this['pos'], (error: Error | null, count: number, filled: Buffer) => {
      this[working] = false;
      if (this['destroyed']) return void this['emit'](ended, error);
      if (error) return fail(this, '_readableState', error);
      this['bytesRead'] += count;
      if (this['pos'] !== undefined) this['pos'] += count;
      if (count <= 0) return void this['push'](null);
      const bytes = filled ?? buffer;
      // A copy, so that small reads do not keep large buffers.
      this['push'](count === bytes.length ? bytes : Buffer.from(bytes.subarray(0, count)));
    });
  },
  close(this: FileStream, done?: Done) {
    if (typeof done === 'function') Stream.finished(this as never, done as never);
    this['destroy']();
  },
};

function writeAll(stream: FileStream, data: Uint8Array, at: number | undefined, done: Done, empty = 0): void {
  stream[files]['write'](
    stream.fd,
    data,
    0,
    data.length,
    at,
    (failed: (Error & { code?: string }) | null, count = 0) => {
      const error = failed?.code === 'EAGAIN' ? null : failed;
      if (stream['destroyed'] || error) return done(error ?? destroyedError());
      stream['bytesWritten'] += count;
      const rest = data.subarray(count);
      const tries = count > 0 ? 0 : empty + 1;
      if (tries > 5) done(new Error('write failed'));
      else if (rest.length > 0) writeAll(stream, rest, at === undefined ? at : at + count, done, tries);
      else done();
    },
  );
}

const destroyedError = () => nodeError(Error, 'ERR_STREAM_DESTROYED', 'Cannot call write after a stream was destroyed');

const writing = {
  _write(this: FileStream, data: Uint8Array, _encoding: string, done: Done) {
    this[working] = true;
    writeAll(this, data, this['pos'], (error) => finish(this, error, done));
    if (this['pos'] !== undefined) this['pos'] += data.length;
  },
  _writev(this: FileStream, parts: { chunk: Uint8Array }[], done: Done) {
    const chunks = parts.map(({ chunk }) => chunk);
    const size = chunks.reduce((sum, { length }) => sum + length, 0);
    this[working] = true;
    const own = this[files];
    if (own['writev']) {
      own['writev'](this.fd, chunks, this['pos'] ?? null, (error: Error | null, count = 0) => {
        if (!error) this['bytesWritten'] += count;
        finish(this, error, done);
      });
    } else writeAll(this, Buffer.concat(chunks), this['pos'], (error) => finish(this, error, done));
    if (this['pos'] !== undefined) this['pos'] += size;
  },
  close(this: FileStream, done?: Done) {
    if (done) {
      if (this['closed']) return void nextTick(done);
      this['on']('close', done);
    }
    if (!this['autoClose']) this['on']('finish', this['destroy']);
    this['end']();
  },
  destroySoon(this: FileStream) {
    this['end']();
  },
};

function finish(stream: FileStream, error: Error | null | undefined, done: Done): void {
  stream[working] = false;
  if (stream['destroyed']) {
    done(error);
    return void stream['emit'](ended, error);
  }
  done(error);
}
