/** The host of another process: what passes over its wire goes over a socket, in frames of V8's own serialization. */
import net from 'node:net';
import { deserialize, serialize } from 'node:v8';
import type { HostName } from './catalogue.ts';
import type { FromWire, ToWire } from './protocol.ts';
import type { HostWorker, WorkerEvents } from './worker.ts';

/** Environment variable with the port of 127.0.0.1 on which a process lends this host to others. */
export const lentVariable = (name: HostName): string => `ENGINE_ROOM_LENT_${name.toUpperCase()}`;

/** Stands in for a worker of one's own. The host has begun anew, or does so for the next test. */
export function borrow(port: number, { hear, fault }: WorkerEvents): HostWorker {
  const socket = net.connect(port, '127.0.0.1');
  // Nobody stays alive for it.
  socket.unref();
  readFrames<FromWire>(socket, hear);
  socket.on('error', ({ message }) => fault(message)).on('close', () => fault('whoever lent it is gone'));
  return {
    post: (message) => writeFrame<ToWire>(socket, message),
    stop: () => socket.destroy(),
  };
}

/** A length of four bytes, then the message. */
export function writeFrame<Message>(socket: net.Socket, message: Message): void {
  const bytes = serialize(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  socket.write(Buffer.concat([length, bytes]));
}

/** Hands over each message as soon as it is whole. */
export function readFrames<Message>(socket: net.Socket, hear: (message: Message) => void): void {
  let left = Buffer.alloc(0);
  socket.setNoDelay(true).on('data', (bytes) => {
    left = Buffer.concat([left, bytes]);
    while (left.length >= 4 && left.length >= 4 + left.readUInt32BE()) {
      const end = 4 + left.readUInt32BE();
      // A copy: what is read out of it goes on to other threads, with the memory that it lies in.
      const message = deserialize(Buffer.from(left.subarray(4, end))) as Message;
      left = left.subarray(end);
      hear(message);
    }
  });
}
