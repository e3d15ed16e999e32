import type { FromWire, ToWire } from '../hosts/protocol.ts';
import type { HostWorker, WorkerEvents } from '../hosts/worker.ts';
import type { FromWorker } from './protocol.ts';

// Programs see Node's, which is made of these.
const { MessageChannel } = globalThis;

interface Builtins {
  provide(name: string, exports: object): void;
}

/** What `sandbox/hosts/worker.ts` is in Node: the page starts the worker, because a realm can start none. */
export function createRealmHosts(node: Builtins, post: (message: FromWorker, transfer?: Transferable[]) => void) {
  const faults = new Map<number, (message: string) => void>();
  let count = 0;
  const startWorker = (name: string, { hear, fault }: WorkerEvents): HostWorker => {
    const host = count++;
    const { port1, port2 } = new MessageChannel();
    faults.set(host, fault);
    port1.onmessage = ({ data }: MessageEvent<FromWire>) => hear(data);
    post({ type: 'host', host, name, wire: port2 }, [port2]);
    return {
      post: (message: ToWire) => port1.postMessage(message),
      stop() {
        if (faults.delete(host)) post({ type: 'host-stop', host });
        port1.close();
      },
    };
  };
  node.provide('engine:hosts', { startWorker });
  return {
    /** The page says that one did not come up, or is gone. */
    fault: (host: number, message: string) => faults.get(host)?.(message),
  };
}
