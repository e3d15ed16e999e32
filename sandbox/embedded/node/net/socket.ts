import { Buffer } from 'buffer';
import { Duplex } from 'stream';
import { currentFrame, type AsyncFrame } from '../async-context.ts';
import { network, type Address, type Peers } from '../network.ts';
import { isIP, portNumber } from './addresses.ts';
import { establish, lookUp, normalizeConnect, openWith, type SocketOptions } from './connecting.ts';
import { afterArrivals, laterTurn, startTimer, stopTimer, whenClosing, type Timer } from './clock.ts';
import { invalidType, nodeError, systemError } from './errors.ts';
import type { End } from './link.ts';
import { inherit, oldStyle } from './old-style.ts';
import type { Server } from './server.ts';

type WriteCallback = (error?: Error | null) => void;

/** Bytes for someone who reads below the stream, as the HTTP parser does. `null` is the end. False asks for a pause. */
export type Consumer = (chunk: Buffer | null) => boolean;

class SocketShape extends Duplex {
  declare connecting: boolean;
  declare server: Server | null;
  declare _server: Server | null;
  declare timeout: number | undefined;
  declare autoSelectFamilyAttemptedAddresses: string[];
  declare bytesRead: number;
  declare _bytesDispatched: number;
  declare _end: End | null;
  declare _peers: Peers | undefined;
  declare _peername: Address | undefined;
  declare _timer: Timer | undefined;
  declare _consumer: Consumer | undefined;
  declare _hadError: boolean;
  /** The context in which it was made: its events happen there. */
  declare _frame: AsyncFrame;
  declare parser: unknown;
  declare _httpMessage: unknown;

  /** `connect(options)`, `connect(port, host)` or `connect(path)`, each with a listener for 'connect'. */
  connect(...args: unknown[]): this {
    const [options, listener] = normalizeConnect(args);
    if (listener) this.once('connect', listener);
    if (options.timeout) this.setTimeout(options.timeout);
    this.connecting = true;
    this._frame = currentFrame();
    if (typeof options.path === 'string') {
      const path = options.path;
      establish(this, () => ({ end: network.connectPath(path) }));
      return this;
    }
    if (options.port === undefined) {
      throw nodeError('ERR_MISSING_ARGS', 'The "options" or "port" or "path" argument must be specified', TypeError);
    }
    const port = portNumber(options.port, 'Port');
    const host = options.host || 'localhost';
    const reach = () => establish(this, () => network.connect(port, host));
    // A name is looked up first, which takes a turn.
    if (isIP(host)) reach();
    else laterTurn(() => this.connecting && lookUp(this, host) && reach());
    return this;
  }

  override _read(size: number): void {
    if (this.connecting || !this._end) this.once('connect', () => this._read(size));
    else this._end.resume();
  }

  override _write(data: Buffer | string, encoding: BufferEncoding, callback: WriteCallback): void {
    if (this.connecting) {
      const closed = () =>
        callback(
          nodeError('ERR_SOCKET_CLOSED_BEFORE_CONNECTION', 'Socket closed before the connection was established'),
        );
      this.once('close', closed);
      this.once('connect', () => {
        this.off('close', closed);
        this._write(data, encoding, callback);
      });
      return;
    }
    if (!this._end) return callback(nodeError('ERR_SOCKET_CLOSED', 'Socket is closed'));
    this._refresh();
    const chunk = typeof data === 'string' ? Buffer.from(data, encoding) : data;
    this._bytesDispatched += chunk.length;
    this._end.write(chunk, (code) => {
      this._refresh();
      callback(code ? systemError(code, 'write') : null);
    });
  }

  override _writev(chunks: { chunk: Buffer | string; encoding: BufferEncoding }[], callback: WriteCallback): void {
    const parts = chunks.map(({ chunk, encoding }) =>
      typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk,
    );
    this._write(Buffer.concat(parts), 'buffer' as BufferEncoding, callback);
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
    const hadError = Boolean(error);
    this._end?.close();
    this._end = null;
    callback(error);
    whenClosing(() => {
      this.emit('close', hadError);
      this._server?._connectionClosed(this);
      this._server = null;
    });
  }

  destroySoon(): void {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once('finish', () => this.destroy());
  }

  resetAndDestroy(): this {
    if (this._end) {
      this._end.close(true);
      return this.destroy();
    }
    return this.destroy(nodeError('ERR_SOCKET_CLOSED', 'Socket is closed'));
  }

  /** Emits 'timeout' after `ms` without bytes; 0 turns that off. */
  setTimeout(ms: number, listener?: () => void): this {
    if (this.destroyed) return this;
    if (typeof ms !== 'number') throw invalidType('msecs', 'of type number', ms);
    this.timeout = ms;
    if (listener) {
      if (ms) this.once('timeout', listener);
      else this.off('timeout', listener);
    }
    this._refresh();
    return this;
  }

  _refresh(): void {
    stopTimer(this._timer);
    if (!this.timeout || this.destroyed) return;
    this._timer = startTimer(() => {
      this._refresh();
      this.emit('timeout');
    }, this.timeout);
  }

  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  address(): Partial<Address> {
    const { address, family, port } = this._local;
    return address === undefined ? {} : { address, family: family!, port: port! };
  }
  get pending(): boolean {
    return !this._end || this.connecting;
  }
  get readyState(): string {
    if (this.connecting) return 'opening';
    if (this.readable && this.writable) return 'open';
    if (this.readable) return 'readOnly';
    return this.writable ? 'writeOnly' : 'closed';
  }
  get bufferSize(): number | undefined {
    return this._end ? this.writableLength : undefined;
  }
  get bytesWritten(): number {
    return this._bytesDispatched + this.writableLength;
  }
  /** Both are known while the connection lasts; the other side's stays known to those who asked for it before. */
  get _local(): Partial<Address> {
    return (this._end && this._peers?.local) || {};
  }
  get _remote(): Partial<Address> {
    if (this._end && this._peers) this._peername = this._peers.remote;
    return this._peername ?? {};
  }
  get remoteAddress(): string | undefined {
    return this._remote.address;
  }
  get remoteFamily(): string | undefined {
    return this._remote.family;
  }
  get remotePort(): number | undefined {
    return this._remote.port;
  }
  get localAddress(): string | undefined {
    return this._local.address;
  }
  get localPort(): number | undefined {
    return this._local.port;
  }
  get localFamily(): string | undefined {
    return this._local.family;
  }
}

export type Socket = SocketShape;
export const Socket = oldStyle('Socket', SocketShape, (self: SocketShape, options: SocketOptions = {}) => {
  const { allowHalfOpen = false, highWaterMark, readableHighWaterMark, writableHighWaterMark, signal } = options;
  inherit(Duplex, self, {
    allowHalfOpen,
    emitClose: false,
    autoDestroy: true,
    decodeStrings: false,
    ...(highWaterMark !== undefined && { highWaterMark }),
    ...(readableHighWaterMark !== undefined && { readableHighWaterMark }),
    ...(writableHighWaterMark !== undefined && { writableHighWaterMark }),
    ...(signal && { signal }),
  });
  self.connecting = false;
  self.server = self._server = null;
  self.bytesRead = self._bytesDispatched = 0;
  self.timeout = undefined;
  self._end = null;
  self._hadError = false;
  self._frame = currentFrame();
  self._consumer = undefined;
  self.parser = null;
  self._httpMessage = null;
  if (options.end) {
    openWith(self, options.end, options.peers);
    self.read(0);
  }
});
