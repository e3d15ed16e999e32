import { readableFromWeb, readableToWeb, writableFromWeb, writableToWeb } from './stream-adapters.ts';

type Constructor = ((...args: any[]) => any) & Record<string, any>;

/** What `readable-stream` leaves to Node: the adapters to web streams. */
export function mendStreams(Stream: Record<string, Constructor>): void {
  const { Readable, Writable, Duplex } = Stream as Record<'Readable' | 'Writable' | 'Duplex', Constructor>;
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
