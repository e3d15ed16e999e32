import http from 'node:http';
import { Readable } from 'node:stream';
import { checkClose } from '../embedded/socket-handles.ts';
import { requestHeaders } from '../request-headers.ts';
import type { Connection, PlainRequest, PlainResponse, SocketEvent } from '../types.ts';

/** Sends a request whose headers `fetch` would forbid or change. Whatever port its address names, `port` is asked. */
export function sendLocal(port: number, request: PlainRequest, signal?: AbortSignal): Promise<PlainResponse> {
  const url = new URL(request.url);
  const headers = requestHeaders(request);
  const path = url.pathname + url.search;
  return new Promise((resolve, reject) => {
    const options = { host: 'localhost', port, method: request.method, path, headers, agent: false as const, signal };
    const outgoing = http.request(options, (incoming) => {
      const { rawHeaders } = incoming;
      const pairs = rawHeaders.flatMap((name, at): [string, string][] => (at % 2 ? [] : [[name, rawHeaders[at + 1]!]]));
      resolve({
        status: incoming.statusCode!,
        statusText: incoming.statusMessage ?? '',
        headers: pairs,
        body: bytesOf(incoming),
      });
    });
    outgoing.on('error', ({ message }) => reject(new Error(`The program did not answer: ${message}.`)));
    outgoing.end(request.body ?? undefined);
  });
}

function bytesOf(incoming: http.IncomingMessage): ReadableStream<Uint8Array> {
  const source = Readable.toWeb(incoming) as unknown as ReadableStream<Uint8Array>;
  return source.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, out) => out.enqueue(new Uint8Array(chunk)),
    }),
  );
}

export function connectLocal(
  port: number,
  url: string,
  protocols: string[],
  listener: (event: SocketEvent) => void,
): Connection {
  const target = new URL(url);
  target.port = String(port);
  const socket = new WebSocket(target, protocols);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => listener({ type: 'open', protocol: socket.protocol });
  socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) =>
    listener({ type: 'message', data: typeof data === 'string' ? data : new Uint8Array(data) });
  socket.onclose = ({ code, reason }) => listener({ type: 'close', code, reason });
  return {
    send: (data) => void (socket.readyState === 1 && socket.send(data as string | Uint8Array<ArrayBuffer>)),
    close(code, reason) {
      checkClose(code, reason);
      socket.close(code, reason);
    },
  };
}
