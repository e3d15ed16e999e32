import http from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import { listen } from '../listen.ts';
import type { Scope, Scopes } from '../scopes/scopes.ts';
import type { OwnProcess } from './signals.ts';

/** How an instance came to its end. */
export interface Exit {
  /** What the app gave to `process.exit`, 0 when it had nothing left to do; null when a signal ended it. */
  code: number | null;
  signal: string | null;
  /** Requests that were under way and got no whole answer. */
  cut: number;
}

export interface InstanceFacts {
  name: string;
  /** From 1. */
  number: number;
  /** How often it was started. */
  starts: number;
}

export interface Instance extends InstanceFacts {
  /** Where it listens; changes with a restart. */
  url: string;
  state: 'down' | 'up' | 'stopping';
  /** Requests under way. */
  active: number;
  exit: Exit | undefined;
  start(): Promise<void>;
  /** At once, as `kill -9` does: connections are cut, nothing of it is run. */
  kill(): Exit;
  /** Asks it to end, as orchestrators do; after `grace` ms (10,000) it is killed. */
  terminate(options?: { signal?: string; grace?: number }): Promise<Exit>;
}

export interface InstanceParts {
  name: string;
  number: number;
  clock: Clock;
  scopes: Scopes;
  /** Evaluates the app's modules anew, and gives its server or handler. */
  make(facts: InstanceFacts): unknown;
}

type Listener = (signal: string) => void;

interface Life {
  scope: Scope;
  server: http.Server;
  sockets: Set<Socket>;
  listeners: [signal: string, listener: Listener][];
  ended: PromiseWithResolvers<Exit>;
}

export function createInstance({
  name,
  number,
  clock,
  scopes,
  make,
}: InstanceParts): Instance & { own: OwnProcess; owns(scope: Scope | undefined): boolean } {
  let life: Life | undefined;
  let listeners: Life['listeners'] = [];
  let scope: Scope | undefined;
  const end = (code: number | null, signal: string | null): Exit => {
    if (!life) return instance.exit ?? { code, signal, cut: 0 };
    const { server, sockets, ended } = life;
    const exit = { code, signal, cut: instance.active };
    life.scope.end();
    life = undefined;
    Object.assign(instance, { state: 'down', exit });
    // Nothing of a process runs after its end.
    server.removeAllListeners();
    server.close();
    for (const socket of sockets) socket.destroy();
    ended.resolve(exit);
    return exit;
  };
  const instance = {
    name, number, starts: 0, url: '', state: 'down' as Instance['state'], active: 0, exit: undefined as Exit | undefined,
    async start() {
      if (life) throw new Error(`${name} runs already: kill or terminate it first.`);
      scope = scopes.open();
      listeners = [];
      Object.assign(instance, { starts: instance.starts + 1, active: 0, exit: undefined });
      const { starts } = instance;
      const server = await scope.run(async () => toServer(await make({ name, number, starts })));
      const sockets = watch(server, instance);
      const { url } = await scope.run(() => listen(server));
      life = { scope, server, sockets, listeners, ended: Promise.withResolvers() };
      Object.assign(instance, { state: 'up', url });
    },
    kill: () => end(null, 'SIGKILL'),
    terminate(options = {}) {
      if (!life) return Promise.resolve(instance.exit ?? { code: null, signal: null, cut: 0 });
      const of = life;
      return terminate(of, clock, options, {
        stopping: () => void (instance.state = 'stopping'),
        end: (code, signal) => (life === of ? end(code, signal) : instance.exit!),
      });
    },
    own: {
      listen: (signal: string, listener: Listener) => void listeners.push([signal, listener]),
      forget: (signal: string, listener: Listener) => {
        const at = listeners.findIndex(([one, other]) => one === signal && other === listener);
        if (at >= 0) listeners.splice(at, 1);
      },
      exit: (code: number) => void end(code, null),
    },
    owns: (other: Scope | undefined) => other !== undefined && other === scope,
  }; // prettier-ignore
  return instance;
}

interface Ending {
  stopping(): void;
  /** Does nothing when it has ended already. */
  end(code: number | null, signal: string | null): Exit;
}

function terminate(
  { scope, server, listeners, ended }: Life,
  clock: Clock,
  { signal = 'SIGTERM', grace = 10_000 }: { signal?: string; grace?: number },
  { stopping, end }: Ending,
): Promise<Exit> {
  const handlers = listeners.filter(([event]) => event === signal);
  if (handlers.length === 0) return Promise.resolve(end(null, signal));
  stopping();
  clock.after(grace, () => void end(null, 'SIGKILL'));
  // A process ends when its server is closed and nothing is left to wait for.
  server.once('close', () => void scope.idle().then(() => end(0, null)));
  for (const [, handler] of handlers) scope.run(() => handler(signal));
  return ended.promise;
}

function toServer(made: unknown): http.Server {
  if (typeof made === 'function') return http.createServer(made as http.RequestListener);
  if (made instanceof http.Server) return made;
  const got = made === null ? 'null' : typeof made;
  throw new TypeError(`Each instance needs an app or a server that does not listen yet; what was made is ${got}.`);
}

/** Keeps its connections, to cut them, and counts what it works on. */
function watch(server: http.Server, counts: { active: number }): Set<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.prependListener('request', (_request, response: http.ServerResponse) => {
    counts.active++;
    response.once('close', () => void counts.active--);
  });
  return sockets;
}
