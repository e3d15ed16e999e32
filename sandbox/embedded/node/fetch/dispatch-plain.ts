import http from '../http.ts';
import type { IncomingMessage } from '../http/incoming.ts';
import { requestHeaders } from '../../../request-headers.ts';
import type { Network } from '../network.ts';
import type { PlainRequest, PlainResponse } from '../../../types.ts';

/**
 * A request from outside of the realm, such as the page's HTTP panel. It goes to the port that its URL names, or, when
 * nothing listens there, to the server that was started last.
 */
export function dispatch(network: Network, request: PlainRequest, signal?: AbortSignal): Promise<PlainResponse> {
  const url = new URL(request.url);
  const listening = network.ports();
  const asked = listening.find(({ port }) => port === Number(url.port || 80));
  const target = asked ?? listening.at(-1);
  if (target === undefined) return Promise.reject(new Error('no server of this program is listening'));
  const headers = requestHeaders(request);
  // A server may be bound to one address only.
  const host = target.address.includes(':') ? '::1' : target.address === '0.0.0.0' ? '127.0.0.1' : target.address;
  const options = { host, port: target.port, method: request.method, path: url.pathname + url.search, headers, agent: false as const };
  return new Promise((resolve, reject) => {
    const outgoing = http.request(options);
    outgoing.on('response', (incoming: IncomingMessage) => {
      resolve({
        status: incoming.statusCode!,
        statusText: incoming.statusMessage ?? '',
        headers: headerPairs(incoming),
        body: toWebStream(incoming),
      });
    });
    outgoing.on('error', reject);
    signal?.addEventListener('abort', () => outgoing.destroy());
    outgoing.end(request.body ?? undefined);
  });
} // prettier-ignore

function headerPairs({ rawHeaders }: IncomingMessage): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) pairs.push([rawHeaders[index]!, rawHeaders[index + 1]!]);
  return pairs;
}

/** A message's body, passed on piece by piece as it arrives. */
function toWebStream(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  let open = true;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      incoming.on('data', (chunk: Uint8Array) => {
        if (!open) return;
        controller.enqueue(new Uint8Array(chunk));
        if ((controller.desiredSize ?? 1) <= 0) incoming.pause();
      });
      incoming.on('end', () => {
        if (open) controller.close();
        open = false;
      });
      incoming.on('error', (error: Error) => {
        if (open) controller.error(error);
        open = false;
      });
      incoming.pause();
    },
    pull() {
      incoming.resume();
    },
    cancel() {
      open = false;
      incoming.destroy();
    },
  });
}
