import Stream from 'stream';
import { nextTick, nodeError } from '../net/errors.ts';
import { inherit, oldStyle } from '../net/old-style.ts';
import type { Socket } from '../net/socket.ts';
import { renderHead } from './head.ts';
import { ascii, fail, isStrict, lengthMismatch, sendKept, uncorkFully, writeChunk, type Callback, type Chunk, type Kept } from './outgoing-body.ts'; // prettier-ignore
import { OutgoingState } from './outgoing-state.ts';
import { badCharacter, hasBadContent, validateHeaderName } from './validate.ts';

export type { HeaderValue } from './outgoing-headers.ts';

export interface OutgoingOptions {
  highWaterMark?: number;
  rejectNonStandardBodyWrites?: boolean | undefined;
}

class OutgoingMessageShape extends OutgoingState {
  declare _chunks: Kept[];

  cork(): void {
    this._corked++;
    this._socket?.cork?.();
  }
  uncork(): void {
    this._corked--;
    this._socket?.uncork?.();
    if (!this._corked) sendKept(this);
  }

  setTimeout(ms: number, callback?: () => void): this {
    if (callback) this.on('timeout', callback);
    if (this._socket) this._socket.setTimeout(ms);
    else this.once('socket', (socket: Socket) => socket.setTimeout(ms));
    return this;
  }

  /** What failed is seen on the socket. */
  destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this._errored = error ?? null;
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

  write(chunk: Chunk, encoding?: BufferEncoding | Callback | null, callback?: Callback): boolean {
    const done = typeof encoding === 'function' ? encoding : callback;
    const charset = typeof encoding === 'function' ? undefined : (encoding ?? undefined);
    const accepted = writeChunk(this, chunk, charset, done, false);
    if (!accepted) this._needDrain = true;
    return accepted;
  }

  addTrailers(headers: Record<string, string> | [string, string][]): void {
    this._trailer = '';
    for (const [name, value] of Array.isArray(headers) ? headers : Object.entries(headers)) {
      validateHeaderName(name, 'Trailer name');
      // A trailer may come several times, as a header may.
      for (const one of Array.isArray(value) && value.length > 1 ? (value as string[]) : [String(value)]) {
        if (hasBadContent(one)) throw badCharacter('trailer content', name);
        this._trailer += `${name}: ${one}\r\n`;
      }
    }
  }

  end(chunk?: Chunk | Callback | null, encoding?: BufferEncoding | Callback | null, callback?: Callback): this {
    const done = [chunk, encoding, callback].find((arg) => typeof arg === 'function') as Callback | undefined;
    const data = typeof chunk === 'function' ? undefined : chunk;
    const charset = typeof encoding === 'string' ? encoding : undefined;
    if (data) {
      if (this.finished) {
        fail(this, nodeError('ERR_STREAM_WRITE_AFTER_END', 'write after end'), done);
        return this;
      }
      this._socket?.cork?.();
      writeChunk(this, data, charset, undefined, true);
    } else if (this.finished) {
      if (done) endAgain(this, done);
      return this;
    } else if (!this._header) {
      this._socket?.cork?.();
      this._contentLength = 0;
      this._implicitHeader();
    }
    if (done) this.once('finish', done);
    if (isStrict(this) && this._written !== this._contentLength) throw lengthMismatch(this._written, this._contentLength);
    sendEnd(this, Boolean(data));
    if (this._socket) uncorkFully(this._socket);
    this._corked = 1;
    this.uncork();
    this.finished = true;
    if (this.outputData.length === 0 && (this._socket?._httpMessage as unknown) === this) this._finish();
    return this;
  } // prettier-ignore

  _finish(): void {
    this.emit('prefinish');
  }

  _send(data: Chunk, encoding?: BufferEncoding, callback?: Callback): boolean {
    if (!this._headerSent && this._header !== null) {
      const head = this._header;
      this._headerSent = true;
      if (typeof data === 'string' && (encoding === 'latin1' || ((!encoding || encoding === 'utf8') && ascii(head)))) {
        return this._writeRaw(head + data, encoding, callback);
      }
      if (data.length === 0) return this._writeRaw(head, 'latin1', callback);
      this.outputData.unshift({ data: head, encoding: 'latin1', callback: undefined });
      this.outputSize += head.length;
      this._onPendingData(head.length);
    }
    return this._writeRaw(data, encoding, callback);
  }

  _writeRaw(data: Chunk, encoding?: BufferEncoding, callback?: Callback): boolean {
    const socket = this._socket;
    if (socket?.destroyed) return false;
    if (socket && (socket._httpMessage as unknown) === this && socket.writable) {
      if (this.outputData.length) this._flushOutput(socket);
      return socket.write(data as string, encoding as BufferEncoding, callback);
    }
    this.outputData.push({ data, encoding, callback });
    this.outputSize += data.length;
    this._onPendingData(data.length);
    return this.outputSize < this._highWaterMark;
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
    const pending = this.outputData;
    if (!pending.length) return true;
    this.outputData = [];
    socket.cork?.();
    let accepted = true;
    for (const { data, encoding, callback } of pending) {
      accepted = socket.write(data as string, encoding as BufferEncoding, callback);
    }
    socket.uncork?.();
    this._onPendingData(-this.outputSize);
    this.outputSize = 0;
    return accepted;
  }

  override pipe(): never {
    this.emit('error', nodeError('ERR_STREAM_CANNOT_PIPE', 'Cannot pipe, not readable'));
    return undefined as never;
  }

  [Symbol.for('nodejs.rejection')](error: Error): void {
    this.destroy(error);
  }
}

export type OutgoingMessage = OutgoingMessageShape;
export const OutgoingMessage = oldStyle(
  'OutgoingMessage',
  OutgoingMessageShape,
  (self: OutgoingMessageShape, options: OutgoingOptions = {}) => {
    inherit(Stream, self);
    self.outputData = [];
    self.outputSize = 0;
    self.writable = true;
    self.destroyed = false;
    self._last = false;
    self.chunkedEncoding = false;
    self.shouldKeepAlive = true;
    self.maxRequestsOnConnectionReached = false;
    self._defaultKeepAlive = true;
    self.useChunkedEncodingByDefault = true;
    self.sendDate = false;
    self._removedConnection = self._removedContLen = self._removedTE = false;
    self.strictContentLength = false;
    self._written = 0;
    self._contentLength = null;
    self._hasBody = true;
    self._trailer = '';
    self._needDrain = false;
    self.finished = false;
    self._headerSent = false;
    self._corked = 0;
    self._chunks = [];
    self._chunksLength = 0;
    self._closed = false;
    self._socket = null;
    self._header = null;
    self._store = null;
    self._keepAliveTimeout = 0;
    self._onPendingData = nothing;
    self._errored = null;
    self._highWaterMark = options.highWaterMark ?? 65536;
    self._rejectBodyWrites = options.rejectNonStandardBodyWrites ?? false;
  },
);

function endAgain(message: OutgoingMessage, done: Callback): void {
  if (!message.writableFinished) message.on('finish', done);
  else done(nodeError('ERR_STREAM_ALREADY_FINISHED', 'Cannot call end after a stream was finished'));
}

function sendEnd(message: OutgoingMessage, hasData: boolean): void {
  const finish = () => {
    if ((message._socket as { _hadError?: boolean } | null)?._hadError) return;
    message.emit('finish');
  };
  sendKept(message);
  if (message._hasBody && message.chunkedEncoding) message._send(`0\r\n${message._trailer}\r\n`, 'latin1', finish);
  else if (!message._headerSent || message.writableLength || hasData) message._send('', 'latin1', finish);
  else nextTick(finish);
}

function nothing(): void {}
