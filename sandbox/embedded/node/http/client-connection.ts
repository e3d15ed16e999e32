import { Buffer } from 'buffer';
import { runInFrame } from '../async-context.ts';
import { nextTick } from '../net/errors.ts';
import type { Socket } from '../net/socket.ts';
import type { ClientRequest } from './client.ts';
import { IncomingMessage } from './incoming.ts';
import { createParser, type Head, type ParseError, type Parser } from './parser.ts';

/** A request on the connection that carries it. */
interface Exchange {
  request: ClientRequest;
  socket: Socket;
  response?: IncomingMessage;
  /** The head after which the connection no longer speaks HTTP. */
  upgraded?: Head;
  listeners: Listeners;
}

type Listeners = Record<string, (error: Error) => void>;

/** Sends `request` over `socket` and reads the response that comes back. */
export function carry(request: ClientRequest, socket: Socket): void {
  const exchange: Exchange = { request, socket, listeners: {} };
  const parser = createResponseParser(exchange);
  exchange.listeners = createListeners(exchange, parser);
  request.socket = socket;
  socket._httpMessage = request;
  for (const [event, listener] of Object.entries(exchange.listeners)) socket.on(event, listener);
  // What happens to a request happens in the context in which it was made, whoever made its connection.
  socket._consumer = (chunk) => runInFrame(request._frame, () => consume(exchange, parser, chunk));
  if (request.timeout !== undefined) socket.setTimeout(request.timeout);
  request.emit('socket', socket);
  request._flush();
}

function createResponseParser(exchange: Exchange): Parser {
  const { request, socket } = exchange;
  return createParser('response', {
    head(head) {
      if (head.statusCode < 200 && head.statusCode !== 101) {
        inform(request, head);
        return 'none';
      }
      const response = (exchange.response = receive(request, socket, head));
      if (head.statusCode === 101 || request.method === 'CONNECT') {
        exchange.upgraded = head;
        return 'upgrade';
      }
      response._paced = true;
      if (!head.keepAlive) request.shouldKeepAlive = false;
      response.on('end', () => release(exchange));
      request.on('finish', () => request._responseRead && release(exchange));
      if (request.aborted || !request.emit('response', response)) response._dump();
      return request.method === 'HEAD' || head.statusCode === 204 || head.statusCode === 304 ? 'none' : 'body';
    },
    body: (chunk) => (exchange.response && !exchange.response._dumped ? exchange.response.push(chunk) : true),
    complete(trailers) {
      const { response } = exchange;
      if (!response) return;
      response.complete = true;
      response.rawTrailers = trailers;
      response._paced = false;
      response.push(null);
    },
  });
}

function createListeners(exchange: Exchange, parser: Parser): Listeners {
  const { request, socket } = exchange;
  return {
    error(error: Error) {
      request.errored ??= error;
      if (!exchange.response) report(request, error);
    },
    close() {
      parser.finish();
      detach(exchange);
      lost(request, exchange.response);
    },
    timeout: () => void request.emit('timeout'),
    drain() {
      if (!request._needDrain || socket._httpMessage !== request) return;
      request._needDrain = false;
      request.emit('drain');
    },
  };
}

function consume(exchange: Exchange, parser: Parser, chunk: Buffer | null): boolean {
  const { request, socket } = exchange;
  if (chunk === null) {
    const before = exchange.response?.complete;
    parser.finish();
    // The other side ended without a response, or in the middle of one: nothing more will come.
    if (!before && !exchange.response?.complete) socket.destroy();
    return true;
  }
  try {
    const { rest, unpaced } = parser.execute(chunk);
    if (!exchange.upgraded) return unpaced;
    handOver(exchange, rest);
  } catch (error) {
    if (!(error as ParseError).rawPacket) throw error;
    request.shouldKeepAlive = false;
    report(request, error as Error);
    socket.destroy();
  }
  return true;
}

function detach({ socket, listeners }: Exchange): void {
  for (const [event, listener] of Object.entries(listeners)) socket.off(event, listener as () => void);
  socket._consumer = undefined;
  socket._httpMessage = null;
}

function inform(request: ClientRequest, head: Head): void {
  if (head.statusCode === 100) request.emit('continue');
  const { statusCode, statusMessage, rawHeaders, major, minor } = head;
  const headers = Object.fromEntries(
    rawHeaders.flatMap((name, index) => (index % 2 ? [] : [[name.toLowerCase(), rawHeaders[index + 1]]])),
  ) as Record<string, string>;
  request.emit('information', {
    statusCode,
    statusMessage,
    httpVersion: `${major}.${minor}`,
    httpVersionMajor: major,
    httpVersionMinor: minor,
    headers,
    rawHeaders,
  });
}

function receive(request: ClientRequest, socket: Socket, head: Head): IncomingMessage {
  const response = new IncomingMessage(socket);
  response.httpVersionMajor = head.major;
  response.httpVersionMinor = head.minor;
  response.httpVersion = `${head.major}.${head.minor}`;
  response.statusCode = head.statusCode;
  response.statusMessage = head.statusMessage;
  response.rawHeaders = head.rawHeaders;
  response.joinDuplicateHeaders = request._options.joinDuplicateHeaders ?? false;
  response.upgrade = head.statusCode === 101;
  response.req = request;
  request.res = response;
  return response;
}

/** The response is read: its connection waits for the next request, or ends. */
function release(exchange: Exchange): void {
  const { request, socket } = exchange;
  request._responseRead = true;
  if (!request.shouldKeepAlive) return socket.destroySoon();
  // A server may answer before the request is all sent: its connection is free when both are through.
  if (!request._finished || request._released) return;
  request._released = true;
  detach(exchange);
  socket.setTimeout(0);
  nextTick(() => {
    closed(request);
    if (socket.destroyed || !socket.writable) return void socket.destroySoon();
    request.agent.emit('free', socket, request._options);
  });
}

/** The connection is gone. */
function lost(request: ClientRequest, response: IncomingMessage | undefined): void {
  request.destroyed = true;
  if (!response) {
    if (!request._ended) report(request, request.errored ?? hangUp());
  } else if (!response.complete) {
    response.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
  } else if (!response.readableEnded) {
    response.once('end', () => closed(request));
    return;
  }
  closed(request);
}

function report(request: ClientRequest, error: Error): void {
  if (request._ended) return;
  request._ended = true;
  request.emit('error', error);
}

function closed(request: ClientRequest): void {
  if (request._closed) return;
  request._closed = true;
  request.destroyed = true;
  request.emit('close');
}

function handOver(exchange: Exchange, rest: Buffer | undefined): void {
  const { request, socket } = exchange;
  const response = exchange.response!;
  const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
  detach(exchange);
  response.complete = true;
  if (!request.listenerCount(event)) return void socket.destroy();
  // Whoever listens for data decides when the bytes flow: as on a fresh socket.
  (socket as unknown as { readableFlowing: boolean | null }).readableFlowing = null;
  request.agent.removeSocket(socket, request._options);
  request.emit(event, response, socket, rest ?? Buffer.alloc(0));
  closed(request);
}

/** What a client learns when its connection ends without an answer. */
export function hangUp(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}
