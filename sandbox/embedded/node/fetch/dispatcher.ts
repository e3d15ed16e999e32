import { Buffer } from 'buffer';
import { Parser, type Head, type ParseError } from '../http/parser.ts';
import { createConnection, type Socket } from '../net.ts';
import { laterTurn } from '../net/clock.ts';
import { nodeError, unknownHost } from '../net/errors.ts';
import { closedByOther, informational, requestAborted } from './errors.ts';

interface Options {
  origin: string | URL;
  path: string;
  method: string;
  headers?: Record<string, string> | string[] | null;
  body?: AsyncIterable<Uint8Array> | Uint8Array | string | null;
  upgrade?: string | null;
}

/** Who asks undici's dispatchers for a request: `fetch`, `WebSocket`. */
interface Handler {
  onConnect(abort: (error?: Error) => void): void;
  onResponseStarted?(): void;
  onHeaders(status: number, rawHeaders: string[], resume: () => void, statusText: string): boolean;
  onData(chunk: Buffer): boolean;
  onComplete(rawTrailers: string[]): void;
  onError(error: Error): void;
  onUpgrade?(status: number, rawHeaders: string[], socket: Socket): void;
}

const expecting = new Set(['PUT', 'POST', 'PATCH', 'QUERY', 'PROPFIND', 'PROPPATCH']);

/** Connections that wait for the next request, by origin. */
const idle = new Map<string, Socket[]>();

/** Sends requests for undici over the sockets of this realm, as its own client does over the network's. */
export function dispatch(options: Options, handler: Handler): boolean {
  const origin = new URL(options.origin);
  if (origin.protocol !== 'http:' && origin.protocol !== 'ws:') {
    queueMicrotask(() => handler.onError(withoutTls(origin)));
    return true;
  }
  const free = takeFree(origin.host);
  if (free) exchange(free, origin, options, handler);
  else {
    const host = origin.hostname.replace(/^\[(.*)\]$/, '$1');
    const socket = createConnection({ port: Number(origin.port || 80), host });
    const failed = (error: Error) => handler.onError(error);
    // Nobody else has to hear of what becomes of it.
    socket.on('error', () => {});
    socket.once('error', failed);
    socket.once('connect', () => {
      socket.off('error', failed);
      exchange(socket, origin, options, handler);
    });
  }
  return true;
}

function withoutTls({ host, hostname, protocol }: URL): Error {
  const local = hostname === 'localhost' || hostname.endsWith('.localhost') || hostname.startsWith('127.') || hostname === '[::1]';
  if (!local) return unknownHost(hostname);
  const text = `${protocol}//${host} needs TLS, which this runtime does not have. Use http here, or run this with "npm test" or in full Node.`;
  return nodeError('ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', text);
} // prettier-ignore

function takeFree(host: string): Socket | undefined {
  const sockets = idle.get(host) ?? [];
  for (let socket = sockets.pop(); socket; socket = sockets.pop()) {
    if (!socket.destroyed && socket.writable) return socket;
  }
  return undefined;
}

/** One request with its response. */
interface Exchange {
  socket: Socket;
  handler: Handler;
  host: string;
  /** What an answer ends: the connection, when it cannot be used again. */
  reset: boolean;
  started: boolean;
  sent: boolean;
  answered: boolean;
  over: boolean;
}

function exchange(socket: Socket, origin: URL, options: Options, handler: Handler): void {
  const { method, upgrade, body } = options;
  const reset = method === 'HEAD' || method === 'CONNECT' || Boolean(upgrade);
  const state: Exchange = { socket, handler, host: origin.host, reset, started: false, sent: false, answered: false, over: false };
  const abort = (error?: Error) => {
    if (state.over) return;
    fail(state, error ?? requestAborted());
    socket.destroy(informational('aborted'));
  };
  handler.onConnect(abort);
  if (state.over) return;
  const parser = new Parser('response', eventsOf(state, method));
  const onData = (chunk: Buffer) => read(state, parser, chunk);
  const onEnd = () => {
    parser.finish();
    if (!state.over) fail(state, closedByOther(socket));
    socket.destroy();
  };
  const onError = (error: Error & { code?: string }) => fail(state, error.code === 'ECONNRESET' || error.code === 'EPIPE' ? closedByOther(socket, error) : error);
  const onClose = () => {
    parser.finish();
    fail(state, closedByOther(socket));
  };
  listeners.set(socket, { data: onData, end: onEnd, error: onError, close: onClose });
  socket.setTimeout(0);
  for (const [event, listener] of Object.entries(listeners.get(socket)!)) socket.on(event, listener);
  void send(state, headOf(options, origin, state), body ?? null, abort);
} // prettier-ignore

const listeners = new WeakMap<Socket, Record<string, (...args: any[]) => void>>();

function leave(socket: Socket): void {
  for (const [event, listener] of Object.entries(listeners.get(socket) ?? {})) socket.off(event, listener);
  listeners.delete(socket);
}

function eventsOf(state: Exchange, method: string) {
  const { handler, socket } = state;
  /** What came with the head of an encoded body. */
  let held: (() => void)[] | undefined;
  const inTurn = (task: () => void) => (held ? void held.push(task) : task());
  return {
    head(head: Head): number {
      const { statusCode, statusMessage, rawHeaders } = head;
      if (statusCode === 101) {
        state.over = true;
        upgradeHeads.set(socket, head);
        return 2;
      }
      if (statusCode < 200) return 1;
      state.started = true;
      if (!head.keepAlive) state.reset = true;
      keepAliveHint(socket, rawHeaders);
      handler.onResponseStarted?.();
      const more = handler.onHeaders(statusCode, rawHeaders, () => socket.resume(), statusMessage);
      if (more === false) socket.pause();
      if (rawHeaders.some((name, at) => at % 2 === 0 && name.toLowerCase() === 'content-encoding')) {
        // Decoders work at once here, in threads of their own in Node: `fetch` is not ready for their faults yet.
        held = [];
        laterTurn(() => {
          const tasks = held ?? [];
          held = undefined;
          for (const task of tasks) task();
        });
      }
      return method === 'HEAD' || statusCode === 304 ? 1 : 0;
    },
    body(chunk: Buffer): void {
      inTurn(() => {
        if (!state.over && handler.onData(chunk) === false) socket.pause();
      });
    },
    complete(trailers: string[]): void {
      if (!state.started) return;
      inTurn(() => {
        if (state.over) return;
        state.over = state.answered = true;
        handler.onComplete(trailers);
        release(state);
      });
    },
  };
}

const upgradeHeads = new WeakMap<Socket, Head>();
const hints = new WeakMap<Socket, number>();

function keepAliveHint(socket: Socket, raw: string[]): void {
  for (let at = 0; at < raw.length; at += 2) {
    const seconds = raw[at]!.toLowerCase() === 'keep-alive' && /timeout=(\d+)/.exec(raw[at + 1]!)?.[1];
    if (seconds) hints.set(socket, Number(seconds) * 1000 - 1000);
  }
}

function read(state: Exchange, parser: Parser, chunk: Buffer): void {
  const { socket, handler } = state;
  const result = parser.execute(chunk);
  if (typeof result !== 'number') {
    fail(state, parseFault(result));
    socket.destroy();
  } else if (parser.upgraded) {
    const { statusCode, rawHeaders } = upgradeHeads.get(socket)!;
    leave(socket);
    if (result < chunk.length) socket.unshift(chunk.subarray(result));
    // Whoever listens for data decides when the bytes flow: as on a fresh socket.
    (socket as unknown as { readableFlowing: boolean | null }).readableFlowing = null;
    handler.onUpgrade?.(statusCode, rawHeaders, socket);
  }
}

const parseFault = (error: ParseError) =>
  Object.assign(new Error(error.reason), { name: 'HTTPParserError', code: error.code });

/** The connection serves the next request when this one is all sent; else it is of no use. */
function release(state: Exchange): void {
  const { socket, host } = state;
  leave(socket);
  if (state.reset || !state.sent) return void socket.destroy();
  const limit = hints.get(socket) ?? 4000;
  if (limit <= 0) return void socket.destroy();
  const sockets = idle.get(host) ?? [];
  idle.set(host, sockets);
  sockets.push(socket);
  const gone = () => {
    const index = sockets.indexOf(socket);
    if (index >= 0) sockets.splice(index, 1);
    socket.destroy();
  };
  const kept = { timeout: gone, end: gone, error: gone, close: gone };
  listeners.set(socket, kept);
  for (const [event, listener] of Object.entries(kept)) socket.on(event, listener);
  socket.setTimeout(limit);
  socket.resume();
}

function fail(state: Exchange, error: Error): void {
  if (state.over) return;
  state.over = true;
  state.handler.onError(error);
}

function headOf({ method, path, headers, upgrade, body }: Options, origin: URL, state: Exchange): string {
  let host = origin.host;
  let lines = '';
  let length = false;
  const all = Array.isArray(headers) ? pairs(headers) : Object.entries(headers ?? {});
  for (const [name, value] of all) {
    const key = name.toLowerCase();
    if (key === 'host') host = value;
    else if (key === 'connection') state.reset ||= value.toLowerCase() === 'close';
    else if (key !== 'content-length' || body || expecting.has(method)) {
      if (key === 'content-length') {
        length = true;
        continue;
      }
      lines += `${name}: ${value}\r\n`;
    }
  }
  const connection = upgrade ? `upgrade\r\nupgrade: ${upgrade}` : state.reset ? 'close' : 'keep-alive';
  const announced = length ? all.find(([name]) => name.toLowerCase() === 'content-length')![1] : undefined;
  const framing = announced !== undefined ? `content-length: ${announced}\r\n` : body ? 'transfer-encoding: chunked\r\n' : expecting.has(method) ? 'content-length: 0\r\n' : '';
  return `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: ${connection}\r\n${lines}${framing}\r\n`;
} // prettier-ignore

const pairs = (flat: string[]): [string, string][] =>
  flat.flatMap((name, at) => (at % 2 ? [] : [[name, flat[at + 1]!] as [string, string]]));

/** Head and body, at the pace at which the server reads them. */
async function send(state: Exchange, head: string, body: Options['body'], abort: (error?: Error) => void): Promise<void> {
  const { socket } = state;
  if (body === null || body === undefined || typeof body === 'string' || body instanceof Uint8Array) {
    socket.cork();
    socket.write(head, 'latin1');
    if (body?.length) socket.write(body as string);
    socket.uncork();
    state.sent = true;
    return;
  }
  const chunked = /\r\ntransfer-encoding: chunked\r\n/i.test(head);
  let pending = head;
  try {
    for await (const part of body) {
      if (socket.destroyed || state.over) return;
      if (!part.length) continue;
      socket.cork();
      socket.write(chunked ? `${pending}${part.length.toString(16)}\r\n` : pending, 'latin1');
      pending = '';
      const room = socket.write(Buffer.from(part.buffer, part.byteOffset, part.byteLength));
      if (chunked) socket.write('\r\n', 'latin1');
      socket.uncork();
      if (!room) await drained(socket);
    }
    if (socket.destroyed) return;
    if (pending || chunked) socket.write(`${pending}${chunked ? '0\r\n\r\n' : ''}`, 'latin1');
    state.sent = true;
  } catch (error) {
    abort(error as Error);
  }
} // prettier-ignore

const drained = (socket: Socket) =>
  new Promise<void>((resolve) => void socket.once('drain', resolve).once('close', () => resolve()));

const own = { dispatch, destroy() {}, close() {} };

/** Programs that bring undici along may have put a dispatcher of their own in its place. */
export function globalDispatcher(): typeof own {
  const key = Symbol.for('undici.globalDispatcher.1');
  return ((globalThis as Record<symbol, unknown>)[key] as typeof own | undefined) ?? own;
}
