import type * as Node from 'node:stream';

type Make<T> = new (options: object) => T;

export function readableToWeb(stream: Node.Readable): ReadableStream {
  return new ReadableStream({
    start(controller) {
      stream.pause();
      stream.on('data', (chunk: unknown) => {
        controller.enqueue(chunk instanceof Uint8Array ? new Uint8Array(chunk) : chunk);
        if ((controller.desiredSize ?? 1) <= 0) stream.pause();
      });
      stream.once('end', () => controller.close());
      stream.once('error', (error) => controller.error(error));
      stream.once('close', () => {
        // After `end` or `error` the stream is settled and this throws.
        try {
          controller.error(new Error('Premature close'));
        } catch {}
      });
      stream.pause();
    },
    pull: () => void stream.resume(),
    cancel: (reason) => void stream.destroy(reason instanceof Error ? reason : undefined),
  });
}

export function readableFromWeb(Readable: Make<Node.Readable>, web: ReadableStream, options: object): Node.Readable {
  const reader = web.getReader();
  const stream = new Readable({
    ...options,
    read() {
      reader.read().then(
        ({ done, value }) => stream.push(done ? null : value),
        (error) => stream.destroy(error),
      );
    },
    destroy(error: Error | null, done: (error: Error | null) => void) {
      reader.cancel(error ?? undefined).then(
        () => done(error),
        () => done(error),
      );
    },
  });
  return stream;
}

export function writableToWeb(stream: Node.Writable): WritableStream {
  return new WritableStream({
    start: (controller) => void stream.once('error', (error) => controller.error(error)),
    write: (chunk) =>
      new Promise<void>((resolve) => {
        if (stream.write(chunk)) resolve();
        else stream.once('drain', resolve);
      }),
    close: () => new Promise<void>((resolve) => void stream.end(() => resolve())),
    abort: (reason) => void stream.destroy(reason instanceof Error ? reason : undefined),
  });
}

export function writableFromWeb(Writable: Make<Node.Writable>, web: WritableStream, options: object): Node.Writable {
  const writer = web.getWriter();
  const settle = (done: (error?: Error) => void) => [() => done(), (error: Error) => done(error)] as const;
  return new Writable({
    ...options,
    write: (chunk: unknown, _: string, done: (error?: Error) => void) => void writer.write(chunk).then(...settle(done)),
    final: (done: (error?: Error) => void) => void writer.close().then(...settle(done)),
    destroy(error: Error | null, done: (error?: Error) => void) {
      if (error) writer.abort(error).then(...settle(() => done(error)));
      else done();
    },
  });
}
