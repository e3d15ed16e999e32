import Stream from 'stream';
import { invalidArgType } from '../errors.ts';
import { invalidType } from '../net/errors.ts';
import { headersSent, validateHeaderName, validateHeaderValue } from './validate.ts';

export type HeaderValue = number | string | readonly string[];

/** The headers of a message that is not sent yet, in the order and case in which they were set. */
export class HeaderHolder extends Stream {
  declare sendDate: boolean;
  declare _removedConnection: boolean;
  declare _removedContLen: boolean;
  declare _removedTE: boolean;
  declare _header: string | null;
  declare _store: Map<string, [name: string, value: HeaderValue]> | null;

  setHeader(name: string, value: HeaderValue): this {
    if (this._header) throw headersSent('set');
    validateHeaderName(name);
    if (Array.isArray(value)) for (const one of value) validateHeaderValue(name, one);
    else validateHeaderValue(name, value);
    (this._store ??= new Map()).set(name.toLowerCase(), [name, value]);
    return this;
  }

  setHeaders(headers: Headers | Map<string, HeaderValue>): this {
    if (this._header) throw headersSent('set');
    if (!headers || Array.isArray(headers) || typeof headers.keys !== 'function' || typeof headers.get !== 'function') {
      throw invalidArgType('headers', ['Headers', 'Map'], headers);
    }
    // Each cookie is a header of its own.
    const cookies: string[] = [];
    for (const [name, value] of headers as Map<string, HeaderValue>) {
      if (name === 'set-cookie') cookies.push(...(Array.isArray(value) ? (value as string[]) : [String(value)]));
      else this.setHeader(name, value);
    }
    if (cookies.length) this.setHeader('set-cookie', cookies);
    return this;
  }

  appendHeader(name: string, value: HeaderValue): this {
    if (this._header) throw headersSent('append');
    validateHeaderName(name);
    validateHeaderValue(name, value);
    const before = this._store?.get(name.toLowerCase());
    if (!before) return this.setHeader(name, value);
    const values = Array.isArray(before[1]) ? (before[1] as string[]) : [before[1] as string];
    if (Array.isArray(value)) values.push(...(value as string[]));
    else values.push(value as string);
    before[1] = values;
    return this;
  }

  getHeader(name: string): HeaderValue | undefined {
    if (typeof name !== 'string') throw invalidType('name', 'of type string', name);
    return this._store?.get(name.toLowerCase())?.[1];
  }
  getHeaderNames(): string[] {
    return [...(this._store?.keys() ?? [])];
  }
  getRawHeaderNames(): string[] {
    return [...(this._store?.values() ?? [])].map(([name]) => name);
  }
  getHeaders(): Record<string, HeaderValue> {
    const headers = Object.create(null) as Record<string, HeaderValue>;
    for (const [key, [, value]] of this._store ?? []) headers[key] = value;
    return headers;
  }
  hasHeader(name: string): boolean {
    if (typeof name !== 'string') throw invalidType('name', 'of type string', name);
    return this._store?.has(name.toLowerCase()) ?? false;
  }
  removeHeader(name: string): void {
    if (typeof name !== 'string') throw invalidType('name', 'of type string', name);
    if (this._header) throw headersSent('remove');
    const key = name.toLowerCase();
    if (key === 'connection') this._removedConnection = true;
    else if (key === 'content-length') this._removedContLen = true;
    else if (key === 'transfer-encoding') this._removedTE = true;
    else if (key === 'date') this.sendDate = false;
    this._store?.delete(key);
  }

  /** The old names for the same. */
  get _headers(): Record<string, HeaderValue> {
    return this.getHeaders();
  }
  set _headers(headers: Record<string, HeaderValue> | null) {
    this._store = headers && new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [name, value]]));
  }
  get _headerNames(): Record<string, string> | null {
    return this._store && (Object.assign(Object.create(null), Object.fromEntries([...this._store].map(([key, [name]]) => [key, name]))) as Record<string, string>);
  }
} // prettier-ignore
