import { finished, Readable } from 'stream';
import { nextTick } from '../net/errors.ts';
import { inherit, oldStyle } from '../net/old-style.ts';
import type { Socket } from '../net/socket.ts';

type HeaderRecord = Record<string, string | string[] | undefined>;

/** Of these, the first line counts; a second one is dropped. */
const single = new Set(
  (
    'content-type content-length user-agent referer host authorization proxy-authorization if-modified-since ' +
    'if-unmodified-since from location max-forwards retry-after etag last-modified server age expires'
  ).split(' '),
);

class IncomingMessageShape extends Readable {
  declare socket: Socket;
  declare client: Socket;
  declare httpVersion: string;
  declare httpVersionMajor: number;
  declare httpVersionMinor: number;
  declare complete: boolean;
  declare aborted: boolean;
  declare rawHeaders: string[];
  declare rawTrailers: string[];
  declare upgrade: boolean | null;
  declare url: string;
  declare method: string | null;
  declare statusCode: number | null;
  declare statusMessage: string | null;
  declare joinDuplicateHeaders: boolean;
  declare req: unknown;
  declare _dumped: boolean;
  declare _consuming: boolean;
  declare _collected: Map<string, HeaderRecord>;
  /** Whether reading this message lets the connection continue. */
  declare _paced: boolean;

  get connection(): Socket {
    return this.socket;
  }
  set connection(socket: Socket) {
    this.socket = socket;
  }
  get headers(): HeaderRecord {
    return collected(this, 'headers', () => collect(this.rawHeaders, this.joinDuplicateHeaders));
  }
  set headers(value: HeaderRecord) {
    this._collected.set('headers', value);
  }
  get headersDistinct(): HeaderRecord {
    return collected(this, 'headersDistinct', () => collectDistinct(this.rawHeaders));
  }
  set headersDistinct(value: HeaderRecord) {
    this._collected.set('headersDistinct', value);
  }
  get trailers(): HeaderRecord {
    return collect(this.rawTrailers, this.joinDuplicateHeaders);
  }
  get trailersDistinct(): HeaderRecord {
    return collectDistinct(this.rawTrailers);
  }

  setTimeout(ms: number, callback?: () => void): this {
    if (callback) this.on('timeout', callback);
    this.socket.setTimeout(ms);
    return this;
  }

  override _read(): void {
    this._consuming = true;
    if (this._paced) this.socket?._end?.resume();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    if (!this.readableEnded || !this.complete) {
      this.aborted = true;
      this.emit('aborted');
    }
    // Nobody has to listen for an abort: without a listener, no error is emitted.
    const settle = (reason: Error | null | undefined) =>
      nextTick(() => callback(this.listenerCount('error') ? reason : null));
    const { socket } = this;
    if (!socket || socket.destroyed || !this.aborted) return settle(error);
    socket.destroy(error ?? undefined);
    const stop = finished(socket, (reason) => {
      stop();
      const premature = (reason as { code?: string } | null)?.code === 'ERR_STREAM_PREMATURE_CLOSE';
      settle((premature ? null : reason) ?? error);
    });
  }

  /** Reads what is left, so that the connection can go on. */
  _dump(): void {
    if (this._dumped) return;
    this._dumped = true;
    this.removeAllListeners('data');
    this.resume();
  }
}

export type IncomingMessage = IncomingMessageShape;
export const IncomingMessage = oldStyle(
  'IncomingMessage',
  IncomingMessageShape,
  (self: IncomingMessageShape, socket?: Socket) => {
    inherit(Readable, self, socket ? { highWaterMark: socket.readableHighWaterMark } : undefined);
    self.socket = self.client = socket as Socket;
    self.httpVersion = null as never;
    self.httpVersionMajor = self.httpVersionMinor = null as never;
    self.complete = self.aborted = self.joinDuplicateHeaders = false;
    self.rawHeaders = [];
    self.rawTrailers = [];
    self.upgrade = null;
    self.url = '';
    self.method = self.statusCode = self.statusMessage = null;
    self._dumped = self._consuming = self._paced = false;
    self._collected = new Map();
  },
);

function collected(message: IncomingMessage, name: string, make: () => HeaderRecord): HeaderRecord {
  const known = message._collected.get(name);
  if (known) return known;
  const record = make();
  message._collected.set(name, record);
  return record;
}

function collect(raw: string[], join: boolean): HeaderRecord {
  const record: HeaderRecord = {};
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index]!.toLowerCase();
    const value = raw[index + 1]!;
    const before = record[name];
    if (name === 'set-cookie') record[name] = before ? [...(before as string[]), value] : [value];
    else if (before === undefined) record[name] = value;
    else if (join || !single.has(name)) record[name] = `${before as string}${name === 'cookie' ? '; ' : ', '}${value}`;
  }
  return record;
}

function collectDistinct(raw: string[]): HeaderRecord {
  const record = Object.create(null) as HeaderRecord;
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index]!.toLowerCase();
    const values = (record[name] ??= []) as string[];
    values.push(raw[index + 1]!);
  }
  return record;
}
