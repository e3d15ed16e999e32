import { runInFrame } from '../async-context.ts';
import { network, type Peers } from '../network.ts';
import { laterTurn } from './clock.ts';
import { nextTick, systemError } from './errors.ts';
import type { End } from './link.ts';
import type { Socket } from './socket.ts';

export interface SocketOptions {
  allowHalfOpen?: boolean;
  highWaterMark?: number;
  readableHighWaterMark?: number;
  writableHighWaterMark?: number;
  signal?: AbortSignal;
  /** Ours: the end of a connection that exists already. */
  end?: End;
  peers?: Peers;
}

export interface ConnectOptions extends SocketOptions {
  port?: number | string;
  host?: string;
  path?: string;
  timeout?: number;
}

/** Joins a socket to its end of a connection. */
export function openWith(socket: Socket, end: End, peers: Peers | undefined): void {
  socket._end = end;
  socket._peers = peers;
  end.attach({
    data(chunk) {
      socket.bytesRead += chunk.length;
      socket._refresh();
      return runInFrame(socket._frame, () => (socket._consumer ? socket._consumer(chunk) : socket.push(chunk)));
    },
    end() {
      runInFrame(socket._frame, () => {
        if (socket._consumer) socket._consumer(null);
        socket.push(null);
        socket.read(0);
      });
    },
    reset() {
      runInFrame(socket._frame, () => socket.destroy(systemError('ECONNRESET', 'read')));
    },
  });
}

/** Makes a connection, or fails: the server is told first, then the client, both in the next round. */
export function establish(socket: Socket, reach: () => { end: End; peers?: Peers }): void {
  let reached: { end: End; peers?: Peers } | undefined;
  laterTurn(() => {
    if (!socket.connecting) return;
    try {
      reached = reach();
    } catch (error) {
      socket.connecting = false;
      socket.destroy(error as Error);
    }
  });
  laterTurn(() => {
    if (!reached) return;
    if (!socket.connecting) return reached.end.close();
    socket.connecting = false;
    openWith(socket, reached.end, reached.peers);
    socket._refresh();
    socket.emit('connect');
    socket.emit('ready');
    if (!socket.isPaused()) socket.read(0);
  });
}

/** Looks a host up and says so; false when the name is not this computer's. */
export function lookUp(socket: Socket, host: string): boolean {
  try {
    const [address] = network.resolve(host);
    socket.emit('lookup', null, address, 4, host);
    return true;
  } catch (error) {
    socket.emit('lookup', error, undefined, undefined, host);
    socket.connecting = false;
    nextTick(() => socket.destroy(error as Error));
    return false;
  }
}

/** The argument forms of `connect` as options and listener. */
export function normalizeConnect(args: unknown[]): [ConnectOptions, (() => void) | undefined] {
  const rest = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  const listener = rest.findLast((arg) => typeof arg === 'function') as (() => void) | undefined;
  const [first, second] = rest;
  if (typeof first === 'object' && first !== null) return [first as ConnectOptions, listener];
  if (typeof first === 'string' && Number.isNaN(Number(first))) return [{ path: first }, listener];
  const options: ConnectOptions = {};
  if (typeof first === 'number' || typeof first === 'string') options.port = first;
  if (typeof second === 'string') options.host = second;
  return [options, listener];
}
