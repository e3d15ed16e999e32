import { Buffer } from 'buffer';
import { nextTick } from '../net/errors.ts';
import type { Socket } from '../net/socket.ts';
import { hangUp, type ClientRequest } from './client.ts';
import { IncomingMessage } from './incoming.ts';
import { createParser, type Head, type ParseError } from './parser.ts';

/** Sends `request` over `socket` and reads the response that comes back. */
export function carry(request: ClientRequest, socket: Socket): void {
  request.socket = socket;
  socket._httpMessage = request;
  let response: IncomingMessage | undefined;
  let upgraded: Head | undefined;

  const parser = createParser('response', {
    head(head) {
      if (head.statusCode < 200 && head.statusCode !== 101) {
        inform(request, head);
        return 'none';
      }
      response = receive(request, socket, head);
      if (head.statusCode === 101 || (request.method === 'CONNECT' && head.statusCode < 300)) {
        upgraded = head;
        return 'upgrade';
      }
      response._paced = true;
      if (!head.keepAlive) request.shouldKeepAlive = false;
      response.on('end', () => release(request, socket, listeners));
      if (!request.emit('response', response)) response._dump();
      return request.method === 'HEAD' || head.statusCode === 204 || head.statusCode === 304 ? 'none' : 'body';
    },
    body: (chunk) => (response && !response._dumped ? response.push(chunk) : true),
    complete(trailers) {
      if (!response) return;
      response.complete = true;
      response.rawTrailers = trailers;
      response._paced = false;
      response.push(null);
    },
  });

  const listeners = {
    error(error: Error) {
      request.errored ??= error;
      if (!response) report(request, error);
    },
    close() {
      parser.finish();
      detach(socket, listeners);
      lost(request, response);
    },
    timeout: () => void request.emit('timeout'),
    drain() {
      if (!request._needDrain) return;
      request._needDrain = false;
      request.emit('drain');
    },
  };
  for (const [event, listener] of Object.entries(listeners)) socket.on(event, listener);

  socket._consumer = (chunk) => {
    if (chunk === null) {
      const complete = response?.complete;
      parser.finish();
      // The other side ended without a response, or in the middle of one: nothing more will come.
      if (!complete && !response?.complete) socket.destroy();
      return true;
    }
    try {
      const { rest, unpaced } = parser.execute(chunk);
      if (!upgraded || !response) return unpaced;
      handOver(request, response, socket, rest, listeners);
      return true;
    } catch (error) {
      if (!(error as ParseError).rawPacket) throw error;
      request.shouldKeepAlive = false;
      report(request, error as Error);
      socket.destroy();
      return true;
    }
  };

  if (request.timeout !== undefined) socket.setTimeout(request.timeout);
  request.emit('socket', socket);
  request._flush();
}

type Listeners = Record<'error' | 'close' | 'timeout' | 'drain', (...args: never[]) => void>;

function detach(socket: Socket, listeners: Listeners): void {
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
function release(request: ClientRequest, socket: Socket, listeners: Listeners): void {
  const free = () => {
    detach(socket, listeners);
    nextTick(() => closed(request));
    if (!request.shouldKeepAlive || socket.destroyed || !socket.writable) return void socket.destroySoon();
    socket.setTimeout(0);
    request.agent.emit('free', socket, request._options);
  };
  if (request._finished || request.finished) free();
  else {
    // The server answered before the request was all sent; what is left of it must not reach the next one.
    request.shouldKeepAlive = false;
    free();
  }
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

function handOver(
  request: ClientRequest,
  response: IncomingMessage,
  socket: Socket,
  rest: Buffer | undefined,
  listeners: Listeners,
): void {
  const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
  detach(socket, listeners);
  response.complete = true;
  if (!request.listenerCount(event)) return void socket.destroy();
  // Whoever listens for data decides when the bytes flow: as on a fresh socket.
  (socket as unknown as { readableFlowing: boolean | null }).readableFlowing = null;
  request.agent.removeSocket(socket, request._options);
  request.emit(event, response, socket, rest ?? Buffer.alloc(0));
  closed(request);
}
