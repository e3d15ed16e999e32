import type { Socket } from '../net/socket.ts';
import type { Callback, Chunk, Kept } from './outgoing-body.ts';
import { HeaderHolder } from './outgoing-headers.ts';

export interface Pending {
  data: Chunk;
  encoding: BufferEncoding | undefined;
  callback: Callback | undefined;
}

/** How far a message that is being sent has come, as programs and streams can ask. */
export class OutgoingState extends HeaderHolder {
  declare outputData: Pending[];
  declare outputSize: number;
  declare writable: boolean;
  declare destroyed: boolean;
  declare finished: boolean;
  declare _closed: boolean;
  declare _last: boolean;
  declare chunkedEncoding: boolean;
  declare shouldKeepAlive: boolean;
  declare useChunkedEncodingByDefault: boolean;
  declare strictContentLength: boolean;
  declare maxRequestsOnConnectionReached: boolean;
  declare _defaultKeepAlive: boolean;
  declare _hasBody: boolean;
  declare _contentLength: number | null;
  declare _trailer: string;
  declare _headerSent: boolean;
  declare _keepAliveTimeout: number;
  declare _maxRequestsPerSocket: number | undefined;
  declare _corked: number;
  declare _chunks: Kept[];
  declare _chunksLength: number;
  declare _needDrain: boolean;
  declare _socket: Socket | null;
  declare _written: number;
  declare _errored: Error | null;
  declare _highWaterMark: number;
  declare _rejectBodyWrites: boolean;
  declare _uniqueHeaders: Set<string> | null | undefined;
  declare _onPendingData: (bytes: number) => void;
  declare timeout: number | undefined;

  get socket(): Socket | null {
    return this._socket;
  }
  set socket(socket: Socket | null) {
    this._socket = socket;
    // What was corked before there was a socket holds there, too.
    if (socket) for (let count = 0; count < this._corked; count++) socket.cork?.();
  }
  get connection(): Socket | null {
    return this._socket;
  }
  set connection(socket: Socket | null) {
    this.socket = socket;
  }
  get headersSent(): boolean {
    return Boolean(this._header);
  }
  get errored(): Error | null {
    return this._errored;
  }
  get closed(): boolean {
    return this._closed;
  }
  get writableEnded(): boolean {
    return this.finished;
  }
  get writableFinished(): boolean {
    return this.finished && this.outputSize === 0 && (!this._socket || this._socket.writableLength === 0);
  }
  get writableObjectMode(): boolean {
    return false;
  }
  get writableLength(): number {
    return this.outputSize + this._chunksLength + (this._socket?.writableLength ?? 0);
  }
  get writableHighWaterMark(): number {
    return this._socket?.writableHighWaterMark ?? this._highWaterMark;
  }
  get writableCorked(): number {
    return this._corked;
  }
  get writableNeedDrain(): boolean {
    return !this.destroyed && !this.finished && this._needDrain;
  }
}
