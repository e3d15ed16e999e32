import { Buffer } from 'buffer';
import { Duplex } from 'stream';
import { network, type Address, type Peers } from '../network.ts';
import { isIP, portNumber } from './addresses.ts';
import { laterTurn, startTimer, stopTimer, type Timer } from './clock.ts';
import { invalidType, nextTick, nodeError, systemError } from './errors.ts';
import type { End } from './link.ts';
import { inherit, oldStyle } from './old-style.ts';
import type { Server } from './server.ts';

export interface SocketOptions {
  allowHalfOpen?: boolean;
  highWaterMark?: number;
  readableHighWaterMark?: number;
  writableHighWaterMark?: number;
  signal?: AbortSignal;
  /** Ours: the end of a connection that exists already. */
  end?: End;
  peers?: Peers;
}

export interface ConnectOptions extends SocketOptions {
  port?: number | string;
  host?: string;
  path?: string;
  timeout?: number;
}

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
  declare _timer: Timer | undefined;
  declare _consumer: Consumer | undefined;
  declare _hadError: boolean;
  declare parser: unknown;
  declare _httpMessage: unknown;

  /** `connect(options)`, `connect(port, host)` or `connect(path)`, each with a listener for 'connect'. */
  connect(...args: unknown[]): this {
    const [options, listener] = normalizeConnect(args);
    if (listener) this.once('connect', listener);
    if (options.timeout) this.setTimeout(options.timeout);
    this.connecting = true;
    if (typeof options.path === 'string') {
      const path = options.path;
      laterTurn(() => establish(this, () => ({ end: network.connectPath(path) })));
      return this;
    }
    if (options.port === undefined) {
      throw nodeError('ERR_MISSING_ARGS', 'The "options" or "port" or "path" argument must be specified', TypeError);
    }
    const port = portNumber(options.port, 'Port');
    const host = options.host || 'localhost';
    laterTurn(() => {
      if (!this.connecting) return;
      if (!isIP(host) && !lookUp(this, host)) return;
      laterTurn(() => establish(this, () => network.connect(port, host)));
    });
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
    this._end?.shutdown();
    callback();
  }

  override _destroy(error: Error | null, callback: WriteCallback): void {
    this.connecting = false;
    stopTimer(this._timer);
    const hadError = Boolean(error);
    this._end?.close();
    this._end = null;
    callback(error);
    laterTurn(() => {
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
    (this._timer as { unref?(): void }).unref?.();
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

  address(): Address | Record<string, never> {
    const local = this._peers?.local;
    return local ? { address: local.address, family: local.family, port: local.port } : {};
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
  get remoteAddress(): string | undefined {
    return this._peers?.remote.address;
  }
  get remoteFamily(): string | undefined {
    return this._peers?.remote.family;
  }
  get remotePort(): number | undefined {
    return this._peers?.remote.port;
  }
  get localAddress(): string | undefined {
    return this._peers?.local.address;
  }
  get localPort(): number | undefined {
    return this._peers?.local.port;
  }
  get localFamily(): string | undefined {
    return this._peers?.local.family;
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
  self.timeout = 0;
  self._end = null;
  self._hadError = false;
  self._consumer = undefined;
  self.parser = null;
  self._httpMessage = null;
  if (options.end) {
    openWith(self, options.end, options.peers);
    self.read(0);
  }
});

/** Joins a socket to its end of a connection. */
function openWith(socket: Socket, end: End, peers: Peers | undefined): void {
  socket._end = end;
  socket._peers = peers;
  end.attach({
    data(chunk) {
      socket.bytesRead += chunk.length;
      socket._refresh();
      return socket._consumer ? socket._consumer(chunk) : socket.push(chunk);
    },
    end() {
      if (socket._consumer) socket._consumer(null);
      socket.push(null);
      socket.read(0);
    },
    reset() {
      socket.destroy(systemError('ECONNRESET', 'read'));
    },
  });
}

function establish(socket: Socket, reach: () => { end: End; peers?: Peers }): void {
  if (!socket.connecting) return;
  try {
    const { end, peers } = reach();
    // The server is told in this turn, the client in the next one, as when both share one event loop.
    laterTurn(() => {
      if (!socket.connecting) return end.close();
      socket.connecting = false;
      openWith(socket, end, peers);
      socket._refresh();
      socket.emit('connect');
      socket.emit('ready');
      if (!socket.isPaused()) socket.read(0);
    });
  } catch (error) {
    socket.connecting = false;
    socket.destroy(error as Error);
  }
}

function lookUp(socket: Socket, host: string): boolean {
  try {
    const [address] = network.resolve(host);
    socket.emit('lookup', null, address, 4, host);
    return true;
  } catch (error) {
    socket.emit('lookup', error, undefined, undefined, host);
    socket.connecting = false;
    nextTick(() => socket.destroy(error as Error));
    return false;
  }
}

/** The argument forms of `connect` as options and listener. */
export function normalizeConnect(args: unknown[]): [ConnectOptions, (() => void) | undefined] {
  const rest = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  const listener = rest.findLast((arg) => typeof arg === 'function') as (() => void) | undefined;
  const [first, second] = rest;
  if (typeof first === 'object' && first !== null) return [first as ConnectOptions, listener];
  if (typeof first === 'string' && Number.isNaN(Number(first))) return [{ path: first }, listener];
  const options: ConnectOptions = {};
  if (typeof first === 'number' || typeof first === 'string') options.port = first;
  if (typeof second === 'string') options.host = second;
  return [options, listener];
}
