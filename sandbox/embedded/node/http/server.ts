import { inherit, oldStyle } from '../net/old-style.ts';
import { Server as NetServer } from '../net/server.ts';
import type { Socket } from '../net/socket.ts';
import { handleConnection, type Connection } from './connection.ts';
import { IncomingMessage } from './incoming.ts';
import { ServerResponse } from './response.ts';

export type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;

export interface HttpServerOptions {
  IncomingMessage?: typeof IncomingMessage;
  ServerResponse?: typeof ServerResponse;
  keepAliveTimeout?: number;
  keepAliveTimeoutBuffer?: number;
  requestTimeout?: number;
  headersTimeout?: number;
  connectionsCheckingInterval?: number;
  requireHostHeader?: boolean;
  joinDuplicateHeaders?: boolean;
  highWaterMark?: number;
  noDelay?: boolean;
  keepAlive?: boolean;
  maxHeaderSize?: number;
  insecureHTTPParser?: boolean;
  rejectNonStandardBodyWrites?: boolean;
}

class HttpServerShape extends (NetServer as unknown as new () => NetServer) {
  declare timeout: number;
  declare keepAliveTimeout: number;
  declare headersTimeout: number;
  declare requestTimeout: number;
  declare maxHeadersCount: number | null;
  declare maxRequestsPerSocket: number;
  declare httpAllowHalfOpen: boolean;
  declare requireHostHeader: boolean;
  declare joinDuplicateHeaders: boolean;
  declare _IncomingMessage: typeof IncomingMessage;
  declare _ServerResponse: typeof ServerResponse;
  declare _http: Map<Socket, Connection>;

  override close(callback?: (error?: Error) => void): this {
    this.closeIdleConnections();
    return super.close(callback);
  }

  closeAllConnections(): void {
    for (const socket of [...this._http.keys()]) socket.destroy();
  }

  closeIdleConnections(): void {
    for (const [socket, connection] of [...this._http]) if (connection.idle()) socket.destroy();
  }

  setTimeout(ms: number | (() => void), callback?: () => void): this {
    if (typeof ms === 'number') this.timeout = ms;
    const listener = typeof ms === 'function' ? ms : callback;
    if (listener) this.on('timeout', listener);
    return this;
  }
}

export type Server = HttpServerShape;
export const Server = oldStyle(
  'Server',
  HttpServerShape,
  (self: HttpServerShape, first?: HttpServerOptions | RequestListener, second?: RequestListener) => {
    const options = typeof first === 'function' ? {} : (first ?? {});
    const listener = typeof first === 'function' ? first : second;
    inherit(NetServer, self, { allowHalfOpen: true, highWaterMark: options.highWaterMark });
    self._IncomingMessage = options.IncomingMessage ?? IncomingMessage;
    self._ServerResponse = options.ServerResponse ?? ServerResponse;
    self._http = new Map();
    self.timeout = 0;
    self.keepAliveTimeout = options.keepAliveTimeout ?? 5000;
    self.headersTimeout = options.headersTimeout ?? 60_000;
    self.requestTimeout = options.requestTimeout ?? 300_000;
    self.maxHeadersCount = null;
    self.maxRequestsPerSocket = 0;
    self.httpAllowHalfOpen = false;
    self.requireHostHeader = options.requireHostHeader ?? true;
    self.joinDuplicateHeaders = options.joinDuplicateHeaders ?? false;
    if (listener) self.on('request', listener);
    self.on('connection', (socket: Socket) => handleConnection(self, socket));
  },
);
