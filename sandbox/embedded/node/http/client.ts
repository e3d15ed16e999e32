import { finished } from 'stream';
import { currentFrame, type AsyncFrame } from '../async-context.ts';
import { abortError, invalidArgType, validateAbortSignal } from '../errors.ts';
import { createConnection } from '../net.ts';
import { nextTick } from '../net/errors.ts';
import { inherit, oldStyle } from '../net/old-style.ts';
import type { Socket } from '../net/socket.ts';
import { globalAgent, type Agent } from './agent.ts';
import { channels } from './channels.ts';
import { carry, hangUp, report, listenForTimeout } from './client-connection.ts';
import { basicAuthorization, checkDuration, checkHost, checkMethod, checkOptions, hostHeader, readArguments, type RequestOptions } from './client-options.ts'; // prettier-ignore
import type { IncomingMessage } from './incoming.ts';
import type { MessageParser } from './message-parser.ts';
import { OutgoingMessage } from './outgoing.ts';
import { uniqueHeaders } from './server.ts';
import { headersSent } from './validate.ts';

export type { RequestOptions } from './client-options.ts';

const bodiless = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

class ClientRequestShape extends (OutgoingMessage as unknown as new () => OutgoingMessage) {
  declare agent: Agent | undefined;
  declare method: string;
  declare path: string;
  declare host: string;
  declare protocol: string;
  declare socketPath: string | undefined;
  declare res: IncomingMessage | null;
  declare parser: MessageParser | null;
  declare aborted: boolean;
  declare reusedSocket: boolean;
  declare upgradeOrConnect: boolean;
  declare maxHeadersCount: number | null;
  declare maxHeaderSize: number | undefined;
  declare insecureHTTPParser: boolean | undefined;
  declare joinDuplicateHeaders: boolean | undefined;
  declare timeoutCb: ((this: Socket) => void) | null;
  declare _waitingOptions: RequestOptions | undefined;
  declare _ended: boolean;
  declare _error: Error | undefined;
  declare _frame: AsyncFrame;

  override _finish(): void {
    super._finish();
    if (channels.requestStart.hasSubscribers) channels.requestStart.publish({ request: this });
  }

  override _implicitHeader(): void {
    if (this._header) throw headersSent('render');
    this._storeHeader(`${this.method} ${this.path} HTTP/1.1\r\n`, this._store);
  }

  /** Called by an agent with the connection that will carry this request. */
  onSocket(socket: Socket | undefined, error?: Error | null): void {
    nextTick(() => {
      if (!this.destroyed && !error) {
        carry(this, socket!);
        return this._flush();
      }
      const reason = error ?? this._error;
      if (!socket) return fail(this, reason);
      // Destroyed while it waited: the connection is of use to the next one.
      if (!error && this.agent && !socket.destroyed) {
        socket.emit('free');
        return fail(this, reason);
      }
      finished(socket.destroy(reason), (fault) => {
        const premature = (fault as { code?: string } | null)?.code === 'ERR_STREAM_PREMATURE_CLOSE';
        fail(this, (premature ? undefined : (fault as Error)) ?? reason);
      });
    });
  }

  override destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    // Nobody wants the rest of the answer.
    this.res?._dump();
    this._error = error;
    this._errored = error ?? null;
    this._socket?.destroy(error);
    return this;
  }

  abort(): void {
    if (this.aborted) return;
    this.aborted = true;
    nextTick(() => this.emit('abort'));
    this.destroy();
  }

  override setTimeout(ms: number, callback?: () => void): this {
    if (this._ended) return this;
    listenForTimeout(this);
    const limit = checkDuration(ms, 'msecs');
    if (callback) this.once('timeout', callback);
    const start = (socket: Socket) => {
      if (socket.connecting) socket.once('connect', () => socket.setTimeout(limit));
      else socket.setTimeout(limit);
    };
    if (this._socket) start(this._socket);
    else this.once('socket', start);
    return this;
  }

  setNoDelay(...args: unknown[]): void {
    onceConnected(this, 'setNoDelay', args);
  }
  setSocketKeepAlive(...args: unknown[]): void {
    onceConnected(this, 'setKeepAlive', args);
  }
  clearTimeout(callback?: () => void): void {
    this.setTimeout(0, callback);
  }
}

export type ClientRequest = ClientRequestShape;
export const ClientRequest = oldStyle(
  'ClientRequest',
  ClientRequestShape,
  (self: ClientRequestShape, ...args: unknown[]) => {
    inherit(OutgoingMessage, self);
    const { options, listener } = readArguments(args);
    const fallback = options._defaultAgent ?? globalAgent.current;
    const agent = (self.agent = chooseAgent(options, fallback));
    checkOptions(options, options.protocol || fallback.protocol, agent?.protocol || fallback.protocol);
    const defaultPort = options.defaultPort || agent?.defaultPort;
    const port = (options.port = options.port || defaultPort || 80);
    const host = (options.host = checkHost(options.hostname, 'hostname') || checkHost(options.host, 'host') || 'localhost');
    self.socketPath = options.socketPath;
    if (options.timeout !== undefined) self.timeout = checkDuration(options.timeout, 'timeout');
    self.method = checkMethod(options.method);
    self.path = options.path || '/';
    self.protocol = options.protocol || fallback.protocol;
    self.host = host;
    self.maxHeaderSize = options.maxHeaderSize;
    self.insecureHTTPParser = options.insecureHTTPParser;
    self.joinDuplicateHeaders = options.joinDuplicateHeaders;
    self.res = self.maxHeadersCount = self.parser = self.timeoutCb = null;
    self.aborted = self.reusedSocket = self._ended = self.upgradeOrConnect = false;
    self._error = undefined;
    self._frame = currentFrame();
    self.useChunkedEncodingByDefault = !bodiless.has(self.method);
    self._uniqueHeaders = uniqueHeaders(options.uniqueHeaders);
    if (listener) self.once('response', listener);
    if (options.signal !== undefined) obey(self, options.signal);
    if (agent) {
      const kept = agent.keepAlive || Number.isFinite(agent.maxSockets);
      self._last = !kept;
      self.shouldKeepAlive = kept;
    }
    writeHeaders(self, options, host, port, defaultPort);
    if (channels.requestCreated.hasSubscribers) channels.requestCreated.publish({ request: self });
    const { signal: _signal, ...rest } = options;
    if (agent) agent.addRequest(self, rest);
    else connectAlone(self, rest);
  },
); // prettier-ignore

function onceConnected(self: ClientRequest, method: 'setNoDelay' | 'setKeepAlive', args: unknown[]): void {
  const act = (socket: Socket) => {
    const call = () => (socket[method] as (...args: unknown[]) => void)(...args);
    if (socket.writable && !socket.connecting) call();
    else socket.once('connect', call);
  };
  if (self._socket) act(self._socket);
  else self.once('socket', act);
}

function chooseAgent(options: RequestOptions, fallback: Agent): Agent | undefined {
  const { agent } = options;
  if (agent === false) return new (fallback.constructor as new () => Agent)();
  if (agent === null || agent === undefined) {
    return typeof options.createConnection === 'function' ? undefined : fallback;
  }
  if (typeof agent.addRequest === 'function') return agent;
  throw invalidArgType('options.agent', ['Agent-like Object', 'undefined', 'false'], agent);
}

function writeHeaders(self: ClientRequestShape, options: RequestOptions, host: string, port: string | number, defaultPort?: number): void {
  const { headers } = options;
  const named = headers && !Array.isArray(headers) ? headers['host'] : undefined;
  if (Array.isArray(named)) throw invalidArgType('options.headers.host', 'string', named);
  const line = `${self.method} ${self.path} HTTP/1.1\r\n`;
  // As in Node, a list is sent as it is: even Host is the caller's business.
  if (Array.isArray(headers)) return self._storeHeader(line, headers);
  for (const name of Object.keys(headers ?? {})) self.setHeader(name, headers![name]!);
  if (!self.getHeader('host') && (options.setHost === undefined || options.setHost)) {
    self.setHeader('Host', hostHeader(host, port, defaultPort));
  }
  if (options.auth && !self.getHeader('authorization')) {
    self.setHeader('Authorization', basicAuthorization(options.auth));
  }
  if (self.getHeader('expect')) self._storeHeader(line, self._store);
} // prettier-ignore

/** Without an agent a request has a connection of its own. */
function connectAlone(self: ClientRequestShape, options: RequestOptions): void {
  self._last = true;
  self.shouldKeepAlive = false;
  const { path: _path, ...rest } = options;
  const target: RequestOptions = options.socketPath ? { ...rest, path: options.socketPath } : rest;
  if (typeof options.createConnection !== 'function') return self.onSocket(createConnection(target));
  let done = false;
  const created = (error: Error | null, socket?: Socket) => {
    if (done) return;
    done = true;
    if (error) nextTick(() => report(self, error));
    else self.onSocket(socket);
  };
  try {
    const socket = options.createConnection(target, created);
    if (socket) created(null, socket);
  } catch (error) {
    created(error as Error);
  }
}

function obey(self: ClientRequestShape, signal: AbortSignal): void {
  validateAbortSignal(signal, 'signal');
  const abort = () => self.destroy(abortError(signal.reason));
  if (signal.aborted) abort();
  else {
    signal.addEventListener('abort', abort);
    self.once('close', () => signal.removeEventListener('abort', abort));
  }
}

/** Ends a request that never had a connection. */
function fail(request: ClientRequest, error: Error | undefined): void {
  const reason = error ?? (request.aborted ? undefined : hangUp());
  request.destroyed = true;
  if (reason) report(request, reason);
  request._closed = true;
  request.emit('close');
}
