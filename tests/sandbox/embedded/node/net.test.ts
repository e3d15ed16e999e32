import * as nodeNet from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import ourNet from '../../../../sandbox/embedded/node/net.ts';
import { bundleNetwork } from './http-bundle.ts';

type Net = typeof nodeNet;
type Log = (line: string) => void;
type Program = (net: Net, log: Log) => Promise<unknown>;

const all = ['lookup', 'connect', 'ready', 'end', 'finish', 'close', 'error', 'timeout', 'drain', 'data'];

/** Writes down each event of a socket, under a name. */
function watch(name: string, socket: nodeNet.Socket, log: Log, events = all): void {
  for (const event of events) {
    socket.on(event, (value: unknown) => {
      const shown = event === 'data' ? ` ${String(value)}` : event === 'close' ? ` ${String(value)}` : '';
      log(`${name} ${event}${value instanceof Error ? ` ${fault(value)}` : shown}`);
    });
  }
}

function fault(error: unknown): string {
  const { name, message } = error as Error;
  // Own properties in their order, as a console prints them.
  return JSON.stringify({ name, message, ...(error as object) });
}

async function listening(server: nodeNet.Server, ...args: unknown[]): Promise<number> {
  Reflect.apply(server.listen as never, server, args.length ? args : [0, '127.0.0.1']);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** `work` with a server whose connections go to `listener`, and a connection to it. */
function pair(
  listener: (socket: nodeNet.Socket, log: Log) => void,
  work: (client: nodeNet.Socket, log: Log) => void,
  options: { server?: nodeNet.ServerOpts; client?: nodeNet.SocketConstructorOpts } = {},
): Program {
  return async (net, log) => {
    const server = net.createServer(options.server ?? {}, (socket) => {
      watch('server', socket, log);
      listener(socket, log);
    });
    const port = await listening(server);
    const client = net.connect({ port, host: '127.0.0.1', ...options.client });
    watch('client', client, log);
    work(client, log);
    const closed = once(client, 'close');
    const accepted = (await once(server, 'connection'))[0] as nodeNet.Socket;
    await Promise.all([closed.catch(() => {}), accepted.closed ? 0 : once(accepted, 'close').catch(() => {})]);
    await new Promise((resolve) => server.close(resolve));
  };
}

const megabyte = 'x'.repeat(1_000_000);

/** Reads in bites, with pauses between them. */
async function readSlowly(socket: nodeNet.Socket): Promise<number> {
  let length = 0;
  socket.on('data', (chunk: Buffer) => {
    length += chunk.length;
    socket.pause();
    setTimeout(() => socket.resume(), 1);
  });
  await once(socket, 'end');
  return length;
}

const programs: [name: string, program: Program][] = [
  ['an echo that the client ends', pair((socket) => socket.on('data', (data) => socket.write(`echo ${data}`)), (client) => {
    client.write('hi');
    client.once('data', () => client.end());
  })],
  ['an echo that the server ends', pair((socket) => socket.once('data', (data) => socket.end(`echo ${data}`)), (client) => client.write('hi'))],
  ['a piped echo', pair((socket) => socket.pipe(socket), (client) => client.end('all of it'))],
  ['a server that only ends', pair((socket) => socket.end('bye'), () => {})],
  ['a client that ends at once', pair(() => {}, (client) => client.end())],
  ['half open on the server', pair((socket) => socket.on('end', () => setTimeout(() => socket.end('late'), 5)), (client) => client.end('early'), { server: { allowHalfOpen: true } })],
  ['half open on the client', pair((socket) => socket.end('first'), (client) => client.on('end', () => setTimeout(() => client.end('last'), 5)), { client: { allowHalfOpen: true } })],
  ['a client that destroys its socket', pair(() => {}, (client) => client.once('connect', () => client.destroy()))],
  ['a server that destroys its socket', pair((socket) => socket.destroy(), () => {})],
  ['a reset', pair((socket) => socket.once('data', () => socket.resetAndDestroy()), (client) => client.write('x'))],
  ['destroyed with an error', pair(() => {}, (client) => client.once('connect', () => client.destroy(new Error('mine'))))],
  ['writing after end', pair((socket) => socket.resume(), (client) => client.once('connect', () => { client.end('a'); client.write('b'); }))],
  ['timeouts', pair((socket) => socket.resume(), (client) => { client.setTimeout(20); client.once('timeout', () => client.end()); })],
  ['a megabyte to a slow reader', async (net, log) => {
    const server = net.createServer(async (socket) => socket.end(String(await readSlowly(socket))));
    server.on('connection', (socket) => socket.on('error', (error) => log(fault(error))));
    const port = await listening(Object.assign(server, { allowHalfOpen: true }));
    const client = net.connect({ port, host: '127.0.0.1' });
    const accepted = client.write(megabyte);
    client.end();
    let answer = '';
    for await (const chunk of client) answer += String(chunk);
    server.close();
    return { accepted, answer };
  }],
  ['a server that waits for a slow reader', async (net) => {
    let waited = 0;
    const server = net.createServer(async (socket) => {
      for (let part = 0; part < 30; part++) {
        if (socket.write(megabyte)) continue;
        waited++;
        await once(socket, 'drain');
      }
      socket.end();
    });
    const port = await listening(server);
    const length = await readSlowly(net.connect({ port, host: '127.0.0.1' }));
    server.close();
    return { length, waited: waited > 0 };
  }],
  ['properties of both ends', async (net) => {
    const server = net.createServer();
    const port = await listening(server, 0, '127.0.0.1');
    const client = net.connect(port, '127.0.0.1');
    const before = [client.connecting, client.pending, client.readyState, client.remoteAddress, client.localPort, client.bytesWritten];
    const [[socket]] = (await Promise.all([once(server, 'connection'), once(client, 'connect')])) as [[nodeNet.Socket], unknown];
    const seen = (one: nodeNet.Socket) => [one.connecting, one.pending, one.readyState, one.remoteAddress, one.remoteFamily, one.localAddress, one.localFamily, typeof one.localPort, one.timeout, one.destroyed, one.allowHalfOpen];
    const open = [seen(client), seen(socket!)];
    client.resume().end('four');
    socket!.resume();
    await once(client, 'close');
    const address = server.address();
    await new Promise((resolve) => server.close(resolve));
    return { before, open, after: [seen(client), client.bytesWritten, socket!.bytesRead], address: { ...(address as AddressInfo), port: 0 }, closed: server.address() };
  }],
  ['a port that is taken', async (net, log) => {
    const first = net.createServer();
    const port = await listening(first, 0, '127.0.0.1');
    const text = async (...args: unknown[]) => {
      const second = net.createServer();
      Reflect.apply(second.listen as never, second, args);
      const [error] = (await once(second, 'error')) as [Error];
      log(fault(error).replaceAll(String(port), 'PORT'));
    };
    await text(port, '127.0.0.1');
    await text(port);
    await text({ port, host: '0.0.0.0' });
    await text(port, 'localhost');
    first.close();
  }],
  ['addresses that are not ours', async (net, log) => {
    const server = net.createServer().listen(0, '203.0.113.7');
    log(fault((await once(server, 'error'))[0]));
  }],
  ['forms of listen', async (net, log) => {
    const forms: unknown[][] = [[], [0], ['0'], [0, 5], [{ port: 0 }], [{ port: 0, host: '127.0.0.1' }], [null], [undefined, '127.0.0.1'], [0, '::1'], [0, 'localhost'], [0, '0.0.0.0']];
    for (const form of forms) {
      const server = net.createServer();
      await listening(server, ...form);
      const { address, family, port } = server.address() as AddressInfo;
      log(JSON.stringify([form, address, family, port > 0, server.listening]));
      await new Promise((resolve) => server.close(resolve));
    }
  }],
  ['wrong uses', async (net, log) => {
    const attempt = (work: () => unknown) => { try { work(); log('passed'); } catch (error) { log(fault(error)); } };
    const server = net.createServer();
    attempt(() => server.listen(99999));
    attempt(() => server.listen('x y z' as never, 1).on('error', () => {}) && undefined);
    attempt(() => net.createServer().listen({} as never));
    attempt(() => net.createServer().listen(-1));
    attempt(() => net.createServer('x' as never));
    attempt(() => net.connect({ port: 70000 }));
    attempt(() => net.connect({} as never));
    attempt(() => new net.Socket().write(5 as never));
    attempt(() => new net.Socket().setTimeout('x' as never));
    const twice = net.createServer().listen(0);
    attempt(() => twice.listen(0));
    await once(twice, 'listening');
    twice.close();
    await new Promise<void>((resolve) => net.createServer().close((error) => { log(fault(error)); resolve(); }));
    server.close();
  }],
  ['nobody listens', async (net, log) => {
    const socket = net.connect(9, '127.0.0.1');
    watch('client', socket, log);
    await new Promise((resolve) => socket.on('close', resolve));
  }],
  ['old-style inheritance and calls without new', async (net) => {
    function Mine(this: nodeNet.Socket) { (net.Socket as unknown as (this: unknown) => void).call(this); }
    Object.setPrototypeOf(Mine.prototype, net.Socket.prototype);
    const mine = Reflect.construct(Mine, []) as nodeNet.Socket;
    const server = (net.Server as unknown as () => nodeNet.Server)();
    return [mine instanceof net.Socket, typeof mine.write, mine.readyState, server instanceof net.Server, server.listening];
  }],
  ['maxConnections', async (net, log) => {
    const server = net.createServer((socket) => socket.end('in'));
    server.maxConnections = 1;
    server.on('drop', (data) => log(`drop ${Object.keys(data ?? {}).sort().join()}`));
    const port = await listening(server);
    const first = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true }).resume();
    await once(first, 'end');
    const second = net.connect(port, '127.0.0.1').resume();
    second.on('error', () => {});
    await once(second, 'close');
    const count = await new Promise((resolve) => server.getConnections((_error, value) => resolve(value)));
    first.end();
    await new Promise((resolve) => server.close(resolve));
    return count;
  }],
]; // prettier-ignore

async function run(net: Net, program: Program): Promise<unknown> {
  const log: string[] = [];
  const result = await program(net, (line) => void log.push(line));
  return JSON.parse(
    JSON.stringify({ log: log.map((line) => line.replace(/"port":\d{5}/, '"port":0')), result }),
  ) as unknown;
}

/** As it runs in browsers: on the packages that stand in for Node's streams and buffers there. */
const bundled = (await bundleNetwork()).net as Net;

describe('net behaves as in Node', () => {
  test.each(programs)('%s', async (_name, program) => {
    const theirs = await run(nodeNet, program);
    expect(await run(ourNet as unknown as Net, program)).toEqual(theirs);
    expect(await run(bundled, program)).toEqual(theirs);
  });
});
