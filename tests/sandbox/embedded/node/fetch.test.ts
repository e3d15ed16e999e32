import * as nodeHttp from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { dispatch, fetch as ourFetch, Request as OurRequest } from '../../../../sandbox/embedded/node/fetch.ts';
import ourHttp from '../../../../sandbox/embedded/node/http.ts';
import { network } from '../../../../sandbox/embedded/node/network.ts';

interface Tools {
  fetch: typeof fetch;
  Request: typeof Request;
  url: string;
  /** What the server got. */
  got: unknown[];
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function bodyOf(message: nodeHttp.IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of message.setEncoding('latin1')) text += chunk as string;
  return text;
}

const routes: Record<string, (request: nodeHttp.IncomingMessage, response: nodeHttp.ServerResponse) => unknown> = {
  '/cookies': (_q, r) => r.setHeader('Set-Cookie', ['a=1; Path=/', 'b=2']).setHeader('X-Two', ['1', '2']).end('{"ok":true}'),
  '/301': (_q, r) => r.writeHead(301, { Location: '/echo' }).end('moved'),
  '/303': (_q, r) => r.writeHead(303, { Location: '/echo?after=303' }).end(),
  '/307': (_q, r) => r.writeHead(307, { Location: '/echo' }).end(),
  '/loop': (_q, r) => r.writeHead(302, { Location: '/loop' }).end(),
  '/204': (_q, r) => r.writeHead(204).end(),
  '/304': (_q, r) => r.writeHead(304, { ETag: '"x"' }).end(),
  '/418': (_q, r) => r.writeHead(418, 'Short and stout').end('tea'),
  '/gzip': (_q, r) => r.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Type': 'text/plain' }).end(gzipSync('zipped')),
  '/slow': () => {},
  '/break': (_q, r) => { r.writeHead(200, { 'Content-Length': 10 }).write('abc'); setTimeout(() => r.destroy(), 5); },
  '/hang-up': (q) => q.socket.destroy(),
  '/parts': async (_q, r) => { for (const part of ['a', 'b', 'c']) { r.write(part); await sleep(5); } r.end(); },
  '/endless': (_q, r) => { r.write('first'); },
}; // prettier-ignore

/** Answers with what it got, random boundaries aside. */
async function listener(got: unknown[], request: nodeHttp.IncomingMessage, response: nodeHttp.ServerResponse) {
  const path = request.url!.split('?')[0]!;
  if (routes[path]) return void routes[path](request, response);
  const { method, url, rawHeaders } = request;
  const body = await bodyOf(request);
  const boundary = /formdata-undici-\d+/.exec(body)?.[0] ?? 'no boundary';
  got.push(JSON.parse(JSON.stringify({ method, url, rawHeaders, body }).replaceAll(boundary, 'BOUNDARY')));
  response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ method, url }));
}

async function seen(response: Response): Promise<unknown> {
  const { status, statusText, ok, redirected, url, type, headers, bodyUsed } = response;
  const pairs = [...headers].filter(([name]) => name !== 'date');
  const text = await response.text();
  return { status, statusText, ok, redirected, url, type, pairs, cookies: headers.getSetCookie(), bodyUsed, text, after: response.bodyUsed };
} // prettier-ignore

function fault(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const { name, message, code, cause } = error as Error & { code?: unknown };
  return { name, message, code, ...(cause !== undefined && { cause: fault(cause) }) };
}

async function failure(work: () => Promise<unknown>): Promise<unknown> {
  try {
    return { passed: await work() };
  } catch (error) {
    return fault(error);
  }
}

function form(): FormData {
  const data = new FormData();
  data.append('name', 'Ann\nLee');
  data.append('we "quote"', 'é');
  data.append('file', new File(['contents'], 'a "b".txt', { type: 'text/plain' }));
  data.append('blob', new Blob(['raw']));
  return data;
}

const streamed = (...parts: string[]) =>
  new ReadableStream<Uint8Array>({
    async start(controller) {
      for (const part of parts) {
        controller.enqueue(new TextEncoder().encode(part));
        await sleep(2);
      }
      controller.close();
    },
  });

const stream = { duplex: 'half' } as RequestInit;

const programs: [name: string, program: (tools: Tools) => Promise<unknown>][] = [
  ['a GET', async ({ fetch, url }) => seen(await fetch(`${url}/echo?a=b#c`))],
  ['a URL object and headers', async ({ fetch, url }) => seen(await fetch(new URL(`${url}/echo`), { headers: { 'X-One': '1', Cookie: 'a=1; b=2', Accept: 'text/html', 'User-Agent': 'me' } }))],
  ['headers as pairs and as Headers', async ({ fetch, url }) => [await seen(await fetch(`${url}/echo`, { headers: [['X-B', '1'], ['x-b', '2']] })), await seen(await fetch(`${url}/echo`, { headers: new Headers({ cookie: 'x=y' }) }))]],
  ['methods', async ({ fetch, url }) => { for (const method of ['post', 'PUT', 'PATCH', 'delete', 'OPTIONS']) await fetch(`${url}/echo`, { method }); }],
  ['JSON', async ({ fetch, url }) => (await fetch(`${url}/echo`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ a: 'é' }) })).json()],
  ['text', async ({ fetch, url }) => seen(await fetch(`${url}/echo`, { method: 'POST', body: 'héllo' }))],
  ['URLSearchParams', async ({ fetch, url }) => seen(await fetch(`${url}/echo`, { method: 'POST', body: new URLSearchParams({ a: '1 2', b: 'é' }) }))],
  ['FormData', async ({ fetch, url }) => seen(await fetch(`${url}/echo`, { method: 'POST', body: form() }))],
  ['bytes and blobs', async ({ fetch, url }) => [await seen(await fetch(`${url}/echo`, { method: 'PUT', body: new Uint8Array([1, 2, 255]) })), await seen(await fetch(`${url}/echo`, { method: 'PUT', body: new Blob(['x'], { type: 'text/x' }) }))]],
  ['a streamed upload', async ({ fetch, url }) => seen(await fetch(`${url}/echo`, { method: 'POST', body: streamed('a', 'bc', 'd'), ...stream }))],
  ['cookies from the server', async ({ fetch, url }) => seen(await fetch(`${url}/cookies`))],
  ['redirects', async ({ fetch, url }) => [await seen(await fetch(`${url}/301`)), await seen(await fetch(`${url}/301`, { method: 'POST', body: 'x' })), await seen(await fetch(`${url}/303`, { method: 'PUT', body: 'x' })), await seen(await fetch(`${url}/307`, { method: 'POST', body: 'again' }))]],
  ['redirects that are not followed', async ({ fetch, url }) => [await seen(await fetch(`${url}/301`, { redirect: 'manual' })), await failure(() => fetch(`${url}/301`, { redirect: 'error' })), await failure(() => fetch(`${url}/loop`))]],
  ['statuses without bodies', async ({ fetch, url }) => [await seen(await fetch(`${url}/204`)), await seen(await fetch(`${url}/304`)), await seen(await fetch(`${url}/418`)), await seen(await fetch(`${url}/418`, { method: 'HEAD' }))]],
  ['gzip', async ({ fetch, url }) => seen(await fetch(`${url}/gzip`))],
  ['a conditional request', async ({ fetch, url }) => seen(await fetch(`${url}/echo`, { headers: { 'If-None-Match': '"x"' } }))],
  ['parts as they come', async ({ fetch, url }) => {
    const parts: string[] = [];
    for await (const part of (await fetch(`${url}/parts`)).body as unknown as AsyncIterable<Uint8Array>) parts.push(new TextDecoder().decode(part));
    return parts;
  }],
  ['clones', async ({ fetch, url }) => { const response = await fetch(`${url}/cookies`); const copy = response.clone(); return [await seen(response), await seen(copy)]; }],
  ['a body read twice', async ({ fetch, url }) => { const response = await fetch(`${url}/cookies`); await response.text(); return (await failure(() => response.text()) as { name: string }).name; }],
  ['aborts', async ({ fetch, url }) => {
    const later = new AbortController();
    setTimeout(() => later.abort(), 10);
    const reason = new AbortController();
    setTimeout(() => reason.abort(new Error('mine')), 10);
    return [
      await failure(() => fetch(`${url}/slow`, { signal: AbortSignal.abort() })), await failure(() => fetch(`${url}/slow`, { signal: later.signal })),
      await failure(() => fetch(`${url}/slow`, { signal: reason.signal })), await failure(() => fetch(`${url}/slow`, { signal: AbortSignal.timeout(10) })),
    ];
  }],
  ['an abort while reading', async ({ fetch, url }) => {
    const controller = new AbortController();
    const response = await fetch(`${url}/endless`, { signal: controller.signal });
    setTimeout(() => controller.abort(), 5);
    return failure(() => response.text());
  }],
  ['connections that fail', async ({ fetch, url }) => [await failure(() => fetch(`${url}/hang-up`)), await failure(async () => (await fetch(`${url}/break`)).text()), await failure(() => fetch('http://127.0.0.1:4'))]],
  ['wrong uses', async ({ fetch, url }) => [
    await failure(() => fetch('/relative')), await failure(() => fetch(`${url}/echo`, { body: 'x' })), await failure(() => fetch(`${url}/echo`, { method: 'POST', body: streamed('x') })),
    await failure(() => fetch(url.replace('//', '//ann:secret@'))), await failure(() => fetch('ftp://127.0.0.1/')).then((value) => (value as Error).message),
  ]],
  ['data URLs', async ({ fetch }) => [await (await fetch('data:text/plain,hello%20there')).text(), await (await fetch('data:application/json;base64,eyJhIjoxfQ==')).json()]],
  ['a Request', async ({ fetch, Request, url }) => {
    const request = new Request(`${url}/echo`, { method: 'POST', headers: { Cookie: 'a=1', 'X-B': '2' }, body: 'text' });
    const facts = [request.method, request.url, [...request.headers], request.bodyUsed, request.redirect, request instanceof Request, request.body instanceof ReadableStream];
    const copy = request.clone();
    const sent = await seen(await fetch(request));
    return [facts, sent, request.bodyUsed, copy.bodyUsed, await copy.text(), [...copy.headers], await failure(() => fetch(request)).then((value) => (value as Error).name)];
  }],
  ['a Request from a Request', async ({ fetch, Request, url }) => {
    const first = new Request(`${url}/echo`, { method: 'PUT', headers: { cookie: 'a=1' }, body: 'one' });
    const second = new Request(first, { headers: { cookie: 'b=2' } });
    return [second.method, second.headers.get('cookie'), await seen(await fetch(second)), new Request(url).headers.get('accept')];
  }],
  ['bodies of Requests', async ({ fetch, Request, url }) => [
    await new Request(url, { method: 'POST', body: '{"a":1}' }).json() as unknown, await new Request(url, { method: 'POST', body: new URLSearchParams('a=1') }).text(),
    [...(await new Request(url, { method: 'POST', body: new URLSearchParams('a=1&b=2') }).formData())], await seen(await fetch(new Request(`${url}/echo`, { method: 'POST', body: form() }))),
    [...(await new Request(url, { method: 'POST', body: form() }).formData())].map(([name, value]) => [name, typeof value === 'string' ? value : [value.name, value.type, value.size]]),
    await failure(async () => new Request(url, { body: 'x' })), await failure(async () => new Request('/x')).then((value) => (value as Error).message), (await new Request(url).text()).length,
  ]],
]; // prettier-ignore

async function run(
  http: typeof nodeHttp,
  tools: Pick<Tools, 'fetch' | 'Request'>,
  program: (typeof programs)[number][1],
) {
  const got: unknown[] = [];
  const server = http.createServer((request, response) => void listener(got, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  try {
    const result = await program({ ...tools, url: `http://127.0.0.1:${port}`, got });
    return JSON.parse(JSON.stringify({ result, got }).replaceAll(String(port), 'PORT')) as unknown;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('fetch behaves as in Node', () => {
  test.each(programs)('%s', async (_name, program) => {
    const theirs = await run(nodeHttp, { fetch, Request }, program);
    const ours = { fetch: ourFetch as typeof fetch, Request: OurRequest };
    expect(await run(ourHttp as unknown as typeof nodeHttp, ours, program)).toEqual(theirs);
  });
});

describe('requests from outside of the realm', () => {
  test('arrive as they are, and their answers piece by piece', async () => {
    const seenHeaders: string[][] = [];
    const server = ourHttp.createServer(async (request, response) => {
      seenHeaders.push(request.rawHeaders);
      response.writeHead(200, 'Fine', { 'X-A': '1', 'Set-Cookie': ['a=1', 'b=2'] });
      for (const part of ['one', 'two']) {
        response.write(part);
        await sleep(10);
      }
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, () => resolve()));
    const headers: [string, string][] = [
      ['Host', 'example.test'],
      ['Cookie', 'a=1'],
    ];
    const answer = await dispatch(network, { method: 'GET', url: 'http://example.test/', headers, body: null });
    expect(answer.headers.filter(([name]) => /^(?:x|set)/i.test(name))).toEqual([
      ['X-A', '1'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ]);
    expect([answer.status, answer.statusText]).toEqual([200, 'Fine']);
    const reader = answer.body.getReader();
    const first = await reader.read();
    expect(new TextDecoder().decode(first.value)).toBe('one');
    await reader.cancel();
    expect(seenHeaders[0]).toEqual(expect.arrayContaining(['Host', 'example.test', 'Cookie', 'a=1']));
    server.close();
    server.closeAllConnections();
  });

  test('say when nobody listens', async () => {
    const request = { method: 'GET', url: 'http://localhost:3000/', headers: [], body: null };
    await expect(dispatch(network, request)).rejects.toThrow('no server of this program is listening');
  });
});
