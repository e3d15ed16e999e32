import net, { type AddressInfo, type Socket } from 'node:net';
import {
  createConnection,
  newClient,
  serve,
  type Connection,
  type LoggedCommand,
  type RedisFault,
  type Shared,
} from './connection.ts';
import { createEngine, type RedisEngine } from './engine.ts';
import { isFailure, toBytes, toText, type Reply } from './reply.ts';
import { toValue } from './values.ts';

export type { LoggedCommand, RedisFault };

// Suites may install fake timers, which stop the clock.
const systemTime = Date.now;

export interface RedisServer {
  port: number;
  url: string;
  /** Forgets keys, scripts, the log and the fault; connections stay. */
  reset(): void;
  close(): Promise<void>;
  /** Every command that came, in order. */
  commands(): LoggedCommand[];
  /** Runs a command as one more client, without the network and the log. @throws {Error} with Redis's own text */
  command(...words: (string | number)[]): unknown;
  /** The same, with the reply as `redis-cli` prints it. */
  ask(words: string[]): Reply;
  /** Whether a command of that name changes nothing. */
  reads(name: string): boolean;
  /** Breaks the server, or mends it when nothing is given. */
  fault(kind?: RedisFault): void;
}

export interface RedisOptions {
  /** The clock that keys expire by, in ms; the computer's unless given. */
  now?: () => number;
  /** A free one unless given. */
  port?: number;
}

/** Starts a server on 127.0.0.1 (in the embedded runtime, on its own network). */
export async function startRedis({ now = systemTime, port: wanted = 0 }: RedisOptions = {}): Promise<RedisServer> {
  const shared: Shared = { fault: undefined, log: [] };
  const connections = new Set<Connection>();
  let [port, count] = [0, 0];
  const engine = createEngine({ now, port: () => port, onResume: (client) => (client as Connection).go() });
  const server = net.createServer((socket: Socket) => {
    if (shared.fault === 'refuse') return void socket.destroy();
    const connection = createConnection(socket, ++count);
    connections.add(connection);
    engine.clients.set(connection.id, connection);
    socket.on('close', () => {
      connections.delete(connection);
      engine.leave(connection);
    });
    serve(socket, connection, engine, shared);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', resolve);
  });
  ({ port } = server.address() as AddressInfo);
  const ask = ownClient(engine);
  const each = (what: 'go' | 'end') => connections.forEach((connection) => connection[what]());
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    reset() {
      engine.reset();
      shared.log = [];
      shared.fault = undefined;
      each('go');
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        each('end');
      }),
    commands: () => [...shared.log],
    command: (...words) => valueOf(ask(words.map(String))),
    ask,
    reads: (name) => engine.commands.get(name.toLowerCase())?.flags.includes('readonly') ?? false,
    fault(kind) {
      shared.fault = kind;
      each(kind === 'refuse' ? 'end' : 'go');
    },
  };
}

/** One more client, without a connection. */
function ownClient(engine: RedisEngine): RedisServer['ask'] {
  const own = newClient(0, '127.0.0.1:0');
  return (words) => {
    let answer: Reply = null;
    own.send = (reply) => (answer = reply);
    engine.receive(words.map(toBytes), own);
    engine.cancelWaiting(own, null);
    return answer;
  };
}

function valueOf(answer: Reply): unknown {
  if (isFailure(answer)) throw new Error(toText(answer.failure));
  return toValue(answer);
}
