import type { Connection, SocketEvent } from '../types.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

/** Page side of WebSockets to the program: hands each event to the one who opened the socket. */
export function createSocketHandles(post: (message: ToWorker) => void) {
  const open = new Map<number, (event: SocketEvent) => void>();
  let count = 0;
  const lost: SocketEvent = { type: 'close', code: 1006, reason: '' };

  return {
    connect(url: string, protocols: string[], listener: (event: SocketEvent) => void): Connection {
      const socket = count++;
      open.set(socket, listener);
      post({ type: 'connect', socket, url, protocols });
      return {
        send: (data) => void (open.has(socket) && post({ type: 'socket-send', socket, data })),
        close(code, reason) {
          checkClose(code, reason);
          if (open.has(socket)) post({ type: 'socket-close', socket, code, reason });
        },
      };
    },
    /** True when the message belonged to a socket. */
    receive(message: FromWorker): boolean {
      if (message.type !== 'socket') return false;
      const event = readEvent(message.event);
      const listener = open.get(message.socket);
      if (event?.type === 'close') open.delete(message.socket);
      if (event) listener?.(event);
      return true;
    },
    /** The realm is gone. */
    abort() {
      const listeners = [...open.values()];
      open.clear();
      for (const listener of listeners) listener(lost);
    },
  };
}

/** In every runtime the same words, before anything is sent. */
export function checkClose(code?: number, reason = ''): void {
  if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999)) {
    throw new Error(`A client may close with 1000 or with 3000 to 4999, not with ${code}.`);
  }
  if (new TextEncoder().encode(reason).length > 123) throw new Error('The reason of a close is 123 bytes at most.');
}

/** Learner code runs beside the sender: what is not an event is dropped. */
function readEvent(event: unknown): SocketEvent | undefined {
  if (typeof event !== 'object' || event === null) return undefined;
  const { type, protocol, data, code, reason } = event as Record<string, unknown>;
  if (type === 'open') return { type, protocol: String(protocol) };
  if (type === 'close') return { type, code: Number(code) || 1006, reason: String(reason) };
  if (type !== 'message') return undefined;
  return typeof data === 'string' || data instanceof Uint8Array ? { type, data } : undefined;
}
