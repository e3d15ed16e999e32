import http from 'node:http';
import WebSocket, { WebSocketServer, createWebSocketStream } from 'ws';
import { serve } from './support.js';

const once = (emitter, event) => new Promise((resolve) => emitter.once(event, (...values) => resolve(values)));

export default [
  [
    'ws: a chat',
    async ({ log }) => {
      const server = http.createServer();
      const chat = new WebSocketServer({ server, path: '/chat' });
      chat.on('connection', (socket, incoming) => {
        const name = new URL(incoming.url, 'http://x').searchParams.get('name');
        socket.on('message', (data, binary) => {
          for (const client of chat.clients) client.send(binary ? data : `${name}: ${data}`, { binary });
        });
      });
      const { port, close } = await serve(server);
      const open = async (name) => {
        const socket = new WebSocket(`ws://127.0.0.1:${port}/chat?name=${name}`);
        await once(socket, 'open');
        return socket;
      };
      const [ann, bob] = [await open('ann'), await open('bob')];
      const heard = Promise.all([once(ann, 'message'), once(bob, 'message')]);
      ann.send('hello Ä');
      log((await heard).map(([data, binary]) => [String(data), binary]));
      const bytes = once(ann, 'message');
      bob.send(Buffer.from([1, 2, 255]));
      log(await bytes, ann.readyState, ann.protocol, chat.clients.size);
      const closed = once(ann, 'close');
      ann.close(4001, 'bye');
      const [code, reason] = await closed;
      log(code, String(reason), ann.readyState);
      bob.terminate();
      chat.close();
      await close();
    },
  ],
  [
    'ws: upgrades that are refused',
    async ({ log }) => {
      const server = http.createServer((incoming, response) => response.writeHead(426).end('upgrade please'));
      const wss = new WebSocketServer({ noServer: true, handleProtocols: (protocols) => [...protocols].at(-1) });
      server.on('upgrade', (incoming, socket, head) => {
        if (incoming.headers.authorization !== 'yes')
          return void socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
        wss.handleUpgrade(incoming, socket, head, (client) => client.send(`welcome ${client.protocol}`));
      });
      const { port, request, close } = await serve(server);
      const refused = new WebSocket(`ws://127.0.0.1:${port}/`);
      log((await once(refused, 'error'))[0].message);
      const unexpected = new WebSocket(`ws://127.0.0.1:${port}/`);
      unexpected.on('error', () => {});
      const [, response] = await once(unexpected, 'unexpected-response');
      log(response.statusCode);
      unexpected.terminate();
      const good = new WebSocket(`ws://127.0.0.1:${port}/`, ['a', 'b'], { headers: { authorization: 'yes' } });
      log(String((await once(good, 'message'))[0]), good.protocol);
      good.terminate();
      log((await request('/')).status);
      await close();
    },
  ],
  [
    'ws: ping, events, compression, streams, limits',
    async ({ log }) => {
      const wss = new WebSocketServer({ port: 0, perMessageDeflate: { threshold: 0 }, maxPayload: 2000 });
      await once(wss, 'listening');
      wss.on('connection', (socket) => {
        socket.on('error', (error) => log('server', error.code));
        socket.on('message', (data) => socket.send(String(data).toUpperCase()));
      });
      const { port } = wss.address();
      const socket = new WebSocket(`ws://localhost:${port}`);
      const opened = new Promise((resolve) => {
        socket.onopen = ({ type }) => resolve(type);
      });
      log(await opened, socket.extensions);
      socket.ping('p');
      log(String((await once(socket, 'pong'))[0]));
      const message = new Promise((resolve) =>
        socket.addEventListener('message', ({ data, type }) => resolve([data, type]), { once: true }),
      );
      socket.send('x'.repeat(1000));
      log((await message)[0].length);
      const duplex = createWebSocketStream(socket, { encoding: 'utf8' });
      duplex.write('stream');
      log((await once(duplex, 'data'))[0]);
      socket.send('y'.repeat(3000));
      log((await once(socket, 'close'))[0]);
      await new Promise((resolve) => wss.close(resolve));
    },
  ],
  [
    'ws: the global WebSocket as its client',
    async ({ log }) => {
      const { port, close } = await echo(log);
      const client = new globalThis.WebSocket(`ws://127.0.0.1:${port}/chat?x=1`, ['a', 'b']);
      log(client.readyState, client.url.replace(port, 'PORT'), client.binaryType);
      await heard(client, 'open');
      log(client.readyState, client.protocol, client.extensions);
      client.send('hé');
      log((await heard(client, 'message')).data);
      client.binaryType = 'arraybuffer';
      client.send(new Uint8Array([1, 2, 3]));
      const bytes = await heard(client, 'message');
      log(bytes.constructor.name, bytes.data, bytes.origin.replace(port, 'PORT'));
      client.binaryType = 'blob';
      client.send(new Blob(['blob']));
      const { data } = await heard(client, 'message');
      log(data.constructor.name, data.size, await data.text());
      client.send('x'.repeat(70_000));
      log((await heard(client, 'message')).data.length, client.bufferedAmount);
      client.send('close');
      const { constructor, code, reason, wasClean } = await heard(client, 'close');
      log(constructor.name, code, reason, wasClean, client.readyState);
      await close();
    },
  ],
  [
    'ws: how the global WebSocket ends',
    async ({ log }) => {
      const { port, close } = await echo(log);
      const open = async (scheme) => {
        const socket = new globalThis.WebSocket(`${scheme}://localhost:${port}`);
        socket.addEventListener('error', (event) => log('error', event.constructor.name, event.type));
        await heard(socket, 'open');
        return socket;
      };
      const ended = async (socket) => {
        const { code, reason, wasClean } = await heard(socket, 'close');
        log(code, reason, wasClean, socket.readyState);
      };
      const leaving = await open('http');
      leaving.close(3000, 'bye');
      await ended(leaving);
      const lost = await open('ws');
      lost.send('die');
      await ended(lost);
      await close();
      const refused = new globalThis.WebSocket(`ws://127.0.0.1:${port}`);
      const failed = heard(refused, 'error');
      const end = ended(refused);
      const { constructor, type, message, error } = await failed;
      log(constructor.name, type, message, error?.name, error?.message);
      await end;
    },
  ],
  [
    'ws: mistakes with the global WebSocket',
    async ({ log }) => {
      const { port, close } = await echo(log);
      const fault = (attempt) => {
        try {
          log(attempt());
        } catch ({ name, message, code }) {
          log(name, message, code);
        }
      };
      for (const url of ['ftp://x', 'ws://x#h', 'nope']) fault(() => new globalThis.WebSocket(url));
      fault(() => new globalThis.WebSocket(`ws://localhost:${port}`, ['a', 'a']));
      const socket = new globalThis.WebSocket(`ws://localhost:${port}`);
      fault(() => socket.send('early'));
      await heard(socket, 'open');
      fault(() => socket.close(1001));
      fault(() => socket.close(3000, 'x'.repeat(124)));
      socket.close();
      await heard(socket, 'close');
      await close();
    },
  ],
];

const heard = (target, type) => new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));

/** A server of the ws package that sends back what it gets. */
async function echo(log) {
  const server = new WebSocketServer({ port: 0 });
  await once(server, 'listening');
  server.on('connection', (socket, { url }) => {
    log('connection', url, socket.protocol);
    socket.on('message', (data, binary) => {
      const text = String(data);
      if (text === 'close') socket.close(4001, 'as you wish');
      else if (text === 'die') socket.terminate();
      else socket.send(data, { binary });
    });
  });
  return { port: server.address().port, close: () => new Promise((resolve) => server.close(resolve)) };
}
