import Stream from 'stream';
import { invalidType } from '../net/errors.ts';
import { headersSent, validateHeaderName, validateHeaderValue } from './validate.ts';

export type HeaderValue = number | string | readonly string[];

/** The headers of a message that is not sent yet, in the order and case in which they were set. */
export class HeaderHolder extends Stream {
  declare sendDate: boolean;
  declare _removed: Set<string>;
  declare _header: string | null;
  declare _headers: Map<string, [name: string, value: HeaderValue]> | null;

  setHeader(name: string, value: HeaderValue): this {
    if (this._header) throw headersSent('set');
    validateHeaderName(name);
    if (Array.isArray(value)) for (const one of value) validateHeaderValue(name, one);
    else validateHeaderValue(name, value);
    (this._headers ??= new Map()).set(name.toLowerCase(), [name, value]);
    return this;
  }

  setHeaders(headers: Headers | Map<string, HeaderValue>): this {
    if (this._header) throw headersSent('set');
    if (!headers || Array.isArray(headers) || typeof headers.keys !== 'function' || typeof headers.get !== 'function') {
      throw invalidType('headers', 'an instance of Headers or Map', headers);
    }
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
    const before = this._headers?.get(name.toLowerCase());
    if (!before) return this.setHeader(name, value);
    const values = [before[1], value].flat().map(String);
    return this.setHeader(before[0], values);
  }

  getHeader(name: string): HeaderValue | undefined {
    if (typeof name !== 'string') throw invalidType('name', 'of type string', name);
    return this._headers?.get(name.toLowerCase())?.[1];
  }
  getHeaderNames(): string[] {
    return [...(this._headers?.keys() ?? [])];
  }
  getRawHeaderNames(): string[] {
    return [...(this._headers?.values() ?? [])].map(([name]) => name);
  }
  getHeaders(): Record<string, HeaderValue> {
    const headers = Object.create(null) as Record<string, HeaderValue>;
    for (const [key, [, value]] of this._headers ?? []) headers[key] = value;
    return headers;
  }
  hasHeader(name: string): boolean {
    if (typeof name !== 'string') throw invalidType('name', 'of type string', name);
    return this._headers?.has(name.toLowerCase()) ?? false;
  }
  removeHeader(name: string): void {
    if (typeof name !== 'string') throw invalidType('name', 'of type string', name);
    if (this._header) throw headersSent('remove');
    const key = name.toLowerCase();
    if (key === 'date') this.sendDate = false;
    this._removed.add(key);
    this._headers?.delete(key);
  }
}
