import type * as nodeHttp from 'node:http';
import { body, get, local, ok, raw, sameInBoth, sleep, watch } from './http-tools.ts';

sameInBoth('connections are as in Node', [
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
    await sleep(150);
    const count = () => new Promise((resolve) => server.getConnections((_error, value) => resolve(value)));
    const counts = [await count()];
    server.closeIdleConnections();
    await sleep(150);
    counts.push(await count());
    server.closeAllConnections();
    await sleep(150);
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
]); // prettier-ignore
