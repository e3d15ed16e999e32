import { Buffer } from 'buffer';
import { invalidType, nextTick, nodeError } from '../net/errors.ts';
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
    throw invalidType('chunk', 'of type string or an instance of Buffer or Uint8Array', chunk);
  }
  if (message.finished || message.destroyed) {
    const error = message.finished
      ? nodeError('ERR_STREAM_WRITE_AFTER_END', 'write after end')
      : nodeError('ERR_STREAM_DESTROYED', 'Cannot call write after a stream was destroyed');
    if (message.finished) fail(message, error, callback);
    else if (callback) nextTick(() => callback(error));
    return false;
  }
  const length = byteLength(chunk, encoding);
  if (!message._header) {
    if (fromEnd) message._contentLength ??= length;
    message._implicitHeader();
  }
  countBytes(message, length, fromEnd);
  if (!message._hasBody) {
    if (callback) nextTick(() => callback());
    return true;
  }
  if (!message.chunkedEncoding) return message._send(chunk, encoding, callback);
  if (!length) return true;
  if (!fromEnd && message._socket && !message._socket.writableCorked) {
    const socket = message._socket;
    socket.cork?.();
    nextTick(() => socket.uncork?.());
  }
  message._send(`${length.toString(16)}\r\n`, 'latin1');
  message._send(chunk, encoding);
  return message._send('\r\n', 'latin1', callback);
}

function countBytes(message: OutgoingMessage, length: number, fromEnd: boolean): void {
  if (!message.strictContentLength || !message._hasBody || message._contentLength === null) return;
  message._written += length;
  const { _written: written, _contentLength: expected } = message;
  if (fromEnd ? written === expected : written <= expected) return;
  throw nodeError(
    'ERR_HTTP_CONTENT_LENGTH_MISMATCH',
    `Response body's content-length of ${written} byte(s) does not match the content-length of ${expected} byte(s) set in header`,
  );
}
