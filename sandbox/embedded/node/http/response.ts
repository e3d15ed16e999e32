import { invalidArgType, invalidArgValue } from '../errors.ts';
import { nodeError } from '../net/errors.ts';
import { inherit, oldStyle } from '../net/old-style.ts';
import type { Socket } from '../net/socket.ts';
import { STATUS_CODES } from './constants.ts';
import type { IncomingMessage } from './incoming.ts';
import { OutgoingMessage, type HeaderValue, type OutgoingOptions } from './outgoing.ts';
import { badCharacter, hasBadContent, headersSent, validateHeaderName, validateHeaderValue } from './validate.ts';

/** Statuses that have no body. */
const bodyless = (status: number) => status === 204 || status === 304 || (status >= 100 && status <= 199);

class ServerResponseShape extends (OutgoingMessage as unknown as new () => OutgoingMessage) {
  declare req: IncomingMessage;
  declare statusCode: number;
  declare statusMessage: string;
  declare _sent100: boolean;
  declare _expect_continue: boolean;

  /** Joins the response to the connection that carries it. */
  assignSocket(socket: Socket): void {
    if (socket._httpMessage) {
      throw nodeError('ERR_HTTP_SOCKET_ASSIGNED', 'ServerResponse has an already assigned socket');
    }
    socket._httpMessage = this;
    socket.on('close', onSocketClose);
    this.socket = socket;
    this.emit('socket', socket);
    this._flush();
  }

  detachSocket(socket: Socket): void {
    socket.removeListener('close', onSocketClose);
    socket._httpMessage = null;
    this.socket = null;
  }

  writeContinue(callback?: () => void): void {
    this._writeRaw('HTTP/1.1 100 Continue\r\n\r\n', 'ascii', callback);
    this._sent100 = true;
  }
  writeProcessing(callback?: () => void): void {
    this._writeRaw('HTTP/1.1 102 Processing\r\n\r\n', 'ascii', callback);
  }

  writeEarlyHints(hints: Record<string, string | string[]>, callback?: () => void): void {
    if (this._header) throw headersSent('write');
    if (typeof hints !== 'object' || hints === null || Array.isArray(hints)) {
      throw invalidArgType('hints', 'Object', hints);
    }
    if (hints.link === null || hints.link === undefined) return;
    const link = linkHeader(hints.link);
    if (link.length === 0) return;
    let head = `HTTP/1.1 103 Early Hints\r\nLink: ${link}\r\n`;
    for (const [name, value] of Object.entries(hints)) {
      if (name === 'link') continue;
      validateHeaderName(name);
      validateHeaderValue(name, value);
      head += `${name}: ${String(value)}\r\n`;
    }
    this._writeRaw(`${head}\r\n`, 'ascii', callback);
  }

  override _implicitHeader(): void {
    this.writeHead(this.statusCode);
  }

  /** `writeHead(status, reason?, headers?)`; headers as an object, as pairs or as a flat list. */
  writeHead(statusCode: number, reason?: string | object, headers?: unknown): this {
    if (this._header) throw headersSent('write');
    const original = statusCode as unknown;
    const status = Number(statusCode) | 0;
    if (status < 100 || status > 999) {
      const shown = typeof original === 'object' ? JSON.stringify(original) : String(original);
      throw nodeError('ERR_HTTP_INVALID_STATUS_CODE', `Invalid status code: ${shown}`, RangeError);
    }
    if (typeof reason === 'string') this.statusMessage = reason;
    else this.statusMessage ||= STATUS_CODES[status] ?? 'unknown';
    this.statusCode = status;
    const given = (typeof reason === 'string' ? headers : (reason ?? headers)) as unknown;
    const list = mergeHeaders(this, given);
    if (hasBadContent(this.statusMessage)) throw badCharacter('statusMessage');
    if (bodyless(status)) this._hasBody = false;
    // Without its 100, a client may still send the body or not: the connection cannot be used again.
    if (this._expect_continue && !this._sent100) this.shouldKeepAlive = false;
    this._storeHeader(`HTTP/1.1 ${status} ${this.statusMessage}\r\n`, list);
    return this;
  }
  writeHeader(statusCode: number, reason?: string | object, headers?: unknown): this {
    return this.writeHead(statusCode, reason, headers);
  }
}

export type ServerResponse = ServerResponseShape;
export const ServerResponse = oldStyle(
  'ServerResponse',
  ServerResponseShape,
  (self: ServerResponseShape, req: IncomingMessage, options?: OutgoingOptions) => {
    inherit(OutgoingMessage, self, options);
    if (req.method === 'HEAD') self._hasBody = false;
    self.req = req;
    self.sendDate = true;
    self.statusCode = 200;
    self.statusMessage = undefined as never;
    self._sent100 = self._expect_continue = false;
    if (req.httpVersionMajor < 1 || req.httpVersionMinor < 1) {
      self.useChunkedEncodingByDefault = /(?:^|\W)chunked(?:$|\W)/i.test(String(req.headers?.te));
      self.shouldKeepAlive = false;
    }
  },
);

/** Headers that `setHeader` stored first, changed by those that `writeHead` got. */
function mergeHeaders(response: ServerResponse, given: unknown): unknown {
  if (!response._store) return given;
  if (Array.isArray(given)) {
    const pairs = Array.isArray(given[0]) ? (given as [string, HeaderValue][]).flat() : given;
    if (pairs.length % 2) throw invalidArgValue('headers', given);
    // A list may name a header twice: the first one replaces, the next ones add.
    for (let at = 0; at < pairs.length; at += 2) if (pairs[at]) response._store.delete((pairs[at] as string).toLowerCase());
    for (let at = 0; at < pairs.length; at += 2) {
      if (pairs[at]) response.appendHeader(pairs[at] as string, pairs[at + 1] as HeaderValue);
    }
  } else if (given) {
    for (const name of Object.keys(given)) {
      if (name) response.setHeader(name, (given as Record<string, HeaderValue>)[name]!);
    }
  }
  return response._store;
} // prettier-ignore

const linkPattern = /^(?:<[^>]*>)(?:\s*;\s*[^;"\s]+(?:=(")?[^;"\s]*\1)?)*$/;

/** One value or several, each of the form `</style.css>; rel=preload`. */
function linkHeader(links: string | string[]): string {
  const check = (value: unknown) => {
    if (typeof value === 'string' && linkPattern.test(value)) return;
    throw invalidArgValue('hints', value, 'must be an array or string of format "</styles.css>; rel=preload; as=style"');
  };
  if (Array.isArray(links)) {
    for (const link of links) check(link);
    return links.join(', ');
  }
  check(links);
  return links;
} // prettier-ignore

function onSocketClose(this: Socket): void {
  const response = this._httpMessage as ServerResponse | null;
  if (response) closeResponse(response);
}

/** Ends the life of a response, once. */
export function closeResponse(response: ServerResponse): void {
  if (response._closed) return;
  response.destroyed = true;
  response._closed = true;
  response.emit('close');
}
