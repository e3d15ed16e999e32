import { withFrame } from '../async-context.ts';
import { EventEmitter } from 'events';
import { network, type Address, type Binding, type Peers } from '../network.ts';
import { isIP, portNumber } from './addresses.ts';
import { laterTurn } from './clock.ts';
import { invalidType, nextTick, nodeError } from './errors.ts';
import type { End } from './link.ts';
import { inherit, oldStyle } from './old-style.ts';
import { Socket } from './socket.ts';

export interface ServerOptions {
  allowHalfOpen?: boolean;
  pauseOnConnect?: boolean;
  highWaterMark?: number;
}

interface ListenOptions {
  port?: number | string | null;
  host?: string;
  path?: string;
  signal?: AbortSignal;
}

class ServerShape extends EventEmitter {
  declare allowHalfOpen: boolean;
  declare pauseOnConnect: boolean;
  declare maxConnections: number | undefined;
  declare _connections: number;
  declare _open: Set<Socket>;
  declare _options: ServerOptions;
  declare _handle: { close(): void } | null;
  declare _address: Address | string | null;
  declare _pendingListen: boolean;
  declare _closing: boolean;

  /** `listen(port, host, backlog, listener)`, `listen(options)`, `listen(path)` and shorter forms. */
  listen(...args: unknown[]): this {
    const [options, listener] = normalizeListen(args);
    if (this._handle || this._pendingListen) {
      throw nodeError('ERR_SERVER_ALREADY_LISTEN', 'Listen method has been called more than once without closing.');
    }
    if (listener) this.once('listening', listener);
    options.signal?.addEventListener('abort', () => this.close(), { once: true });
    if (options.path !== undefined) bindPath(this, options.path);
    else bindPort(this, options);
    return this;
  }

  get listening(): boolean {
    return Boolean(this._handle);
  }

  address(): Address | string | null {
    return this._address;
  }

  /** Stops taking connections; 'close' follows when the last one has ended. */
  close(callback?: (error?: Error) => void): this {
    if (typeof callback === 'function') {
      if (this._handle) this.once('close', callback);
      else this.once('close', () => callback(nodeError('ERR_SERVER_NOT_RUNNING', 'Server is not running.')));
    }
    this._handle?.close();
    this._handle = null;
    this._address = null;
    this._emitCloseIfDrained();
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this._handle) return;
    await new Promise<void>((resolve, reject) => this.close((error) => (error ? reject(error) : resolve())));
  }

  getConnections(callback: (error: Error | null, count: number) => void): this {
    nextTick(() => callback(null, this._connections));
    return this;
  }

  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  _emitCloseIfDrained(): void {
    if (this._handle || this._connections || this._closing) return;
    this._closing = true;
    nextTick(() => {
      this._closing = false;
      if (!this._handle) this.emit('close');
    });
  }

  _connectionClosed(socket: Socket): void {
    if (!this._open.delete(socket)) return;
    this._connections--;
    this._emitCloseIfDrained();
  }

  _accept(end: End, peers?: Peers): void {
    if (this.maxConnections !== undefined && this._connections >= this.maxConnections) {
      end.close();
      this.emit('drop', peers && dropped(peers));
      return;
    }
    const { allowHalfOpen, pauseOnConnect } = this;
    const socket = new Socket({ ...this._options, allowHalfOpen, end, ...(peers && { peers }) });
    if (pauseOnConnect) socket.pause();
    socket.server = socket._server = this;
    this._connections++;
    this._open.add(socket);
    this.emit('connection', socket);
  }
}

export type Server = ServerShape;
export const Server = oldStyle(
  'Server',
  ServerShape,
  (self: ServerShape, first?: ServerOptions | ((socket: Socket) => void), second?: (socket: Socket) => void) => {
    inherit(EventEmitter, self);
    const options = typeof first === 'function' ? {} : (first ?? {});
    if (typeof options !== 'object') throw invalidType('options', 'of type object', options);
    const listener = typeof first === 'function' ? first : second;
    if (listener) self.on('connection', listener);
    self.allowHalfOpen = options.allowHalfOpen ?? false;
    self.pauseOnConnect = options.pauseOnConnect ?? false;
    self._options = options.highWaterMark === undefined ? {} : { highWaterMark: options.highWaterMark };
    self._connections = 0;
    self._open = new Set();
    self._handle = null;
    self._address = null;
    self._pendingListen = self._closing = false;
  },
);

function dropped({ local, remote }: Peers): Record<string, unknown> {
  return {
    localAddress: local.address,
    localPort: local.port,
    localFamily: local.family,
    remoteAddress: remote.address,
    remotePort: remote.port,
    remoteFamily: remote.family,
  };
}

function bindPort(server: Server, { port, host }: ListenOptions): void {
  const number = port == null ? 0 : portNumber(port, 'options.port');
  const bind = () => {
    server._pendingListen = false;
    try {
      const binding = network.listen(
        number,
        host,
        withFrame((end: End, peers: Peers) => server._accept(end, peers)),
      );
      server._handle = binding;
      server._address = { address: binding.address, family: binding.family, port: binding.port };
      nextTick(() => server._handle === (binding as Binding) && server.emit('listening'));
    } catch (error) {
      nextTick(() => server.emit('error', error));
    }
  };
  if (!host || isIP(host)) return bind();
  // A name is looked up first, which takes a turn.
  server._pendingListen = true;
  laterTurn(bind);
}

function bindPath(server: Server, path: string): void {
  try {
    const handle = network.listenPath(
      path,
      withFrame((end: End) => server._accept(end)),
    );
    server._handle = handle;
    server._address = path;
    nextTick(() => server._handle === handle && server.emit('listening'));
  } catch (error) {
    nextTick(() => server.emit('error', error));
  }
}

function normalizeListen(args: unknown[]): [ListenOptions, (() => void) | undefined] {
  const last = args.at(-1);
  const listener = typeof last === 'function' ? (last as () => void) : undefined;
  const [first, second] = args;
  if (first === undefined || first === null || typeof first === 'function') return [hostOf({}, second), listener];
  if (typeof first === 'object') {
    const options = first as ListenOptions;
    if (options.port === undefined && options.path === undefined && !('port' in options)) {
      const shown = JSON.stringify(options);
      throw nodeError(
        'ERR_INVALID_ARG_VALUE',
        `The argument 'options' must have the property "port" or "path". Received ${shown}`,
        TypeError,
      );
    }
    return [options, listener];
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) return [{ path: first }, listener];
  return [hostOf({ port: first as number | string }, second), listener];
}

function hostOf(options: ListenOptions, host: unknown): ListenOptions {
  return typeof host === 'string' ? { ...options, host } : options;
}
