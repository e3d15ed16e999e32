import { invalidArgValue } from '../errors.ts';
import { nodeError } from '../net/errors.ts';
import { headersSent, validateHeaderName, validateHeaderValue } from './validate.ts';
import type { HeaderValue, OutgoingMessage } from './outgoing.ts';

/** What the headers of a message say that Node acts on. */
interface Seen {
  text: string;
  connection: boolean;
  length: boolean;
  encoding: boolean;
  date: boolean;
  expect: boolean;
  trailer: boolean;
}

const says = {
  close: /(?:^|\W)close(?:$|\W)/i,
  chunked: /(?:^|\W)chunked(?:$|\W)/i,
};

/** Composes the head of a message, with the defaults that Node adds, and decides how its body is framed. */
export function renderHead(message: OutgoingMessage, firstLine: string, given: unknown): void {
  const seen: Seen = {
    text: firstLine,
    connection: false,
    length: false,
    encoding: false,
    date: false,
    expect: false,
    trailer: false,
  };
  if (given) addHeaders(message, seen, given);
  if (message.sendDate && !seen.date) seen.text += `Date: ${utcDate()}\r\n`;
  const { statusCode } = message as { statusCode?: number };
  if (message.chunkedEncoding && (statusCode === 204 || statusCode === 304)) {
    message.chunkedEncoding = false;
    message.shouldKeepAlive = false;
  }
  renderConnection(message, seen);
  renderFraming(message, seen);
  // Trailers come after the last chunk, so there have to be chunks.
  if (!message.chunkedEncoding && seen.trailer) {
    throw nodeError('ERR_HTTP_TRAILER_INVALID', 'Trailers are invalid with this transfer encoding');
  }
  message._header = `${seen.text}\r\n`;
  message._headerSent = false;
  // A client that waits for the go-ahead has to say so at once.
  if (seen.expect) message._send('');
}

/** Header lists come as an object, as pairs, as a flat list, or as the store of `setHeader`. */
function addHeaders(message: OutgoingMessage, seen: Seen, given: unknown): void {
  if (given instanceof Map) {
    for (const [name, value] of (given as Map<string, [string, HeaderValue]>).values()) {
      addHeader(message, seen, name, value, false);
    }
  } else if (!Array.isArray(given)) {
    for (const name of Object.keys(given as object)) {
      addHeader(message, seen, name, (given as Record<string, HeaderValue>)[name]!, true);
    }
  } else if (Array.isArray(given[0])) {
    for (const [name, value] of given as [string, HeaderValue][]) addHeader(message, seen, name, value, true);
  } else {
    if (given.length % 2) throw invalidArgValue('headers', given);
    for (let at = 0; at < given.length; at += 2) addHeader(message, seen, given[at] as string, given[at + 1] as HeaderValue, true);
  }
} // prettier-ignore

function addHeader(message: OutgoingMessage, seen: Seen, name: string, given: HeaderValue, checked: boolean): void {
  if (checked) validateHeaderName(name);
  let value = given as string | string[];
  if (Array.isArray(value)) {
    const unique = message._uniqueHeaders?.has(name.toLowerCase());
    if ((value.length < 2 || name.length !== 6 || name.toLowerCase() !== 'cookie') && !unique) {
      for (const one of value) addLine(message, seen, name, one, checked);
      return;
    }
    value = value.join('; ');
  }
  addLine(message, seen, name, value, checked);
}

function addLine(message: OutgoingMessage, seen: Seen, name: string, value: string, checked: boolean): void {
  if (checked) validateHeaderValue(name, value);
  seen.text += `${name}: ${value}\r\n`;
  if (name.length < 4 || name.length > 17) return;
  switch (name.toLowerCase()) {
    case 'connection':
      seen.connection = true;
      message._removedConnection = false;
      if (says.close.test(value)) message._last = true;
      else message.shouldKeepAlive = true;
      break;
    case 'transfer-encoding':
      seen.encoding = true;
      message._removedTE = false;
      if (says.chunked.test(value)) message.chunkedEncoding = true;
      break;
    case 'content-length':
      seen.length = true;
      message._contentLength = Number(value);
      message._removedContLen = false;
      break;
    case 'date':
    case 'expect':
    case 'trailer':
      seen[name.toLowerCase() as 'date'] = true;
      break;
    case 'keep-alive':
      message._defaultKeepAlive = false;
  }
}

function renderConnection(message: OutgoingMessage, seen: Seen): void {
  if (message._removedConnection) {
    message._last = !message.shouldKeepAlive;
    return;
  }
  if (seen.connection) return;
  const framed = seen.length || message.useChunkedEncodingByDefault || (message as { agent?: unknown }).agent;
  if (!message.shouldKeepAlive || !framed) {
    message._last = true;
    seen.text += 'Connection: close\r\n';
  } else if (message.maxRequestsOnConnectionReached) {
    seen.text += 'Connection: close\r\n';
  } else {
    seen.text += 'Connection: keep-alive\r\n';
    if (!message._keepAliveTimeout || !message._defaultKeepAlive) return;
    const limit = Number(message._maxRequestsPerSocket) > 0 ? `, max=${message._maxRequestsPerSocket}` : '';
    seen.text += `Keep-Alive: timeout=${Math.floor(message._keepAliveTimeout / 1000)}${limit}\r\n`;
  }
}

function renderFraming(message: OutgoingMessage, seen: Seen): void {
  if (seen.length || seen.encoding) return;
  if (!message._hasBody) {
    message.chunkedEncoding = false;
  } else if (!message.useChunkedEncodingByDefault) {
    message._last = true;
  } else if (!seen.trailer && !message._removedContLen && typeof message._contentLength === 'number') {
    seen.text += `Content-Length: ${message._contentLength}\r\n`;
  } else if (!message._removedTE) {
    seen.text += 'Transfer-Encoding: chunked\r\n';
    message.chunkedEncoding = true;
  } else {
    // Without either, only the end of the connection ends the body.
    message._last = true;
  }
}

let second = 0;
let date = '';

/** The text changes once a second. */
function utcDate(): string {
  const now = Math.floor(Date.now() / 1000);
  if (now !== second) {
    second = now;
    date = new Date(now * 1000).toUTCString();
  }
  return date;
}

export { headersSent };
