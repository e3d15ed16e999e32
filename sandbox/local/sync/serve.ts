import type { IncomingMessage, ServerResponse } from 'node:http';
import { createSyncHandler, type Answer, type HandlerOptions } from './handler.ts';
import { syncPath } from './protocol.ts';

/** ms between two signs of life on a stream on which nothing happens. */
const heartbeat = 5_000;

/** The handler as a part of a server of Node's: passes on what it is not asked. */
export function serveSync(options: HandlerOptions & { base: string }) {
  const handle = createSyncHandler(options);
  return async (request: IncomingMessage, response: ServerResponse, next: () => void): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    // The server may have taken the base off already.
    const start = [`${options.base}${syncPath}`, `/${syncPath}`].find((prefix) => pathname.startsWith(prefix));
    if (!start) return next();
    const { method = 'GET', headers, socket } = request;
    const answer = await handle({
      method,
      headers,
      remote: socket.remoteAddress,
      port: socket.localPort,
      path: pathname.slice(start.length),
      body: (limit) => readBody(request, limit),
    });
    send(answer, response);
  };
}

function send({ status, headers, body, stream }: Answer, response: ServerResponse): void {
  response.writeHead(status, {
    'Content-Type': `${stream ? 'application/x-ndjson' : 'application/json'}; charset=utf-8`,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...headers,
  });
  if (!stream) return void response.end(JSON.stringify(body));
  const undo = stream((line) => void response.write(`${JSON.stringify(line)}\n`));
  const timer = setInterval(() => response.write('\n'), heartbeat);
  response.once('close', () => {
    clearInterval(timer);
    undo();
  });
}

async function readBody(request: IncomingMessage, limit: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size > limit ? undefined : Buffer.concat(chunks).toString('utf8');
}
