/** What Node's ReadableStream can do and some browsers' cannot: `from`, and streams of the type `bytes`. */
interface Target {
  ReadableStream?: typeof ReadableStream;
  ReadableStreamBYOBReader?: unknown;
}

/** Adds what is missing, and nothing else. */
export function installReadable(scope: object): void {
  const target = scope as Target;
  if (!target.ReadableStream) return;
  if (!target.ReadableStreamBYOBReader) supportBytes(target);
  const { ReadableStream: Stream } = target;
  if ('from' in Stream) return;
  const from = function from(iterable: unknown): ReadableStream {
    return streamOf(target.ReadableStream!, iterable);
  };
  Object.defineProperty(Stream, 'from', { value: from, writable: true, configurable: true });
}

function streamOf(Stream: typeof ReadableStream, iterable: unknown): ReadableStream {
  const source = iterable as { [key: symbol]: (() => AsyncIterator<unknown>) | undefined } | undefined;
  const method = source?.[Symbol.asyncIterator] ?? source?.[Symbol.iterator];
  if (typeof method !== 'function') {
    throw Object.assign(new TypeError(`${String(iterable)} is not iterable`), { code: 'ERR_ARG_NOT_ITERABLE' });
  }
  const iterator = method.call(source) as AsyncIterator<unknown>;
  return new Stream(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        // An iterator's values may be promises.
        else controller.enqueue(await value);
      },
      async cancel(reason) {
        await iterator.return?.(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

type View = Uint8Array<ArrayBuffer>;
type BytesSource = UnderlyingByteSource & Record<string, unknown>;

/**
 * Streams of bytes as plain streams of `Uint8Array`, and a reader that fills the views that it is given. Sources never
 * see a `byobRequest`, which the standard allows.
 */
function supportBytes(target: Target): void {
  const Native = target.ReadableStream!;
  const ofBytes = new WeakSet<object>();
  const Stream = function (source: BytesSource = {} as BytesSource, strategy?: QueuingStrategy) {
    const as = (new.target ?? Native) as unknown as typeof ReadableStream;
    if (source?.type !== 'bytes') return Reflect.construct(Native, [source ?? {}, strategy ?? {}], as) as object;
    const stream = Reflect.construct(Native, [plainSource(source), strategy ?? { highWaterMark: 0 }], as) as object;
    ofBytes.add(stream);
    return stream;
  } as unknown as typeof ReadableStream;
  Object.defineProperty(Stream, 'name', { value: 'ReadableStream', configurable: true });
  Object.setPrototypeOf(Stream, Native);
  Object.defineProperty(Stream, 'prototype', { value: Native.prototype });
  Object.defineProperty(Native.prototype, 'constructor', { value: Stream, writable: true, configurable: true });
  const { getReader } = Native.prototype;
  const read = {
    getReader(this: ReadableStream, options?: { mode?: string }): unknown {
      if (options?.mode !== 'byob') return getReader.call(this);
      if (!ofBytes.has(this)) throw new TypeError('Cannot use a BYOB reader with a non-byte stream');
      return new ByobReader(getReader.call(this) as ReadableStreamDefaultReader<View>);
    },
  };
  Object.defineProperty(Native.prototype, 'getReader', { value: read.getReader, writable: true, configurable: true });
  Object.defineProperty(ByobReader, 'name', { value: 'ReadableStreamBYOBReader' });
  const provided = { ReadableStream: Stream, ReadableStreamBYOBReader: ByobReader, ReadableStreamBYOBRequest: class ReadableStreamBYOBRequest {}, ReadableByteStreamController: class ReadableByteStreamController {} }; // prettier-ignore
  for (const [name, value] of Object.entries(provided)) {
    Object.defineProperty(target, name, { value, writable: true, configurable: true });
  }
}

/** Chunks that are no bytes are refused when they are put in, as streams of bytes do. */
function plainSource(source: BytesSource): UnderlyingDefaultSource {
  const controllers = new WeakMap<object, object>();
  const controlled = (controller: ReadableStreamDefaultController<View>) => {
    const known = controllers.get(controller) ?? {
      byobRequest: null,
      get desiredSize() {
        return controller.desiredSize;
      },
      close: () => controller.close(),
      error: (reason: unknown) => controller.error(reason),
      enqueue(chunk: ArrayBufferView<ArrayBuffer>) {
        if (!ArrayBuffer.isView(chunk))
          throw new TypeError('The "chunk" argument must be an instance of ArrayBufferView.');
        if (chunk.byteLength === 0) throw new TypeError('The chunk is empty.');
        controller.enqueue(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
      },
    };
    controllers.set(controller, known);
    return known as ReadableByteStreamController;
  };
  const plain: UnderlyingDefaultSource = {};
  if (source.start) plain.start = (controller) => source.start!(controlled(controller)) as unknown;
  if (source.pull) plain.pull = (controller) => source.pull!(controlled(controller));
  if (source.cancel) plain.cancel = (reason) => source.cancel!(reason);
  return plain;
}

/** Fills views from the chunks of a plain reader; what does not fit waits for the next one. */
class ByobReader {
  #reader: ReadableStreamDefaultReader<View>;
  #rest: View | undefined;
  constructor(reader: ReadableStreamDefaultReader<View>) {
    this.#reader = reader;
  }
  get closed(): Promise<undefined> {
    return this.#reader.closed as Promise<undefined>;
  }
  cancel(reason?: unknown): Promise<void> {
    return this.#reader.cancel(reason);
  }
  releaseLock(): void {
    this.#reader.releaseLock();
  }
  async read<T extends ArrayBufferView<ArrayBuffer>>(view: T, { min = 1 } = {}) {
    if (!ArrayBuffer.isView(view)) throw new TypeError('The "view" argument must be an instance of ArrayBufferView.');
    if (view.byteLength === 0) throw new TypeError('The view is empty.');
    const { byteOffset, byteLength } = view;
    const Type = view.constructor as new (buffer: ArrayBuffer, offset: number, length: number) => T;
    const size = (view as { BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1;
    // The view that was given is used up, as its buffer moves.
    const bytes = new Uint8Array(view.buffer.transfer());
    let filled = 0;
    let ended = false;
    while (filled < Math.max(1, min) * size && !ended) {
      const { done, value } = this.#rest ? { done: false, value: this.#rest } : await this.#reader.read();
      this.#rest = undefined;
      ended = done;
      if (!value) continue;
      const fits = value.subarray(0, byteLength - filled);
      bytes.set(fits, byteOffset + filled);
      filled += fits.length;
      if (fits.length < value.length) this.#rest = value.subarray(fits.length);
    }
    return { done: ended && filled === 0, value: new Type(bytes.buffer, byteOffset, Math.floor(filled / size)) };
  }
}
