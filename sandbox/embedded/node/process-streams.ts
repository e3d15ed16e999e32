import Stream from './stream.ts';
import type { WriteOutput } from './console-sink.ts';

/** stdout and stderr pass text on at once; stdin is at its end. */
export function createOutputStreams(write: WriteOutput) {
  const output = (stream: 'stdout' | 'stderr', fd: number) => {
    const decoder = new TextDecoder();
    const writable = new Stream.Writable({
      decodeStrings: false,
      write(chunk: string | Uint8Array<ArrayBuffer>, _encoding, done) {
        const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
        write({ stream, level: stream === 'stdout' ? 'log' : 'error', text });
        done();
      },
    });
    return Object.assign(writable, { fd, _type: 'pipe', destroySoon: () => {} });
  };
  let stdin: object | undefined;
  const streams = { stdout: output('stdout', 1), stderr: output('stderr', 2) };
  return Object.defineProperty(streams, 'stdin', {
    enumerable: true,
    get: () => (stdin ??= Object.assign(Stream.Readable.from([] as string[]), { fd: 0 })),
  });
}
