import { EventEmitter } from 'events';
import { createConnection, type Socket } from '../net.ts';
import { nextTick } from '../net/errors.ts';
import type { ClientRequest, RequestOptions } from './client.ts';

export interface AgentOptions {
  keepAlive?: boolean;
  maxSockets?: number;
  maxFreeSockets?: number;
  timeout?: number;
  scheduling?: 'fifo' | 'lifo';
}

type Pool<Item> = Record<string, Item[]>;

/** Decides which connection carries a request, and keeps connections for the next one. */
export class Agent extends EventEmitter {
  defaultPort = 80;
  protocol = 'http:';
  options: AgentOptions;
  keepAlive: boolean;
  maxSockets: number;
  maxFreeSockets: number;
  maxTotalSockets = Infinity;
  scheduling: 'fifo' | 'lifo';
  requests: Pool<ClientRequest> = Object.create(null) as Pool<ClientRequest>;
  sockets: Pool<Socket> = Object.create(null) as Pool<Socket>;
  freeSockets: Pool<Socket> = Object.create(null) as Pool<Socket>;

  constructor(options: AgentOptions = {}) {
    super();
    this.options = { ...options };
    this.keepAlive = options.keepAlive ?? false;
    this.maxSockets = options.maxSockets ?? Infinity;
    this.maxFreeSockets = options.maxFreeSockets ?? 256;
    this.scheduling = options.scheduling ?? 'lifo';
    this.on('free', (socket: Socket, options: RequestOptions) => this.#onFree(socket, options));
  }

  getName(options: RequestOptions = {}): string {
    return `${options.host ?? 'localhost'}:${options.port ?? ''}:${options.localAddress ?? ''}${options.socketPath ? `:${options.socketPath}` : ''}`;
  }

  createConnection(options: RequestOptions): Socket {
    return createConnection(options as never) as Socket;
  }

  addRequest(request: ClientRequest, options: RequestOptions): void {
    const name = this.getName(options);
    const free = this.freeSockets[name];
    while (free?.length) {
      const socket = this.scheduling === 'fifo' ? free.shift()! : free.pop()!;
      if (!free.length) delete this.freeSockets[name];
      if (socket.destroyed || !socket.writable) continue;
      request.reusedSocket = true;
      add(this.sockets, name, socket);
      return request.onSocket(socket);
    }
    if ((this.sockets[name]?.length ?? 0) >= this.maxSockets) return add(this.requests, name, request);
    this.#open(request, options, name);
  }

  #open(request: ClientRequest, options: RequestOptions, name: string): void {
    const create = options.createConnection ?? ((given: RequestOptions) => this.createConnection(given));
    const socket = create(options);
    add(this.sockets, name, socket);
    const release = () => this.removeSocket(socket, options);
    socket.on('close', release);
    socket.once('agentRemove', release);
    request.onSocket(socket);
  }

  /** A connection has done its work: the next request gets it, or it waits. */
  #onFree(socket: Socket, options: RequestOptions): void {
    const name = this.getName(options);
    const next = this.requests[name]?.shift();
    if (next) {
      if (!this.requests[name]!.length) delete this.requests[name];
      next.reusedSocket = true;
      if (socket.writable && !socket.destroyed) return next.onSocket(socket);
      return this.#open(next, options, name);
    }
    remove(this.sockets, name, socket);
    if (!this.keepAlive || !socket.writable || (this.freeSockets[name]?.length ?? 0) >= this.maxFreeSockets) {
      return void socket.destroy();
    }
    add(this.freeSockets, name, socket);
  }

  keepSocketAlive(): boolean {
    return this.keepAlive;
  }
  reuseSocket(): void {}

  removeSocket(socket: Socket, options: RequestOptions): void {
    const name = this.getName(options);
    remove(this.sockets, name, socket);
    remove(this.freeSockets, name, socket);
    const next = this.requests[name]?.shift();
    if (!next) return;
    if (!this.requests[name]!.length) delete this.requests[name];
    nextTick(() => this.#open(next, options, name));
  }

  destroy(): void {
    for (const pool of [this.sockets, this.freeSockets]) {
      for (const socket of Object.values(pool).flat()) socket.destroy();
    }
  }
}

function add<Item>(pool: Pool<Item>, name: string, item: Item): void {
  (pool[name] ??= []).push(item);
}

function remove<Item>(pool: Pool<Item>, name: string, item: Item): void {
  const items = pool[name];
  const index = items?.indexOf(item) ?? -1;
  if (!items || index < 0) return;
  items.splice(index, 1);
  if (!items.length) delete pool[name];
}

export const globalAgent = new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 });
