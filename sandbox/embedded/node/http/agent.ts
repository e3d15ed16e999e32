import { EventEmitter } from 'events';
import { validateNumber, validateOneOf } from '../errors.ts';
import { createConnection, type Socket } from '../net.ts';
import { inherit, oldStyle } from '../net/old-style.ts';
import type { ClientRequest, RequestOptions } from './client.ts';

export interface AgentOptions {
  keepAlive?: boolean;
  keepAliveMsecs?: number;
  agentKeepAliveTimeoutBuffer?: number;
  maxSockets?: number;
  maxTotalSockets?: number;
  maxFreeSockets?: number;
  timeout?: number;
  scheduling?: 'fifo' | 'lifo';
  noDelay?: boolean;
  path?: null;
  socketPath?: string;
  defaultPort?: number;
  protocol?: string;
}

type Pool<Item> = Record<string, Item[]>;
type Created = (error: Error | null, socket?: Socket) => void;
const pool = <Item>() => Object.create(null) as Pool<Item>;

/** Decides which connection carries a request, and keeps connections for the next one. */
class AgentShape extends EventEmitter {
  declare defaultPort: number;
  declare protocol: string;
  declare options: AgentOptions & Record<string, unknown>;
  declare keepAlive: boolean;
  declare keepAliveMsecs: number;
  declare agentKeepAliveTimeoutBuffer: number;
  declare maxSockets: number;
  declare maxFreeSockets: number;
  declare maxTotalSockets: number;
  declare totalSocketCount: number;
  declare scheduling: 'fifo' | 'lifo';
  declare requests: Pool<ClientRequest>;
  declare sockets: Pool<Socket>;
  declare freeSockets: Pool<Socket>;

  createConnection(...args: unknown[]): Socket | undefined {
    return createConnection(...args);
  }

  /** Requests of the same name can share connections. */
  getName(options: RequestOptions = {}): string {
    const { host, port, localAddress, family, socketPath } = options as RequestOptions & { family?: number };
    let name = `${host || 'localhost'}:${port || ''}:${localAddress || ''}`;
    if (family === 4 || family === 6) name += `:${family}`;
    if (socketPath) name += `:${socketPath}`;
    return name;
  }

  addRequest(request: ClientRequest, given: RequestOptions | string, port?: number, localAddress?: string): void {
    const own = typeof given === 'string' ? { host: given, port, localAddress } : given;
    const options = { ...own, ...this.options } as RequestOptions;
    if (options.socketPath) options.path = options.socketPath;
    const name = this.getName(options);
    this.sockets[name] ??= [];
    const free = this.freeSockets[name];
    let socket: Socket | undefined;
    if (free) {
      while (free.length && free[0]!.destroyed) free.shift();
      socket = this.scheduling === 'fifo' ? free.shift() : free.pop();
      if (!free.length) delete this.freeSockets[name];
    }
    const count = (free?.length ?? 0) + this.sockets[name].length;
    if (socket) {
      this.reuseSocket(socket, request);
      give(this, request, socket);
      this.sockets[name].push(socket);
    } else if (count < this.maxSockets && this.totalSocketCount < this.maxTotalSockets) {
      this.createSocket(request, options, (error, created) => {
        if (error) request.onSocket(created, error);
        else give(this, request, created!);
      });
    } else {
      request._waitingOptions = options;
      (this.requests[name] ??= []).push(request);
    }
  }

  createSocket(_request: ClientRequest, given: RequestOptions, callback: Created): void {
    const options = { ...given, ...this.options } as RequestOptions & Record<string, unknown>;
    if (options.socketPath) options.path = options.socketPath;
    const name = (options['_agentKey'] = this.getName(options));
    options['encoding'] = null;
    let done = false;
    const created: Created = (error, socket) => {
      if (done) return;
      done = true;
      if (error) return callback(error);
      (this.sockets[name] ??= []).push(socket!);
      this.totalSocketCount++;
      watch(this, socket!, options);
      callback(null, socket);
    };
    if (this.keepAlive) {
      options['keepAlive'] = true;
      options['keepAliveInitialDelay'] = this.keepAliveMsecs;
    }
    const socket = this.createConnection(options, created);
    if (socket) created(null, socket);
  }

  removeSocket(socket: Socket, options: RequestOptions): void {
    const name = this.getName(options);
    remove(this.sockets, name, socket);
    if (!socket.writable) remove(this.freeSockets, name, socket);
    // There is room for a request that waits: one for the same place, or for any other.
    const waiting = this.requests[name]?.[0] ?? waitingElsewhere(this);
    const wanted = waiting?._waitingOptions;
    if (!waiting || !wanted) return;
    waiting._waitingOptions = undefined;
    this.createSocket(waiting, wanted, (error, created) => {
      if (error) waiting.onSocket(created, error);
      else created!.emit('free');
    });
  }

  keepSocketAlive(socket: Socket): boolean {
    (socket.setKeepAlive as ((...args: unknown[]) => void) | undefined)?.call(socket, true, this.keepAliveMsecs);
    socket.unref?.();
    let limit = this.options.timeout || 0;
    const message = socket._httpMessage as { res?: { headers: Record<string, string> } } | null;
    const hint = /^timeout=(\d+)/.exec(message?.res?.headers['keep-alive'] ?? '')?.[1];
    if (hint) {
      // Earlier than the server does, so that no request is sent into a connection that it closes.
      const announced = Math.max(0, Number(hint) * 1000 - this.agentKeepAliveTimeoutBuffer);
      if (announced === 0) return false;
      if (!limit || announced < limit) limit = announced;
    }
    if (socket.timeout !== limit) socket.setTimeout?.(limit);
    return true;
  }

  reuseSocket(socket: Socket, request: ClientRequest): void {
    request.reusedSocket = true;
    socket.removeListener('error', onFreeError);
    socket.ref?.();
  }

  destroy(): void {
    for (const each of [this.freeSockets, this.sockets]) {
      for (const socket of Object.values(each).flat()) socket.destroy();
    }
  }
}

export type Agent = AgentShape;
export const Agent = oldStyle('Agent', AgentShape, (self: AgentShape, given: AgentOptions = {}) => {
  inherit(EventEmitter, self);
  const options = Object.assign(Object.create(null) as AgentOptions & Record<string, unknown>, given);
  self.defaultPort = options.defaultPort ?? 80;
  self.protocol = options.protocol ?? 'http:';
  self.options = options;
  options.noDelay ??= true;
  // Else `net` would take the path of a URL for that of a socket.
  options.path = null;
  self.requests = pool();
  self.sockets = pool();
  self.freeSockets = pool();
  self.keepAliveMsecs = options.keepAliveMsecs || 1000;
  self.keepAlive = options.keepAlive || false;
  self.maxSockets = options.maxSockets || Infinity;
  self.maxFreeSockets = options.maxFreeSockets || 256;
  self.scheduling = options.scheduling || 'lifo';
  self.maxTotalSockets = options.maxTotalSockets as number;
  self.totalSocketCount = 0;
  self.agentKeepAliveTimeoutBuffer = options.agentKeepAliveTimeoutBuffer ?? 1000;
  validateOneOf(self.scheduling, 'scheduling', ['fifo', 'lifo']);
  if (self.maxTotalSockets === undefined) self.maxTotalSockets = Infinity;
  else validateNumber(self.maxTotalSockets, 'maxTotalSockets', 1);
  self.on('free', (socket: Socket, wanted: RequestOptions) => onFree(self, socket, wanted));
});
Object.assign(Agent, { defaultMaxSockets: Infinity });

function waitingElsewhere(agent: AgentShape): ClientRequest | undefined {
  for (const name of Object.keys(agent.requests)) {
    if (!agent.sockets[name]?.length) return agent.requests[name]![0];
  }
  return undefined;
}

/** A connection has done its work: the next request gets it, or it waits. */
function onFree(agent: AgentShape, socket: Socket, options: RequestOptions): void {
  const name = agent.getName(options);
  if (!socket.writable) return void socket.destroy();
  const requests = agent.requests[name];
  if (requests?.length) {
    const request = requests.shift()!;
    if (!requests.length) delete agent.requests[name];
    give(agent, request, socket);
    return;
  }
  const request = socket._httpMessage as ClientRequest | null;
  if (!request?.shouldKeepAlive || !agent.keepAlive) return void socket.destroy();
  const free = agent.freeSockets[name] ?? [];
  const count = free.length + (agent.sockets[name]?.length ?? 0);
  const crowded = agent.totalSocketCount > agent.maxTotalSockets || count > agent.maxSockets || free.length >= agent.maxFreeSockets;
  if (crowded || !agent.keepSocketAlive(socket)) return void socket.destroy();
  agent.freeSockets[name] = free;
  socket._httpMessage = null;
  agent.removeSocket(socket, options);
  socket.once('error', onFreeError);
  free.push(socket);
} // prettier-ignore

function onFreeError(this: Socket): void {
  this.destroy();
  this.emit('agentRemove');
}

function watch(agent: AgentShape, socket: Socket, options: RequestOptions): void {
  const onAgentFree = () => agent.emit('free', socket, options);
  const leave = () => {
    agent.totalSocketCount--;
    agent.removeSocket(socket, options);
  };
  const onTimeout = () => {
    for (const name of Object.keys(agent.freeSockets)) {
      if (agent.freeSockets[name]!.includes(socket)) return void socket.destroy();
    }
  };
  const onRemove = () => {
    leave();
    const listeners = { close: leave, free: onAgentFree, timeout: onTimeout, agentRemove: onRemove };
    for (const [event, listener] of Object.entries(listeners)) socket.removeListener(event, listener);
  };
  socket.on('free', onAgentFree);
  socket.on('close', leave);
  socket.on('timeout', onTimeout);
  socket.on('agentRemove', onRemove);
}

function give(agent: AgentShape, request: ClientRequest, socket: Socket): void {
  request.onSocket(socket);
  const limit = agent.options.timeout || 0;
  if (request.timeout === undefined || request.timeout === limit) return;
  socket.setTimeout?.(request.timeout);
}

function remove<Item>(from: Pool<Item>, name: string, item: Item): void {
  const items = from[name];
  const index = items?.indexOf(item) ?? -1;
  if (!items || index < 0) return;
  items.splice(index, 1);
  if (!items.length) delete from[name];
}

let shared = new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 });

/** What requests use that name no agent; programs may replace it. */
export const globalAgent = {
  get current(): Agent {
    return shared;
  },
  set current(agent: Agent) {
    shared = agent;
  },
};
