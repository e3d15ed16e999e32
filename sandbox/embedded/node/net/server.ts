import { hold, release } from '../alive.ts';
import { withFrame } from '../async-context.ts';
import { EventEmitter } from 'events';
import { validateAbortSignal } from '../errors.ts';
import { network, type Address, type Binding, type Peers } from '../network.ts';
import { isIP, portNumber } from './addresses.ts';
import { laterTurn } from './clock.ts';
import { invalidType, nextTick, nodeError } from './errors.ts';
import { Handle } from './handle.ts';
import type { End } from './link.ts';
import { normalizeListen, type ListenOptions } from './listen-options.ts';
import { inherit, oldStyle } from './old-style.ts';
import { Socket } from './socket.ts';

export interface ServerOptions {
  allowHalfOpen?: boolean;
  pauseOnConnect?: boolean;
  highWaterMark?: number;
  noDelay?: boolean;
  keepAlive?: boolean | undefined;
  keepAliveInitialDelay?: number;
  blockList?: { check(address: string, family: string): boolean };
  captureRejections?: boolean;
}

interface ServerHandle {
  close(): void;
  ref?(): void;
  unref?(): void;
}

class ServerShape extends EventEmitter {
  declare allowHalfOpen: boolean;
  declare pauseOnConnect: boolean;
  declare noDelay: boolean;
  declare keepAlive: boolean;
  declare keepAliveInitialDelay: number;
  declare highWaterMark: number | undefined;
  declare blockList: ServerOptions['blockList'];
  declare maxConnections: number | undefined;
  declare _connections: number;
  declare _connectionKey: string | undefined;
  declare _open: Set<Socket>;
  declare _handle: ServerHandle | null;
  declare _address: Address | string | null;
  declare _pendingListen: boolean;
  declare _unref: boolean;

  /** `listen(port, host, backlog, listener)`, `listen(options)`, `listen(path)` and shorter forms. */
  listen(...args: unknown[]): this {
    const [options, listener] = normalizeListen(args);
    if (this._handle || this._pendingListen) {
      throw nodeError('ERR_SERVER_ALREADY_LISTEN', 'Listen method has been called more than once without closing.');
    }
    if (listener) this.once('listening', listener);
    const { signal } = options;
    if (signal !== undefined) {
      validateAbortSignal(signal, 'options.signal');
      const abort = () => this.close();
      if (signal.aborted) nextTick(abort);
      else {
        signal.addEventListener('abort', abort);
        this.once('close', () => signal.removeEventListener('abort', abort));
      }
    }
    if (options.port === undefined && options.path !== undefined) bindPath(this, options.path);
    else bindPort(this, options);
    return this;
  }

  get listening(): boolean {
    return Boolean(this._handle);
  }

  address(): Address | string | null {
    return typeof this._address === 'object' && this._address ? { ...this._address } : this._address;
  }

  /** Stops taking connections; 'close' follows when the last one has ended. */
  close(callback?: (error?: Error) => void): this {
    if (typeof callback === 'function') {
      if (this._handle) this.once('close', callback);
      else this.once('close', () => callback(nodeError('ERR_SERVER_NOT_RUNNING', 'Server is not running.')));
    }
    this._handle?.close();
    this._pendingListen = false;
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
    this._unref = false;
    this._handle?.ref?.();
    return this;
  }
  unref(): this {
    this._unref = true;
    this._handle?.unref?.();
    return this;
  }

  _emitCloseIfDrained(): void {
    if (this._handle || this._connections) return;
    nextTick(() => this.emit('close'));
  }

  _connectionClosed(socket: Socket): void {
    if (!this._open.delete(socket)) return;
    this._connections--;
    this._emitCloseIfDrained();
  }

  _accept(end: End, peers?: Peers): void {
    const { maxConnections, blockList } = this;
    const remote = peers?.remote;
    const blocked = blockList && remote && blockList.check(remote.address, remote.family === 'IPv6' ? 'ipv6' : 'ipv4');
    if (blocked || (typeof maxConnections === 'number' && this._connections >= maxConnections)) {
      end.close();
      if (!blocked) this.emit('drop', peers && dropped(peers));
      return;
    }
    const { allowHalfOpen, pauseOnConnect, highWaterMark } = this;
    const socket = new Socket({
      allowHalfOpen,
      pauseOnCreate: pauseOnConnect,
      ...(highWaterMark !== undefined && { highWaterMark }),
      end,
      ...(peers && { peers }),
    });
    if (this.noDelay) {
      socket._noDelay = true;
      socket._handle!.setNoDelay(true);
    }
    if (this.keepAlive) {
      socket._keepAlive = true;
      socket._keepAliveDelay = this.keepAliveInitialDelay;
      socket._handle!.setKeepAlive(true, this.keepAliveInitialDelay);
    }
    this._connections++;
    this._open.add(socket);
    socket.server = socket._server = this;
    this.emit('connection', socket);
  }

  [Symbol.for('nodejs.rejection')](error: Error, event: string, socket: Socket): void {
    if (event === 'connection') socket.destroy(error);
    else this.emit('error', error);
  }
}

export type Server = ServerShape;
export const Server = oldStyle(
  'Server',
  ServerShape,
  (self: ServerShape, first?: ServerOptions | ((socket: Socket) => void), second?: (socket: Socket) => void) => {
    const options = typeof first === 'function' ? {} : (first ?? {});
    if (typeof options !== 'object') throw invalidType('options', 'of type object', options);
    inherit(EventEmitter, self, options);
    const listener = typeof first === 'function' ? first : second;
    if (listener !== undefined && listener !== null) self.on('connection', listener);
    self.allowHalfOpen = options.allowHalfOpen || false;
    self.pauseOnConnect = Boolean(options.pauseOnConnect);
    self.noDelay = Boolean(options.noDelay);
    self.keepAlive = Boolean(options.keepAlive);
    self.keepAliveInitialDelay = Math.trunc((options.keepAliveInitialDelay ?? 0) / 1000);
    self.highWaterMark = options.highWaterMark;
    self.blockList = options.blockList;
    self._connections = 0;
    self._open = new Set();
    self._handle = null;
    self._address = null;
    self._pendingListen = false;
    self._unref = false;
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

function bindPort(server: Server, { port, host, ipv6Only }: ListenOptions): void {
  const number = port === undefined || port === null ? 0 : portNumber(port, 'options.port');
  const bind = () => {
    if (!server._pendingListen && host) return;
    server._pendingListen = false;
    try {
      const accept = withFrame((end: End, peers: Peers) => server._accept(end, peers));
      const binding: Binding = network.listen(number, host, accept, { ipv6Only: ipv6Only ?? false });
      const { address, family } = binding;
      server._address = { address, family, port: binding.port };
      server._connectionKey = `${family === 'IPv6' ? 6 : 4}:${address}:${number}`;
      opened(server, binding);
    } catch (error) {
      nextTick(() => server.emit('error', error));
    }
  };
  if (!host) return bind();
  // A name is looked up first, which takes a turn; an address comes back from that soon.
  server._pendingListen = true;
  if (isIP(host)) nextTick(bind);
  else laterTurn(bind);
}

function bindPath(server: Server, path: string): void {
  try {
    const accept = withFrame((end: End) => server._accept(end));
    const handle = network.listenPath(path, accept);
    server._address = path;
    server._connectionKey = `-1:${path}:-1`;
    opened(server, handle);
  } catch (error) {
    nextTick(() => server.emit('error', error));
  }
}

/** Listens from now on; says so when the running code is through. */
function opened(server: Server, binding: { close(): void }): void {
  const handle = listeningHandle(binding);
  if (server._unref) handle.unref();
  server._handle = handle;
  nextTick(() => {
    if (server._handle === handle) server.emit('listening');
  });
}

function listeningHandle(binding: { close(): void }): Handle {
  const handle = new Handle();
  const ref = () => hold(handle, 'TCPServerWrap');
  ref();
  const unref = () => release(handle);
  return Object.assign(handle, {
    ref,
    unref,
    close() {
      unref();
      binding.close();
    },
  });
}
