import type Node from 'node:stream';
import { abortError, validateObject } from './errors.ts';

interface Options {
  destroyOnReturn?: boolean;
}
type Source = Node.Readable & {
  allowHalfOpen?: boolean;
  writable?: boolean;
  writableEnded?: boolean;
  _readableState: { autoDestroy: boolean };
};
type Finished = (stream: object, options: object, done: (error?: Error | null) => void) => () => void;

/** What `for await` reads a stream with. A socket that can still be written to stays open when its other side has ended. */
async function* iterate(stream: Source, finished: Finished, { destroyOnReturn = true }: Options) {
  let wake = () => {};
  const readable = () => wake();
  stream.on('readable', readable);
  /** Undefined while it runs, null when it ended well. */
  let error: unknown;
  const forget = finished(stream, { writable: false }, (failed) => {
    error = failed ?? null;
    wake();
  });
  try {
    for (;;) {
      const chunk: unknown = stream.destroyed ? null : stream.read();
      if (chunk !== null) yield chunk;
      else if (error) throw error as Error;
      else if (error === null) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } catch (thrown) {
    error = thrown;
    throw thrown;
  } finally {
    const halfOpen =
      error === null && stream.allowHalfOpen === true && stream.writable === true && !stream.writableEnded;
    if ((error || destroyOnReturn) && (error === undefined || stream._readableState.autoDestroy) && !halfOpen) {
      const unfinished = stream.readable || stream.writable === true;
      if (!stream.destroyed) stream.destroy(unfinished ? (abortError() as Error) : undefined);
    } else {
      stream.off('readable', readable);
      forget();
    }
  }
}

/** Streams of old libraries that have no `read` are wrapped first. */
export function addIteration(Readable: { prototype: object; wrap?: unknown }, finished: Finished): void {
  const { wrap } = Readable as { wrap(stream: object, options: object): Source };
  const start = (stream: Source, options: Options) => {
    const source = typeof stream.read === 'function' ? stream : wrap(stream, { objectMode: true });
    return Object.assign(iterate(source, finished, options), { stream: source });
  };
  const methods = {
    iterator(this: Source, options?: Options) {
      if (options !== undefined) validateObject(options, 'options');
      return start(this, options ?? {});
    },
    [Symbol.asyncIterator](this: Source) {
      return start(this, {});
    },
  };
  for (const key of Reflect.ownKeys(methods)) {
    const value = methods[key as 'iterator'];
    Object.defineProperty(Readable.prototype, key, { value, writable: true, configurable: true, enumerable: true });
  }
}
