import { maxHeaderSize, METHODS, STATUS_CODES } from './http/constants.ts';
import { IncomingMessage } from './http/incoming.ts';
import { OutgoingMessage } from './http/outgoing.ts';
import { ServerResponse } from './http/response.ts';
import { Server, type HttpServerOptions, type RequestListener } from './http/server.ts';
import { validateHeaderName, validateHeaderValue } from './http/validate.ts';

/** A server for HTTP/1.1 on a port of this realm. */
export function createServer(options?: HttpServerOptions | RequestListener, listener?: RequestListener): Server {
  return new Server(options, listener);
}

// The client (request, get, Agent, globalAgent, ClientRequest) is not written yet: it is missing here, not stubbed.
export default {
  METHODS,
  STATUS_CODES,
  maxHeaderSize,
  createServer,
  Server,
  IncomingMessage,
  OutgoingMessage,
  ServerResponse,
  validateHeaderName,
  validateHeaderValue,
};
