import http from 'node:http';
import type { HttpExchange } from '../types.ts';
import { server } from './elsewhere.ts';
import { afterOwnTime } from '../own-time.ts';
import { explained } from './explain.ts';
import { curl, record } from './record.ts';

// Suites may install fake timers; the client must go on.
const { setImmediate } = globalThis;

/** ms until an app counts as silent; after a request that got no answer, the next ones wait less. */
const patience = { first: 2000, afterwards: server ? 500 : 200 };
let metSilence = false;

/** What answers has more to do than to run its own code: it counts as silent after so many ms. */
export function waitFor(ms: number): void {
  patience.first = ms;
  patience.afterwards = ms / 10;
}

/** The free port differs at every run; reports name the one that an app usually listens on, so that they stay equal. */
const shownOrigin = server ? new URL(server).origin : 'http://localhost:3000';
const shownHost = new URL(shownOrigin).host;

export interface RequestInit {
  headers?: Record<string, string>;
  /** Sent as JSON with the right content type. */
  json?: unknown;
  /** Sent as it is. */
  body?: string;
}

export interface Answer {
  status: number;
  /** Names in lower case; `set-cookie` keeps its lines, joined by a line break. */
  headers: Record<string, string>;
  text: string;
  /** The parsed body. Throws with the body's beginning when it is not JSON. */
  json(): any;
}

export interface Client {
  /** The app's address, without a slash at the end. */
  url: string;
  /** False where a server elsewhere is graded: what it keeps can only be asked for. */
  inProcess: boolean;
  get(path: string, init?: RequestInit): Promise<Answer>;
  post(path: string, init?: RequestInit): Promise<Answer>;
  put(path: string, init?: RequestInit): Promise<Answer>;
  patch(path: string, init?: RequestInit): Promise<Answer>;
  delete(path: string, init?: RequestInit): Promise<Answer>;
  request(method: string, path: string, init?: RequestInit): Promise<Answer>;
  /** The same client with headers that every request carries. */
  with(headers: Record<string, string>): Client;
}

/** What a server did besides answering; `serve` fills it in. */
export interface Faults {
  afterAnswer?: { asked: string; /** Set too late. Without one, it was a second answer. */ header?: string };
  /** Where to look when no answer comes, in words of what the app is written in. Without it, in Express's. */
  silence?: string;
}

export function createClient(url: string, faults: Faults, defaults: Record<string, string> = {}): Client {
  const request = async (method: string, path: string, init: RequestInit = {}) => {
    const answer = await send(method, url + path, { ...init, headers: { ...defaults, ...init.headers } }, faults);
    await settled();
    if (faults.afterAnswer) {
      const late = faults.afterAnswer;
      delete faults.afterAnswer;
      throw late.header ? headerTooLate(late.asked, late.header) : answeredTwice(late.asked);
    }
    return answer;
  };
  return {
    url,
    inProcess: server === undefined,
    request,
    get: (path, init) => request('GET', path, init),
    post: (path, init) => request('POST', path, init),
    put: (path, init) => request('PUT', path, init),
    patch: (path, init) => request('PATCH', path, init),
    delete: (path, init) => request('DELETE', path, init),
    with: (headers) => createClient(url, faults, { ...defaults, ...headers }),
  };
}

/** node:http and not fetch: fetch hides cookies, forbids some headers and changes cache headers. */
function send(method: string, url: string, init: RequestInit, { silence }: Faults): Promise<Answer> {
  const { pathname, search, host } = new URL(url);
  const shown = (text: string) => text.replaceAll(host, shownHost);
  const body = init.json === undefined ? (init.body ?? '') : JSON.stringify(init.json);
  const headers: Record<string, string> = {};
  if (init.json !== undefined) headers['content-type'] = 'application/json';
  for (const [name, value] of Object.entries(init.headers ?? {})) headers[name.toLowerCase()] = value;
  if (body) headers['content-length'] = String(new TextEncoder().encode(body).length);

  const request = { method, url: shownOrigin + pathname + search, headers: Object.entries(headers), body };
  const exchange: HttpExchange = { request, curl: curl(request) };
  record(exchange);

  return new Promise((resolve, reject) => {
    const outgoing = http.request(url, { method, headers, agent: false }, (incoming) => {
      const { statusCode: status = 0, statusMessage = '', rawHeaders } = incoming;
      const pairs = headerPairs(rawHeaders);
      const shownPairs = pairs.map(([name, value]): [string, string] => [name, shown(value)]);
      const answered = (text: string) => {
        noLongerWaiting();
        metSilence = false;
        exchange.response = { status, statusText: statusMessage, headers: shownPairs, body: shown(text) };
      };
      incoming.on('error', fail);
      const length = Number(incoming.headers['content-length'] ?? 0);
      if (status === 204 && length > 0) {
        answered('');
        incoming.resume();
        return reject(unexpectedBody(length));
      }
      incoming.setEncoding('utf8');
      let text = '';
      incoming.on('data', (chunk: string) => (text += chunk));
      incoming.on('end', () => {
        answered(text);
        resolve({ status, headers: headerRecord(pairs), text, json: () => parseJson(text, exchange) });
      });
    });
    const wait = metSilence ? patience.afterwards : patience.first;
    const noLongerWaiting = afterOwnTime(wait, () => {
      metSilence = true;
      outgoing.destroy();
      reject(noAnswer(`${method} ${pathname}`, wait, silence));
    });
    const fail = (error: Error) => {
      noLongerWaiting();
      const crashed = server ? ' Has it ended? Its own terminal may say why.' : '';
      reject(
        new Error(
          `Your ${server ? 'server' : 'app'} broke the connection during ${method} ${pathname} (${error.message}).${crashed}`,
        ),
      );
    };
    outgoing.on('error', fail);
    outgoing.end(body);
  });
}

function answeredTwice(asked: string): Error {
  return explained(
    {
      diagnosis: 'Your app answered twice',
      got: `a second answer to ${asked} after the first`,
      expected: 'one answer',
      because: 'a response can be sent only once',
      look: 'a missing `return` before the second res.send, res.json or next()',
    },
    'the response was sent twice',
  );
}

function headerTooLate(asked: string, header: string): Error {
  return explained(
    {
      diagnosis: 'A header was set after the answer',
      got: `${header} set when ${asked} was answered already`,
      expected: `${header} before the answer, or one answer alone`,
      because: 'headers travel ahead of the body',
      look: 'what runs after res.send or res.json: move the header above it, or `return` there',
    },
    'a header was set after the response was sent',
  );
}

function noAnswer(asked: string, wait: number, silence?: string): Error {
  return explained(
    {
      diagnosis: `Your ${server ? 'server' : 'app'} gave no answer`,
      got: `nothing within ${wait} ms`,
      expected: 'an answer',
      because: 'a client waits until the server ends the response',
      look: server
        ? 'what handles this request: does every way through it send an answer, and how long does it take?'
        : (silence ?? 'the handler: does every path through it end in res.send, res.json, res.end or next()?'),
    },
    `${asked} was not answered`,
  );
}

/** RFC 9110, 8.6 and 15.3.5. Node's own servers see to it, others do not; how a client breaks on it is left to chance. */
function unexpectedBody(length: number): Error {
  return explained(
    {
      diagnosis: 'A body came with the status 204',
      got: `204 with a body of ${length} bytes`,
      expected: '204 and no body',
      because: 'a client reads such a body as the beginning of the next answer',
      look: 'what is sent with 204: `null` as JSON is a body, too',
    },
    'a body came with the status 204',
  );
}

function headerPairs(raw: string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index < raw.length; index += 2) pairs.push([raw[index]!, raw[index + 1]!]);
  return pairs;
}

function headerRecord(pairs: [string, string][]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    headers[key] = key in headers ? `${headers[key]}${key === 'set-cookie' ? '\n' : ', '}${value}` : value;
  }
  return headers;
}

function parseJson(text: string, { request, response }: HttpExchange): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const type = response?.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? 'no content type';
    const start = text.length > 80 ? `${text.slice(0, 80)} …` : text;
    throw new Error(
      `${request.method} ${new URL(request.url).pathname} answered ${response?.status} (${type}) with a body that is not JSON: ${start || '(empty)'}`,
    );
  }
}

/** One turn of the event loop: time for a handler to go wrong after it answered. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
