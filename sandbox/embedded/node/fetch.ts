import http from './http.ts';
import { Agent } from './http/agent.ts';
import type { IncomingMessage } from './http/incoming.ts';
import type { Network } from './network.ts';
import { readBody, toWebStream } from './fetch-body.ts';

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
const bodiless = new Set([101, 103, 204, 205, 304]);
const agent = new Agent({ keepAlive: true });

/**
 * `fetch` for programs of this realm: it reaches their own servers and nothing else. Native requests and responses hide
 * cookies and other headers, so headers travel in a plain `Headers`. Rejects with TypeError “fetch failed” and the
 * reason as its `cause`, as Node does.
 */
export async function fetch(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const request = await readRequest(input, init);
  let { url } = request;
  for (let hops = 0; ; hops++) {
    const incoming = await exchange(url, request);
    const location = incoming.headers.location as string | undefined;
    if (!redirects.has(incoming.statusCode!) || !location || request.redirect === 'manual') {
      return toResponse(incoming, url, hops > 0, request.method);
    }
    incoming._dump();
    if (request.redirect === 'error') throw failure(new Error('unexpected redirect'));
    if (hops === maxRedirects) throw failure(new Error('redirect count exceeded'));
    follow(request, incoming.statusCode!);
    url = new URL(location, url);
  }
}

interface Prepared {
  url: URL;
  method: string;
  headers: Headers;
  body: Uint8Array | undefined;
  redirect: RequestRedirect;
  signal: AbortSignal | undefined;
}

async function readRequest(input: RequestInfo | URL, init: RequestInit): Promise<Prepared> {
  const given = input instanceof Request ? input : undefined;
  let url: URL;
  try {
    url = new URL(given ? given.url : String(input));
  } catch (cause) {
    throw new TypeError(`Failed to parse URL from ${String(input)}`, { cause });
  }
  const method = (init.method ?? given?.method ?? 'GET').replace(/^(?:get|head|post|put|delete|options)$/i, (name) =>
    name.toUpperCase(),
  );
  const headers = new Headers(init.headers ?? given?.headers);
  const source = init.body ?? given?.body ?? null;
  if (source !== null && (method === 'GET' || method === 'HEAD')) {
    throw new TypeError('Request with GET/HEAD method cannot have body.');
  }
  const body = source === null ? undefined : await readBody(source);
  if (body?.type && !headers.has('content-type')) headers.set('content-type', body.type);
  const signal = init.signal ?? given?.signal;
  signal?.throwIfAborted();
  return {
    url,
    method,
    headers,
    body: body?.bytes,
    redirect: init.redirect ?? given?.redirect ?? 'follow',
    signal: signal ?? undefined,
  };
}

/** A redirected POST becomes a GET, as browsers have always done. */
function follow(request: Prepared, status: number): void {
  const becomesGet = status === 303 ? request.method !== 'HEAD' : status < 303 && request.method === 'POST';
  if (!becomesGet) return;
  request.method = 'GET';
  request.body = undefined;
  for (const name of ['content-type', 'content-length', 'content-encoding']) request.headers.delete(name);
}

function exchange(url: URL, { method, headers, body, signal }: Prepared): Promise<IncomingMessage> {
  if (url.protocol !== 'http:') throw failure(unreachable(url));
  const all: Record<string, string> = { host: url.host, connection: 'keep-alive', ...Object.fromEntries(headers) };
  all['accept'] ??= '*/*';
  all['accept-language'] ??= '*';
  all['sec-fetch-mode'] ??= 'cors';
  all['user-agent'] ??= 'node';
  all['accept-encoding'] ??= 'gzip, deflate';
  if (body) all['content-length'] = String(body.length);
  else if (method === 'POST' || method === 'PUT') all['content-length'] = '0';
  return new Promise((resolve, reject) => {
    const outgoing = http.request(url, { method, headers: all, agent });
    const abort = () => {
      outgoing.destroy();
      reject(signal!.reason as Error);
    };
    signal?.addEventListener('abort', abort, { once: true });
    outgoing.on('response', resolve);
    outgoing.on('error', (cause: Error) => reject(failure(cause)));
    outgoing.end(body);
  });
}

const failure = (cause: Error) => new TypeError('fetch failed', { cause });

function unreachable(url: URL): Error {
  return new Error(
    `${url.protocol}//${url.host} cannot be reached: this runtime has no network besides its own servers over http. Run this with "npm test" or in full Node to reach it.`,
  );
}

function toResponse(incoming: IncomingMessage, url: URL, redirected: boolean, method: string): Response {
  const status = incoming.statusCode!;
  const headers = new Headers();
  const { rawHeaders } = incoming;
  for (let index = 0; index < rawHeaders.length; index += 2) headers.append(rawHeaders[index]!, rawHeaders[index + 1]!);
  const empty = bodiless.has(status) || method === 'HEAD';
  if (empty) incoming._dump();
  const body = empty ? null : decoded(toWebStream(incoming), headers.get('content-encoding'));
  const init = { status: status < 200 ? 200 : status, statusText: incoming.statusMessage ?? '' };
  const response = new Response(body, init);
  return describe(response, { headers, url: url.href, redirected, status });
}

/** Gives a response what its constructor cannot: all of its headers, its address and whether it was redirected. */
function describe(response: Response, facts: Record<string, unknown>): Response {
  for (const [name, value] of Object.entries(facts)) Object.defineProperty(response, name, { value, enumerable: true });
  const { clone } = response;
  Object.defineProperty(response, 'clone', { value: () => describe(clone.call(response), facts) });
  return response;
}

function decoded(body: ReadableStream<Uint8Array>, encoding: string | null): ReadableStream<Uint8Array> {
  if (encoding !== 'gzip' && encoding !== 'deflate') return body;
  return body.pipeThrough(new DecompressionStream(encoding) as unknown as TransformStream<Uint8Array, Uint8Array>);
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
      const pairs: [string, string][] = [];
      const { rawHeaders } = incoming;
      for (let index = 0; index < rawHeaders.length; index += 2)
        pairs.push([rawHeaders[index]!, rawHeaders[index + 1]!]);
      resolve({
        status: incoming.statusCode!,
        statusText: incoming.statusMessage ?? '',
        headers: pairs,
        body: toWebStream(incoming),
      });
    });
    outgoing.on('error', reject);
    outgoing.end(request.body ?? undefined);
  });
}
