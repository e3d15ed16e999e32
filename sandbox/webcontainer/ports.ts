import type { WebContainer } from '@webcontainer/api';

/** A server inside of the container that a page can show: `url` is an address of the service's own. */
export interface OpenPort {
  port: number;
  url: string;
}

export interface Ports {
  /** The open ones, oldest first. */
  list(): OpenPort[];
  /** Called with the open ones, each time that they change. Returns what ends that. */
  subscribe(listener: (open: OpenPort[]) => void): () => void;
  /** Called when a server is ready to answer, again when it comes back. */
  onServerReady(listener: (port: number, url: string) => void): () => void;
}

/** Follows which servers listen inside of a container, whoever started them. */
export function createPorts(container: WebContainer): Ports {
  const open = new Map<number, string>();
  const listeners = new Set<(open: OpenPort[]) => void>();
  const list = () => [...open].map(([port, url]) => ({ port, url }));
  const change = (port: number, url: string | undefined) => {
    if (open.get(port) === url) return;
    if (url === undefined) open.delete(port);
    else open.set(port, url);
    for (const listener of listeners) listener(list());
  };
  container.on('port', (port, type, url) => change(port, type === 'open' ? url : undefined));
  container.on('server-ready', change);
  return {
    list,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onServerReady: (listener) => container.on('server-ready', listener),
  };
}
