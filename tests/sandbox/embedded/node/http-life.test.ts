import { once } from 'node:events';
import * as nodeHttp from 'node:http';
import * as nodeNet from 'node:net';
import type { AddressInfo } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { inherits } from 'node:util';
import { describe, expect, test } from 'vitest';
import ourHttp from '../../../../sandbox/embedded/node/http.ts';
import ourNet from '../../../../sandbox/embedded/node/net.ts';
import { bundleNetwork } from './http-bundle.ts';

type Http = typeof nodeHttp;
type Net = typeof nodeNet;
interface Tools {
  http: Http;
  net: Net;
  log(line: string): void;
  /** Starts a server on a free port; it is closed after the program. */
  serve(listener?: nodeHttp.RequestListener, options?: nodeHttp.ServerOptions): Promise<Served>;
}
interface Served {
  server: nodeHttp.Server;
  port: number;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function watch(name: string, emitter: NodeJS.EventEmitter, log: Tools['log'], events: string[]): void {
  for (const event of events) {
    emitter.on(event, (value: unknown) => log(`${name} ${event}${value instanceof Error ? ` ${fault(value)}` : ''}`));
  }
}

function fault(error: unknown): string {
  const { name, message, code } = error as Error & { code?: string };
  return JSON.stringify({ name, message, code });
}

const life = ['socket', 'finish', 'response', 'abort', 'timeout', 'error', 'close'];
const reading = ['aborted', 'end', 'error', 'close'];

/** What a raw client gets for the text it sends. */
async function raw({ net }: Tools, port: number, text: string | string[], pause = 5): Promise<string> {
  const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  let answer = '';
  socket.on('data', (chunk) => (answer += String(chunk)));
  socket.on('error', (error) => (answer += fault(error)));
  for (const part of [text].flat()) {
    socket.write(part, 'latin1');
    await sleep(pause);
  }
  await Promise.race([once(socket, 'end').catch(() => {}), sleep(40)]);
  socket.destroy();
  return answer.replace(/Date: [^\r]*/g, 'Date: …');
}

async function body(message: nodeHttp.IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of message.setEncoding('utf8')) text += chunk as string;
  return text;
}

function get(http: Http, options: nodeHttp.RequestOptions | string): Promise<nodeHttp.IncomingMessage> {
  return new Promise((resolve, reject) => http.get(options as never, resolve).on('error', reject));
}

const local = (port: number, more: nodeHttp.RequestOptions = {}) => ({
  host: '127.0.0.1',
  port,
  agent: false as const,
  ...more,
});
const ok: nodeHttp.RequestListener = (request, response) => void response.end(`${request.method} ${request.url}`);

const programs: [name: string, program: (tools: Tools) => Promise<unknown>][] = [
  ['pipelined requests are answered in order', async (t) => {
    const { port } = await t.serve((q, r) => void setTimeout(() => r.end(q.url), q.url === '/slow' ? 10 : 0));
    return raw(t, port, 'GET /slow HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\nGET /c HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 30);
  }],
  ['a request in single bytes', async (t) => {
    const { port } = await t.serve(async (q, r) => void r.end(await body(q)));
    return raw(t, port, [...'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc'], 0);
  }],
  ['a chunked upload with extensions and trailers', async (t) => {
    const { port } = await t.serve(async (q, r) => { const text = await body(q); r.end(JSON.stringify([text, q.trailers, q.rawTrailers, q.complete])); });
    return raw(t, port, ['POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n', '1', '\r\nd\r\n0\r\nX-Sum: 1\r\n\r\n']);
  }],
  ['what is no HTTP', async (t) => {
    const { port } = await t.serve(ok);
    const answers = [];
    for (const text of ['hello\r\n\r\n', 'GET / HTTP/1.1\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a\r\nbad header\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20000)}\r\n\r\n`, 'GET / HTTP/1.0\r\n\r\n', 'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n',
      'HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 'BREW / HTTP/1.1\r\nHost: a\r\n\r\n', 'GET http://a/b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n', '\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])
      answers.push(await raw(t, port, text));
    return answers;
  }],
  ['clientError with an answer of its own', async (t) => {
    const { server, port } = await t.serve(ok);
    server.on('clientError', (error: Error & { code: string; bytesParsed?: number; rawPacket?: Buffer }, socket) => {
      t.log(`${error.code} ${error.message} ${String(error.rawPacket)}`);
      socket.end('HTTP/1.1 400 Mine\r\n\r\n');
    });
    return raw(t, port, 'nonsense\r\n\r\n');
  }],
  ['checkContinue and checkExpectation', async (t) => {
    const { server, port } = await t.serve(ok);
    server.on('checkContinue', (q: nodeHttp.IncomingMessage, r: nodeHttp.ServerResponse) => {
      if (q.headers['x-no']) return void r.writeHead(417).end('no');
      r.writeContinue();
      q.resume().on('end', () => r.end('went on'));
    });
    server.on('checkExpectation', (_q, r: nodeHttp.ServerResponse) => void r.writeHead(200).end('whatever'));
    const head = 'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 1\r\n';
    return [await raw(t, port, [`${head}Expect: 100-continue\r\n\r\n`, 'x']), await raw(t, port, `${head}X-No: 1\r\nExpect: 100-continue\r\n\r\n`), await raw(t, port, [`${head}Expect: tea\r\n\r\n`, 'x'])];
  }],
  ['maxRequestsPerSocket', async (t) => {
    const { server, port } = await t.serve(ok);
    server.maxRequestsPerSocket = 2;
    return raw(t, port, Array.from({ length: 3 }, () => 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'));
  }],
  ['the keep-alive time of a server', async (t) => {
    const { port } = await t.serve(ok, { keepAliveTimeout: 1000 });
    return raw(t, port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  }],
  ['closeIdleConnections and closeAllConnections', async (t) => {
    const { server, port } = await t.serve((q, r) => void (q.url === '/wait' || r.end('x')));
    const agent = new t.http.Agent({ keepAlive: true });
    await body(await get(t.http, local(port, { agent })));
    const waiting = t.http.get(local(port, { path: '/wait' }));
    watch('waiting', waiting, t.log, ['error', 'close']);
    await sleep(10);
    const count = () => new Promise((resolve) => server.getConnections((_error, value) => resolve(value)));
    const counts = [await count()];
    server.closeIdleConnections();
    await sleep(10);
    counts.push(await count());
    server.closeAllConnections();
    await sleep(10);
    counts.push(await count());
    agent.destroy();
    return counts;
  }],
  ['close waits for answers under way', async (t) => {
    const { server, port } = await t.serve((_q, r) => void setTimeout(() => { t.log('answers'); r.end('late'); }, 20));
    const answer = get(t.http, local(port)).then(body);
    await sleep(5);
    server.close(() => t.log('closed'));
    t.log(String(server.listening));
    const text = await answer;
    await sleep(10);
    return text;
  }],
  ['a chunked upload that streams', async (t) => {
    const { port } = await t.serve((q, r) => { q.on('data', (chunk) => r.write(`<${String(chunk)}>`)); q.on('end', () => r.end()); });
    const request = t.http.request(local(port, { method: 'POST' }));
    const response = once(request, 'response');
    for (const part of ['a', 'b', 'c']) { request.write(part); await sleep(5); }
    request.end();
    return body(((await response) as [nodeHttp.IncomingMessage])[0]);
  }],
  ['a megabyte both ways through slow readers', async (t) => {
    const { port } = await t.serve(async (q, r) => {
      let length = 0;
      for await (const chunk of q) { length += (chunk as Buffer).length; await sleep(0); }
      r.write(`${length} `);
      r.end('y'.repeat(1_000_000));
    });
    const request = t.http.request(local(port, { method: 'POST' }));
    request.end('x'.repeat(1_000_000));
    const [response] = (await once(request, 'response')) as [nodeHttp.IncomingMessage];
    let text = '';
    for await (const chunk of response) { text += String(chunk); await sleep(0); }
    return [text.length, text.slice(0, 12)];
  }],
  ['a client that leaves before the answer', async (t) => {
    const { port } = await t.serve((q, r) => { watch('request', q, t.log, reading); watch('response', r, t.log, ['finish', 'close', 'error']); });
    const request = t.http.get(local(port));
    watch('client', request, t.log, life);
    await sleep(10);
    request.destroy();
    await sleep(20);
  }],
  ['a client that leaves in the middle of an upload', async (t) => {
    const { port } = await t.serve((q, r) => { q.resume(); watch('request', q, t.log, reading); watch('response', r, t.log, ['finish', 'close', 'error']); });
    const request = t.http.request(local(port, { method: 'POST', headers: { 'Content-Length': 100 } }));
    watch('client', request, t.log, life);
    request.write('some');
    await sleep(10);
    request.destroy(new Error('enough'));
    await sleep(20);
  }],
  ['a client that leaves in the middle of an answer', async (t) => {
    const { port } = await t.serve((q, r) => { watch('request', q, t.log, reading); watch('response', r, t.log, ['finish', 'close', 'error']); r.write('some'); });
    const response = await get(t.http, local(port));
    watch('answer', response, t.log, reading);
    response.once('data', () => response.destroy());
    await sleep(20);
    return [response.complete, response.destroyed, response.aborted];
  }],
  ['a server that destroys its response', async (t) => {
    const { port } = await t.serve((_q, r) => { watch('response', r, t.log, ['finish', 'close', 'error']); r.write('some'); setTimeout(() => r.destroy(), 5); });
    const request = t.http.get(local(port));
    watch('client', request, t.log, life);
    const [response] = (await once(request, 'response')) as [nodeHttp.IncomingMessage];
    watch('answer', response.resume(), t.log, reading);
    await new Promise((resolve) => response.on('close', resolve));
      await sleep(10);
    return [response.complete, response.destroyed];
  }],
  ['an answer before the upload is through', async (t) => {
    const { port } = await t.serve((_q, r) => void r.writeHead(413, { Connection: 'close' }).end('too long'));
    const request = t.http.request(local(port, { method: 'POST', headers: { 'Content-Length': 100 } }));
    request.on('error', (error) => t.log(fault(error)));
    request.write('some');
    const [response] = (await once(request, 'response')) as [nodeHttp.IncomingMessage];
    const text = await body(response);
    request.destroy();
    return [response.statusCode, text];
  }],
  ['timeouts of requests and sockets', async (t) => {
    const { server, port } = await t.serve((q, r) => {
        if (q.url !== '/wait') r.setTimeout(20, () => { t.log('response timeout'); r.writeHead(504).end('slow'); }); });
    server.setTimeout(0);
    const response = await get(t.http, local(port));
    const waiting = t.http.get(local(port, { path: '/wait', timeout: 5 }));
    waiting.on('timeout', () => { t.log('client timeout'); waiting.destroy(); });
    await new Promise<void>((resolve) => waiting.on('error', (error) => { t.log(fault(error)); resolve(); }));
    return [response.statusCode, await body(response)];
  }],
  ['forms of http.get', async (t) => {
    const { port } = await t.serve(ok);
    const base = `http://127.0.0.1:${port}`;
    const ask = (...args: unknown[]) => new Promise<nodeHttp.IncomingMessage>((resolve) => Reflect.apply(t.http.get as never, t.http, [...args, resolve])).then(body);
    return [await ask(`${base}/a?b#c`), await ask(new URL(`${base}/ä`)), await ask(base, { path: '/o', agent: false }), await ask({ port, path: '/p', hostname: 'localhost' }), await ask({ port, host: 'localhost', method: 'options' }), await ask(`http://localhost:${port}`)];
  }],
  ['old-style inheritance', async (t) => {
    function Mine(this: nodeHttp.ServerResponse, request: never) { (t.http.ServerResponse as unknown as (this: unknown, request: unknown) => void).call(this, request); }
    inherits(Mine, t.http.ServerResponse);
    Object.assign(Mine.prototype as object, { shout(this: nodeHttp.ServerResponse, text: string) { this.end(text.toUpperCase()); } });
    const { port } = await t.serve((_q, r) => (r as unknown as { shout(text: string): void }).shout('quiet'), { ServerResponse: Mine as never });
    const bare = new t.http.ServerResponse({ method: 'GET', httpVersionMajor: 1, httpVersionMinor: 1 } as never);
    bare.end('nowhere');
    return [await body(await get(t.http, local(port))), bare.headersSent, bare.writableEnded, bare instanceof t.http.OutgoingMessage];
  }],
  ['a response with another prototype', async (t) => {
    const { port } = await t.serve((q, r) => {
      Object.setPrototypeOf(r, Object.create(t.http.ServerResponse.prototype, { send: { value(text: string) { r.end(`sent ${text}`); } } }) as object);
      Object.setPrototypeOf(q, Object.create(t.http.IncomingMessage.prototype, { path: { get: () => q.url } }) as object);
      (r as unknown as { send(text: string): void }).send((q as unknown as { path: string }).path);
    });
    return body(await get(t.http, local(port, { path: '/x' })));
  }],
  ['piping streams', async (t) => {
    const { port } = await t.serve((q, r) => {
      if (q.url === '/from') Readable.from(['a', 'b', 'c']).pipe(r);
      else pipeline(q, r, (error) => t.log(`pipeline ${error ? fault(error) : 'done'}`));
    });
    const request = t.http.request(local(port, { method: 'PUT' }));
    Readable.from(['x', 'y']).pipe(request);
    const echoed = await body(((await once(request, 'response')) as [nodeHttp.IncomingMessage])[0]);
    return [await body(await get(t.http, local(port, { path: '/from' }))), echoed];
  }],
  ['an agent with few sockets', async (t) => {
    let most = 0;
    let now = 0;
    const { port } = await t.serve((q, r) => { most = Math.max(most, ++now); setTimeout(() => { now--; r.end(q.url); }, 3); });
    const agent = new t.http.Agent({ keepAlive: true, maxSockets: 2 });
    const sockets = new Set<unknown>();
    const texts = await Promise.all(Array.from({ length: 6 }, async (_, index) => {
      const request = t.http.get(local(port, { agent: agent as never, path: `/${index}` }));
      request.on('socket', (socket) => sockets.add(socket));
      return body(((await once(request, 'response')) as [nodeHttp.IncomingMessage])[0]);
    }));
    const name = agent.getName({ host: '127.0.0.1', port });
    const pools = [Object.keys(agent.requests), Object.keys(agent.sockets), agent.freeSockets[name]?.length].map(String);
    agent.destroy();
    return { texts, most, sockets: sockets.size, pools, name };
  }],
  ['an upgrade with bytes both ways', async (t) => {
    const { server, port } = await t.serve();
    server.on('upgrade', (_q, socket: nodeNet.Socket, head: Buffer) => {
      t.log(`head ${head.length}`);
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: bytes\r\n\r\nfirst');
      socket.on('data', (chunk) => socket.write(chunk));
      socket.on('end', () => t.log('server end'));
      socket.on('close', () => t.log('server close'));
    });
    const request = t.http.get(local(port, { headers: { Connection: 'Upgrade', Upgrade: 'bytes' } }));
    const [response, socket, head] = (await once(request, 'upgrade')) as [nodeHttp.IncomingMessage, nodeNet.Socket, Buffer];
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 256));
    socket.write(bytes);
    const parts: Buffer[] = [];
    for await (const part of socket) { parts.push(part as Buffer); if (Buffer.concat(parts).length >= bytes.length) break; }
    await sleep(10);
    return [response.statusCode, response.headers, head.toString(), Buffer.concat(parts).equals(bytes)];
  }],
  ['a refused upgrade', async (t) => {
    const { port } = await t.serve(ok);
    const response = await get(t.http, local(port, { headers: { Connection: 'Upgrade', Upgrade: 'x' } }));
    return [response.statusCode, await body(response)];
  }],
  ['events of one exchange', async (t) => {
    const { server, port } = await t.serve((q, r) => { watch('request', q.resume(), t.log, ['close']); watch('response', r, t.log, ['pipe', 'prefinish', 'finish', 'close']); r.end('x'); });
    server.on('connection', (socket: nodeNet.Socket) => { t.log('connection'); watch('server socket', socket, t.log, ['end', 'close']); });
    const request = t.http.request(local(port, { method: 'POST' }));
    watch('client', request, t.log, life);
    request.end('body');
    const [response] = (await once(request, 'response')) as [nodeHttp.IncomingMessage];
    watch('answer', response.resume(), t.log, reading);
    await sleep(20);
  }],
  ['wrong uses of a response', async (t) => {
    const { port } = await t.serve((_q, r) => {
      const attempt = (work: () => unknown) => { try { work(); t.log('passed'); } catch (error) { t.log(fault(error)); } };
      r.on('error', (error) => t.log(`error ${fault(error)}`));
      attempt(() => r.setHeader('a b', '1'));
      attempt(() => r.setHeader('a', undefined as never));
      attempt(() => r.setHeader('a', 'ü\n'));
      attempt(() => r.writeHead(99));
      attempt(() => r.write(5 as never));
      attempt(() => r.write(null));
      attempt(() => r.getHeader(1 as never));
      attempt(() => r.setHeaders([] as never));
      attempt(() => r.writeHead(200, { a: 'b' }).writeHead(200));
      attempt(() => r.appendHeader('x', '1'));
      attempt(() => r.removeHeader('x'));
      attempt(() => r.end('done'));
      attempt(() => r.write('late'));
      attempt(() => r.end('later', (error?: Error | null) => t.log(`callback ${error ? fault(error) : ''}`)));
      attempt(() => r.addTrailers({ 'x y': '1' }));
    });
    const text = await body(await get(t.http, local(port)));
    await sleep(5);
    return text;
  }],
  ['what the module has', async ({ http }) => [http.METHODS, http.STATUS_CODES, http.maxHeaderSize, typeof http.setMaxIdleHTTPParsers, typeof http.WebSocket, Object.keys(http).filter((key) => /^[a-z]/i.test(key) && key !== 'default' && key !== 'module.exports').sort()]],
]; // prettier-ignore

async function run(http: Http, net: Net, program: (tools: Tools) => Promise<unknown>): Promise<unknown> {
  const log: string[] = [];
  const servers: Served[] = [];
  const serve: Tools['serve'] = async (listener, options = {}) => {
    const server = http.createServer(options, listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const served = { server, port: (server.address() as AddressInfo).port };
    servers.push(served);
    return served;
  };
  try {
    const result = await program({ http, net, log: (line) => void log.push(line), serve });
    let text = JSON.stringify({ result, log });
    for (const { port } of servers) text = text.replaceAll(String(port), 'PORT');
    return JSON.parse(text) as unknown;
  } finally {
    for (const { server } of servers) {
      server.closeAllConnections();
      server.close();
    }
  }
}

/** As they run in browsers: on the packages that stand in for Node's streams and buffers there. */
const bundled = await bundleNetwork();

describe('the life of exchanges is as in Node', () => {
  test.each(programs)('%s', async (_name, program) => {
    const theirs = await run(nodeHttp, nodeNet, program);
    expect(await run(ourHttp as unknown as Http, ourNet as unknown as Net, program)).toEqual(theirs);
    expect(await run(bundled.http as Http, bundled.net as Net, program)).toEqual(theirs);
  });
});
