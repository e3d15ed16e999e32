import { systemError, unknownHost } from './net/errors.ts';
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

/** The ports of one realm: what `listen` takes and `connect` finds. No bytes ever leave it. */
export interface Network {
  /**
   * Takes a port (0: a free one) at an address of this computer.
   * Throws EADDRINUSE or EADDRNOTAVAIL with Node's words.
   */
  listen(port: number, host: string | undefined, accept: (end: End, peers: Peers) => void): Binding;
  /** Takes a path, as a server on a Unix socket does. */
  listenPath(path: string, accept: (end: End) => void): { close(): void };
  /** Throws ECONNREFUSED, or ENOTFOUND for a host that is not this computer. */
  connect(port: number, host: string): { end: End; peers: Peers };
  connectPath(path: string): End;
  /** The addresses that a host name stands for; throws ENOTFOUND for one that is not this computer's. */
  resolve(host: string): string[];
  /** What listens now, the latest last. */
  ports(): Listening[];
  subscribe(listener: (event: NetworkEvent) => void): () => void;
  /** Forgets every server, as a computer that restarts. */
  reset(): void;
}

interface Bound extends Listening {
  accept(end: End, peers: Peers): void;
}

/** Linux's range for ports that nobody asked for by number. */
const ephemeral = { first: 32768, last: 60999 };

export function createNetwork(): Network {
  const bound: Bound[] = [];
  const paths = new Map<string, (end: End) => void>();
  const listeners = new Set<(event: NetworkEvent) => void>();
  let nextPort = ephemeral.first;

  const freePort = (address: string): number => {
    for (let tries = ephemeral.last - ephemeral.first; tries >= 0; tries--) {
      const port = nextPort;
      nextPort = port === ephemeral.last ? ephemeral.first : port + 1;
      if (!bound.some((other) => collides(other, { port, address }))) return port;
    }
    throw systemError('EADDRINUSE', 'listen', address, 0);
  };
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
    listen(port, host, accept) {
      const address = localAddress(host, port);
      const entry: Bound = { port: port || freePort(address), address, accept };
      if (bound.some((other) => collides(other, entry))) throw systemError('EADDRINUSE', 'listen', address, port);
      bound.push(entry);
      notify('listening', entry);
      return { address, family: familyOf(address), port: entry.port, close: () => release(entry) };
    },
    listenPath(path, accept) {
      if (paths.has(path)) throw systemError('EADDRINUSE', 'listen', path);
      paths.set(path, accept);
      return { close: () => paths.get(path) === accept && paths.delete(path) };
    },
    connect(port, host) {
      const addresses = resolve(host);
      for (const target of addresses) {
        const entry = bound.findLast((candidate) => candidate.port === port && answers(candidate.address, target));
        if (entry) return connectTo(entry, target, freePort('::'));
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
    ports: () => bound.map(({ port, address }) => ({ port, address })),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reset() {
      paths.clear();
      for (const entry of [...bound]) release(entry);
      nextPort = ephemeral.first;
    },
  };
}

/** The network that `node:net`, `node:http` and `fetch` of this realm share. */
export const network: Network = createNetwork();

function connectTo(entry: Bound, target: string, clientPort: number): { end: End; peers: Peers } {
  const [near, far] = createLink();
  const source = target.includes(':') ? '::1' : '127.0.0.1';
  // A server on `::` takes IPv4 too, and sees those clients in IPv6's notation.
  const seen = (address: string) => (entry.address === '::' && !address.includes(':') ? `::ffff:${address}` : address);
  entry.accept(far, {
    local: at(seen(target), entry.port),
    remote: at(seen(source), clientPort),
  });
  return { end: near, peers: { local: at(source, clientPort), remote: at(target, entry.port) } };
}

function at(address: string, port: number): Address {
  return { address, family: familyOf(address), port };
}

function familyOf(address: string): 'IPv4' | 'IPv6' {
  return address.includes(':') ? 'IPv6' : 'IPv4';
}

function localAddress(host: string | undefined, port: number): string {
  if (!host || host === '::') return '::';
  if (host === '0.0.0.0') return host;
  const [address = host] = resolve(host, 'listen', port);
  return address;
}

function resolve(host: string, syscall: 'connect' | 'listen' = 'connect', port?: number): string[] {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  if (name === 'localhost' || name.endsWith('.localhost')) return ['127.0.0.1', '::1'];
  if (/^127(\.\d+){3}$/.test(name)) return [name];
  if (name === '0.0.0.0') return ['127.0.0.1'];
  if (name === '::1' || name === '0:0:0:0:0:0:0:1' || name === '::') return ['::1'];
  if (/^::ffff:127(\.\d+){3}$/.test(name)) return [name.slice(7)];
  if (/^[\d.]+$/.test(name) || name.includes(':')) {
    if (syscall === 'listen') throw systemError('EADDRNOTAVAIL', 'listen', host, port);
  }
  throw unknownHost(host);
}

/** Linux refuses a port on one address when a server that takes all addresses has it. */
function collides(a: Listening, b: Listening): boolean {
  if (a.port !== b.port) return false;
  if (a.address === b.address || a.address === '::' || b.address === '::') return true;
  const anyV4 = a.address === '0.0.0.0' || b.address === '0.0.0.0';
  return anyV4 && !a.address.includes(':') && !b.address.includes(':');
}

function answers(bound: string, target: string): boolean {
  return bound === target || bound === '::' || (bound === '0.0.0.0' && !target.includes(':'));
}
