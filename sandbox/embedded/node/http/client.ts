import { currentFrame, type AsyncFrame } from '../async-context.ts';
import { nextTick } from '../net/errors.ts';
import { inherit, oldStyle } from '../net/old-style.ts';
import type { Socket } from '../net/socket.ts';
import { Agent, globalAgent } from './agent.ts';
import { carry, hangUp } from './client-connection.ts';
import { basicAuthorization, checkOptions, hostHeader, readArguments, type RequestOptions } from './client-options.ts';
import type { IncomingMessage } from './incoming.ts';
import { OutgoingMessage } from './outgoing.ts';

export type { RequestOptions } from './client-options.ts';

const bodiless = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

class ClientRequestShape extends (OutgoingMessage as unknown as new () => OutgoingMessage) {
  declare agent: Agent;
  declare method: string;
  declare path: string;
  declare host: string;
  declare protocol: string;
  declare res: IncomingMessage | null;
  declare aborted: boolean;
  declare reusedSocket: boolean;
  declare maxHeadersCount: number | null;
  declare _options: RequestOptions;
  declare _ended: boolean;
  declare _responseRead: boolean;
  declare _released: boolean;
  declare _frame: AsyncFrame;

  override _implicitHeader(): void {
    this._storeHeader(`${this.method} ${this.path} HTTP/1.1\r\n`, this._headers);
  }

  /** Called by an agent with the connection that will carry this request. */
  onSocket(socket: Socket): void {
    nextTick(() => {
      if (!this.destroyed) return carry(this, socket);
      // Destroyed while it waited: the connection is of use to the next one.
      if (socket.connecting || !this.agent.keepAlive) socket.destroy();
      else socket.emit('free');
      fail(this);
    });
  }

  override destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.errored = error ?? null;
    this.res?._dump();
    if (this._socket) this._socket.destroy(error);
    else if (!this.agent) nextTick(() => fail(this));
    return this;
  }

  abort(): void {
    if (this.aborted) return;
    this.aborted = true;
    nextTick(() => this.emit('abort'));
    this.destroy();
  }

  setNoDelay(): void {}
  setSocketKeepAlive(): void {}
  clearTimeout(callback?: () => void): this {
    return this.setTimeout(0, callback);
  }
}

export type ClientRequest = ClientRequestShape;
export const ClientRequest = oldStyle(
  'ClientRequest',
  ClientRequestShape,
  (self: ClientRequestShape, ...args: unknown[]) => {
    inherit(OutgoingMessage, self);
    const { options, listener } = readArguments(args);
    const agent = options.agent === false ? new Agent() : (options.agent ?? globalAgent);
    self.method = checkOptions(options, agent.protocol);
    self.agent = agent;
    self.path = options.path || '/';
    self.protocol = agent.protocol;
    self.host = options.hostname ?? options.host ?? 'localhost';
    self.res = null;
    self.aborted = self.reusedSocket = self._ended = self._responseRead = self._released = false;
    self._frame = currentFrame();
    self.maxHeadersCount = null;
    self.shouldKeepAlive = agent.keepAlive;
    self.useChunkedEncodingByDefault = !bodiless.has(self.method);
    const port = options.port || options.defaultPort || agent.defaultPort;
    self._options = { ...options, ...agent.options, host: self.host, port, path: undefined as never };
    if (options.socketPath) self._options.path = options.socketPath;
    if (options.createConnection) self._options.createConnection = options.createConnection;
    writeHeaders(self, options, hostHeader(self.host, port, options.defaultPort ?? agent.defaultPort));
    if (listener) self.once('response', listener);
    if (options.timeout !== undefined) self.timeout = options.timeout;
    if (options.signal) obey(self, options.signal);
    agent.addRequest(self, self._options);
  },
);

function writeHeaders(self: ClientRequestShape, options: RequestOptions, host: string): void {
  const { headers } = options;
  if (Array.isArray(headers)) {
    // As in Node, a list is sent as it is: even Host is the caller's business.
    return self._storeHeader(`${self.method} ${self.path} HTTP/1.1\r\n`, headers);
  }
  for (const [name, value] of Object.entries(headers ?? {})) self.setHeader(name, value);
  if (!self.hasHeader('host') && options.setHost !== false) self.setHeader('Host', host);
  if (options.auth && !self.hasHeader('authorization'))
    self.setHeader('Authorization', basicAuthorization(options.auth));
  if (self.hasHeader('expect')) self._storeHeader(`${self.method} ${self.path} HTTP/1.1\r\n`, self._headers);
}

function obey(self: ClientRequestShape, signal: AbortSignal): void {
  const abort = () =>
    self.destroy(
      Object.assign(new Error('The operation was aborted'), {
        name: 'AbortError',
        code: 'ABORT_ERR',
        cause: signal.reason as unknown,
      }),
    );
  if (signal.aborted) nextTick(abort);
  else {
    signal.addEventListener('abort', abort);
    self.once('close', () => signal.removeEventListener('abort', abort));
  }
}

/** Ends a request that never had a connection. */
function fail(request: ClientRequest): void {
  request.emit('error', request.errored ?? hangUp());
  request._closed = true;
  request.emit('close');
}
