/** What is asked of each host, and of the real program where this computer has one. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { MongoClient } from 'mongodb';
import pg from 'pg';
import { createClient } from 'redis';
import { startPostgres } from '../own-postgres.ts';
import { startRedisServer } from './redis-server.ts';

export interface Started {
  /** Asks once, and waits for the answer. */
  ask(): Promise<unknown>;
  stop(): unknown;
}

export interface Probe {
  title: string;
  /** What one operation is. */
  does: string;
  /** Operations in one ask, and asks that are measured. */
  each: number;
  asks: number;
  /** Loads the host and starts it. */
  start(): Promise<Started>;
  real?: { title: string; /** Undefined where it is not installed. */ start(): Promise<Started | undefined> };
}

const app = `
import os
from wsgiref.simple_server import make_server, WSGIRequestHandler

class Quiet(WSGIRequestHandler):
    def log_message(self, *words):
        pass

def app(environ, start_response):
    start_response('200 OK', [('Content-Type', 'text/plain')])
    return [b'hello']

make_server('127.0.0.1', int(os.environ['PORT']), app, handler_class=Quiet).serve_forever()
`;

async function askPostgres(url: string, stop: () => unknown): Promise<Started> {
  const client = new pg.Client({ connectionString: url });
  // The server may be gone first.
  client.on('error', () => {});
  await client.connect();
  return { ask: () => client.query('SELECT $1::int + 1', [1]), stop: async () => (await client.end(), stop()) };
}

async function askRedis(url: string, stop: () => unknown): Promise<Started> {
  const client = await createClient({ url }).on('error', () => {}).connect(); // prettier-ignore
  const all = Array.from({ length: 50 }, (_, n) => `key:${n}`);
  return {
    ask: () => Promise.all(all.flatMap((key) => [client.set(key, 'value'), client.get(key)])),
    stop: () => (client.destroy(), stop()),
  };
}

/** Kept alive where the server allows it. */
function askHttp(url: string, stop: () => unknown, init?: RequestInit): Started {
  return {
    async ask() {
      const response = await fetch(url, init);
      if (!response.ok) throw new Error(`${url} answered ${response.status}`);
      await response.text();
    },
    stop,
  };
}

const handler: http.RequestListener = (_request, response) => void response.end('hello');

async function startNode(): Promise<Started> {
  const server = http.createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return askHttp(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, () => {
    server.close();
    server.closeAllConnections();
  });
}

async function startPython(): Promise<Started> {
  const { openPython } = await import('../../../sandbox/languages/python/process.ts');
  const python = await openPython((stream, text) => stream === 'stderr' && console.error(text));
  const state = await python.run({ entry: 'app.py', files: { 'app.py': app }, env: { PORT: '8000' }, anyPort: true });
  if (state.status !== 'serving') throw new Error(`app.py ended with ${state.code}`);
  return askHttp(`http://127.0.0.1:${state.ports[0]!.port}/`, python.kill);
}

const places = {
  memory: async (files: Record<string, string>) =>
    (await import('../../../sandbox/shell/script-shell.ts')).createScriptPlace(files),
  machine: async (files: Record<string, string>) =>
    (await import('../../../sandbox/shell/native-shell.ts')).createNativePlace(files),
};

const startShell = (place: keyof typeof places, command: string) => async (): Promise<Started> => {
  const opened = await places[place]({ '/home/learner/work/.keep': '' });
  const init = { timeout: 20_000, cwd: '/home/learner/work', env: { HOME: '/home/learner' } };
  return {
    async ask() {
      const { exitCode, stderr } = await opened.run(command, init);
      if (exitCode) throw new Error(stderr);
    },
    stop: opened.end,
  };
};

const shellCommand = 'seq 1 200 | sort -rn | head -n 3 | tr 0-9 a-j > out.txt; wc -c < out.txt';
const gitCommand =
  'rm -rf r && mkdir r && cd r && git init -q && echo a > a && git add a && git -c user.name=A -c user.email=a@example.org commit -qm one && git log --oneline > /dev/null';

export const probes: Record<string, Probe> = {
  postgres: {
    title: 'PostgreSQL',
    does: 'a query with a parameter, over pg',
    each: 1,
    asks: 2000,
    async start() {
      const { openHost } = await import('../../../sandbox/hosts/open.ts');
      const host = await openHost('postgres');
      const port = (await host.call('listen', { port: 0 })) as number;
      return askPostgres(`postgres://postgres:postgres@127.0.0.1:${port}/postgres`, host.kill);
    },
    real: {
      title: 'postgres',
      async start() {
        const server = await startPostgres();
        return server && askPostgres(server.url, server.stop);
      },
    },
  },
  python: {
    title: 'Python',
    does: 'a request to wsgiref’s server',
    each: 1,
    asks: 300,
    start: startPython,
    real: {
      title: 'python3',
      async start() {
        process.env['ENGINE_ROOM_PYTHON'] = '1';
        return startPython();
      },
    },
  },
  redis: {
    title: 'Redis',
    does: 'SET and GET, 100 at a time, over redis',
    each: 100,
    asks: 200,
    async start() {
      const { startRedis } = await import('../../../sandbox/services/redis/server.ts');
      const server = await startRedis();
      return askRedis(server.url, server.close);
    },
    real: {
      title: 'redis-server',
      async start() {
        const server = await startRedisServer();
        return server && askRedis(server.url, server.stop);
      },
    },
  },
  mongodb: {
    title: 'MongoDB',
    does: 'findOne by _id, over mongodb',
    each: 1,
    asks: 2000,
    async start() {
      const { startMongo } = await import('../../../sandbox/services/mongodb/server.ts');
      const server = await startMongo();
      const client = await new MongoClient(server.url).connect();
      const collection = client.db('bench').collection<{ _id: number }>('documents');
      await collection.insertMany(Array.from({ length: 2000 }, (_, n) => ({ _id: n, name: `document ${n}` })));
      let n = 0;
      return {
        ask: () => collection.findOne({ _id: n++ % 2000 }),
        stop: async () => (await client.close(), server.close()),
      };
    },
  },
  model: {
    title: 'Model endpoint',
    does: 'a chat completion',
    each: 1,
    asks: 500,
    async start() {
      const { startModel } = await import('../../../sandbox/services/model/server.ts');
      const server = await startModel({ replies: [{ when: 'hello', reply: 'Good morning.' }] });
      const body = JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'hello' }] });
      const headers = { authorization: 'Bearer key', 'content-type': 'application/json' };
      return askHttp(`${server.url}/chat/completions`, server.close, { method: 'POST', headers, body });
    },
  },
  instances: {
    title: 'Two instances',
    does: 'a request through the balancer',
    each: 1,
    asks: 500,
    async start() {
      const { startCluster } = await import('../../../sandbox/services/instances/cluster.ts');
      const cluster = await startCluster(() => handler);
      return askHttp(cluster.url, cluster.close);
    },
    real: { title: 'Node alone', start: startNode },
  },
  lambda: {
    title: 'Serverless function',
    does: 'a request through the gateway',
    each: 1,
    asks: 500,
    async start() {
      const { createFunction } = await import('../../../sandbox/services/lambda/function.ts');
      const { startGateway } = await import('../../../sandbox/services/lambda/gateway.ts');
      const target = createFunction(async () => async () => ({ statusCode: 200, body: 'hello' }));
      const gateway = await startGateway(target);
      return askHttp(gateway.url, () => (target.close(), gateway.close()));
    },
    real: { title: 'Node alone', start: startNode },
  },
  shell: {
    title: 'bash',
    does: 'a script with a pipe of four',
    each: 1,
    asks: 100,
    start: startShell('memory', shellCommand),
    real: { title: 'bash', start: startShell('machine', shellCommand) },
  },
  git: {
    title: 'Git',
    does: 'init, add, commit and log',
    each: 1,
    asks: 20,
    start: startShell('memory', gitCommand),
    real: { title: 'git', start: startShell('machine', gitCommand) },
  },
};
