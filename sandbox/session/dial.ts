import type { FromWire, ToWire } from '../hosts/protocol.ts';
import type { ByteStream } from '../shell/types.ts';
import type { SharedPorts } from '../types.ts';

/**
 * Connects to a program's port from outside of any program. What is written when it is closed already is lost.
 *
 * @param shared Ports that are this connection's alone; their wire is closed with it.
 * @param number Of the port.
 * @throws {Error} `Connection refused`
 */
export function dial(shared: SharedPorts | undefined, number: number): ByteStream {
  const listener = shared?.ports.indexOf(number) ?? -1;
  if (!shared || listener < 0) {
    shared?.wire.close();
    throw new Error('Connection refused');
  }
  const { wire: port } = shared;
  const arrived: Uint8Array[] = [];
  let over = false;
  let notice = () => {};
  const post = (message: ToWire) => port.postMessage(message);
  const end = () => {
    over = true;
    port.close();
    notice();
  };
  port.onmessage = ({ data }: MessageEvent<FromWire>) => {
    if (data.type === 'data') arrived.push(data.bytes);
    else if (data.type === 'end' || data.type === 'reset') end();
    notice();
  };
  post({ type: 'open', listener, connection: 0 });
  return {
    write: (bytes) => post({ type: 'data', connection: 0, bytes }),
    async read() {
      while (!arrived.length && !over) await new Promise<void>((resolve) => (notice = resolve));
      return arrived.shift();
    },
    close() {
      if (over) return;
      post({ type: 'reset', connection: 0 });
      end();
    },
  };
}
