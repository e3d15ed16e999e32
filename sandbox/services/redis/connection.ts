import type { Socket } from 'node:net';
import { failure, toBytes, toText } from './reply.ts';
import { createCommandReader, encode, ProtocolError } from './resp.ts';
import type { RedisEngine } from './engine.ts';
import type { Client } from './types.ts';

// Suites may install fake timers; a delayed answer comes in real time.
const { setTimeout, setImmediate } = globalThis;

/** A command as a client sent it. */
export interface LoggedCommand {
  /** Number of the connection, from 1. */
  client: number;
  /** In upper case: `GET`. */
  name: string;
  args: string[];
}

/**
 * What is wrong with the server:
 * - `refuse`: new connections are closed at once, and those that there are.
 * - `drop`: each connection is closed when its next command comes, which is not carried out.
 * - `hang`: commands are taken and not answered until the fault is gone.
 * - `{ delay }`: answers come so many ms later, in real time.
 * - `{ error }`: every command is answered with that error: `LOADING Redis is loading the dataset in memory`.
 */
export type RedisFault = 'refuse' | 'drop' | 'hang' | { delay: number } | { error: string };

/** What the connections of one server share. */
export interface Shared {
  fault: RedisFault | undefined;
  log: LoggedCommand[];
}

export interface Connection extends Client {
  /** Reads on after a wait, a delay or a fault. */
  go(): void;
}

/** Reads commands from a connection, one after the other, and carries them out. */
export function serve(socket: Socket, connection: Connection, engine: RedisEngine, shared: Shared): void {
  const reader = createCommandReader();
  let busy = false;
  const stopped = () => busy || connection.waiting || connection.leaving || shared.fault === 'hang';
  const run = (words: string[]) => {
    engine.receive(words, connection);
    if (connection.leaving) socket.end();
  };
  const later = (words: string[], delay: number) => {
    busy = true;
    setTimeout(() => {
      busy = false;
      run(words);
      connection.go();
    }, delay);
  };
  const take = (words: string[]) => {
    const { fault } = shared;
    shared.log.push({ client: connection.id, name: words[0]!.toUpperCase(), args: words.slice(1).map(toText) });
    if (fault === 'drop') {
      connection.leaving = true;
      socket.destroy();
    } else if (typeof fault !== 'object') run(words);
    else if ('error' in fault) connection.send(failure(toBytes(fault.error)));
    else later(words, fault.delay);
  };
  connection.go = () => {
    try {
      while (!stopped()) {
        const words = reader.next();
        if (!words) return;
        take(words);
      }
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      socket.end(Buffer.from(`-ERR Protocol error: ${error.message}\r\n`, 'latin1'));
    }
  };
  socket.on('data', (bytes: Buffer) => {
    reader.push(bytes.toString('latin1'));
    connection.go();
  });
}

export const newClient = (id: number, address: string): Connection => ({
  id,
  address,
  name: '',
  db: 0,
  protocol: 2,
  watched: [],
  channels: new Set(),
  patterns: new Set(),
  lastCommand: 'NULL',
  leaving: false,
  send() {},
  end() {},
  go() {},
});

/** Answers of one turn go out as one piece, as a server that is asked in a pipeline answers. */
export function createConnection(socket: Socket, id: number): Connection {
  let pending = '';
  const connection = newClient(id, `127.0.0.1:${socket.remotePort ?? 0}`);
  connection.send = (reply) => {
    if (!pending) setImmediate(flush);
    pending += encode(reply, connection.protocol);
    if (connection.leaving) flush();
  };
  const flush = () => {
    if (pending && socket.writable) socket.write(Buffer.from(pending, 'latin1'));
    pending = '';
  };
  connection.end = () => socket.destroy();
  socket.setNoDelay?.(true);
  // A client that goes away in the middle of an answer is its own affair.
  socket.on('error', () => {});
  return connection;
}
