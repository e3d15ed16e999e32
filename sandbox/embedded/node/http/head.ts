import { headersSent, validateHeaderName, validateHeaderValue } from './validate.ts';
import type { HeaderValue, OutgoingMessage } from './outgoing.ts';

/** What the headers of a message say that Node acts on. */
interface Seen {
  connection?: string;
  contentLength?: string;
  transferEncoding?: string;
  names: Set<string>;
  text: string;
}

/** Header lists come as an object, as pairs, as a flat list, or as the store of `setHeader`. */
export function headerEntries(given: unknown): [string, HeaderValue][] {
  if (!given) return [];
  if (given instanceof Map) return [...(given as Map<string, [string, HeaderValue]>).values()];
  if (!Array.isArray(given)) return Object.entries(given as Record<string, HeaderValue>);
  if (Array.isArray(given[0])) return given as [string, HeaderValue][];
  const pairs: [string, HeaderValue][] = [];
  for (let index = 0; index < given.length; index += 2)
    pairs.push([given[index] as string, given[index + 1] as HeaderValue]);
  return pairs;
}

/** Composes the head of a message, with the defaults that Node adds, and decides how its body is framed. */
export function renderHead(message: OutgoingMessage, firstLine: string, given: unknown): void {
  if (message._header) throw headersSent('render');
  const seen: Seen = { names: new Set(), text: firstLine };
  const checked = !(given instanceof Map);
  for (const [name, value] of headerEntries(given)) {
    if (checked) validateHeaderName(name);
    addHeader(seen, name, value, checked);
  }
  const { names } = seen;
  if (message.sendDate && !names.has('date')) seen.text += `Date: ${new Date().toUTCString()}\r\n`;
  const { statusCode } = message;
  if (message.chunkedEncoding && (statusCode === 204 || statusCode === 304)) {
    message.chunkedEncoding = false;
    message.shouldKeepAlive = false;
  }
  readFraming(message, seen);
  renderConnection(message, seen);
  renderFraming(message, seen);
  message._header = `${seen.text}\r\n`;
  message._headerSent = false;
  // A client that waits for the go-ahead has to say so at once.
  if (names.has('expect')) message._send('');
}

function addHeader(seen: Seen, name: string, value: HeaderValue, checked: boolean): void {
  const key = name.toLowerCase();
  if (Array.isArray(value) && key !== 'cookie') {
    for (const one of value as string[]) addLine(seen, name, key, one, checked);
  } else addLine(seen, name, key, Array.isArray(value) ? (value as string[]).join('; ') : (value as string), checked);
}

function addLine(seen: Seen, name: string, key: string, value: unknown, checked: boolean): void {
  if (checked) validateHeaderValue(name, value);
  seen.text += `${name}: ${String(value)}\r\n`;
  seen.names.add(key);
  if (key === 'connection') seen.connection = String(value).toLowerCase();
  else if (key === 'content-length') seen.contentLength = String(value);
  else if (key === 'transfer-encoding') seen.transferEncoding = String(value).toLowerCase();
}

function readFraming(message: OutgoingMessage, seen: Seen): void {
  if (seen.contentLength !== undefined) message._contentLength = Number(seen.contentLength);
  if (seen.transferEncoding?.includes('chunked')) message.chunkedEncoding = true;
  if (seen.connection === undefined) return;
  if (/\bclose\b/.test(seen.connection)) message._last = true;
  else message.shouldKeepAlive = true;
}

function renderConnection(message: OutgoingMessage, seen: Seen): void {
  if (message._removed.has('connection')) {
    message._last = !message.shouldKeepAlive;
    return;
  }
  if (seen.connection !== undefined) return;
  const framed = seen.contentLength !== undefined || message.useChunkedEncodingByDefault || 'agent' in message;
  if (!message.shouldKeepAlive || !framed) {
    message._last = true;
    seen.text += 'Connection: close\r\n';
    return;
  }
  if (message._maxRequestsReached) {
    seen.text += 'Connection: close\r\n';
    return;
  }
  seen.text += 'Connection: keep-alive\r\n';
  if (message._keepAliveTimeout && !seen.names.has('keep-alive')) {
    const limit = message._maxRequestsPerSocket ? `, max=${message._maxRequestsPerSocket}` : '';
    seen.text += `Keep-Alive: timeout=${Math.floor(message._keepAliveTimeout / 1000)}${limit}\r\n`;
  }
}

function renderFraming(message: OutgoingMessage, seen: Seen): void {
  if (seen.contentLength !== undefined || seen.transferEncoding !== undefined) return;
  if (!message._hasBody) {
    message.chunkedEncoding = false;
  } else if (!message.useChunkedEncodingByDefault) {
    message._last = true;
  } else if (message._contentLength !== null && !message._trailer && !message._removed.has('content-length')) {
    seen.text += `Content-Length: ${message._contentLength}\r\n`;
  } else if (!message._removed.has('transfer-encoding')) {
    seen.text += 'Transfer-Encoding: chunked\r\n';
    message.chunkedEncoding = true;
  } else {
    message._last = true;
  }
}
