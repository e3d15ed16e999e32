import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { build } from 'esbuild';
import { WebSocketServer, type WebSocket } from 'ws';
import { Kernel, type SpawnRequest } from './kernel.ts';

export interface Double {
  /** For `WEBCONTAINER_API_IFRAME_URL`. */
  url: string;
  /**
   * What goes wrong from the next start on: `never` answers, `late:<ms>`, `refuses:<message>`; empty for nothing.
   */
  fault: string;
  /** How many containers live now. */
  readonly living: number;
  /** How many were ever booted. */
  readonly booted: number;
  /** Ends every container without a word: from then on nothing answers, as when the process of its frame dies. */
  die(): void;
  close(): Promise<void>;
}

/** Our double of StackBlitz's service, on an origin of its own. See `Kernel` for what it cannot show. */
export async function startDouble(): Promise<Double> {
  const script = await bundleHeadless();
  const kernels = new Map<string, Kernel>();
  const state = { fault: '', booted: 0 };
  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url!, 'http://double');
    const [, port] = /^(\d+)\.localhost\b/.exec(request.headers.host ?? '') ?? [];
    if (port) return void preview(request, response, Number(port));
    for (const [name, value] of isolation) response.setHeader(name, value);
    if (url.pathname === '/headless') return void response.setHeader('content-type', 'text/html').end('<!doctype html><script type="module" src="/headless.js"></script>');
    if (url.pathname === '/headless.js') return void response.setHeader('content-type', 'text/javascript').end(script);
    if (url.pathname === '/fault') return void response.end(state.fault);
    const kernel = kernels.get(url.searchParams.get('session') ?? '');
    if (url.pathname !== '/mount' || !kernel) return void response.writeHead(404).end();
    try {
      kernel.mount(await buffer(request), url.searchParams.get('point') ?? '');
      response.end();
    } catch (error) {
      response.writeHead(400).end((error as Error).message);
    }
  });
  const sockets = new WebSocketServer({ server, path: '/kernel' });
  sockets.on('connection', (socket, request) => {
    state.booted += 1;
    const session = randomUUID();
    const workdir = new URL(request.url!, 'http://double').searchParams.get('workdir')!;
    kernels.set(session, attach(socket, session, workdir));
    socket.once('close', () => {
      kernels.get(session)?.end();
      kernels.delete(session);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // Another site than the page's 127.0.0.1, as the real one is.
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    get fault() {
      return state.fault;
    },
    set fault(next) {
      state.fault = next;
    },
    get booted() {
      return state.booted;
    },
    get living() {
      return kernels.size;
    },
    die: () => sockets.clients.forEach((socket) => socket.terminate()),
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      for (const kernel of kernels.values()) kernel.end();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
} // prettier-ignore

/** What runs in the library's hidden frame. */
async function bundleHeadless(): Promise<Uint8Array> {
  const entry = path.join(import.meta.dirname, 'headless.ts');
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    logLevel: 'silent',
  });
  return outputFiles[0]!.contents;
}

const isolation = [
  ['Cross-Origin-Embedder-Policy', 'require-corp'],
  ['Cross-Origin-Resource-Policy', 'cross-origin'],
] as const;

/** What a container's address for a port shows: the server's answer, with headers that let an isolated page frame it. */
function preview(request: http.IncomingMessage, response: http.ServerResponse, port: number): void {
  const { method, headers, url: target } = request;
  const asked = http.request({ port, host: 'localhost', method, headers, path: target }, (answer) => {
    response.writeHead(answer.statusCode!, { ...answer.headers, ...Object.fromEntries(isolation) });
    answer.pipe(response);
  });
  asked.on('error', () => response.writeHead(502).end());
  request.pipe(asked);
}

function attach(socket: WebSocket, session: string, workdirName: string): Kernel {
  const tell = (message: object) => socket.send(JSON.stringify(message));
  const kernel = new Kernel(workdirName, tell);
  const methods: Record<string, (...args: never[]) => unknown> = {
    file: (method: string, args: unknown[]) => kernel.file(method, args),
    spawn: (id: number, request: SpawnRequest) => kernel.spawn(id, request),
    write: (id: number, text: string) => kernel.write(id, text),
    resize: (id: number, size: { cols: number; rows: number }) => kernel.resize(id, size),
    watch: (id: number, name: string, recursive: boolean) => kernel.watch(id, name, recursive),
    unwatch: (id: number) => kernel.unwatch(id),
    kill: (id: number) => kernel.kill(id),
  };
  socket.on('message', async (data: Buffer) => {
    const { id, method, args } = JSON.parse(data.toString()) as { id: number; method: string; args: never[] };
    try {
      tell({ type: 'answer', id, result: await methods[method]!(...args) });
    } catch (error) {
      tell({ type: 'answer', id, error: (error as Error).message });
    }
  });
  tell({ type: 'hello', workdir: kernel.workdir, session });
  return kernel;
}
