/** Ports of one realm that programs of other realms reach: each connection travels as messages, as those of hosts do. */
import { Buffer } from 'buffer';
import type { FromWire, ToWire } from '../hosts/protocol.ts';
import type { End } from './node/net/link.ts';
import type { Binding, Network } from './node/network.ts';

// Programs see Node's, which is made of these.
const { Uint8Array } = globalThis;

/** The realm that has the servers. */
export function sharePorts(network: Network, ports: number[], port: MessagePort): void {
  const ends = createEnds((message) => port.postMessage(message));
  port.onmessage = ({ data }: MessageEvent<ToWire>) => {
    if (data.type === 'open') {
      const wanted = ports[data.listener] ?? 0;
      try {
        ends.add(data.connection, network.connect(wanted, '127.0.0.1').end);
      } catch {
        port.postMessage({ type: 'reset', connection: data.connection } satisfies FromWire);
      }
    } else ends.hear(data);
  };
}

/** The realm whose program connects to them. What was reached before is gone, as when a server has crashed. */
export function createReach(network: Network) {
  let leave = () => {};
  return (ports: number[], port: MessagePort): void => {
    leave();
    const ends = createEnds((message) => port.postMessage(message));
    let connections = 0;
    const accept = (listener: number) => (end: End) => {
      const connection = connections++;
      port.postMessage({ type: 'open', listener, connection } satisfies ToWire);
      ends.add(connection, end);
    };
    const bindings = ports.map((number, listener): Binding =>
      network.listen(number, '127.0.0.1', accept(listener), { foreign: true }),
    );
    port.onmessage = ({ data }: MessageEvent<FromWire>) => ends.hear(data);
    leave = () => {
      for (const binding of bindings) binding.close();
      ends.reset();
      port.close();
    };
  };
}

type Travelling = Extract<ToWire, { type: 'data' | 'end' | 'reset' }>;

/** This realm's ends of the connections over one wire. */
function createEnds(post: (message: Travelling) => void) {
  const ends = new Map<number, End>();
  const halfOver = new Set<number>();
  /** One way has ended; after the other one nobody is left. */
  const ended = (connection: number) => {
    if (!halfOver.delete(connection)) return void halfOver.add(connection);
    ends.get(connection)?.close();
    ends.delete(connection);
  };
  return {
    add(connection: number, end: End) {
      ends.set(connection, end);
      end.attach({
        data(chunk) {
          post({ type: 'data', connection, bytes: new Uint8Array(chunk) });
          return true;
        },
        end() {
          post({ type: 'end', connection });
          ended(connection);
        },
        reset() {
          if (ends.delete(connection)) post({ type: 'reset', connection });
        },
      });
      end.resume();
    },
    hear(message: FromWire | ToWire) {
      if (message.type !== 'data' && message.type !== 'end' && message.type !== 'reset') return;
      const end = ends.get(message.connection);
      if (message.type === 'data') end?.write(Buffer.from(message.bytes), () => {});
      else if (message.type === 'end') {
        end?.shutdown();
        if (end) ended(message.connection);
      } else if (ends.delete(message.connection)) end?.close(true);
    },
    reset() {
      for (const end of ends.values()) end.close(true);
      ends.clear();
    },
  };
}
