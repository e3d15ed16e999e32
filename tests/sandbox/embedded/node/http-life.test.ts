import { once } from 'node:events';
import type * as nodeHttp from 'node:http';
import type * as nodeNet from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { inherits } from 'node:util';
import { body, fault, get, life, local, ok, reading, sameInBoth, sleep, watch } from './http-tools.ts';

sameInBoth('the life of exchanges is as in Node', [
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
]); // prettier-ignore
