import http from 'node:http';
import { listen } from '../listen.ts';
import { createChooser, readCookies, type Strategy } from './balance.ts';

/** Where requests can be sent on to. */
export interface Upstream {
  name: string;
  url: string;
  /** False while it is taken out of the rotation on purpose. */
  inRotation: boolean;
  /** What the last check, or the last attempt to connect, said. */
  healthy: boolean;
  /** Requests that were sent there and not answered yet. */
  active: number;
}

export interface LogEntry {
  /** Undefined where no instance took it. */
  instance: string | undefined;
  method: string;
  path: string;
  /** What the client got; undefined while it waits, or when it hung up. */
  status: number | undefined;
}

export interface BalancerOptions {
  upstreams: Upstream[];
  strategy: Strategy;
  /** Whether answers carry `x-instance`. */
  header: boolean;
  log: LogEntry[];
}

/** A reverse proxy. Where a connection is refused, the next instance gets the request. */
export async function startBalancer(options: BalancerOptions): Promise<{ url: string; close(): Promise<void> }> {
  const chooser = createChooser(options.strategy);
  const server = http.createServer(async (incoming, response) => {
    const { method = 'GET', url: path = '/' } = incoming;
    const entry: LogEntry = { instance: undefined, method, path, status: undefined };
    options.log.push(entry);
    const body = await bodyOf(incoming);
    const cookies = readCookies(incoming.headers.cookie);
    for (;;) {
      const healthy = options.upstreams.filter((one) => one.inRotation && one.healthy);
      const upstream = chooser.choose(healthy, cookies);
      if (!upstream) return fail(response, entry, 503, 'No instance is available.');
      entry.instance = upstream.name;
      const outcome = await forward(upstream, { incoming, response, body }, (answer) => {
        entry.status = answer.statusCode;
        if (options.header) answer.headers['x-instance'] = upstream.name;
        const cookie = chooser.cookieFor(upstream.name, cookies);
        if (cookie) answer.headers['set-cookie'] = [...(answer.headers['set-cookie'] ?? []), cookie];
      });
      if (outcome === 'done') return;
      if (outcome === 'broken') return fail(response, entry, 502, `${upstream.name} broke the connection.`);
      upstream.healthy = false;
    }
  });
  const { url } = await listen(server);
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Passage {
  incoming: http.IncomingMessage;
  response: http.ServerResponse;
  body: Buffer;
}

/** `refused` is the only outcome after which another instance may be asked: nothing of the request has arrived. */
function forward(
  upstream: Upstream,
  { incoming, response, body }: Passage,
  answered: (answer: http.IncomingMessage) => void,
): Promise<'done' | 'refused' | 'broken'> {
  upstream.active++;
  const {
    'content-length': _length,
    'transfer-encoding': _encoding,
    connection: _connection,
    ...headers
  } = incoming.headers;
  return new Promise<'done' | 'refused' | 'broken'>((resolve) => {
    const outgoing = http.request(new URL(incoming.url!, upstream.url), {
      method: incoming.method,
      headers: {
        ...headers,
        ...(body.length > 0 && { 'content-length': body.length }),
        'x-forwarded-for': [headers['x-forwarded-for'], incoming.socket.remoteAddress].filter(Boolean).join(', '),
        'x-forwarded-host': headers.host,
        'x-forwarded-proto': 'http',
      },
      agent: false,
    });
    outgoing.once('response', (answer) => {
      answered(answer);
      const { connection: _hop, 'keep-alive': _alive, ...passed } = answer.headers;
      response.writeHead(answer.statusCode!, answer.statusMessage, passed as http.OutgoingHttpHeaders);
      answer.pipe(response);
      answer.once('error', () => response.destroy());
      answer.once('close', () => {
        if (!answer.complete) response.destroy();
        resolve('done');
      });
    });
    outgoing.once('error', (error: NodeJS.ErrnoException) => {
      if (response.headersSent || response.destroyed) return resolve('done');
      resolve(error.code === 'ECONNREFUSED' ? 'refused' : 'broken');
    });
    response.once('close', () => outgoing.destroy());
    outgoing.end(body);
  }).finally(() => upstream.active--);
}

function fail(response: http.ServerResponse, entry: LogEntry, status: number, message: string): void {
  if (response.destroyed) return;
  entry.status = status;
  response.writeHead(status, { 'content-type': 'text/plain' }).end(message);
}

async function bodyOf(incoming: http.IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
