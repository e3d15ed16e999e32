import net from 'node:net';
import type { ByteStream } from './types.ts';

/** What the system says, where a program in C prints it. */
const words: Record<string, string> = {
  ECONNREFUSED: 'Connection refused',
  ENOTFOUND: 'Name or service not known',
  EAI_AGAIN: 'Temporary failure in name resolution',
  // A port beyond 65535; C takes its lower half, where nobody listens.
  ERR_SOCKET_BAD_PORT: 'Connection refused',
};

/** A TCP connection on the network of whoever runs this: Node's, or the embedded runtime's. */
export async function nodeConnect(host: string, port: number): Promise<ByteStream> {
  const socket = await open(host, port);
  const arrived: Uint8Array[] = [];
  let closed = false;
  let notice = () => {};
  socket.on('data', (bytes) => {
    arrived.push(bytes);
    notice();
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    closed = true;
    notice();
  });
  return {
    write: (bytes) => void socket.write(bytes),
    async read() {
      while (!arrived.length && !closed) await new Promise<void>((resolve) => (notice = resolve));
      return arrived.shift();
    },
    close: () => void socket.destroy(),
  };
}

function open(host: string, port: number): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const fail = ({ code = '', message }: NodeJS.ErrnoException) => reject(new Error(words[code] ?? message));
    try {
      const socket = net.connect({ host, port });
      socket.once('error', fail);
      socket.once('connect', () => {
        socket.off('error', fail);
        resolve(socket);
      });
    } catch (error) {
      fail(error as NodeJS.ErrnoException);
    }
  });
}
