import type { Buffer } from 'buffer';
import { Duplex } from 'stream';
import type { Socket } from '../net/socket.ts';

type Listener = (this: any, ...args: any[]) => void;

/**
 * A server reads from below its sockets' streams, which is faster. Whoever listens for the stream's bytes gets them all
 * the same: from then on the server listens, too.
 */
export function consumeBelow(socket: Socket, read: Listener): void {
  if (!socket._end) return;
  socket._consumer = (chunk: Buffer | null) => {
    if (chunk) read.call(socket, chunk);
    return true;
  };
  socket._end.resume();
  Object.assign(socket, watched);
}

const { on, prependListener } = Duplex.prototype;

/** What a socket has in place of the stream's own methods, until somebody listens for bytes. */
const watched = { on: watch(on), addListener: watch(on), prependListener: watch(prependListener) };

function watch(add: (event: string, listener: Listener) => unknown): Socket['on'] {
  return function (this: Socket, event: string, listener: Listener) {
    if (event === 'data' || event === 'readable') leaveBelow(this);
    return add.call(this, event, listener);
  } as Socket['on'];
}

/** Leaves the bytes to the stream again. */
export function leaveBelow(socket: Socket): void {
  if (!socket._consumer) return;
  socket._consumer = undefined;
  for (const name of ['on', 'addListener', 'prependListener']) Reflect.deleteProperty(socket, name);
}
