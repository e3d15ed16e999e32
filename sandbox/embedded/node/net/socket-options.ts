import type { Buffer } from 'buffer';
import { runInFrame } from '../async-context.ts';
import { invalidArgValue, validateNumber } from '../errors.ts';
import { nodeError, systemError } from './errors.ts';
import type { Handle } from './handle.ts';
import type { Peers } from '../network.ts';
import type { End, Reader } from './link.ts';
import type { Socket } from './socket.ts';

/** Reads into memory that the program keeps, instead of emitting 'data'. */
export interface OnRead {
  buffer: Uint8Array | (() => Uint8Array);
  callback(this: unknown, bytes: number, buffer: Uint8Array): boolean | void;
}

export interface SocketOptions {
  allowHalfOpen?: boolean;
  highWaterMark?: number;
  readableHighWaterMark?: number;
  writableHighWaterMark?: number;
  signal?: AbortSignal;
  onread?: OnRead;
  noDelay?: boolean;
  keepAlive?: boolean;
  keepAliveInitialDelay?: number;
  pauseOnCreate?: boolean;
  manualStart?: boolean;
  readable?: boolean;
  writable?: boolean;
  fd?: number;
  handle?: Handle;
  /** Ours: the end of a connection that exists already. */
  end?: End;
  peers?: Peers;
}

export function checkSocketOptions(given: SocketOptions | number): SocketOptions {
  const options = typeof given === 'number' ? { fd: given } : (given as SocketOptions & Record<string, unknown>);
  for (const name of ['objectMode', 'readableObjectMode', 'writableObjectMode']) {
    const value = (options as Record<string, unknown>)[name];
    if (value) throw invalidArgValue(`options.${name}`, value, 'is not supported');
  }
  if (options.keepAliveInitialDelay !== undefined) {
    validateNumber(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
  }
  if (options.fd !== undefined) {
    validateNumber(options.fd, 'options.fd', 0);
    throw nodeError('ERR_INVALID_FD_TYPE', 'Unsupported fd type: UNKNOWN', TypeError);
  }
  const { onread } = options;
  const reads =
    typeof onread?.callback === 'function' &&
    (typeof onread.buffer === 'function' || onread.buffer instanceof Uint8Array);
  const { readable: _readable, writable: _writable, ...rest } = options;
  // Whether a socket can be read and written is decided by its connection.
  if (!reads) delete rest.onread;
  return rest;
}

/** Joins a socket to its end of a connection. */
export function openWith(socket: Socket, end: End, peers: Peers | undefined): void {
  const handle = socket._handle!;
  socket._end = end;
  handle.end = end;
  handle.peers = peers;
  if (socket._onread) socket._readInto = memoryOf(socket._onread);
  end.attach(new SocketReader(socket, handle));
}

/** What a connection tells its socket. */
class SocketReader implements Reader {
  #socket: Socket;
  #handle: Handle;

  constructor(socket: Socket, handle: Handle) {
    this.#socket = socket;
    this.#handle = handle;
  }
  data(chunk: Buffer): boolean {
    const socket = this.#socket;
    this.#handle.bytesRead += chunk.length;
    socket._unrefTimer();
    if (socket._frame === undefined) return receive(socket, chunk);
    return runInFrame(socket._frame, () => receive(socket, chunk));
  }
  end(): void {
    const socket = this.#socket;
    this.#handle.finishReading();
    runInFrame(socket._frame, () => {
      if (socket._consumer) socket._consumer(null);
      socket.push(null);
      socket.read(0);
    });
  }
  reset(): void {
    const socket = this.#socket;
    runInFrame(socket._frame, () => socket.destroy(systemError('ECONNRESET', 'read')));
  }
}

const memoryOf = ({ buffer }: OnRead): Uint8Array => (typeof buffer === 'function' ? buffer() : buffer);

/** False asks for a pause. */
function receive(socket: Socket, chunk: Buffer): boolean {
  if (socket._consumer) return socket._consumer(chunk);
  const onread = socket._onread;
  if (!onread) {
    const more = socket.push(chunk);
    if (!more && socket._handle) socket._handle.reading = false;
    return more;
  }
  for (let at = 0; at < chunk.length;) {
    const target = (socket._readInto ??= memoryOf(onread));
    const part = chunk.subarray(at, at + target.length);
    target.set(part);
    at += part.length;
    if (onread.callback.call(socket, part.length, target) === false) socket._handle?.readStop();
    // As in Node, memory is asked for before the bytes are there.
    socket._readInto = memoryOf(onread);
    const handle = socket._handle;
    if (!handle) return false;
    if (handle.reading || at === chunk.length) continue;
    const rest = chunk.subarray(at) as Buffer;
    handle.bytesRead -= rest.length;
    socket._end?.putBack(rest);
    return false;
  }
  return socket._handle?.reading ?? true;
}
