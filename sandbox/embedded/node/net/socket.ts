import { Buffer } from 'buffer';
import { Duplex } from 'stream';
import { currentFrame, type AsyncFrame } from '../async-context.ts';
import { validateFunction } from '../errors.ts';
import { connectPath, connectTo } from './connecting.ts';
import { normalizeConnect } from './connect-options.ts';
import { afterArrivals, startTimer, stopTimer, whenClosing, type Timer } from './clock.ts';
import { duration, nextTick, nodeError, systemError } from './errors.ts';
import { Handle } from './handle.ts';
import type { End } from './link.ts';
import { inherit, oldStyle } from './old-style.ts';
import { checkSocketOptions, openWith, type SocketOptions, type OnRead } from './socket-options.ts';
import { SocketFacts } from './socket-facts.ts';
import type { Server } from './server.ts';

type WriteCallback = (error?: Error | null) => void;

/** Bytes for someone who reads below the stream, as the HTTP parser does. `null` is the end. */
export type Consumer = (chunk: Buffer | null) => boolean;

class SocketShape extends SocketFacts {
  declare server: Server | null;
  declare _server: Server | null;
  declare timeout: number | undefined;
  declare autoSelectFamilyAttemptedAddresses: string[];
  declare _end: End | null;
  declare _timer: Timer | undefined;
  declare _consumer: Consumer | undefined;
  declare _onread: OnRead | undefined;
  declare _readInto: Uint8Array | undefined;
  declare _hadError: boolean;
  declare _resetting: boolean;
  declare _noDelay: boolean;
  declare _keepAlive: boolean;
  declare _keepAliveDelay: number;
  /** The context in which it was made: its events happen there. */
  declare _frame: AsyncFrame;
  declare parser: unknown;
  declare _httpMessage: unknown;

  /** `connect(options)`, `connect(port, host)` or `connect(path)`, each with a listener for 'connect'. */
  connect(...args: unknown[]): this {
    const [options, listener] = normalizeConnect(args);
    if (Object.hasOwn(this, 'write')) Reflect.deleteProperty(this, 'write');
    if (this.destroyed) {
      this._handle = null;
      this._peername = undefined;
      // The stream begins anew.
      (this as unknown as { _undestroy(): void })._undestroy();
      this._hadError = false;
      this._bytesDispatched = this._bytesReadBefore = 0;
    }
    this._handle ??= new Handle();
    this._localname = undefined;
    if (listener) this.once('connect', listener);
    this._unrefTimer();
    this.connecting = true;
    this._frame = currentFrame();
    if (options.path) connectPath(this, options.path);
    else connectTo(this, options);
    return this;
  }

  override read(size?: number): unknown {
    if (this._onread && !this.connecting && this._handle && !this._handle.reading) this._handle.readStart();
    return super.read(size);
  }

  override pause(): this {
    if (this._onread && !this.connecting && this._handle?.reading && !this.destroyed) this._handle.readStop();
    return super.pause();
  }
  override resume(): this {
    if (this._onread && !this.connecting && this._handle && !this._handle.reading) this._handle.readStart();
    return super.resume();
  }

  override _read(size: number): void {
    if (this.connecting || !this._handle) this.once('connect', () => this._read(size));
    else this._handle.readStart();
  }

  override _write(data: Buffer | string, encoding: BufferEncoding, callback: WriteCallback): void {
    this._send(data, () => (typeof data === 'string' ? Buffer.from(data, encoding) : data), callback);
  }

  override _writev(chunks: { chunk: Buffer | string; encoding: BufferEncoding }[], callback: WriteCallback): void {
    const parts = () => chunks.map(({ chunk, encoding }) => (typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk));
    this._send(chunks, () => Buffer.concat(parts()), callback);
  } // prettier-ignore

  _send(data: SocketFacts['_pendingData'], bytes: () => Buffer, callback: WriteCallback): void {
    if (this.connecting) {
      this._pendingData = data;
      const closed = () =>
        callback(
          nodeError('ERR_SOCKET_CLOSED_BEFORE_CONNECTION', 'Socket closed before the connection was established'),
        );
      this.once('connect', () => {
        this.off('close', closed);
        this._send(data, bytes, callback);
      });
      this.once('close', closed);
      return;
    }
    this._pendingData = null;
    const handle = this._handle;
    if (!handle) return callback(nodeError('ERR_SOCKET_CLOSED', 'Socket is closed'));
    this._unrefTimer();
    const chunk = bytes();
    this._bytesDispatched += chunk.length;
    const open = handle.write(chunk, (code) => {
      if (this.destroyed && !code) return callback(this._hadError ? null : undefined);
      this._unrefTimer();
      callback(code ? systemError(code, 'write') : null);
    });
    if (!open) callback(systemError('EBADF', 'write'));
  }

  override _final(callback: WriteCallback): void {
    if (this.connecting) {
      this.once('connect', () => this._final(callback));
      return;
    }
    const end = this._end;
    if (!end) return callback();
    afterArrivals(() => {
      end.shutdown();
      callback();
    });
  }

  override _destroy(error: Error | null, callback: WriteCallback): void {
    this.connecting = false;
    stopTimer(this._timer);
    this._timer = undefined;
    const handle = this._handle;
    if (handle) {
      this._bytesReadBefore = handle.bytesRead;
      if (this._resetting) handle.reset();
      else handle.close();
      this._handle = this._end = null;
      callback(error);
      whenClosing(() => this.emit('close', Boolean(error)));
    } else {
      callback(error);
      nextTick(() => this.emit('close', Boolean(error)));
    }
    this._server?._connectionClosed(this);
    this._server = null;
  }

  destroySoon(): void {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once('finish', () => this.destroy());
  }

  /** Ends the connection so that the other side gets ECONNRESET. */
  resetAndDestroy(): this {
    if (!this._handle) return this.destroy(nodeError('ERR_SOCKET_CLOSED', 'Socket is closed'));
    const reset = () => {
      this._resetting = true;
      return this.destroy();
    };
    if (!this.connecting) return reset();
    this.once('connect', reset);
    return this;
  }

  /** Emits 'timeout' once after `ms` without bytes; 0 turns that off. */
  setTimeout(ms: number, listener?: () => void): this {
    if (this.destroyed) return this;
    this.timeout = ms;
    const limit = duration(ms, 'msecs');
    stopTimer(this._timer);
    this._timer = undefined;
    if (listener !== undefined) {
      validateFunction(listener, 'callback');
      if (limit === 0) this.off('timeout', listener);
      else this.once('timeout', listener);
    }
    if (limit > 0) this._timer = startTimer(() => this._onTimeout(), limit);
    return this;
  }

  _onTimeout(): void {
    this.emit('timeout');
  }

  /** Bytes came or went: the time begins anew. */
  _unrefTimer(): void {
    if (!this._timer || !this.timeout) return;
    stopTimer(this._timer);
    this._timer = startTimer(() => this._onTimeout(), this.timeout);
  }

  setNoDelay(on?: boolean): this {
    const value = on === undefined ? true : Boolean(on);
    if (value !== this._noDelay && !this.connecting) this._handle?.setNoDelay?.(value);
    this._noDelay = value;
    return this;
  }

  setKeepAlive(on?: boolean, delay?: number): this {
    const value = Boolean(on);
    const seconds = Math.trunc(Number(delay) / 1000) || 0;
    const changed = value !== this._keepAlive || (value && seconds !== this._keepAliveDelay);
    if (changed && !this.connecting) this._handle?.setKeepAlive?.(value, seconds);
    this._keepAlive = value;
    this._keepAliveDelay = seconds;
    return this;
  }

  ref(): this {
    if (!this._handle) return this.once('connect', () => this.ref());
    this._handle.ref();
    return this;
  }
  unref(): this {
    if (!this._handle) return this.once('connect', () => this.unref());
    this._handle.unref();
    return this;
  }
}

export type Socket = SocketShape;
export const Socket = oldStyle('Socket', SocketShape, (self: SocketShape, given: SocketOptions | number = {}) => {
  const options = checkSocketOptions(given);
  const { end: _end, peers: _peers, onread, handle, ...rest } = options;
  inherit(Duplex, self, {
    ...rest,
    allowHalfOpen: Boolean(options.allowHalfOpen),
    emitClose: false,
    autoDestroy: true,
    decodeStrings: false,
  });
  self.connecting = false;
  self.server = self._server = null;
  self._bytesDispatched = self._bytesReadBefore = 0;
  self.timeout = undefined;
  self._end = self._pendingData = null;
  self._handle = handle ?? null;
  self._hadError = self._resetting = self._noDelay = self._keepAlive = false;
  self._keepAliveDelay = 0;
  self._peername = self._localname = undefined;
  self._frame = currentFrame();
  self._consumer = undefined;
  self._onread = onread;
  self._timer = undefined;
  self.parser = null;
  self._httpMessage = null;
  if (options.noDelay) self._noDelay = true;
  if (options.keepAlive) self.setKeepAlive(true, Math.max(0, options.keepAliveInitialDelay ?? 0));
  self.on('end', onReadableEnd);
  if (options.end) {
    self._handle = new Handle();
    openWith(self, options.end, options.peers);
    if (options.pauseOnCreate) (self as unknown as { readableFlowing: boolean }).readableFlowing = false;
    else if (!options.manualStart) self.read(0);
  }
});

/** After the other side's end, what is written reaches nobody. */
function onReadableEnd(this: Socket): void {
  if (this.allowHalfOpen) return;
  Object.defineProperty(this, 'write', { value: writeAfterEnd, writable: true, configurable: true });
}

function writeAfterEnd(this: Socket, chunk: unknown, encoding?: unknown, callback?: WriteCallback): boolean {
  if (!this.writableEnded) return Duplex.prototype.write.call(this, chunk, encoding as BufferEncoding, callback as never);
  const done = typeof encoding === 'function' ? (encoding as WriteCallback) : callback;
  const error = Object.assign(new Error('This socket has been ended by the other party'), { code: 'EPIPE' });
  if (typeof done === 'function') nextTick(() => done(error));
  this.destroy(error);
  return false;
} // prettier-ignore
