import net, { type AddressInfo, type Socket } from 'node:net';
import type { Document } from 'bson';
import { createEngine, housekeeping, type LoggedMongoCommand } from './engine.ts';
import { MongoFault, toReply } from './errors.ts';
import { createMessageReader, writeReply, type Request } from './wire.ts';

export type { LoggedMongoCommand };

// Suites may install fake timers; a delayed answer comes in real time.
const { setTimeout } = globalThis;
const systemTime = Date.now;

/**
 * What is wrong with the server:
 * - `refuse`: connections are closed at once, and those that there are.
 * - `drop`: a connection is closed when its next command comes, which is not carried out.
 * - `hang`: commands are taken and never answered.
 * - `{ delay }`: answers come so many ms later, in real time.
 * - `{ error, code }`: every command is answered with that error.
 *
 * Clients look after their servers by themselves (`hello`, `ping`): those are answered except where connections are refused.
 */
export type MongoServerFault = 'refuse' | 'drop' | 'hang' | { delay: number } | { error: string; code: number };

export interface MongoServer {
  port: number;
  url: string;
  /** Forgets databases, cursors, the log and the fault; connections stay. */
  reset(): void;
  close(): Promise<void>;
  commands(): LoggedMongoCommand[];
  /** Runs a command directly, without the network and the log. @throws {Error} with MongoDB's own text */
  command(database: string, body: Document): Document;
  /** Breaks the server, or mends it when nothing is given. */
  fault(kind?: MongoServerFault): void;
}

export interface MongoOptions {
  /** The clock of indexes with `expireAfterSeconds`, in ms; the computer's unless given. */
  now?: () => number;
  port?: number;
}

/** Starts a server on 127.0.0.1 (in the embedded runtime, on its own network). */
export async function startMongo({ now = systemTime, port: wanted = 0 }: MongoOptions = {}): Promise<MongoServer> {
  const sockets = new Set<Socket>();
  const engine = createEngine(now);
  let fault: MongoServerFault | undefined;
  let connections = 0;
  const server = net.createServer((socket) => {
    if (fault === 'refuse') return void socket.destroy();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    const connection = ++connections;
    listen(socket, (request) => {
      const broken = housekeeping.has(Object.keys(request.body)[0]!) ? undefined : fault;
      take(socket, request, broken, () => engine.run(request.body, connection));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const disconnect = () => sockets.forEach((socket) => socket.destroy());
  return {
    port,
    url: `mongodb://127.0.0.1:${port}/`,
    reset() {
      engine.reset();
      fault = undefined;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        disconnect();
      }),
    commands: engine.log,
    command(database, body) {
      const reply = engine.run({ ...body, $db: database }, 0);
      if (reply['ok'] !== 1) throw new Error(String(reply['errmsg']));
      return reply;
    },
    fault(kind) {
      fault = kind;
      if (kind === 'refuse') disconnect();
    },
  };
}

/** Gives each whole request of a connection; what is no MongoDB ends it. */
function listen(socket: Socket, onRequest: (request: Request) => void): void {
  const reader = createMessageReader();
  // A client that goes away in the middle of an answer is its own affair.
  socket.on('error', () => {});
  socket.on('data', (bytes: Buffer) => {
    try {
      reader.push(bytes);
      for (let request = reader.next(); request; request = reader.next()) onRequest(request);
    } catch {
      socket.destroy();
    }
  });
}

function take(socket: Socket, request: Request, fault: MongoServerFault | undefined, run: () => Document): void {
  if (fault === 'drop') return void socket.destroy();
  if (fault === 'hang') return;
  const failing = typeof fault === 'object' && 'error' in fault;
  const reply = failing ? toReply(new MongoFault(fault.code, `Location${fault.code}`, fault.error)) : run();
  const send = () => void (!request.silent && socket.writable && socket.write(writeReply(request, reply)));
  if (typeof fault === 'object' && 'delay' in fault) setTimeout(send, fault.delay);
  else send();
}
