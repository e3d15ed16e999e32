import { systemError } from './net/errors.ts';
import { answers, at, collides, isOwn, familyOf, localAddress, resolve } from './net/hosts.ts';
import { createLink, type End } from './net/link.ts';

export interface Address {
  address: string;
  family: 'IPv4' | 'IPv6';
  port: number;
}

/** Who connected to whom, seen from one end. */
export interface Peers {
  local: Address;
  remote: Address;
}

export interface Binding {
  address: string;
  family: 'IPv4' | 'IPv6';
  port: number;
  close(): void;
}

export interface Listening {
  port: number;
  address: string;
}

export type NetworkEvent = { type: 'listening' | 'closed'; port: number; address: string };

export interface ListenOptions {
  ipv6Only?: boolean;
  /** Not one of the program's own: `ports()` leaves it out. */
  foreign?: boolean;
}

/** The ports of one realm: what `listen` takes and `connect` finds. No bytes ever leave it. */
export interface Network {
  /**
   * Takes a port (0: a free one) at an address of this computer.
   * Throws EADDRINUSE or EADDRNOTAVAIL with Node's words.
   */
  listen(
    port: number,
    host: string | undefined,
    accept: (end: End, peers: Peers) => void,
    options?: ListenOptions,
  ): Binding;
  /** Takes a path, as a server on a Unix socket does. */
  listenPath(path: string, accept: (end: End) => void): { close(): void };
  /** Throws ECONNREFUSED, or what says that another computer cannot be reached. */
  connect(port: number, host: string, from?: { localAddress?: string; localPort?: number }): { end: End; peers: Peers };
  connectPath(path: string): End;
  /** The addresses that a host name stands for; throws ENOTFOUND for one that is not this computer's. */
  resolve(host: string): string[];
  /** What of the program's own listens now, the latest last. */
  ports(): Listening[];
  subscribe(listener: (event: NetworkEvent) => void): () => void;
  /** Forgets every server, as a computer that restarts. */
  reset(): void;
}

interface Bound extends Listening, ListenOptions {
  accept(end: End, peers: Peers): void;
}

/** Linux's range for ports that nobody asked for by number. */
const ephemeral = { first: 32768, last: 60999 };

export function createNetwork(): Network {
  const ports = createPorts();
  const paths = new Map<string, (end: End) => void>();
  return {
    listen(port, host, accept, { ipv6Only = false, foreign = false } = {}) {
      const address = localAddress(host, port);
      const entry: Bound = { port: port || ports.free(address), address, accept, ipv6Only, foreign };
      ports.bind(entry, port);
      return { address, family: familyOf(address), port: entry.port, close: () => ports.release(entry) };
    },
    listenPath(path, accept) {
      if (paths.has(path)) throw systemError('EADDRINUSE', 'listen', path);
      paths.set(path, accept);
      return { close: () => paths.get(path) === accept && paths.delete(path) };
    },
    connect(port, host, from = {}) {
      const addresses = resolve(host, 'connect', port);
      if (from.localAddress && !isOwn(from.localAddress)) {
        throw systemError('EADDRNOTAVAIL', 'bind', from.localAddress);
      }
      for (const target of addresses) {
        const entry = ports.find(port, target);
        if (entry)
          return connectTo(entry, target, { address: from.localAddress, port: from.localPort || ports.free('::') });
      }
      throw systemError('ECONNREFUSED', 'connect', addresses[0], port);
    },
    connectPath(path) {
      const accept = paths.get(path);
      if (!accept) throw systemError('ENOENT', 'connect', path);
      const [near, far] = createLink();
      accept(far);
      return near;
    },
    resolve,
    ports: ports.list,
    subscribe: ports.subscribe,
    reset() {
      paths.clear();
      ports.reset();
    },
  };
}

/** Which server has which port. */
function createPorts() {
  const bound: Bound[] = [];
  const listeners = new Set<(event: NetworkEvent) => void>();
  let nextPort = ephemeral.first;
  const notify = (type: NetworkEvent['type'], { port, address }: Listening) => {
    for (const listener of [...listeners]) listener({ type, port, address });
  };
  const release = (entry: Bound) => {
    const index = bound.indexOf(entry);
    if (index < 0) return;
    bound.splice(index, 1);
    notify('closed', entry);
  };
  return {
    free(address: string): number {
      for (let tries = ephemeral.last - ephemeral.first; tries >= 0; tries--) {
        const port = nextPort;
        nextPort = port === ephemeral.last ? ephemeral.first : port + 1;
        if (!bound.some((other) => collides(other, { port, address }))) return port;
      }
      throw systemError('EADDRINUSE', 'listen', address, 0);
    },
    bind(entry: Bound, asked: number) {
      if (bound.some((other) => collides(other, entry))) {
        throw systemError('EADDRINUSE', 'listen', entry.address, asked);
      }
      bound.push(entry);
      notify('listening', entry);
    },
    release,
    find: (port: number, target: string) =>
      bound.findLast((candidate) => candidate.port === port && answers(candidate, target)),
    list: (): Listening[] => bound.filter(({ foreign }) => !foreign).map(({ port, address }) => ({ port, address })),
    subscribe(listener: (event: NetworkEvent) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reset() {
      for (const entry of [...bound]) release(entry);
      nextPort = ephemeral.first;
    },
  };
}

/** The network that `node:net`, `node:http` and `fetch` of this realm share. */
export const network: Network = createNetwork();

function connectTo(entry: Bound, target: string, from: { address: string | undefined; port: number }): { end: End; peers: Peers } {
  const [near, far] = createLink();
  const source = from.address ?? (target.includes(':') ? '::1' : '127.0.0.1');
  // A server on `::` takes IPv4 too, and sees those clients in IPv6's notation.
  const seen = (address: string) => (entry.address === '::' && !address.includes(':') ? `::ffff:${address}` : address);
  entry.accept(far, {
    local: at(seen(target), entry.port),
    remote: at(seen(source), from.port),
  });
  return { end: near, peers: { local: at(source, from.port), remote: at(target, entry.port) } };
} // prettier-ignore
