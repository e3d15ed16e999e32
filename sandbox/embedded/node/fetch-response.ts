import { toWebStream } from './fetch-body.ts';
import type { IncomingMessage } from './http/incoming.ts';

const bodiless = new Set([101, 103, 204, 205, 304]);

export interface Answered {
  url: URL;
  method: string;
  redirected: boolean;
  signal: AbortSignal | undefined;
}

/** What came back as `fetch` gives it to programs. */
export function toResponse(incoming: IncomingMessage, { url, method, redirected, signal }: Answered): Response {
  const status = incoming.statusCode!;
  const headers = new Headers();
  for (const [name, value] of headerPairs(incoming)) headers.append(name, value);
  const empty = bodiless.has(status) || method === 'HEAD';
  if (empty) incoming._dump();
  const stream = () => toWebStream(incoming, { signal, fault: terminated });
  const body = empty ? null : decoded(stream(), headers.get('content-encoding'));
  // The constructor refuses a body for some statuses and other statuses altogether: the real one is put in below.
  const response = new Response(body, { statusText: incoming.statusMessage ?? '' });
  const facts = {
    url: url.href.split('#', 1)[0],
    redirected,
    status,
    ok: status >= 200 && status < 300,
    type: 'basic',
  };
  return describe(response, headers, facts);
}

/** A message's headers as they were sent: case, order and repetition kept. */
export function headerPairs({ rawHeaders }: IncomingMessage): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) pairs.push([rawHeaders[index]!, rawHeaders[index + 1]!]);
  return pairs;
}

/** Gives a response what its constructor cannot: all of its headers, its address and whether it was redirected. */
function describe(response: Response, headers: Headers, facts: Record<string, unknown>): Response {
  const all = { ...facts, headers };
  for (const [name, value] of Object.entries(all)) {
    Object.defineProperty(response, name, { value, configurable: true });
  }
  const { clone } = response;
  const cloned = () => describe(clone.call(response), new Headers(headers), facts);
  Object.defineProperty(response, 'clone', { value: cloned, configurable: true });
  return response;
}

function decoded(body: ReadableStream<Uint8Array>, encoding: string | null): ReadableStream<Uint8Array> {
  const format = encoding?.toLowerCase().replace(/^x-/, '');
  if (format !== 'gzip' && format !== 'deflate') return body;
  return body.pipeThrough(new DecompressionStream(format) as unknown as TransformStream<Uint8Array, Uint8Array>);
}

const terminated = () => new TypeError('terminated', { cause: closedByOther() });

/** Node's `fetch` has its own words for a connection that ends too early. */
export function closedByOther(): Error {
  const error = new Error('other side closed');
  return Object.defineProperty(Object.assign(error, { code: 'UND_ERR_SOCKET' }), 'name', { value: 'SocketError' });
}
