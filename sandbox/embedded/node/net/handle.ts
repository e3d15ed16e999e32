import type { Buffer } from 'buffer';
import { hold, release } from '../alive.ts';
import type { Address, Peers } from '../network.ts';
import type { End } from './link.ts';

/** What a socket has below it while it is open; programs that look behind the stream find it as `_handle`. */
export class Handle {
  reading = false;
  bytesRead = 0;
  bytesWritten = 0;
  peers: Peers | undefined;
  #end: End | undefined;
  #closed = false;
  #held = true;
  #ended = false;

  get end(): End | undefined {
    return this.#end;
  }
  set end(end: End | undefined) {
    this.#end = end;
    this.#keepAlive();
  }
  #keepAlive(): void {
    if (this.#end && !this.#ended && this.hasRef()) hold(this, 'TCPSocketWrap');
    else release(this);
  }
  /** The other side has ended: nothing more arrives, and what does not wait keeps no program running. */
  finishReading(): void {
    this.#ended = true;
    this.#keepAlive();
  }
  get connected(): boolean {
    return this.end !== undefined;
  }
  readStart(): number {
    this.reading = true;
    this.end?.resume();
    return 0;
  }
  readStop(): number {
    this.reading = false;
    this.end?.pause();
    return 0;
  }
  /** False when it is closed. */
  write(chunk: Buffer, done: (code?: 'EPIPE' | 'ECONNRESET') => void): boolean {
    if (this.#closed || !this.end) return false;
    this.bytesWritten += chunk.length;
    this.end.write(chunk, done);
    return true;
  }
  close(callback?: () => void): void {
    this.#shut(false);
    callback?.();
  }
  reset(callback?: () => void): number {
    this.#shut(true);
    callback?.();
    return 0;
  }
  #shut(reset: boolean): void {
    if (this.#closed) return;
    this.#closed = true;
    this.end?.close(reset);
    this.#keepAlive();
  }
  ref(): void {
    this.#held = true;
    this.#keepAlive();
  }
  unref(): void {
    this.#held = false;
    this.#keepAlive();
  }
  hasRef(): boolean {
    return this.#held && !this.#closed;
  }
  /** Nothing is held back here, and no connection is lost unnoticed. */
  setNoDelay(_on?: boolean): number {
    return 0;
  }
  setKeepAlive(_on?: boolean, _delay?: number): number {
    return 0;
  }
  getAsyncId(): number {
    return 1;
  }
  sockname(): Partial<Address> {
    return this.peers?.local ?? {};
  }
  peername(): Address | undefined {
    return this.peers?.remote;
  }
}
