import { withFrame } from '../async-context.ts';
import { Buffer } from '../buffer.ts';
import { nodeError, outOfRange } from '../errors.ts';
import { native } from '../native-timers.ts';
import { nextTick, runMacrotask } from '../next-tick.ts';
import Stream from '../stream.ts';
import { checkFinite, inRange } from './checks.ts';
import { constants } from './constants.ts';
import type { Engine, Failure, Left } from './engine.ts';

const { Z_MIN_CHUNK, Z_DEFAULT_CHUNK, Z_NO_FLUSH, Z_BLOCK } = constants as Record<string, number>;
const LARGEST = 2 ** 53 - 1;
const flushKind = Symbol('kFlushFlag');
type Done = (error?: Error | null) => void;
type Flushing = Uint8Array & { [flushKind]?: number };

export interface Flushes {
  flush: number;
  finishFlush: number;
  fullFlush: number;
  /** The highest kind of flush there is. */
  last: number;
}

export interface BaseOptions {
  chunkSize?: number;
  flush?: number;
  finishFlush?: number;
  maxOutputLength?: number;
  info?: boolean;
  rejectGarbageAfterEnd?: boolean;
  encoding?: unknown;
  objectMode?: boolean;
}

interface Handle {
  engine: Engine;
  close(): void;
}

const order = (kinds: number[]) => (kind: number) => kinds.indexOf(kind);
/** Which of two flushes does more. */
const strength = order([0, 5, 1, 2, 3, 4]);

/** What all of zlib's streams are. */
export class ZlibBase extends Stream.Transform {
  bytesWritten = 0;
  declare _handle: Handle | null;
  _outBuffer: Buffer;
  _outOffset = 0;
  _chunkSize: number;
  _defaultFlushFlag: number;
  _finishFlushFlag: number;
  _defaultFullFlushFlag: number;
  _info: boolean | undefined;
  _maxOutputLength: number;
  _rejectGarbageAfterEnd: boolean;
  constructor(raw: BaseOptions | undefined, engine: Engine, flushes: Flushes) {
    const options = raw ?? {};
    let { chunkSize } = options;
    if (!checkFinite(chunkSize, 'options.chunkSize')) chunkSize = Z_DEFAULT_CHUNK!;
    else if (chunkSize < Z_MIN_CHUNK!) throw outOfRange('options.chunkSize', `>= ${Z_MIN_CHUNK}`, chunkSize);
    const [low, high] = [Z_NO_FLUSH!, flushes.last || Z_BLOCK!];
    const flush = inRange(options.flush, 'options.flush', low, high, flushes.flush);
    const finish = inRange(options.finishFlush, 'options.finishFlush', low, high, flushes.finishFlush);
    const most = inRange(options.maxOutputLength, 'options.maxOutputLength', 1, LARGEST, LARGEST);
    const plain = options.encoding || options.objectMode || (options as { writableObjectMode?: boolean }).writableObjectMode; // prettier-ignore
    super({ autoDestroy: true, ...options, ...(plain && { encoding: null, objectMode: false, writableObjectMode: false }) } as never); // prettier-ignore
    this._handle = { engine, close: () => void (this._handle = null) };
    this._outBuffer = Buffer.allocUnsafe(chunkSize);
    this._chunkSize = chunkSize;
    this._defaultFlushFlag = flush;
    this._finishFlushFlag = finish;
    this._defaultFullFlushFlag = flushes.fullFlush;
    this._info = options.info;
    this._maxOutputLength = most;
    this._rejectGarbageAfterEnd = options.rejectGarbageAfterEnd === true;
  }
  get _closed(): boolean {
    return !this._handle;
  }
  reset(): void {
    if (!this._handle) throw nodeError(Error, 'ERR_INTERNAL_ASSERTION', 'zlib binding closed');
    this._handle.engine.reset();
  }
  override _flush(done: Done): void {
    this._transform(Buffer.alloc(0), '', done);
  }
  override _final(done: Done): void {
    done();
  }
  flush(kind?: number | (() => void), callback?: () => void): void {
    if (typeof kind === 'function' || (kind === undefined && !callback)) {
      callback = kind as undefined;
      kind = this._defaultFullFlushFlag;
    }
    if (this.writableFinished) {
      if (callback) nextTick(callback);
    } else if (this.writableEnded) {
      if (callback) this.once('end', callback);
    } else {
      const marker = Object.assign(Buffer.alloc(0), { [flushKind]: kind as number });
      this.write(marker, '' as never, callback as never);
    }
  }
  close(callback?: Done): void {
    if (callback) Stream.finished(this, callback as never);
    this.destroy();
  }
  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#shut();
    done(error);
  }
  #shut(): void {
    this._handle?.engine.close();
    this._handle = null;
  }
  override _transform(chunk: Flushing, _encoding: string, done: Done): void {
    let flush = this._defaultFlushFlag;
    const asked = chunk[flushKind];
    if (typeof asked === 'number') flush = asked;
    else if (this.writableEnded && this.writableLength === chunk.byteLength) {
      flush = strength(flush) > strength(this._finishFlushFlag) ? flush : this._finishFlushFlag;
    }
    this._processChunk(chunk, flush, done);
  }
  _processChunk(chunk: Uint8Array, flush: number, done?: Done): Buffer | undefined {
    if (typeof done !== 'function') return this.#processNow(chunk, flush);
    if (!this._handle) return void nextTick(done);
    this.#processLater(chunk, flush, 0, chunk.byteLength, withFrame(done));
    return undefined;
  }
  #failed(failure: Failure): Error {
    this.#shut();
    const { message, errno, code } = failure;
    return Object.assign(new Error(message), { errno, code });
  }
  #renew(left: Left): void {
    if (left.output > 0 && this._outOffset < this._chunkSize) return;
    this._outOffset = 0;
    this._outBuffer = Buffer.allocUnsafe(this._chunkSize);
  }
  #step(chunk: Uint8Array, flush: number, from: number, length: number) {
    const room = this._chunkSize - this._outOffset;
    const left = this._handle!.engine.write(flush, chunk, from, length, this._outBuffer, this._outOffset, room);
    return { left, room };
  }
  #take(have: number): Buffer {
    const out = this._outBuffer.subarray(this._outOffset, this._outOffset + have);
    this._outOffset += have;
    return out;
  }
  #processNow(chunk: Uint8Array, flush: number): Buffer {
    const parts: Buffer[] = [];
    let [from, length, total] = [0, chunk.byteLength, 0];
    for (;;) {
      const { left, room } = this.#step(chunk, flush, from, length);
      if (left.failure) throw this.#failed(left.failure);
      const have = room - left.output;
      if (have > 0) {
        parts.push(this.#take(have));
        total += have;
        if (total > this._maxOutputLength) {
          this.#shut();
          throw tooLarge(this._maxOutputLength);
        }
      }
      this.#renew(left);
      from += length - left.input;
      length = left.input;
      if (left.output > 0) break;
    }
    this.bytesWritten = from;
    if (length > 0 && this._rejectGarbageAfterEnd) throw this.#garbage();
    this.#shut();
    return Buffer.concat(parts);
  }
  #garbage(): Error {
    const message = 'Trailing junk found after the end of the compressed stream';
    return nodeError(TypeError, 'ERR_TRAILING_JUNK_AFTER_STREAM_END', message);
  }
  #processLater(chunk: Uint8Array, flush: number, from: number, length: number, done: Done): void {
    native.soon(() => runMacrotask(() => this.#process(chunk, flush, from, length, done)));
  }
  #process(chunk: Uint8Array, flush: number, from: number, length: number, done: Done): void {
    if (this.destroyed || !this._handle) return done();
    const { left, room } = this.#step(chunk, flush, from, length);
    if (left.failure) return void this.destroy(this.#failed(left.failure));
    this.bytesWritten += length - left.input;
    const have = room - left.output;
    const full = have > 0 && !this.push(this.#take(have));
    if (this.destroyed) return done();
    this.#renew(left);
    if (left.output === 0) {
      const next = from + length - left.input;
      const go = () => this.#processLater(chunk, flush, next, left.input, done);
      if (!full) return go();
      // Goes on when somebody reads.
      const read = this._read;
      this._read = (size: number) => {
        this._read = read;
        go();
        this._read(size);
      };
      return;
    }
    if (left.input > 0) {
      if (this._rejectGarbageAfterEnd) return void this.destroy(this.#garbage());
      this.push(null);
    }
    done();
  }
}

export const tooLarge = (length: number): Error =>
  nodeError(RangeError, 'ERR_BUFFER_TOO_LARGE', `Cannot create a Buffer larger than ${length} bytes`);
