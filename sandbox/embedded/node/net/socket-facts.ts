import { Buffer } from 'buffer';
import { Duplex } from 'stream';
import type { Address } from '../network.ts';
import type { Handle } from './handle.ts';

type Part = { chunk: Buffer | string; encoding: BufferEncoding };

/** What a socket tells about itself: its addresses, its state and how much has gone through it. */
export class SocketFacts extends Duplex {
  declare connecting: boolean;
  declare _handle: Handle | null;
  declare _bytesDispatched: number;
  declare _bytesReadBefore: number;
  declare _pendingData: Buffer | string | Part[] | null;
  declare _peername: Address | undefined;
  declare _localname: Partial<Address> | undefined;

  address(): Partial<Address> {
    return this._getsockname();
  }
  get _connecting(): boolean {
    return this.connecting;
  }
  get pending(): boolean {
    return !this._handle || this.connecting;
  }
  get readyState(): string {
    if (this.connecting) return 'opening';
    if (this.readable && this.writable) return 'open';
    if (this.readable) return 'readOnly';
    return this.writable ? 'writeOnly' : 'closed';
  }
  get bufferSize(): number | undefined {
    return this._handle ? this.writableLength : undefined;
  }
  get bytesRead(): number {
    return this._handle ? this._handle.bytesRead : this._bytesReadBefore;
  }
  get bytesWritten(): number {
    const waiting = (this as unknown as { writableBuffer?: Part[] }).writableBuffer ?? [];
    const pending = this._pendingData;
    const more = Array.isArray(pending) ? pending : pending === null ? [] : [{ chunk: pending, encoding: 'utf8' as const }];
    return [...waiting, ...more].reduce((sum, part) => sum + lengthOf(part), this._bytesDispatched);
  } // prettier-ignore
  get _bytesRead(): number {
    return this.bytesRead;
  }

  /** The other side's address stays known to those who asked for it before the end. */
  _getpeername(): Partial<Address> {
    if (this._handle && !this.connecting) this._peername ??= this._handle.peername();
    return this._peername ?? {};
  }
  _getsockname(): Partial<Address> {
    if (!this._handle) return {};
    return { ...(this._localname ??= this.connecting ? undefined : this._handle.sockname()) };
  }
  get remoteAddress(): string | undefined {
    return this._getpeername().address;
  }
  get remoteFamily(): string | undefined {
    return this._getpeername().family;
  }
  get remotePort(): number | undefined {
    return this._getpeername().port;
  }
  get localAddress(): string | undefined {
    return this._getsockname().address;
  }
  get localPort(): number | undefined {
    return this._getsockname().port;
  }
  get localFamily(): string | undefined {
    return this._getsockname().family;
  }
}

const lengthOf = ({ chunk, encoding }: Part) =>
  typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.length;
