import Stream from 'stream';
import { nextTick, nodeError } from '../net/errors.ts';
import { inherit, oldStyle } from '../net/old-style.ts';
import type { Socket } from '../net/socket.ts';
import { renderHead } from './head.ts';
import { ascii, byteLength, fail, writeChunk, type Callback, type Chunk } from './outgoing-body.ts';
import { HeaderHolder } from './outgoing-headers.ts';
import { badCharacter, hasBadContent, validateHeaderName } from './validate.ts';

export type { HeaderValue } from './outgoing-headers.ts';

interface Pending {
  data: Chunk;
  encoding: BufferEncoding | undefined;
  callback: Callback | undefined;
}

class OutgoingMessageShape extends HeaderHolder {
  declare outputData: Pending[];
  declare outputSize: number;
  declare writable: boolean;
  declare destroyed: boolean;
  declare finished: boolean;
  declare _closed: boolean;
  declare _last: boolean;
  declare chunkedEncoding: boolean;
  declare shouldKeepAlive: boolean;
  declare useChunkedEncodingByDefault: boolean;
  declare strictContentLength: boolean;
  declare _hasBody: boolean;
  declare _contentLength: number | null;
  declare _trailer: string;
  declare _headerSent: boolean;
  declare _keepAliveTimeout: number;
  declare _maxRequestsPerSocket: number | undefined;
  declare _maxRequestsReached: boolean | undefined;
  declare _corked: number;
  declare _needDrain: boolean;
  declare _finished: boolean;
  declare _socket: Socket | null;
  declare _written: number;
  declare errored: Error | null;
  declare timeout: number | undefined;
  declare statusCode?: number;

  get socket(): Socket | null {
    return this._socket;
  }
  set socket(socket: Socket | null) {
    this._socket = socket;
  }
  get connection(): Socket | null {
    return this._socket;
  }
  set connection(socket: Socket | null) {
    this._socket = socket;
  }
  get headersSent(): boolean {
    return Boolean(this._header);
  }
  get closed(): boolean {
    return this._closed;
  }
  get writableEnded(): boolean {
    return this.finished;
  }
  get writableFinished(): boolean {
    return this.finished && this.outputSize === 0 && (!this._socket || this._socket.writableLength === 0);
  }
  get writableObjectMode(): boolean {
    return false;
  }
  get writableLength(): number {
    return this.outputSize + (this._socket?.writableLength ?? 0);
  }
  get writableHighWaterMark(): number {
    return this._socket?.writableHighWaterMark ?? 16384;
  }
  get writableCorked(): number {
    return this._corked;
  }
  get writableNeedDrain(): boolean {
    return !this.destroyed && !this.finished && this._needDrain;
  }

  cork(): void {
    this._corked++;
    this._socket?.cork?.();
  }
  uncork(): void {
    if (this._corked) this._corked--;
    this._socket?.uncork?.();
  }

  setTimeout(ms: number, callback?: () => void): this {
    if (callback) this.on('timeout', callback);
    this.timeout = ms;
    if (this._socket) this._socket.setTimeout(ms);
    else this.once('socket', (socket: Socket) => socket.setTimeout(ms));
    return this;
  }

  destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.errored = error ?? null;
    if (this._socket) this._socket.destroy(error);
    else this.once('socket', (socket: Socket) => socket.destroy(error));
    return this;
  }

  _storeHeader(firstLine: string, given: unknown): void {
    renderHead(this, firstLine, given);
  }

  _implicitHeader(): void {
    throw nodeError('ERR_METHOD_NOT_IMPLEMENTED', 'The _implicitHeader() method is not implemented');
  }

  flushHeaders(): void {
    if (!this._header) this._implicitHeader();
    this._send('');
  }

  write(chunk: Chunk, encoding?: BufferEncoding | Callback, callback?: Callback): boolean {
    const done = typeof encoding === 'function' ? encoding : callback;
    const accepted = writeChunk(this, chunk, typeof encoding === 'function' ? undefined : encoding, done, false);
    if (!accepted) this._needDrain = true;
    return accepted;
  }

  addTrailers(headers: Record<string, string> | [string, string][]): void {
    this._trailer = '';
    for (const [name, value] of Array.isArray(headers) ? headers : Object.entries(headers)) {
      validateHeaderName(name, 'Trailer name');
      if (hasBadContent(String(value))) throw badCharacter('trailer content', name);
      this._trailer += `${name}: ${value}\r\n`;
    }
  }

  end(chunk?: Chunk | Callback | null, encoding?: BufferEncoding | Callback, callback?: Callback): this {
    const done = [chunk, encoding, callback].find((arg) => typeof arg === 'function') as Callback | undefined;
    const data = typeof chunk === 'function' ? undefined : chunk;
    const charset = typeof encoding === 'string' ? encoding : undefined;
    if (this.finished) {
      const late = data == null ? 'ERR_STREAM_ALREADY_FINISHED' : 'ERR_STREAM_WRITE_AFTER_END';
      const error = nodeError(late, data == null ? 'Cannot call end after a stream was finished' : 'write after end');
      if (data != null) fail(this, error, done);
      else if (done) nextTick(() => done(error));
      return this;
    }
    this._socket?.cork?.();
    if (data != null) {
      if (!this._header) this._contentLength = byteLength(data, charset);
      writeChunk(this, data, charset, undefined, true);
    } else if (!this._header) {
      this._contentLength = 0;
      this._implicitHeader();
    }
    if (done) this.once('finish', done);
    const finish = () => {
      if (this._socket && (this._socket as { _hadError?: boolean })._hadError) return;
      this._finished = true;
      this.emit('finish');
    };
    if (this._hasBody && this.chunkedEncoding) this._send(`0\r\n${this._trailer}\r\n`, 'latin1', finish);
    else this._send('', 'latin1', finish);
    this._socket?.uncork?.();
    this._corked = 0;
    this.finished = true;
    if (this.outputData.length === 0 && this._socket && (this._socket._httpMessage as unknown) === this) this._finish();
    return this;
  }

  _finish(): void {
    this.emit('prefinish');
  }

  _send(data: Chunk, encoding?: BufferEncoding, callback?: Callback): boolean {
    if (!this._headerSent && this._header !== null) {
      const head = this._header;
      this._headerSent = true;
      if (typeof data === 'string' && (!encoding || encoding === 'latin1' || (encoding === 'utf8' && ascii(head)))) {
        return this._writeRaw(
          head + data,
          encoding === 'utf8' || encoding === undefined ? encoding : 'latin1',
          callback,
        );
      }
      this._writeRaw(head, 'latin1');
    }
    return this._writeRaw(data, encoding, callback);
  }

  _writeRaw(data: Chunk, encoding?: BufferEncoding, callback?: Callback): boolean {
    const socket = this._socket;
    if (socket?.destroyed) return false;
    if (socket && (socket._httpMessage as unknown) === this && socket.writable) {
      this._flushOutput(socket);
      return socket.write(data as string, encoding as BufferEncoding, callback);
    }
    this.outputData.push({ data, encoding, callback });
    this.outputSize += data.length;
    return this.outputSize < 16384;
  }

  /** Sends what was written before there was a connection to write to. */
  _flush(): void {
    const socket = this._socket;
    if (!socket?.writable) return;
    const accepted = this._flushOutput(socket);
    if (this.finished) this._finish();
    else if (accepted && this._needDrain) {
      this._needDrain = false;
      this.emit('drain');
    }
  }

  _flushOutput(socket: Socket): boolean {
    if (!this.outputData.length) return true;
    const pending = this.outputData;
    this.outputData = [];
    this.outputSize = 0;
    let accepted = true;
    socket.cork?.();
    for (const { data, encoding, callback } of pending) {
      accepted = socket.write(data as string, encoding as BufferEncoding, callback);
    }
    socket.uncork?.();
    return accepted;
  }

  override pipe(): never {
    this.emit('error', nodeError('ERR_STREAM_CANNOT_PIPE', 'Cannot pipe, not readable'));
    return undefined as never;
  }
}

export type OutgoingMessage = OutgoingMessageShape;
export const OutgoingMessage = oldStyle('OutgoingMessage', OutgoingMessageShape, (self: OutgoingMessageShape) => {
  inherit(Stream, self);
  Object.assign(self, {
    outputData: [],
    outputSize: 0,
    writable: true,
    destroyed: false,
    finished: false,
    _closed: false,
    _last: false,
    chunkedEncoding: false,
    shouldKeepAlive: true,
    useChunkedEncodingByDefault: true,
    sendDate: false,
    strictContentLength: false,
    _hasBody: true,
    _contentLength: null,
    _removed: new Set(),
    _trailer: '',
    _header: null,
    _headerSent: false,
    _headers: null,
    _keepAliveTimeout: 0,
    _corked: 0,
    _needDrain: false,
    _finished: false,
    _socket: null,
    _written: 0,
    errored: null,
  });
});
