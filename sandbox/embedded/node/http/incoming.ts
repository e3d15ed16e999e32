import { finished, Readable } from 'stream';
import { nextTick } from '../net/errors.ts';
import { inherit, oldStyle } from '../net/old-style.ts';
import type { Socket } from '../net/socket.ts';

type HeaderRecord = Record<string, string | string[] | undefined>;
type Callback = (error?: Error | null) => void;

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
  declare _headers: HeaderRecord | null;
  declare _headersDistinct: HeaderRecord | null;
  declare _headersCount: number;
  declare _trailers: HeaderRecord | null;
  declare _trailersDistinct: HeaderRecord | null;
  declare _trailersCount: number;

  get connection(): Socket {
    return this.socket;
  }
  set connection(socket: Socket) {
    this.socket = socket;
  }
  get headers(): HeaderRecord {
    return (this._headers ??= collect(this, this.rawHeaders, this._headersCount));
  }
  set headers(value: HeaderRecord) {
    this._headers = value;
  }
  get headersDistinct(): HeaderRecord {
    return (this._headersDistinct ??= collectDistinct(this.rawHeaders, this._headersCount));
  }
  set headersDistinct(value: HeaderRecord) {
    this._headersDistinct = value;
  }
  get trailers(): HeaderRecord {
    return (this._trailers ??= collect(this, this.rawTrailers, this._trailersCount));
  }
  set trailers(value: HeaderRecord) {
    this._trailers = value;
  }
  get trailersDistinct(): HeaderRecord {
    return (this._trailersDistinct ??= collectDistinct(this.rawTrailers, this._trailersCount));
  }
  set trailersDistinct(value: HeaderRecord) {
    this._trailersDistinct = value;
  }

  setTimeout(ms: number, callback?: () => void): this {
    if (callback) this.on('timeout', callback);
    this.socket.setTimeout(ms);
    return this;
  }

  override _read(): void {
    if (!this._consuming) {
      readingMore(this, false);
      this._consuming = true;
    }
    if (this.socket?.readable) this.socket._end?.resume();
  }

  override _destroy(error: Error | null, callback: Callback): void {
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

  _addHeaderLines(headers: string[], count: number): void {
    if (!headers.length) return;
    if (this.complete) {
      this.rawTrailers = headers;
      this._trailersCount = count;
      this._trailers = null;
    } else {
      this.rawHeaders = headers;
      this._headersCount = count;
      this._headers = null;
    }
  }

  _addHeaderLine(field: string, value: string, target: HeaderRecord): void {
    addLine(target, field.toLowerCase(), value, this.joinDuplicateHeaders);
  }

  /** Reads what is left, so that the connection can go on. */
  _dump(): void {
    if (this._dumped) return;
    this._dumped = true;
    // A listener for data would keep what nobody asked for.
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
    // What arrives before anybody reads must not set off reading.
    readingMore(self, true);
    self.socket = self.client = socket as Socket;
    self.httpVersion = null as never;
    self.httpVersionMajor = self.httpVersionMinor = null as never;
    self.complete = self.aborted = self.joinDuplicateHeaders = false;
    self.rawHeaders = [];
    self.rawTrailers = [];
    self.upgrade = null;
    self.url = '';
    self.method = self.statusCode = self.statusMessage = null;
    self._dumped = self._consuming = false;
    self._headers = self._headersDistinct = self._trailers = self._trailersDistinct = null;
    self._headersCount = self._trailersCount = 0;
  },
);

function readingMore(message: object, value: boolean): void {
  (message as { _readableState: { readingMore: boolean } })._readableState.readingMore = value;
}

function collect(message: IncomingMessage, raw: string[], count: number): HeaderRecord {
  const record: HeaderRecord = {};
  for (let index = 0; index < count; index += 2) message._addHeaderLine(raw[index]!, raw[index + 1]!, record);
  return record;
}

function addLine(record: HeaderRecord, name: string, value: string, join: boolean): void {
  const before = Object.hasOwn(record, name) ? record[name] : undefined;
  if (name === 'set-cookie') {
    if (before === undefined) record[name] = [value];
    else (before as string[]).push(value);
  } else if (before === undefined) record[name] = value;
  else if (join || !single.has(name)) record[name] = `${before as string}${name === 'cookie' ? '; ' : ', '}${value}`;
}

function collectDistinct(raw: string[], count: number): HeaderRecord {
  const record = Object.create(null) as HeaderRecord;
  for (let index = 0; index < count; index += 2) {
    const values = (record[raw[index]!.toLowerCase()] ??= []) as string[];
    values.push(raw[index + 1]!);
  }
  return record;
}
