import { invalidType, nodeError } from '../net/errors.ts';
import { inherit, oldStyle } from '../net/old-style.ts';
import type { Socket } from '../net/socket.ts';
import { STATUS_CODES } from './constants.ts';
import { headerEntries } from './head.ts';
import type { IncomingMessage } from './incoming.ts';
import { OutgoingMessage, type HeaderValue } from './outgoing.ts';
import { badCharacter, hasBadContent, headersSent, validateHeaderName, validateHeaderValue } from './validate.ts';

/** Node's name for “forget `connection` and `content-length` before this”: statuses that have no body. */
const bodyless = (status: number) => status === 204 || status === 304 || (status >= 100 && status <= 199);

class ServerResponseShape extends (OutgoingMessage as unknown as new () => OutgoingMessage) {
  declare req: IncomingMessage;
  declare statusCode: number;
  declare statusMessage: string;
  declare _sent100: boolean;
  declare _expect_continue: boolean;
  declare _onSocketClose: () => void;

  /** Joins the response to the connection that carries it. */
  assignSocket(socket: Socket): void {
    if (socket._httpMessage) {
      throw nodeError('ERR_HTTP_SOCKET_ASSIGNED', 'Socket already assigned');
    }
    socket._httpMessage = this;
    this._onSocketClose = () => closeResponse(this);
    socket.on('close', this._onSocketClose);
    this.socket = socket;
    this.emit('socket', socket);
    this._flush();
  }

  detachSocket(socket: Socket): void {
    socket.off('close', this._onSocketClose);
    socket._httpMessage = null;
    this.socket = null;
  }

  writeContinue(callback?: () => void): void {
    this._writeRaw('HTTP/1.1 100 Continue\r\n\r\n', 'latin1', callback);
    this._sent100 = true;
  }
  writeProcessing(callback?: () => void): void {
    this._writeRaw('HTTP/1.1 102 Processing\r\n\r\n', 'latin1', callback);
  }

  writeEarlyHints(hints: Record<string, string | string[]>, callback?: () => void): void {
    if (this._header) throw headersSent('write');
    if (typeof hints !== 'object' || hints === null) throw invalidType('hints', 'of type object', hints);
    if (!hints.link?.length) return;
    let head = 'HTTP/1.1 103 Early Hints\r\n';
    head += `Link: ${[hints.link].flat().join(', ')}\r\n`;
    for (const [name, value] of Object.entries(hints)) {
      if (name === 'link') continue;
      validateHeaderName(name);
      validateHeaderValue(name, value);
      head += `${name}: ${String(value)}\r\n`;
    }
    this._writeRaw(`${head}\r\n`, 'latin1', callback);
  }

  override _implicitHeader(): void {
    this.writeHead(this.statusCode);
  }

  /** `writeHead(status, reason?, headers?)`; headers as an object, as pairs or as a flat list. */
  writeHead(statusCode: number, reason?: string | object, headers?: unknown): this {
    if (this._header) throw headersSent('write');
    const original = statusCode;
    const status = Number(statusCode) | 0;
    if (status < 100 || status > 999) {
      throw nodeError('ERR_HTTP_INVALID_STATUS_CODE', `Invalid status code: ${String(original)}`, RangeError);
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
  (self: ServerResponseShape, req: IncomingMessage) => {
    inherit(OutgoingMessage, self);
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
  if (!response._headers) {
    if (Array.isArray(given) && !Array.isArray(given[0]) && given.length % 2) {
      throw nodeError(
        'ERR_INVALID_ARG_VALUE',
        `The argument 'headers' is invalid. Received ${JSON.stringify(given)}`,
        TypeError,
      );
    }
    return given;
  }
  const fresh = new Set<string>();
  for (const [name, value] of headerEntries(given)) {
    if (!name) continue;
    const key = name.toLowerCase();
    // A list may name a header twice: the first one replaces, the next ones add.
    if (Array.isArray(given) && fresh.has(key)) response.appendHeader(name, value);
    else response.setHeader(name, value as HeaderValue);
    fresh.add(key);
  }
  return response._headers;
}

/** Ends the life of a response, once. */
export function closeResponse(response: ServerResponse): void {
  if (response._closed) return;
  response.destroyed = true;
  response._closed = true;
  response.emit('close');
}
