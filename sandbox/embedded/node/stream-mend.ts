import { abortError } from './errors.ts';
import { addIteration } from './stream-iterate.ts';
import types from './util-types.ts';
import { readableFromWeb, readableToWeb, writableFromWeb, writableToWeb } from './stream-adapters.ts';

type Constructor = ((...args: any[]) => any) & Record<string, any>;

/** What `readable-stream` leaves to Node: the adapters to web streams. */
export function mendStreams(Stream: Record<string, Constructor>): void {
  const { Readable, Writable, Duplex } = Stream as Record<'Readable' | 'Writable' | 'Duplex', Constructor>;
  // Node's since version 22; the package still has 16 KiB.
  Stream['setDefaultHighWaterMark']!(false, 65536);
  Stream['_isArrayBufferView'] = ArrayBuffer.isView as never;
  Stream['_isUint8Array'] = types.isUint8Array as never;
  addIteration(Readable as never, Stream['finished'] as never);
  Stream['duplexPair'] ??= ((options?: object) => duplexPair(Duplex, options)) as never;
  delete (Readable as unknown as { prototype: Record<string, unknown> }).prototype['asIndexedPairs'];
  addDisposal(Writable, Stream['finished'] as never);
  Readable['toWeb'] = readableToWeb;
  Readable['fromWeb'] = (stream: ReadableStream, options: object) =>
    readableFromWeb(Readable as never, stream, options);
  Writable['toWeb'] = writableToWeb;
  Writable['fromWeb'] = (stream: WritableStream, options: object) =>
    writableFromWeb(Writable as never, stream, options);
  Duplex['toWeb'] = (duplex: never) => ({ readable: readableToWeb(duplex), writable: writableToWeb(duplex) });
  Duplex['fromWeb'] = (pair: { readable: ReadableStream; writable: WritableStream }, options: object) =>
    Duplex['from']({
      readable: readableFromWeb(Readable as never, pair.readable, options),
      writable: writableFromWeb(Writable as never, pair.writable, options),
    });
}

interface Side {
  push(chunk: unknown): boolean;
  ready: (() => void) | undefined;
}

/** Two streams: what is written to the one can be read from the other. */
function duplexPair(Duplex: Constructor, options: object = {}): [object, object] {
  const sides: Side[] = [];
  for (const own of [0, 1]) {
    const other = () => sides[1 - own] as Side;
    const methods = {
      read(this: Side) {
        const ready = this.ready;
        this.ready = undefined;
        ready?.();
      },
      write(chunk: Uint8Array, _encoding: string, done: () => void) {
        if (chunk.length === 0) return void queueMicrotask(done);
        other().push(chunk);
        other().ready = done;
      },
      final(done: () => void) {
        other().push(null);
        done();
      },
    };
    sides.push(Reflect.construct(Duplex, [{ ...options, ...methods }]) as Side);
  }
  return sides as unknown as [object, object];
}

type Disposable = { destroyed: boolean; writableFinished: boolean; destroy(error?: Error): void };

/** `await using writable`: what is not finished yet is given up. */
function addDisposal(Writable: Constructor, finished: (stream: object, done: (error?: Error) => void) => void): void {
  const key = Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose');
  const value = async function (this: Disposable) {
    const reason = this.writableFinished ? undefined : abortError();
    if (!this.destroyed) this.destroy(reason);
    return new Promise<void>((resolve, reject) => {
      finished(this, (error) => (error && error !== reason ? reject(error) : resolve()));
    });
  };
  Object.defineProperty(Writable['prototype'], key, { value, writable: true, configurable: true });
}
