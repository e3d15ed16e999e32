/** Node's workers. In the embedded runtime the page starts the worker: `engine:hosts` stands in for this file. */
import { MessageChannel, Worker } from 'node:worker_threads';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { hosts, type HostName, type HostParts } from './catalogue.ts';
import { readAsset } from './assets.ts';
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

/** Starts a host's worker and hands it what it is made of. */
export function startWorker(name: HostName, { hear, fault }: WorkerEvents): HostWorker {
  const { entry, assets, own }: HostParts = hosts[name];
  const address = own && process.env[own.variable];
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: { entry: path.join(repository, address ? own.entry : entry), address },
    // What the suite's process was started with is not for it.
    execArgv: [],
    env: {},
  });
  const { port1: control, port2: theirs } = new MessageChannel();
  const { port1, port2: guestsWire } = new MessageChannel();
  const post = (message: ToGuest, transfer: unknown[]) => control.postMessage(message, transfer as never);
  worker.postMessage(theirs, [theirs]);
  worker.once('error', (error: Error) => fault(error.message));
  worker.once('exit', (code) => fault(`its worker ended with ${code}`));
  port1.on('message', hear);
  for (const one of [worker, control, port1]) one.unref();
  post({ type: 'wire', wire: guestsWire as never }, [guestsWire]);
  Promise.all(Object.entries(address ? {} : assets).map(read)).then(
    (parts) =>
      post(
        { type: 'boot', assets: Object.fromEntries(parts) },
        parts.map(([, bytes]) => bytes),
      ),
    (error: Error) => fault(error.message),
  );
  return {
    post: (message) => port1.postMessage(message),
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
