import type { Socket } from '../net/socket.ts';
import { channels } from './channels.ts';
import { onFinish, onPendingData, resetTimeout, type State } from './exchange.ts';
import type { IncomingMessage } from './incoming.ts';
import type { ServerResponse } from './response.ts';

const goAhead = /(?:^|\W)100-continue(?:$|\W)/i;

/** A request whose head is read: it gets its response, and the server learns of both. 2 means another protocol. */
export function receiveRequest(state: State, request: IncomingMessage, keepAlive: boolean): number {
  const { server, socket } = state;
  resetTimeout(state);
  if (request.upgrade) {
    request.upgrade = request.method === 'CONNECT' || Boolean(server.shouldUpgradeCallback(request));
    if (request.upgrade) return 2;
  }
  state.incoming.push(request);
  if (!state.paused && (socket.writableNeedDrain || state.outgoingData >= socket.writableHighWaterMark)) {
    state.paused = true;
    socket.pause();
  }
  const response = new server._ServerResponse(request, {
    highWaterMark: socket.writableHighWaterMark,
    rejectNonStandardBodyWrites: server.rejectNonStandardBodyWrites,
  });
  response._keepAliveTimeout = server.keepAliveTimeout;
  response._maxRequestsPerSocket = server.maxRequestsPerSocket;
  response._onPendingData = (bytes) => onPendingData(state, bytes);
  response.shouldKeepAlive = keepAlive;
  response._uniqueHeaders = server._uniqueHeaders;
  if (channels.responseCreated.hasSubscribers) channels.responseCreated.publish({ request, response });
  if (channels.serverRequest.hasSubscribers) {
    channels.serverRequest.publish({ request, response, socket, server });
  }
  if (socket._httpMessage) state.outgoing.push(response);
  else response.assignSocket(socket);
  response.on('finish', () => onFinish(state, request, response));
  if (request.httpVersionMajor === 1 && request.httpVersionMinor === 1) handleModern(state, request, response, socket);
  else server.emit('request', request, response);
  return 0;
}

/** What HTTP/1.1 asks of servers before a request counts. */
function handleModern(state: State, request: IncomingMessage, response: ServerResponse, socket: Socket): void {
  const { server } = state;
  const { headers } = request;
  if (server.requireHostHeader && headers['host'] === undefined) {
    response.writeHead(400, ['Connection', 'close']);
    return void response.end();
  }
  const limit = server.maxRequestsPerSocket;
  if (typeof limit === 'number' && limit > 0) {
    state.requests++;
    response.maxRequestsOnConnectionReached = limit <= state.requests;
    if (limit < state.requests) {
      server.emit('dropRequest', request, socket);
      response.writeHead(503);
      return void response.end();
    }
  }
  const expect = headers['expect'] as string | undefined;
  if (expect === undefined) server.emit('request', request, response);
  else if (goAhead.test(expect)) {
    response._expect_continue = true;
    if (server.listenerCount('checkContinue')) return void server.emit('checkContinue', request, response);
    response.writeContinue();
    server.emit('request', request, response);
  } else if (server.listenerCount('checkExpectation')) server.emit('checkExpectation', request, response);
  else {
    response.writeHead(417);
    response.end();
  }
}
