/** Node's workers. In the embedded runtime the page starts the worker: `engine:hosts` stands in for this file. */
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { hosts, type HostName, type HostParts } from './catalogue.ts';
import { readAsset } from './assets.ts';
import { borrow, lentVariable } from './borrow.ts';
import type { FromWire, ToGuest, ToWire } from './protocol.ts';

const repository = path.resolve(import.meta.dirname, '../..');

export interface WorkerEvents {
  hear(message: FromWire): void;
  /** Once, when it does not come up or dies. */
  fault(message: string): void;
}

export interface HostWorker {
  post(message: ToWire): void;
  stop(): void;
}

/** A host's worker of this process, or the one of another process that lends its own. */
export function startWorker(name: HostName, events: WorkerEvents): HostWorker {
  const lender = process.env[lentVariable(name)];
  if (lender) return borrow(Number(lender), events);
  const { port1, port2 } = new MessageChannel();
  const thread = startThread(name, events.fault);
  port1.on('message', events.hear);
  port1.unref();
  thread.attach(port2);
  return {
    post: (message) => port1.postMessage(message),
    stop: thread.stop,
  };
}

/** Starts a host's worker and hands it what it is made of. */
export function startThread(name: HostName, fault: (message: string) => void) {
  const { entry, assets, own }: HostParts = hosts[name];
  const address = own && process.env[own.variable];
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: { entry: path.join(repository, address ? own.entry : entry), address },
    // What the suite's process was started with is not for it.
    execArgv: [],
    env: {},
  });
  const { port1: control, port2: theirs } = new MessageChannel();
  const post = (message: ToGuest, transfer: unknown[]) => control.postMessage(message, transfer as never);
  worker.postMessage(theirs, [theirs]);
  worker.once('error', (error: Error) => fault(error.message));
  worker.once('exit', (code) => fault(`its worker ended with ${code}`));
  for (const one of [worker, control]) one.unref();
  Promise.all(Object.entries(address ? {} : assets).map(read)).then(
    (parts) =>
      post(
        { type: 'boot', assets: Object.fromEntries(parts) },
        parts.map(([, bytes]) => bytes),
      ),
    (error: Error) => fault(error.message),
  );
  return {
    /** Whoever speaks to it from now on, at the other end of this port. */
    attach: (wire: MessagePort) => post({ type: 'wire', wire: wire as never }, [wire]),
    stop: () => void worker.terminate(),
  };
}

/** What is packed for the way to a browser is handed over unpacked: Node does that aside, and sooner than a stream. */
async function read([key, file]: [string, string]): Promise<readonly [string, ArrayBuffer]> {
  const bytes = await readAsset(file);
  if (!key.endsWith('.gz')) return [key, bytes];
  const unpacked = await promisify(gunzip)(bytes, { chunkSize: 2 ** 22 });
  return [key.slice(0, -'.gz'.length), new Uint8Array(unpacked).buffer];
}
