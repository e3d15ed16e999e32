import { Agent, globalAgent } from './http/agent.ts';
import { ClientRequest } from './http/client.ts';
import { maxHeaderSize, METHODS, STATUS_CODES } from './http/constants.ts';
import { IncomingMessage } from './http/incoming.ts';
import { OutgoingMessage } from './http/outgoing.ts';
import { ServerResponse } from './http/response.ts';
import { Server, type HttpServerOptions, type RequestListener } from './http/server.ts';
import { validateInteger } from './errors.ts';
import { validateHeaderName, validateHeaderValue } from './http/validate.ts';

/** A server for HTTP/1.1 on a port of this realm. */
export function createServer(options?: HttpServerOptions | RequestListener, listener?: RequestListener): Server {
  return new Server(options, listener);
}

/** `request(url, options?, listener?)` or `request(options, listener?)`: a request whose body is still to be written. */
export function request(...args: unknown[]): ClientRequest {
  return new ClientRequest(...args);
}

/** A request without a body, on its way at once. */
export function get(...args: unknown[]): ClientRequest {
  const sent = request(...args);
  sent.end();
  return sent;
}

export default {
  METHODS,
  STATUS_CODES,
  maxHeaderSize,
  Agent,
  get globalAgent() {
    return globalAgent.current;
  },
  set globalAgent(agent: Agent) {
    globalAgent.current = agent;
  },
  ClientRequest,
  request,
  get,
  createServer,
  Server,
  IncomingMessage,
  OutgoingMessage,
  ServerResponse,
  validateHeaderName,
  validateHeaderValue,
  /** Parsers are cheap here and none is kept. */
  setMaxIdleHTTPParsers: (max: number) => validateInteger(max, 'max', 1),
  /** There is no network to reach through a proxy. */
  setGlobalProxyFromEnv: () => () => {},
  get WebSocket() {
    return globalThis.WebSocket;
  },
  get CloseEvent() {
    return globalThis.CloseEvent;
  },
  get MessageEvent() {
    return globalThis.MessageEvent;
  },
};
