import net from 'node:net';
import { createCalls, HostError } from './calls.ts';
import { hosts, type HostName } from './catalogue.ts';
import type { FromWire, ToWire } from './protocol.ts';
import { startWorker } from './worker.ts';

export { HostError };

// Suites may install fake timers; a host's own clock must keep running.
const { setTimeout, clearTimeout } = globalThis;

/** A program that is not JavaScript, running in a worker of its own and reached over ports of 127.0.0.1. */
export interface Host {
  /** Asks the host for something that no port gives. Rejects with what it threw, or when it is killed meanwhile. */
  call(method: string, params?: unknown): Promise<unknown>;
  /** Resolves when a port of it is open. */
  listening(): Promise<number>;
  /** Settles when it ends: with its program's exit code, or with why it is gone. */
  ended: Promise<HostEnd>;
  /** Ends it at once, whatever it does; its connections break. */
  kill(): void;
  /** Ends it without a word to clients that are still connected: nobody uses them any more. */
  release(): void;
}

export type HostEnd = { code: number } | { fault: string };

export interface HostOptions {
  onOutput?(stream: 'stdout' | 'stderr', text: string): void;
}

/**
 * Starts a host and waits until it can be used.
 *
 * @throws {HostError} which names the host and why it did not start, or that it took too long.
 */
export async function openHost(name: HostName, options: HostOptions = {}): Promise<Host> {
  const { title, bootLimit } = hosts[name];
  const booted = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<HostEnd>();
  const post = (message: ToWire) => worker.post(message);
  const ports = createPorts(post);
  const calls = createCalls(post);
  const over = (end: HostEnd) => {
    clearTimeout(timer);
    worker.stop();
    ports.close();
    const why = 'fault' in end ? end.fault : 'its program has ended';
    calls.abort(new HostError(`${title} is gone: ${why}.`));
    booted.reject(new HostError(`${title} did not start: ${why}.`));
    ended.resolve(end);
  };
  const timer = setTimeout(() => over({ fault: `it gave no sign within ${bootLimit} s` }), bootLimit * 1000);
  const hear = (data: FromWire) => {
    if (data.type === 'ready') booted.resolve();
    else if (data.type === 'failed') over({ fault: data.message });
    else if (data.type === 'exit') over({ code: data.code });
    else if (data.type === 'output') options.onOutput?.(data.stream, data.text);
    else if (data.type === 'answer') calls.answer(data);
    else ports.hear(data);
  };
  const worker = startWorker(name, { hear, fault: (fault) => over({ fault }) });
  booted.promise.catch(() => {});
  await booted.promise;
  clearTimeout(timer);
  return {
    call: calls.call,
    listening: ports.first,
    ended: ended.promise,
    kill: () => over({ fault: 'it was ended' }),
    release() {
      ports.forget();
      over({ fault: 'it was ended' });
    },
  };
}

/** The guest's ports as servers of `node:net`, so that every client of the program finds them. */
function createPorts(post: (message: ToWire) => void) {
  const servers = new Map<number, net.Server>();
  const sockets = new Map<number, net.Socket>();
  const first = Promise.withResolvers<number>();
  first.promise.catch(() => {});
  let connections = 0;

  const accept = (listener: number, socket: net.Socket) => {
    const connection = connections++;
    sockets.set(connection, socket);
    socket.setNoDelay(true);
    post({ type: 'open', listener, connection });
    socket.on('data', (bytes) => post({ type: 'data', connection, bytes: new Uint8Array(bytes) }));
    socket.on('end', () => post({ type: 'end', connection }));
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(connection) && post({ type: 'reset', connection }));
  };
  const listen = ({ listener, port }: Extract<FromWire, { type: 'listen' }>) => {
    const server = net.createServer({ allowHalfOpen: true }, (socket) => accept(listener, socket));
    server.once('error', ({ message }) => post({ type: 'refused', listener, message }));
    server.listen(port, '127.0.0.1', () => {
      const taken = (server.address() as net.AddressInfo).port;
      post({ type: 'listening', listener, port: taken });
      first.resolve(taken);
    });
    server.unref();
    servers.set(listener, server);
  };
  return {
    first: () => first.promise,
    hear(message: Extract<FromWire, { type: 'listen' | 'unlisten' | 'data' | 'end' | 'reset' }>) {
      if (message.type === 'listen') return listen(message);
      if (message.type === 'unlisten') return void servers.get(message.listener)?.close();
      const socket = sockets.get(message.connection);
      if (message.type === 'data') socket?.write(message.bytes);
      else if (message.type === 'end') socket?.end();
      else socket?.resetAndDestroy();
    },
    /** From now on nothing that happens to a connection is told. */
    forget() {
      for (const socket of sockets.values()) socket.unref().removeAllListeners('data').pause();
      sockets.clear();
    },
    close() {
      for (const server of servers.values()) server.close();
      for (const socket of sockets.values()) socket.destroy();
      first.reject(new HostError('It ended before it listened on a port.'));
    },
  };
}
