type Streams = { ReadableStream?: typeof ReadableStream };

/** What undici asks of streams that not every browser has. */
export function mendWebStreams(target: Streams): void {
  supportByteStreams(target);
  rememberReading(target);
}

/** WebKit has no streams of the type `bytes`: there, they are plain streams, which is all that bodies need. */
function supportByteStreams(target: Streams): void {
  const Native = target.ReadableStream;
  if (!Native) return;
  try {
    new Native({ type: 'bytes' });
    return;
  } catch {
    // Below.
  }
  const construct = (source: object, strategy: QueuingStrategy, as: object) =>
    Reflect.construct(Native, [source, strategy], as as typeof Native) as object;
  const Stream = function (source: UnderlyingSource & { type?: string } = {}, strategy?: QueuingStrategy) {
    const as = new.target ?? Native;
    if (source?.type !== 'bytes') return construct(source, strategy ?? {}, as);
    const method = (name: 'start' | 'pull' | 'cancel') =>
      typeof source[name] === 'function' ? { [name]: (source[name] as () => void).bind(source) } : {};
    const plain = { ...method('start'), ...method('pull'), ...method('cancel') };
    return construct(plain, strategy ?? { highWaterMark: 0 }, as);
  } as unknown as typeof ReadableStream;
  Object.defineProperty(Stream, 'name', { value: 'ReadableStream' });
  Object.setPrototypeOf(Stream, Native);
  Object.defineProperty(Stream, 'prototype', { value: Native.prototype });
  Object.defineProperty(Native.prototype, 'constructor', { value: Stream, writable: true, configurable: true });
  Object.defineProperty(target, 'ReadableStream', { value: Stream, writable: true, configurable: true });
}

/** Node can tell whether anybody has read from a stream, which decides `bodyUsed`; browsers keep that to themselves. */
function rememberReading({ ReadableStream }: Streams): void {
  const disturbed = Symbol.for('nodejs.stream.disturbed');
  const prototype = ReadableStream?.prototype as unknown as Record<string | symbol, unknown> | undefined;
  if (!prototype || disturbed in prototype) return;
  const read = new WeakSet<object>();
  const streams = new WeakMap<object, object>();
  const wrap = (holder: Record<string, unknown>, name: string, note: (self: object, result: unknown) => void) => {
    const own = holder[name] as ((...args: unknown[]) => unknown) | undefined;
    if (typeof own !== 'function') return;
    const wrapped = function (this: object, ...args: unknown[]) {
      if (name !== 'getReader') note(this, undefined);
      const result = Reflect.apply(own, this, args);
      if (name === 'getReader') note(this, result);
      return result;
    };
    Object.defineProperty(wrapped, 'name', { value: name });
    Object.defineProperty(holder, name, { value: wrapped, writable: true, configurable: true });
  };
  wrap(prototype as Record<string, unknown>, 'getReader', (stream, reader) => streams.set(reader as object, stream));
  for (const name of ['cancel', 'pipeTo', 'pipeThrough', 'tee', 'values']) {
    wrap(prototype as Record<string, unknown>, name, (stream) => void (stream instanceof ReadableStream! && read.add(stream)));
  }
  const reader = Object.getPrototypeOf(new ReadableStream!().getReader()) as Record<string, unknown>;
  const byReader = (self: object) => {
    const stream = streams.get(self);
    if (stream) read.add(stream);
  };
  wrap(reader, 'read', byReader);
  const ends = rememberEnds(reader, (self) => streams.get(self));
  wrap(reader, 'cancel', byReader);
  // Errors of streams that have ended already change nothing, so every stream may count as readable.
  const facts: Record<string, (stream: object) => unknown> = {
    'nodejs.stream.disturbed': (stream) => read.has(stream),
    'nodejs.stream.readable': () => true,
    'nodejs.stream.errored': () => false,
    // `finished` of a stream waits for this; one that others read from inside of the browser has no end to be seen.
    'nodejs.webstream.isClosedPromise': ends,
  };
  for (const [name, tell] of Object.entries(facts)) {
    Object.defineProperty(prototype, Symbol.for(name), {
      get(this: object) {
        return tell(this);
      },
      configurable: true,
    });
  }
} // prettier-ignore

/** The end of each stream, as its readers come to it. */
function rememberEnds(reader: Record<string, unknown>, streamOf: (reader: object) => object | undefined) {
  const ends = new WeakMap<object, PromiseWithResolvers<void>>();
  const endOf = (stream: object) => {
    const known = ends.get(stream) ?? Promise.withResolvers<void>();
    ends.set(stream, known);
    return known;
  };
  const read = reader['read'] as (this: object) => Promise<{ done: boolean }>;
  const reading = function (this: object) {
    const result = read.call(this);
    const stream = streamOf(this);
    const end = stream && endOf(stream);
    if (end) result.then(({ done }) => done && end.resolve(), end.resolve);
    return result;
  };
  Object.defineProperty(reading, 'name', { value: 'read' });
  Object.defineProperty(reader, 'read', { value: reading, writable: true, configurable: true });
  return endOf;
}
