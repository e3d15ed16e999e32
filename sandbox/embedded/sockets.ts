import undici from './node/bare/undici.cjs';
import type { Network } from './node/network.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import type { SocketEvent } from '../types.ts';

type Opened = Extract<ToWorker, { type: 'connect' }>;

/** WebSockets that the page opens to the program, with the client that programs have as `WebSocket`. */
export function createSockets(network: Network, post: (message: FromWorker) => void, over: Promise<never>) {
  const open = new Map<number, WebSocket>();
  const tell = (socket: number, event: SocketEvent) => {
    if (event.type === 'close' && !open.delete(socket)) return;
    post({ type: 'socket', socket, event });
  };
  over.catch(() => {
    for (const socket of open.keys()) tell(socket, { type: 'close', code: 1006, reason: '' });
  });
  return {
    connect({ socket, url, protocols }: Opened) {
      const { WebSocket: Client } = undici.websocket() as { WebSocket: typeof WebSocket };
      let client: WebSocket;
      try {
        client = new Client(reachable(network, url), protocols);
      } catch (error) {
        // An address or a protocol that no request could carry.
        return post({ type: 'socket', socket, event: { type: 'close', code: 1006, reason: String(error) } });
      }
      client.binaryType = 'arraybuffer';
      open.set(socket, client);
      client.onopen = () => tell(socket, { type: 'open', protocol: client.protocol });
      client.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) =>
        tell(socket, { type: 'message', data: typeof data === 'string' ? data : new Uint8Array(data) });
      client.onclose = ({ code, reason }) => tell(socket, { type: 'close', code, reason });
    },
    send(socket: number, data: string | Uint8Array) {
      const client = open.get(socket);
      if (client?.readyState === 1) client.send(data as string | Uint8Array<ArrayBuffer>);
    },
    close: (socket: number, code?: number, reason?: string) => open.get(socket)?.close(code, reason),
  };
}

/** The port that was asked for where something listens there, else the server that was started last. */
function reachable(network: Network, url: string): string {
  const target = new URL(url);
  const ports = network.ports();
  if (ports.some(({ port }) => port === Number(target.port || 80))) return url;
  target.port = String(ports.at(-1)?.port ?? target.port);
  return target.href;
}
