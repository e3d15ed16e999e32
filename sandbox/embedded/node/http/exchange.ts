import { nextTick } from '../net/errors.ts';
import type { Socket } from '../net/socket.ts';
import { channels } from './channels.ts';
import type { IncomingMessage } from './incoming.ts';
import type { MessageParser } from './message-parser.ts';
import { closeResponse, type ServerResponse } from './response.ts';
import type { Server } from './server.ts';

/** A connection of a server, with what is on its way there. */
export interface State {
  server: Server;
  socket: Socket;
  /** Requests that are not answered yet, and responses that wait for their turn. */
  incoming: IncomingMessage[];
  outgoing: ServerResponse[];
  /** Bytes of those responses. */
  outgoingData: number;
  requests: number;
  keepAliveTimer: boolean;
  paused: boolean;
}

/** A request came in: the time for keeping an unused connection is over. */
export function resetTimeout(state: State): void {
  if (!state.keepAliveTimer) return;
  state.socket.setTimeout(state.server.timeout || 0);
  state.keepAliveTimer = false;
}

/** Called when a response is sent: the connection waits for the next one, or ends. */
export function onFinish(state: State, request: IncomingMessage, response: ServerResponse): void {
  const { server, socket } = state;
  if (channels.responseFinish.hasSubscribers) channels.responseFinish.publish({ request, response, socket, server });
  const index = state.incoming.indexOf(request);
  if (index >= 0) state.incoming.splice(index, 1);
  // A body that nobody wants is read all the same: the next request comes after it.
  if (!request._consuming && !request.readableDidRead) request._dump();
  response.detachSocket(socket);
  forget(request, socket);
  nextTick(() => closeResponse(response));
  if (response._last) {
    if (typeof socket.destroySoon === 'function') socket.destroySoon();
    else (socket as Socket).end();
    return;
  }
  const next = state.outgoing.shift();
  if (next) return next.assignSocket(socket);
  const { keepAliveTimeout } = server;
  if (!(Number.isFinite(keepAliveTimeout) && keepAliveTimeout > 0) || typeof socket.setTimeout !== 'function') return;
  // Some time in reserve, so that a client's own limit comes first.
  socket.setTimeout(keepAliveTimeout + server.keepAliveTimeoutBuffer);
  state.keepAliveTimer = true;
}

/** The parser keeps a request until it is read. */
function forget(request: IncomingMessage, socket: Socket): void {
  const parser = socket.parser as MessageParser | null;
  if (parser?.incoming !== request) return;
  if (request.readableEnded) parser.incoming = null;
  else request.on('end', () => forget(request, socket));
}

export const aborted = () => Object.assign(new Error('aborted'), { code: 'ECONNRESET' });

/** Responses that wait for their turn hold the next requests back when they are large. */
export function onPendingData(state: State, bytes: number): void {
  state.outgoingData += bytes;
  if (state.paused && state.outgoingData < state.socket.writableHighWaterMark) onDrain(state);
}

export function onDrain(state: State): void {
  const { socket } = state;
  if (state.paused && state.outgoingData <= socket.writableHighWaterMark) {
    state.paused = false;
    socket.resume();
    socket._end?.resume();
  }
  const response = socket._httpMessage as ServerResponse | null;
  if (!response?._needDrain || response.finished) return;
  response._needDrain = false;
  response.emit('drain');
}
