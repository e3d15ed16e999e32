import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { countVisits } from './visits.ts';

interface Store {
  hits: number;
  jobs: string[];
}

/** Keeps some things in its own memory and some in a store, as learners' apps do. */
export function createServer(store: Store, name: string): http.Server {
  const sessions = new Set<string>();
  setInterval(() => store.jobs.push(name), 60_000);
  const server = http.createServer(async (request, response) => {
    const { pathname } = new URL(request.url!, 'http://app');
    if (pathname === '/login') {
      const id = `${name}-${sessions.size}`;
      sessions.add(id);
      return void response.setHeader('set-cookie', `session=${id}`).end('welcome');
    }
    if (pathname === '/me') {
      const [, id = ''] = /session=([^;]+)/.exec(request.headers.cookie ?? '') ?? [];
      return void response.writeHead(sessions.has(id) ? 200 : 401).end();
    }
    if (pathname === '/slow') await sleep(5000);
    if (pathname === '/ill') sick = true;
    if (pathname === '/health' && sick) return void response.writeHead(503).end();
    store.hits++;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ name, own: countVisits(), all: store.hits, method: request.method, from: request.headers['x-forwarded-for'] })); // prettier-ignore
  });
  let sick = false;
  process.on('SIGTERM', () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
  });
  return server;
}
