import net from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { readFrames, writeFrame } from './borrow.ts';
import type { HostName } from './catalogue.ts';
import type { FromWire, ToWire } from './protocol.ts';
import { startThread } from './worker.ts';

/** A host that serves one process after the other. */
export interface Lent {
  /** What `lentVariable` has to be in those processes. */
  port: number;
  close(): void;
}

/** One worker, and who has it at the moment. */
interface Held {
  attach(wire: MessageChannel['port2']): void;
  stop(): void;
  socket?: net.Socket | undefined;
  gone: boolean;
}

/** ms in which a host that nobody uses any more has to give a sign. */
const patience = 5000;

/**
 * Lends a host to processes that follow each other: it starts when the first of them asks, and serves on. One that is
 * still busy with what its last user wanted is replaced. Only for code that is known: what it leaves in the host beyond
 * what the host clears would meet the next.
 */
export async function lendHost(name: HostName): Promise<Lent> {
  const all = new Set<Held>();
  let idle: Held | undefined;
  const end = (held: Held) => {
    all.delete(held);
    held.gone = true;
    if (idle === held) idle = undefined;
    held.stop();
    held.socket?.destroy();
  };
  const start = (): Held => {
    const held: Held = { ...startThread(name, () => end(held)), gone: false };
    all.add(held);
    return held;
  };
  const putBack = async (held: Held) => {
    held.socket = undefined;
    if (held.gone) return;
    if (!(await answers(held)) || idle) end(held);
    else if (!held.gone) idle = held;
  };
  const server = net.createServer((socket) => {
    const held = idle ?? start();
    idle = undefined;
    held.socket = socket;
    const { port1, port2 } = new MessageChannel();
    held.attach(port2);
    port1.on('message', (message: FromWire) => writeFrame(socket, message));
    readFrames<ToWire>(socket, (message) => port1.postMessage(message));
    socket.on('error', () => {});
    socket.on('close', () => {
      port1.close();
      void putBack(held);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return {
    port: (server.address() as net.AddressInfo).port,
    close() {
      server.close();
      all.forEach(end);
    },
  };
}

/** Whether a host says to somebody new that it can be used. */
function answers(held: Held): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    const settle = (usable: boolean) => {
      clearTimeout(timer);
      port1.close();
      resolve(usable);
    };
    const timer = setTimeout(settle, patience, false).unref();
    port1.once('message', ({ type }: FromWire) => settle(type === 'ready')).unref();
    held.attach(port2);
  });
}
