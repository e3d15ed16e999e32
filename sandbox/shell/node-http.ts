import http from 'node:http';
import type { HttpAnswer, HttpAsk } from './types.ts';

/** What `curl` asks, on the network of whoever runs this: Node's, or the embedded runtime's. */
export function nodeHttp({ url, method, headers, body }: HttpAsk): Promise<HttpAnswer> {
  const { port } = new URL(url);
  return new Promise((resolve) => {
    const outgoing = http.request(url, { method, headers: headers.flat(), agent: false }, (incoming) => {
      const chunks: Uint8Array[] = [];
      incoming.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      incoming.on('error', ({ message }) => resolve({ broken: message }));
      incoming.on('end', () => {
        const raw = incoming.rawHeaders;
        const pairs = raw.flatMap((name, at): [string, string][] => (at % 2 ? [] : [[name, raw[at + 1]!]]));
        resolve({
          status: incoming.statusCode ?? 0,
          statusText: incoming.statusMessage ?? '',
          headers: pairs,
          body: Buffer.concat(chunks),
        });
      });
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) =>
      resolve(
        error.code === 'ECONNREFUSED'
          ? { refused: true, running: [], start: `a server on port ${port || 80}` }
          : { broken: error.message },
      ),
    );
    outgoing.end(body);
  });
}
