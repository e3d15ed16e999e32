import { Buffer } from 'buffer';
import { nextTick } from '../net/errors.ts';
import type { Socket } from '../net/socket.ts';
import { STATUS_CODES } from './constants.ts';
import type { IncomingMessage } from './incoming.ts';
import { createParser, type Head, type ParseError } from './parser.ts';
import { closeResponse, type ServerResponse } from './response.ts';
import type { Server } from './server.ts';

/** A connection that speaks HTTP, seen from its server. */
export interface Connection {
  /** Whether no request is on it. */
  idle(): boolean;
}

interface State {
  server: Server;
  socket: Socket;
  /** Requests whose bodies are not read to their ends yet, and responses that wait for their turn. */
  incoming: IncomingMessage[];
  outgoing: ServerResponse[];
  requests: number;
  keepAliveTimer: boolean;
}

/** Reads requests from `socket` and emits them on `server`, one after the other and as many as come. */
export function handleConnection(server: Server, socket: Socket): void {
  const state: State = { server, socket, incoming: [], outgoing: [], requests: 0, keepAliveTimer: false };
  let reading: IncomingMessage | undefined;
  let upgraded: Head | undefined;

  const parser = createParser('request', {
    head(head) {
      reading = receive(state, head);
      if (head.upgrade && server.listenerCount(head.method === 'CONNECT' ? 'connect' : 'upgrade')) {
        upgraded = head;
        return 'upgrade';
      }
      if (head.method === 'CONNECT') {
        socket.destroy();
        return 'none';
      }
      respond(state, reading, head);
      return 'body';
    },
    body: (chunk) => (reading && !reading._dumped ? reading.push(chunk) : true),
    complete(trailers) {
      if (!reading) return;
      reading.complete = true;
      reading.rawTrailers = trailers;
      reading._paced = false;
      reading.push(null);
      reading = undefined;
    },
  });

  server._http.set(socket, {
    idle: () => !parser.busy() && !state.incoming.length && !state.outgoing.length && !socket._httpMessage,
  });
  if (server.timeout) socket.setTimeout(server.timeout);
  socket.on('timeout', () => onTimeout(state));
  socket.on('error', (error: Error) => onSocketError(server, socket, error));
  socket.on('close', () => {
    server._http.delete(socket);
    abortIncoming(state);
  });
  socket.on('drain', () => drain(socket._httpMessage as ServerResponse | null));
  socket._consumer = (chunk) => {
    if (chunk === null) return onEnd(state, parser.finish());
    if (state.keepAliveTimer) {
      socket.setTimeout(server.timeout);
      state.keepAliveTimer = false;
    }
    try {
      const { rest, unpaced } = parser.execute(chunk);
      if (upgraded && reading) return (handOver(state, reading, upgraded, rest), true);
      return unpaced;
    } catch (error) {
      if (!(error as ParseError).rawPacket) throw error;
      onSocketError(server, socket, error as ParseError);
      return true;
    }
  };
}

function receive({ server, socket, incoming }: State, head: Head): IncomingMessage {
  const request = new server._IncomingMessage(socket);
  request.httpVersionMajor = head.major;
  request.httpVersionMinor = head.minor;
  request.httpVersion = `${head.major}.${head.minor}`;
  request.method = head.method;
  request.url = head.url;
  request.rawHeaders = head.rawHeaders;
  request.joinDuplicateHeaders = server.joinDuplicateHeaders;
  request.upgrade = head.upgrade;
  request._paced = true;
  incoming.push(request);
  return request;
}

function respond(state: State, request: IncomingMessage, head: Head): void {
  const { server, socket } = state;
  const response = new server._ServerResponse(request);
  response._keepAliveTimeout = server.keepAliveTimeout;
  response._maxRequestsPerSocket = server.maxRequestsPerSocket;
  response.shouldKeepAlive = head.keepAlive;
  if (socket._httpMessage) state.outgoing.push(response);
  else response.assignSocket(socket);
  response.on('finish', () => onFinish(state, request, response));
  const limit = server.maxRequestsPerSocket;
  state.requests++;
  response._maxRequestsReached = limit > 0 && state.requests >= limit;
  if (limit > 0 && state.requests > limit) {
    server.emit('dropRequest', request, socket);
    response.writeHead(503);
    response.end();
    return;
  }
  if (server.requireHostHeader && head.minor === 1 && head.major === 1 && request.headers.host === undefined) {
    response.writeHead(400, ['Connection', 'close']);
    response.end();
    return;
  }
  const expect = request.headers.expect as string | undefined;
  if (expect === undefined || (head.major === 1 && head.minor < 1)) server.emit('request', request, response);
  else if (/(?:^|\W)100-continue(?:$|\W)/i.test(expect)) {
    response._expect_continue = true;
    if (server.listenerCount('checkContinue')) server.emit('checkContinue', request, response);
    else {
      response.writeContinue();
      server.emit('request', request, response);
    }
  } else if (server.listenerCount('checkExpectation')) server.emit('checkExpectation', request, response);
  else {
    response.writeHead(417);
    response.end();
  }
}

function onFinish(state: State, request: IncomingMessage, response: ServerResponse): void {
  const { server, socket } = state;
  state.incoming.splice(state.incoming.indexOf(request), 1);
  // A body that nobody wants is read all the same: the next request comes after it.
  if (!request._consuming) request._dump();
  response.detachSocket(socket);
  nextTick(() => closeResponse(response));
  if (response._last) return void socket.destroySoon();
  const next = state.outgoing.shift();
  if (next) return next.assignSocket(socket);
  if (!server.keepAliveTimeout) return;
  // Node keeps a second in reserve, so that a client's own limit comes first.
  socket.setTimeout(server.keepAliveTimeout + 1000);
  state.keepAliveTimer = true;
}

function handOver(state: State, request: IncomingMessage, head: Head, rest: Buffer | undefined): void {
  const { server, socket } = state;
  socket._consumer = undefined;
  server._http.delete(socket);
  state.incoming.length = 0;
  socket.removeAllListeners('error').removeAllListeners('timeout').removeAllListeners('drain');
  request.complete = true;
  request.push(null);
  // Whoever listens for data decides when the bytes flow: as on a fresh socket.
  (socket as unknown as { readableFlowing: boolean | null }).readableFlowing = null;
  server.emit(head.method === 'CONNECT' ? 'connect' : 'upgrade', request, socket, rest ?? Buffer.alloc(0));
}

function onEnd({ server, socket, outgoing }: State, middle: boolean): boolean {
  if (middle) {
    const error = new Error('Parse Error: Invalid EOF state') as ParseError;
    onSocketError(
      server,
      socket,
      Object.assign(error, { code: 'HPE_INVALID_EOF_STATE', reason: 'Invalid EOF state', bytesParsed: 0 }),
    );
  } else if (server.httpAllowHalfOpen) {
    const response = outgoing.at(-1) ?? (socket._httpMessage as ServerResponse | null);
    if (response) response._last = true;
    else socket.end();
  } else socket.end();
  return true;
}

function onTimeout({ server, socket, incoming }: State): void {
  const request = incoming.at(-1);
  const heardByRequest = request && !request.complete && request.emit('timeout', socket);
  const response = socket._httpMessage as ServerResponse | null;
  const heardByResponse = response?.emit('timeout', socket);
  const heardByServer = server.emit('timeout', socket);
  if (!heardByRequest && !heardByResponse && !heardByServer) socket.destroy();
}

function onSocketError(server: Server, socket: Socket, error: Error & { code?: string }): void {
  if (server.emit('clientError', error, socket)) return;
  // Faults of the connection itself leave nobody to answer to.
  const response = socket._httpMessage as ServerResponse | null;
  if (socket.writable && !response?._headerSent) {
    const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n\r\n`, 'latin1');
  }
  socket.destroySoon();
}

function abortIncoming({ incoming }: State): void {
  for (const request of incoming.splice(0)) {
    request.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
  }
}

function drain(response: ServerResponse | null): void {
  if (!response?._needDrain) return;
  response._needDrain = false;
  response.emit('drain');
}
