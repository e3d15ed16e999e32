import { Buffer } from 'buffer';
import { invalidArgType } from '../errors.ts';
import { nextTick, nodeError } from '../net/errors.ts';
import type { Socket } from '../net/socket.ts';
import type { OutgoingMessage } from './outgoing.ts';

export type Callback = (error?: Error | null) => void;
export type Chunk = string | Uint8Array;

export function ascii(text: string): boolean {
  return !/[^\x00-\x7f]/.test(text);
}

export function byteLength(chunk: Chunk, encoding?: BufferEncoding): number {
  return typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.byteLength;
}

/** Reports a fault of a write later, as streams do. */
export function fail(message: OutgoingMessage, error: Error, callback?: Callback): void {
  nextTick(() => {
    callback?.(error);
    if (!message.destroyed) message.emit('error', error);
  });
}

/** Whether the length that was announced has to be kept. */
export function isStrict(message: OutgoingMessage): boolean {
  return (
    message.strictContentLength &&
    message._contentLength !== null &&
    message._hasBody &&
    !message._removedContLen &&
    !message.chunkedEncoding &&
    !message.hasHeader('transfer-encoding')
  );
}

export function lengthMismatch(written: number, expected: number | null): Error {
  return nodeError(
    'ERR_HTTP_CONTENT_LENGTH_MISMATCH',
    `Response body's content-length of ${written} byte(s) does not match the content-length of ${expected} byte(s) set in header`,
  );
}

/** Frames one piece of a body and sends it, after the head if that has not gone yet. */
export function writeChunk(
  message: OutgoingMessage,
  chunk: Chunk,
  encoding: BufferEncoding | undefined,
  callback: Callback | undefined,
  fromEnd: boolean,
): boolean {
  if (chunk === null) throw nodeError('ERR_STREAM_NULL_VALUES', 'May not write null values to stream', TypeError);
  if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) {
    throw invalidArgType('chunk', ['string', 'Buffer', 'Uint8Array'], chunk);
  }
  if (message.finished || message.destroyed) return refuse(message, callback);
  let length = -1;
  if (message.strictContentLength) {
    length = byteLength(chunk, encoding);
    const written = message._written + length;
    if (isStrict(message) && (fromEnd ? written !== message._contentLength : written > message._contentLength!)) {
      throw lengthMismatch(written, message._contentLength);
    }
    message._written = written;
  }
  if (!message._header) {
    if (fromEnd) message._contentLength = length < 0 ? (length = byteLength(chunk, encoding)) : length;
    message._implicitHeader();
  }
  if (!message._hasBody) {
    if (message._rejectBodyWrites) {
      throw nodeError('ERR_HTTP_BODY_NOT_ALLOWED', 'Adding content for this request method or response status is not allowed.');
    }
    if (callback) nextTick(() => callback());
    return true;
  }
  const socket = message._socket;
  if (!fromEnd && socket && !socket.writableCorked) {
    socket.cork();
    nextTick(() => socket.uncork());
  }
  if (!message.chunkedEncoding || chunk.length === 0) return message._send(chunk, encoding, callback);
  if (length < 0) length = byteLength(chunk, encoding);
  if (message._corked && message._headerSent) return keepChunk(message, { chunk, encoding, callback }, length);
  message._send(`${length.toString(16)}\r\n`, 'latin1');
  message._send(chunk, encoding);
  return message._send('\r\n', 'latin1', callback);
} // prettier-ignore

function refuse(message: OutgoingMessage, callback: Callback | undefined): boolean {
  const error = message.finished
    ? nodeError('ERR_STREAM_WRITE_AFTER_END', 'write after end')
    : nodeError('ERR_STREAM_DESTROYED', 'Cannot call write after a stream was destroyed');
  if (!message.destroyed) fail(message, error, callback);
  else if (callback) nextTick(() => callback(error));
  return false;
}

export interface Kept {
  chunk: Chunk;
  encoding: BufferEncoding | undefined;
  callback: Callback | undefined;
}

/** What is written while corked leaves as one chunk. */
function keepChunk(message: OutgoingMessage, kept: Kept, length: number): boolean {
  message._chunks.push(kept);
  message._chunksLength += length;
  return message._chunksLength < message._highWaterMark;
}

export function sendKept(message: OutgoingMessage): void {
  const chunks = message._chunks;
  if (!chunks.length) return;
  const callbacks = chunks.flatMap(({ callback }) => callback ?? []);
  message._send(`${message._chunksLength.toString(16)}\r\n`, 'latin1');
  message._chunks = [];
  message._chunksLength = 0;
  for (const { chunk, encoding } of chunks) message._send(chunk, encoding);
  message._send('\r\n', 'latin1', callbacks.length ? (error) => callbacks.forEach((each) => each(error)) : undefined);
}

/** Leaves nothing waiting, however often the socket was corked. */
export function uncorkFully(socket: Socket): void {
  const state = (socket as unknown as { _writableState?: { corked: number } })._writableState;
  if (state) state.corked = 1;
  socket.uncork?.();
}
