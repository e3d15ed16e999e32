import type { Buffer } from 'buffer';
import { runInFrame } from '../async-context.ts';
import { nextTick } from '../net/errors.ts';
import type { Socket } from '../net/socket.ts';
import { channels } from './channels.ts';
import type { ClientRequest } from './client.ts';
import { aborted } from './exchange.ts';
import type { IncomingMessage } from './incoming.ts';
import { MessageParser } from './message-parser.ts';

const requestOf = (socket: Socket) => socket._httpMessage as ClientRequest;
const parserOf = (socket: Socket) => socket.parser as MessageParser | null;
const informational = (status: number) => status < 200 && status >= 100 && status !== 101;

/** Reads the response to `request` from `socket`; its own bytes are sent by the request. */
export function carry(request: ClientRequest, socket: Socket): void {
  request.socket = socket;
  const parser = new MessageParser('response', socket, (_, response, keepAlive) => receive(request, socket, response, keepAlive), {
    maxHeaderSize: request.maxHeaderSize,
    lenient: request.insecureHTTPParser,
  });
  request.parser = parser;
  socket.parser = parser;
  socket._httpMessage = request;
  parser.outgoing = request;
  if (typeof request.maxHeadersCount === 'number') parser.maxHeaderPairs = request.maxHeadersCount * 2;
  parser.joinDuplicateHeaders = request.joinDuplicateHeaders ?? false;
  socket.on('error', onError);
  socket.on('data', onData);
  socket.on('end', onEnd);
  socket.on('close', onClose);
  socket.on('drain', onDrain);
  if (request.timeout !== undefined || request.agent?.options?.timeout) listenForTimeout(request);
  request.emit('socket', socket);
} // prettier-ignore

export function listenForTimeout(request: ClientRequest): void {
  if (request.timeoutCb) return;
  request.timeoutCb = onRequestTimeout;
  if (request._socket) request._socket.once('timeout', onRequestTimeout);
  else request.on('socket', (socket: Socket) => socket.once('timeout', onRequestTimeout));
}

function onRequestTimeout(this: Socket): void {
  requestOf(this)?.emit('timeout');
}

function onResponseTimeout(this: Socket): void {
  requestOf(this)?.res?.emit('timeout');
}

/** What happens to a request happens in the context in which it was made, whoever made its connection. */
function onData(this: Socket, chunk: Buffer): void {
  const request = requestOf(this);
  if (request._frame === undefined) read(this, request, chunk);
  else runInFrame(request._frame, () => read(this, request, chunk));
}

function read(socket: Socket, request: ClientRequest, chunk: Buffer): void {
  const parser = parserOf(socket)!;
  const result = parser.execute(chunk);
  if (typeof result !== 'number') {
    parser.free();
    leave(socket);
    socket.destroy();
    socket._hadError = true;
    report(request, result);
    return;
  }
  const { incoming } = parser;
  if (!incoming) return;
  if (parser.upgraded) handOver(socket, request, parser, chunk.subarray(result) as Buffer);
  else if (incoming.complete && !informational(incoming.statusCode!)) {
    // The next response belongs to another request.
    leave(socket);
    parser.free();
  }
}

/** No more bytes of this connection are for the request. */
function leave(socket: Socket): void {
  socket.removeListener('data', onData);
  socket.removeListener('end', onEnd);
}

function handOver(socket: Socket, request: ClientRequest, parser: MessageParser, rest: Buffer): void {
  const response = parser.incoming!;
  request.res = response;
  leave(socket);
  socket.removeListener('drain', onDrain);
  if (request.timeoutCb) socket.removeListener('timeout', request.timeoutCb);
  socket.removeListener('timeout', onResponseTimeout);
  parser.finish();
  parser.free();
  const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
  if (request.listenerCount(event) === 0) return void socket.destroy();
  request.upgradeOrConnect = true;
  socket.emit('agentRemove');
  socket.removeListener('close', onClose);
  socket.removeListener('error', onError);
  socket._httpMessage = null;
  // Whoever listens for data decides when the bytes flow: as on a fresh socket.
  (socket as unknown as { readableFlowing: boolean | null }).readableFlowing = null;
  request.emit(event, response, socket, rest);
  request.destroyed = true;
  request._closed = true;
  request.emit('close');
}

/** The head of a response: 1 says that no body follows, 2 that the connection changes its protocol. */
function receive(request: ClientRequest, socket: Socket, response: IncomingMessage, keepAlive: boolean): number {
  if (request.res) {
    // One request, two responses.
    socket.destroy();
    return 0;
  }
  request.res = response;
  if (response.upgrade) return 2;
  if (request.method === 'CONNECT') {
    response.upgrade = true;
    return 2;
  }
  if (informational(response.statusCode!)) {
    request.res = null;
    if (response.statusCode === 100) request.emit('continue');
    const { statusCode, statusMessage, httpVersion, httpVersionMajor, httpVersionMinor, headers, rawHeaders } = response;
    request.emit('information', { statusCode, statusMessage, httpVersion, httpVersionMajor, httpVersionMinor, headers, rawHeaders });
    return 1;
  }
  if (request.shouldKeepAlive && !keepAlive && !request.upgradeOrConnect) request.shouldKeepAlive = false;
  if (channels.clientResponse.hasSubscribers) channels.clientResponse.publish({ request, response });
  response.req = request;
  response.on('end', onResponseEnd);
  request.on('finish', onRequestFinish);
  socket.on('timeout', onResponseTimeout);
  if (request.aborted || !request.emit('response', response)) response._dump();
  if (request.method === 'HEAD') return 1;
  if (response.statusCode === 304) {
    response.complete = true;
    return 1;
  }
  return 0;
} // prettier-ignore

function onResponseEnd(this: IncomingMessage): void {
  const request = this.req as ClientRequest;
  const socket = request._socket!;
  if (socket) {
    if (request.timeoutCb) socket.removeListener('timeout', onRequestTimeout);
    socket.removeListener('timeout', onResponseTimeout);
  }
  request._ended = true;
  if (!request.shouldKeepAlive) {
    if (!socket.writable) return;
    if (typeof socket.destroySoon === 'function') socket.destroySoon();
    else (socket as Socket).end();
  } else if (request.writableFinished && !this.aborted) keep(request);
}

function onRequestFinish(this: ClientRequest): void {
  if (this.shouldKeepAlive && this._ended) keep(this);
}

/** Request and response are through: the connection is free, once those who listen for the end have run. */
function keep(request: ClientRequest): void {
  const socket = request._socket!;
  if (request.timeoutCb) {
    socket.setTimeout?.(0, request.timeoutCb as () => void);
    request.timeoutCb = null;
  }
  socket.removeListener('close', onClose);
  socket.removeListener('error', onError);
  socket.removeListener('drain', onDrain);
  leave(socket);
  nextTick(() => {
    request._closed = true;
    request.emit('close');
    request._socket?.emit('free');
  });
  request.destroyed = true;
  // Who destroys the response from now on must not end the connection.
  if (request.res) request.res.socket = null as never;
}

function onError(this: Socket, error: Error): void {
  const request = requestOf(this);
  if (request) {
    this._hadError = true;
    report(request, error);
  }
  const parser = parserOf(this);
  parser?.finish();
  parser?.free();
  leave(this);
  this.destroy();
}

function onEnd(this: Socket): void {
  const request = requestOf(this);
  if (!request.res && !this._hadError) {
    this._hadError = true;
    report(request, hangUp());
  }
  const parser = parserOf(this);
  parser?.finish();
  parser?.free();
  this.end();
}

/** The connection is gone. */
function onClose(this: Socket): void {
  const request = requestOf(this);
  if (!request) return;
  const { res } = request;
  request.destroyed = true;
  if (res) {
    if (!res.complete) res.destroy(aborted());
    request._closed = true;
    request.emit('close');
    if (!res.aborted && res.readable) res.push(null);
  } else {
    if (!this._hadError) {
      this._hadError = true;
      report(request, hangUp());
    }
    request._closed = true;
    request.emit('close');
  }
  request.outputData.length = 0;
  const parser = parserOf(this);
  parser?.finish();
  parser?.free();
}

function onDrain(this: Socket): void {
  const request = requestOf(this);
  if (!request || request.finished || !request._needDrain) return;
  request._needDrain = false;
  request.emit('drain');
}

export function report(request: ClientRequest, error: Error): void {
  if (channels.requestError.hasSubscribers) channels.requestError.publish({ request, error });
  request.emit('error', error);
}

/** What a client learns when its connection ends without an answer. */
export function hangUp(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}
