/** Requests per second of a small Express app: 100 at a time, without TCP and, where there is one, with it. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { duplexPair } from 'node:stream';
import express from 'express';

const requests = 3000;
const app = express();
app.use(express.json());
app.get('/tasks/:id', (request, response) => void response.json({ id: request.params.id, title: 'Water the plants' }));
app.post('/tasks', (request, response) => void response.status(201).json({ id: 1, ...request.body }));

type Options = http.RequestOptions & { body?: string };

function send(options: Options): Promise<void> {
  return new Promise((resolve, reject) => {
    const { body, ...rest } = options;
    const headers = body ? { 'content-type': 'application/json', 'content-length': String(body.length) } : {};
    const request = http.request({ ...rest, method: body ? 'POST' : 'GET', headers }, (response) => {
      response.resume();
      response.on('end', resolve);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Half of the requests carry JSON. Answers requests per second. */
async function measure(how: http.RequestOptions): Promise<number> {
  let left = requests;
  const one = async () => {
    while (left-- > 0) {
      await send({ ...how, path: '/tasks/7' });
      await send({ ...how, path: '/tasks', body: '{"title":"Water the plants"}' });
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: 100 }, one));
  return (2 * requests * 1000) / (performance.now() - started);
}

const server = http.createServer(app);
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;

/** Both ends of a connection in this process. */
const withoutTcp = () => {
  const [ours, theirs] = duplexPair();
  server.emit('connection', theirs);
  return ours;
};

const figures: Record<string, number> = {};
for (const [name, how] of Object.entries<http.RequestOptions>({
  'listening port': { port, agent: new http.Agent() },
  'listening port, kept alive': { port, agent: new http.Agent({ keepAlive: true, maxSockets: 100 }) },
  'no port': { createConnection: withoutTcp as unknown as NonNullable<http.RequestOptions['createConnection']> },
})) {
  await measure(how);
  figures[name] = await measure(how);
}
server.close();
console.log(JSON.stringify(figures));
