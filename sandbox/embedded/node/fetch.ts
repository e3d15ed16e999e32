import http from './http.ts';
import { Agent } from './http/agent.ts';
import type { IncomingMessage } from './http/incoming.ts';
import type { Network } from './network.ts';
import { extractBody, toBytes, toWebStream, type Payload } from './fetch-body.ts';
import { namesOf, Request, takeOrigin } from './fetch-request.ts';
import { closedByOther, headerPairs, toResponse } from './fetch-response.ts';

export { Request } from './fetch-request.ts';

export interface PlainRequest {
  method: string;
  url: string;
  headers: [string, string][];
  body: Uint8Array | null;
}

export interface PlainResponse {
  status: number;
  statusText: string;
  /** As they were sent: case, order and repetition kept. */
  headers: [string, string][];
  body: ReadableStream<Uint8Array>;
}

/** As undici does, which is `fetch` in Node. */
const maxRedirects = 20;
const redirects = new Set([301, 302, 303, 307, 308]);
const conditions = ['if-modified-since', 'if-none-match', 'if-unmodified-since', 'if-match', 'if-range'];
const agent = new Agent({ keepAlive: true });

/**
 * `fetch` for programs of this realm: it reaches their own servers and nothing else. Native requests and responses hide
 * cookies and other headers, so headers travel in a plain `Headers`. Rejects with TypeError “fetch failed” and the
 * reason as its `cause`, as Node does.
 */
export async function fetch(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const request = await readRequest(input, init);
  const { signal } = request;
  let { url } = request;
  for (let hops = 0; ; hops++) {
    if (url.protocol === 'data:') return readDataUrl(url);
    const incoming = await exchange(url, request);
    const location = incoming.headers['location'] as string | undefined;
    if (!redirects.has(incoming.statusCode!) || !location || request.redirect === 'manual') {
      return toResponse(incoming, { url, method: request.method, redirected: hops > 0, signal });
    }
    incoming._dump();
    if (request.redirect === 'error') throw failure(new Error('unexpected redirect'));
    if (hops === maxRedirects) throw failure(new Error('redirect count exceeded'));
    const target = new URL(location, url);
    follow(request, incoming.statusCode!, target.origin !== url.origin);
    url = target;
  }
}

interface Prepared {
  url: URL;
  method: string;
  headers: Headers;
  /** Headers in the order and case in which they were given, where that is known. */
  names: Map<string, string>;
  body: Payload | undefined;
  redirect: RequestRedirect;
  signal: AbortSignal | undefined;
}

async function readRequest(input: RequestInfo | URL, init: RequestInit & { duplex?: string }): Promise<Prepared> {
  const given = input instanceof globalThis.Request || input instanceof Request ? input : undefined;
  const url = parseUrl(given ? given.url : String(input));
  const method = (init.method ?? given?.method ?? 'GET').replace(/^(?:get|head|post|put|delete|options)$/i, (name) =>
    name.toUpperCase(),
  );
  const headers = new Headers(init.headers ?? given?.headers);
  const origin = given && init.body === undefined ? await takeOrigin(given) : undefined;
  const source = init.body ?? (origin?.source as BodyInit | undefined) ?? null;
  if (source !== null && (method === 'GET' || method === 'HEAD')) {
    throw new TypeError('Request with GET/HEAD method cannot have body.');
  }
  if (init.body instanceof ReadableStream && init.duplex === undefined) {
    throw new TypeError('RequestInit: duplex option is required when sending a body.');
  }
  const signal = init.signal ?? given?.signal ?? undefined;
  signal?.throwIfAborted();
  const body = source === null ? undefined : await extractBody(source);
  if (body?.type && !origin && !headers.has('content-type')) headers.set('content-type', body.type);
  const names = init.headers ? namesOf(init.headers) : (origin?.names ?? new Map<string, string>());
  return { url, method, headers, names, body, redirect: init.redirect ?? given?.redirect ?? 'follow', signal };
}

function parseUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch (cause) {
    throw new TypeError(`Failed to parse URL from ${text}`, { cause });
  }
  if (url.username || url.password) {
    throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${text}`);
  }
  return url;
}

/** A redirected POST becomes a GET, as browsers have always done; secrets stay with the origin that they are for. */
function follow(request: Prepared, status: number, elsewhere: boolean): void {
  if (elsewhere) {
    for (const name of ['authorization', 'proxy-authorization', 'cookie', 'host']) request.headers.delete(name);
  }
  const becomesGet = status === 303 ? request.method !== 'HEAD' : status < 303 && request.method === 'POST';
  if (becomesGet) {
    request.method = 'GET';
    request.body = undefined;
    for (const name of ['content-encoding', 'content-language', 'content-location', 'content-type', 'content-length']) {
      request.headers.delete(name);
    }
  } else if (request.body?.parts) throw failure(new Error('cannot follow a redirect with a body that was a stream'));
}

function exchange(url: URL, request: Prepared): Promise<IncomingMessage> {
  if (url.protocol !== 'http:') throw failure(unreachable(url));
  const { method, body, signal } = request;
  return new Promise((resolve, reject) => {
    const outgoing = http.request(url, { method, headers: headersOf(url, request), agent });
    const abort = () => {
      outgoing.destroy();
      reject(signal!.reason as Error);
    };
    signal?.addEventListener('abort', abort, { once: true });
    outgoing.on('response', (incoming: IncomingMessage) => {
      // From here on, the body's stream listens for the signal.
      signal?.removeEventListener('abort', abort);
      resolve(incoming);
    });
    outgoing.on('error', (error: Error & { code?: string }) => {
      signal?.removeEventListener('abort', abort);
      reject(failure(error.message === 'socket hang up' ? closedByOther() : error));
    });
    if (!body?.parts) return void outgoing.end(body?.bytes);
    upload(body.parts, outgoing).catch((error: Error) => {
      outgoing.destroy();
      reject(failure(error));
    });
  });
}

/** Sends a streamed body at the pace at which the server reads it. */
async function upload(parts: AsyncIterable<unknown>, outgoing: ReturnType<typeof http.request>): Promise<void> {
  for await (const part of parts) {
    if (outgoing.destroyed) return;
    if (outgoing.write(toBytes(part))) continue;
    await new Promise<void>((resolve) => outgoing.once('drain', resolve).once('close', resolve));
  }
  outgoing.end();
}

/** What goes over the wire, in undici's order. A list, so that nothing else is added. */
function headersOf(url: URL, { method, headers, names, body }: Prepared): string[] {
  const all: [string, string][] = [
    ['host', headers.get('host') ?? url.host],
    ['connection', method === 'HEAD' ? 'close' : 'keep-alive'],
  ];
  const own = new Set(['host', 'connection', 'content-length', 'transfer-encoding']);
  for (const name of new Set([...names.keys(), ...headers.keys()])) {
    const value = own.has(name) ? null : headers.get(name);
    if (value !== null) all.push([names.get(name) ?? name, value]);
  }
  const add = (name: string, value: string) => headers.has(name) || all.push([name, value]);
  add('accept', '*/*');
  add('accept-language', '*');
  add('sec-fetch-mode', 'cors');
  add('user-agent', 'node');
  // Whoever asks conditionally wants the server's own answer.
  if (conditions.some((name) => headers.has(name))) {
    add('pragma', 'no-cache');
    add('cache-control', 'no-cache');
  }
  add('accept-encoding', headers.has('range') ? 'identity' : 'gzip, deflate');
  if (body?.parts) all.push(['transfer-encoding', 'chunked']);
  else if (body) all.push(['content-length', String(body.bytes!.length)]);
  else if (/^(?:POST|PUT|PATCH)$/.test(method)) all.push(['content-length', '0']);
  return all.flat();
}

const failure = (cause: Error) => new TypeError('fetch failed', { cause });

function unreachable(url: URL): Error {
  return new Error(
    `${url.protocol}//${url.host} cannot be reached: this runtime has no network besides its own servers over http. Run this with "npm test" or in full Node to reach it.`,
  );
}

function readDataUrl(url: URL): Response {
  const [, type = '', base64, data = ''] = /^data:([^,]*?)(;base64)?,(.*)$/s.exec(url.href) ?? [];
  const text = decodeURIComponent(data);
  const bytes = base64 ? Uint8Array.from(atob(text), (char) => char.charCodeAt(0)) : new TextEncoder().encode(text);
  return new Response(bytes, { headers: { 'content-type': type || 'text/plain;charset=US-ASCII' } });
}

/**
 * A request from outside of the realm, such as the page's HTTP panel. It goes to the port that its URL names, or, when
 * nothing listens there, to the server that was started last.
 */
export function dispatch(network: Network, request: PlainRequest): Promise<PlainResponse> {
  const url = new URL(request.url);
  const listening = network.ports();
  const asked = listening.find(({ port }) => port === Number(url.port || 80));
  const port = (asked ?? listening.at(-1))?.port;
  if (port === undefined) return Promise.reject(new Error('no server of this program is listening'));
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of request.headers) headers[name] = name in headers ? [headers[name]!, value].flat() : value;
  if (request.body) headers['content-length'] = String(request.body.length);
  return new Promise((resolve, reject) => {
    const options = {
      host: 'localhost',
      port,
      method: request.method,
      path: url.pathname + url.search,
      headers,
      agent: false,
    };
    const outgoing = http.request(options);
    outgoing.on('response', (incoming: IncomingMessage) => {
      resolve({
        status: incoming.statusCode!,
        statusText: incoming.statusMessage ?? '',
        headers: headerPairs(incoming),
        body: toWebStream(incoming),
      });
    });
    outgoing.on('error', reject);
    outgoing.end(request.body ?? undefined);
  });
}
