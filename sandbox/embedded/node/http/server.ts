import { validateBoolean, validateInteger, outOfRange, validateObject } from '../errors.ts';
import { startBackgroundTimer, stopTimer, type Timer } from '../net/clock.ts';
import { inherit, oldStyle } from '../net/old-style.ts';
import { Server as NetServer } from '../net/server.ts';
import type { Socket } from '../net/socket.ts';
import { handleConnection, requestTimeoutError, type Connection } from './connection.ts';
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
  uniqueHeaders?: (string | string[])[];
  shouldUpgradeCallback?(request: IncomingMessage): boolean;
}

class HttpServerShape extends (NetServer as unknown as new () => NetServer) {
  declare timeout: number;
  declare keepAliveTimeout: number;
  declare keepAliveTimeoutBuffer: number;
  declare headersTimeout: number;
  declare requestTimeout: number;
  declare connectionsCheckingInterval: number;
  declare maxHeaderSize: number | undefined;
  declare maxHeadersCount: number | null;
  declare maxRequestsPerSocket: number;
  declare httpAllowHalfOpen: boolean;
  declare insecureHTTPParser: boolean | undefined;
  declare requireHostHeader: boolean;
  declare joinDuplicateHeaders: boolean;
  declare rejectNonStandardBodyWrites: boolean;
  declare shouldUpgradeCallback: (request: IncomingMessage) => boolean;
  declare _IncomingMessage: typeof IncomingMessage;
  declare _ServerResponse: typeof ServerResponse;
  declare _uniqueHeaders: Set<string> | null;
  declare _http: Map<Socket, Connection>;
  declare _checking: Timer | undefined;

  override close(callback?: (error?: Error) => void): this {
    this.closeIdleConnections();
    stopTimer(this._checking);
    this._checking = undefined;
    super.close(callback);
    return this;
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((resolve, reject) => this.close((error) => (error ? reject(error) : resolve())));
  }

  closeAllConnections(): void {
    for (const socket of [...this._http.keys()]) socket.destroy();
  }

  /** Those on which no request is being read or answered. */
  closeIdleConnections(): void {
    for (const [socket, { parser }] of [...this._http]) {
      const response = socket._httpMessage as ServerResponse | null;
      if (parser.began === 0 && !(response && !response.finished)) socket.destroy();
    }
  }

  setTimeout(ms: number, callback?: () => void): this {
    this.timeout = ms;
    if (callback) this.on('timeout', callback);
    return this;
  }

  [Symbol.for('nodejs.rejection')](error: Error, event: string, ...args: unknown[]): void {
    if (event !== 'request') return this.destroyOrEmit(args[0] as Socket, error);
    const response = args[1] as ServerResponse;
    if (response.headersSent || response.writableEnded) return void response.destroy();
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    response.statusCode = 500;
    response.end('Internal Server Error');
  }
  private destroyOrEmit(socket: Socket | undefined, error: Error): void {
    if (socket?.destroy) socket.destroy(error);
    else this.emit('error', error);
  }
}

export type Server = HttpServerShape;
export const Server = oldStyle(
  'Server',
  HttpServerShape,
  (self: HttpServerShape, first?: HttpServerOptions | RequestListener, second?: RequestListener) => {
    const options = typeof first === 'function' ? {} : (first ?? {});
    validateObject(options, 'options');
    const listener = typeof first === 'function' ? first : second;
    storeOptions(self, options);
    inherit(NetServer, self, {
      ...options,
      allowHalfOpen: true,
      noDelay: options.noDelay ?? true,
      keepAlive: options.keepAlive,
    });
    self._http = new Map();
    self._checking = undefined;
    self.timeout = 0;
    self.maxHeadersCount = null;
    self.maxRequestsPerSocket = 0;
    self.httpAllowHalfOpen = false;
    if (listener) self.on('request', listener);
    self.on('connection', (socket: Socket) => handleConnection(self, socket));
    self.on('listening', () => check(self));
  },
);

function storeOptions(self: HttpServerShape, options: HttpServerOptions): void {
  const number = (name: keyof HttpServerOptions, fallback: number): number => {
    const value = options[name] as number | undefined;
    if (value === undefined) return fallback;
    validateInteger(value, name, 0);
    return value;
  };
  const flag = (name: keyof HttpServerOptions, fallback: boolean): boolean => {
    const value = options[name];
    if (value === undefined) return fallback;
    validateBoolean(value, `options.${name}`);
    return value;
  };
  self._IncomingMessage = options.IncomingMessage ?? IncomingMessage;
  self._ServerResponse = options.ServerResponse ?? ServerResponse;
  self.maxHeaderSize = options.maxHeaderSize === undefined ? undefined : number('maxHeaderSize', 0);
  self.insecureHTTPParser = options.insecureHTTPParser === undefined ? undefined : flag('insecureHTTPParser', false);
  self.requestTimeout = number('requestTimeout', 300_000);
  self.headersTimeout = number('headersTimeout', Math.min(60_000, self.requestTimeout));
  if (self.requestTimeout > 0 && self.headersTimeout > self.requestTimeout) {
    throw outOfRange('headersTimeout', '<= requestTimeout', options.headersTimeout);
  }
  self.keepAliveTimeout = number('keepAliveTimeout', 5000);
  self.keepAliveTimeoutBuffer = number('keepAliveTimeoutBuffer', 1000);
  self.connectionsCheckingInterval = number('connectionsCheckingInterval', 30_000);
  self.requireHostHeader = flag('requireHostHeader', true);
  self.joinDuplicateHeaders = flag('joinDuplicateHeaders', false);
  self.rejectNonStandardBodyWrites = flag('rejectNonStandardBodyWrites', false);
  self._uniqueHeaders = uniqueHeaders(options.uniqueHeaders);
  self.shouldUpgradeCallback = options.shouldUpgradeCallback ?? (() => self.listenerCount('upgrade') > 0);
}

/** Names in small letters; null when there are none. */
export function uniqueHeaders(names: unknown): Set<string> | null {
  if (!Array.isArray(names)) return null;
  return new Set((names as (string | string[])[]).flat().map((name) => name.toLowerCase()));
}

/** Every while, looks for requests that take too long to arrive. */
function check(server: HttpServerShape): void {
  stopTimer(server._checking);
  server._checking = startBackgroundTimer(() => {
    check(server);
    if (!server.headersTimeout && !server.requestTimeout) return;
    const now = performance.now();
    for (const [socket, { parser, fail }] of [...server._http]) {
      const { began, headersComplete } = parser;
      if (began === 0) continue;
      const late = (limit: number) => limit > 0 && began < now - limit;
      if ((!headersComplete && late(server.headersTimeout)) || late(server.requestTimeout)) {
        if (!socket.destroyed) fail(requestTimeoutError());
      }
    }
  }, server.connectionsCheckingInterval);
}
