import * as nodeHttp from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { describe, expect, test } from 'vitest';
import ourHttp from '../../../../sandbox/embedded/node/http.ts';
import { bundleNetwork } from './http-bundle.ts';

type Http = typeof nodeHttp;

/** What a client saw, and when. */
interface Seen {
  status: number;
  message: string;
  headers: string[];
  body: string;
  events: string[];
}

type Work = (http: Http, port: number, log: string[]) => Promise<unknown>;

/** The same server and the same client work, on Node's own http or on ours. */
async function run(http: Http, listener: nodeHttp.RequestListener, work: Work): Promise<unknown> {
  const server = http.createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  try {
    const { port } = server.address() as AddressInfo;
    const log: string[] = [];
    const result = await work(http, port, log);
    // Stacks name the files of whichever http they went through.
    const text = JSON.stringify({ result, log }).replaceAll(String(port), 'PORT');
    return JSON.parse(
      text.replace(/<br> &nbsp;.*?<\/pre>/g, '…').replace(/("Content-Length",)"(?:9\d\d|1\d{3})"/, '$1"…"'),
    ) as unknown;
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

function send(http: Http, port: number, options: nodeHttp.RequestOptions & { body?: string } = {}): Promise<Seen> {
  const events: string[] = [];
  return new Promise((resolve, reject) => {
    const { body, ...rest } = options;
    const request = http.request({ host: '127.0.0.1', port, agent: false, ...rest });
    for (const event of ['socket', 'finish', 'response', 'continue', 'information', 'abort', 'timeout']) {
      request.on(event, () => events.push(event));
    }
    request.on('error', reject);
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => events.push('end'));
      response.on('error', reject);
      request.on('close', () => {
        const raw = response.rawHeaders.map((value, index, all) => (all[index - 1] === 'Date' ? '…' : value));
        resolve({ status: response.statusCode!, message: response.statusMessage!, headers: raw, body: text, events });
      });
    });
    request.end(body);
  });
}

const echo: nodeHttp.RequestListener = (request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => (body += chunk));
  request.on('end', () => {
    const { method, url, headers, rawHeaders, httpVersion } = request;
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ method, url, headers, rawHeaders, httpVersion, body }));
  });
};

const programs: [name: string, listener: nodeHttp.RequestListener, work: Work][] = [
  ['a GET', echo, (http, port) => send(http, port, { path: '/a?b=c' })],
  ['a POST with a body', echo, (http, port) => send(http, port, { method: 'POST', body: 'héllo' })],
  ['a DELETE with a body', echo, (http, port) => send(http, port, { method: 'DELETE', body: 'x' })],
  ['header case, order and repetition', echo, (http, port) => send(http, port, { headers: { 'X-One': '1', Cookie: ['a=1', 'b=2'], 'x-two': ['p', 'q'], Accept: '*/*' } })],
  ['headers as a list', echo, (http, port) => send(http, port, { headers: ['X-A', '1', 'X-A', '2'] as never })],
  ['basic authorization', echo, (http, port) => send(http, port, { auth: 'ann:secret' })],
  ['Expect: 100-continue', echo, (http, port) => send(http, port, { method: 'POST', headers: { Expect: '100-continue' }, body: 'later' })],
  ['HEAD', (_q, r) => r.end('body'), (http, port) => send(http, port, { method: 'HEAD' })],
  ['204', (_q, r) => r.writeHead(204).end(), (http, port) => send(http, port)],
  ['304 with a validator', (_q, r) => r.writeHead(304, { ETag: '"x"' }).end(), (http, port) => send(http, port)],
  ['chunks as written', (_q, r) => { r.write('a'); r.write('b'); r.end('c'); }, (http, port) => send(http, port)],
  ['Set-Cookie twice', (_q, r) => { r.setHeader('Set-Cookie', ['a=1', 'b=2']); r.end(); }, (http, port) => send(http, port)],
  ['own reason phrase', (_q, r) => r.writeHead(418, 'Short and stout', { 'X-A': 1 }).end('t'), (http, port) => send(http, port)],
  ['early hints', (_q, r) => r.writeEarlyHints({ link: '</a.css>; rel=preload' }, () => r.end('x')), (http, port) => send(http, port)],
  ['trailers', (_q, r) => { r.writeHead(200, { Trailer: 'X-Sum' }); r.write('x'); r.addTrailers({ 'X-Sum': '1' }); r.end(); }, (http, port) => send(http, port)],
  [
    'a second answer',
    (_q, r) => {
      r.end('one');
      try {
        r.setHeader('a', 'b');
      } catch (error) {
        const { name, code, message } = error as Error & { code: string };
        (r as unknown as { fault: unknown }).fault = { name, code, message };
      }
    },
    (http, port) => send(http, port),
  ],
  ['keep-alive on one connection', (q, r) => r.end(String(q.socket.remotePort)), async (http, port) => {
    const agent = new http.Agent({ keepAlive: true });
    const first = await send(http, port, { agent });
    const second = await send(http, port, { agent });
    agent.destroy();
    return { same: first.body === second.body, headers: second.headers };
  }],
  ['a destroyed connection', (q) => q.socket.destroy(), (http, port) => failure(send(http, port))],
  ['an answer that breaks off', (_q, r) => { r.writeHead(200, { 'Content-Length': 10 }); r.write('abc'); setTimeout(() => r.destroy(), 5); }, (http, port) => failure(send(http, port))],
  ['nobody listens', echo, (http) => failure(send(http, 9))],
  ['a request destroyed while it waits', () => {}, (http, port) => failure(new Promise((_resolve, reject) => {
    const request = http.get({ host: '127.0.0.1', port, agent: false });
    request.on('error', reject);
    setTimeout(() => request.destroy(), 5);
  }))],
  ['an aborted signal', () => {}, (http, port) => failure(new Promise((_resolve, reject) => {
    const request = http.get({ host: '127.0.0.1', port, agent: false, signal: AbortSignal.timeout(5) });
    request.on('error', reject);
  }))],
  ['bad arguments', echo, async (http) => Promise.all([
    failure(async () => http.request({ method: 'a b' })),
    failure(async () => http.request({ path: '/a b' })),
    failure(async () => http.request('https://localhost/')),
    failure(async () => http.request({ headers: { 'a b': '1' } })),
    failure(async () => http.request({ headers: { a: 'x\ny' } })),
    failure(async () => http.request('not a url')),
  ])],
  ['an upgrade', echo, async (http, _port, log) => {
    const server = http.createServer();
    server.on('upgrade', (request, socket, head) => {
      log.push(`upgrade ${request.url} ${head.length}`);
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
      socket.on('data', (chunk: Buffer) => socket.end(`echo ${chunk}`));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = server.address() as AddressInfo;
    return new Promise((resolve, reject) => {
      const request = http.request({ host: '127.0.0.1', port, path: '/chat', headers: { Connection: 'Upgrade', Upgrade: 'echo' } });
      request.on('error', reject);
      request.on('upgrade', (response, socket) => {
        socket.write('hi');
        let text = '';
        socket.on('data', (chunk: Buffer) => (text += chunk));
        socket.on('end', () => {
          server.close();
          resolve({ status: response.statusCode, upgrade: response.headers.upgrade, text });
        });
      });
      request.end();
    });
  }],
]; // prettier-ignore

async function failure(work: Promise<unknown> | (() => Promise<unknown>)): Promise<unknown> {
  try {
    return { passed: await (typeof work === 'function' ? work() : work) };
  } catch (error) {
    const { name, message, code } = error as Error & { code?: string };
    return { name, message, code };
  }
}

/** As it runs in browsers: on the packages that stand in for Node's streams and buffers there. */
const bundled = (await bundleNetwork()).http as Http;

describe('http behaves as in Node', () => {
  test.each(programs)('%s', async (_name, listener, work) => {
    const theirs = await run(nodeHttp, listener, work);
    const ours = await run(ourHttp as unknown as Http, listener, work);
    expect(ours).toEqual(theirs);
    expect(await run(bundled, listener, work)).toEqual(theirs);
  });
});

describe('Express on our http answers as on Node', () => {
  function createApp(http: Http) {
    const app = express();
    // Express makes its own response prototype from Node's; here it has to stand on ours.
    for (const [own, base] of [
      [app.request, http.IncomingMessage],
      [app.response, http.ServerResponse],
    ] as const) {
      Object.setPrototypeOf(Object.getPrototypeOf(own) as object, base.prototype);
    }
    app.use(express.json());
    app.post(
      '/json',
      (request, response) =>
        void response
          .status(201)
          .location('/json/1')
          .json({ got: request.body as unknown }),
    );
    app.get('/redirect', (_request, response) => response.redirect('/elsewhere'));
    app.get('/boom', () => {
      throw new Error('boom');
    });
    app.get('/twice', (_request, response) => {
      response.send('one');
      response.send('two');
    });
    return app;
  }
  const json = { 'content-type': 'application/json' };
  const requests: nodeHttp.RequestOptions[] | (nodeHttp.RequestOptions & { body?: string })[] = [
    { method: 'POST', path: '/json', headers: json, body: '{"a":[1,"é"]}' },
    { method: 'POST', path: '/json', headers: json, body: '{"a":' },
    { path: '/redirect' },
    { path: '/nowhere' },
    { path: '/boom' },
    { path: '/twice' },
    { method: 'HEAD', path: '/redirect' },
    { method: 'OPTIONS', path: '/json' },
  ];
  test.each(requests)('%o', async (request) => {
    const work: Work = (http, port) => send(http, port, request);
    const theirs = await run(nodeHttp, createApp(nodeHttp), work);
    const ours = await run(ourHttp as unknown as Http, createApp(ourHttp as unknown as Http), work);
    expect(ours).toEqual(theirs);
    expect(await run(bundled, createApp(bundled), work)).toEqual(theirs);
  });
});
