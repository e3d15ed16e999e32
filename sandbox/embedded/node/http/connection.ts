import type { Buffer } from 'buffer';
import { nodeError } from '../net/errors.ts';
import type { Socket } from '../net/socket.ts';
import { STATUS_CODES } from './constants.ts';
import { MessageParser } from './message-parser.ts';
import type { ServerResponse } from './response.ts';
import type { Server } from './server.ts';
import { aborted, onDrain, resetTimeout, type State } from './exchange.ts';
import { receiveRequest } from './server-request.ts';
import { consumeBelow, leaveBelow } from './consume.ts';

/** A connection that speaks HTTP, seen from its server. */
export interface Connection {
  parser: MessageParser;
  /** Ends it with an error, as bytes that are no HTTP do. */
  fail(error: Error): void;
}

/** What the listeners of a connection share. */
class Serving implements State, Connection {
  readonly incoming: State['incoming'] = [];
  readonly outgoing: State['outgoing'] = [];
  outgoingData = 0;
  requests = 0;
  keepAliveTimer = false;
  paused = false;
  readonly fail = (error: Error): void => onSocketError(this, error);
  readonly listeners: Record<string, (...args: any[]) => void> = {};
  readonly server: Server;
  readonly socket: Socket;
  readonly parser: MessageParser;

  constructor(server: Server, socket: Socket) {
    this.server = server;
    this.socket = socket;
    this.parser = new MessageParser('request', socket, (_, request, keepAlive) => receiveRequest(this, request, keepAlive), {
      maxHeaderSize: server.maxHeaderSize,
      lenient: server.insecureHTTPParser,
      Message: server._IncomingMessage,
    });
  }
} // prettier-ignore

const onEvent: Record<string, (this: Serving, ...args: any[]) => void> = {
  timeout() {
    onTimeout(this);
  },
  error(error: Error) {
    onSocketError(this, error);
  },
  data(chunk: Buffer) {
    onData(this, chunk);
  },
  end() {
    onEnd(this);
  },
  close() {
    this.server._http.delete(this.socket);
    this.parser.free();
    abortIncoming(this);
  },
  drain() {
    onDrain(this);
  },
};
const events = Object.keys(onEvent);

/** Reads requests from `socket` and emits them on `server`, one after the other and as many as come. */
export function handleConnection(server: Server, socket: Socket): void {
  const serving = new Serving(server, socket);
  const { parser } = serving;
  if (typeof server.maxHeadersCount === 'number') parser.maxHeaderPairs = server.maxHeadersCount * 2;
  parser.joinDuplicateHeaders = server.joinDuplicateHeaders;
  socket.parser = parser;
  socket.setEncoding = refuseEncoding;
  socket.server ??= server;
  if (server.timeout) socket.setTimeout?.(server.timeout);
  server._http.set(socket, serving);
  const { listeners } = serving;
  // Bound, as in Node: programs call them without their socket.
  for (const event of events) socket.on(event, (listeners[event] = onEvent[event]!.bind(serving)));
  consumeBelow(socket, listeners['data']!);
}

function onData(serving: Serving, chunk: Buffer): void {
  const { socket, parser } = serving;
  const result = parser.execute(chunk);
  if (serving.keepAliveTimer) resetTimeout(serving);
  if (typeof result !== 'number') return onSocketError(serving, result);
  if (parser.upgraded && parser.incoming) handOver(serving, chunk.subarray(result) as Buffer);
  else if (serving.paused && socket.parser) socket._end?.pause();
}

function refuseEncoding(): never {
  throw nodeError('ERR_HTTP_SOCKET_ENCODING', 'Changing the socket encoding is not allowed per RFC7230 Section 3.');
}

function handOver({ server, socket, parser, listeners }: Serving, rest: Buffer): void {
  const request = parser.incoming!;
  for (const event of events) socket.removeListener(event, listeners[event]!);
  leaveBelow(socket);
  server._http.delete(socket);
  parser.finish();
  parser.free();
  const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
  if (server.listenerCount(event) === 0) return void socket.destroy();
  // Whoever listens for data decides when the bytes flow: as on a fresh socket.
  (socket as unknown as { readableFlowing: boolean | null }).readableFlowing = null;
  server.emit(event, request, socket, rest);
}

function onEnd(serving: Serving): void {
  const { server, socket, parser, outgoing } = serving;
  const error = parser.finish();
  if (error) return onSocketError(serving, error);
  if (!server.httpAllowHalfOpen) return void socket.end();
  const response = outgoing.at(-1) ?? (socket._httpMessage as ServerResponse | null);
  if (response) response._last = true;
  else socket.end();
}

function onTimeout({ server, socket }: State): void {
  const request = (socket.parser as MessageParser | null)?.incoming;
  const heardByRequest = request && !request.complete && request.emit('timeout', socket);
  const response = socket._httpMessage as ServerResponse | null;
  const heardByResponse = response?.emit('timeout', socket);
  const heardByServer = server.emit('timeout', socket);
  if (!heardByRequest && !heardByResponse && !heardByServer) socket.destroy();
}

const statusOf: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

function onSocketError({ server, socket, listeners }: Serving, error: Error & { code?: string }): void {
  socket.removeListener('error', listeners['error']!);
  if (!socket.listenerCount('error')) socket.on('error', () => {});
  if (server.emit('clientError', error, socket)) return;
  // Faults of the connection itself leave nobody to answer to.
  const response = socket._httpMessage as ServerResponse | null;
  if (socket.writable && !response?._headerSent) {
    const status = statusOf[error.code ?? ''] ?? 400;
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n\r\n`, 'latin1');
  }
  socket.destroy(error);
}

function abortIncoming({ incoming }: State): void {
  for (const request of incoming.splice(0)) request.destroy(aborted());
}

export const requestTimeoutError = () => nodeError('ERR_HTTP_REQUEST_TIMEOUT', 'Request timeout');
