import type { Buffer } from 'buffer';
import { METHODS } from './constants.ts';
import { isToken, hasBadContent } from './validate.ts';

export interface Head {
  method: string;
  url: string;
  statusCode: number;
  statusMessage: string;
  major: number;
  minor: number;
  rawHeaders: string[];
  keepAlive: boolean;
  upgrade: boolean;
}

const known = new Set(METHODS);

export type Fail = (code: string, reason: string) => never;

/** Refuses garbage with its first bytes, before the end of a head that may never come. */
export function checkStart(side: 'request' | 'response', input: Buffer, at: number, fail: Fail): void {
  const start = input.toString('latin1', at, at + 24);
  if (side === 'response') {
    if (!'HTTP/'.startsWith(start.slice(0, 5))) fail('HPE_INVALID_CONSTANT', 'Expected HTTP/, RTSP/ or ICE/');
    return;
  }
  const [method = '', more] = start.split(' ', 2);
  if (more === undefined ? !METHODS.some((name) => name.startsWith(method)) : !known.has(method)) {
    fail('HPE_INVALID_METHOD', 'Invalid method encountered');
  }
}

/** A start line with the headers below it. */
export function parseHead(side: 'request' | 'response', text: string, fail: Fail): Head {
  const cut = text.indexOf('\r\n');
  const line = cut < 0 ? text : text.slice(0, cut);
  const rawHeaders = cut < 0 ? [] : parseLines(text.slice(cut + 2), fail);
  const head: Head = {
    method: '',
    url: '',
    statusCode: 0,
    statusMessage: '',
    major: 1,
    minor: 1,
    rawHeaders,
    keepAlive: true,
    upgrade: false,
  };
  const match =
    side === 'request'
      ? /^(\S+) (\S+) HTTP\/(\d)\.(\d)$/.exec(line)
      : /^HTTP\/(\d)\.(\d) (\d{3})(?: (.*))?$/.exec(line);
  if (!match)
    return fail('HPE_INVALID_CONSTANT', side === 'request' ? 'Expected HTTP/, RTSP/ or ICE/' : 'Invalid status code');
  const [, first = '', second = '', third = '', fourth = ''] = match;
  if (side === 'request')
    Object.assign(head, { method: first, url: second, major: Number(third), minor: Number(fourth) });
  else
    Object.assign(head, {
      major: Number(first),
      minor: Number(second),
      statusCode: Number(third),
      statusMessage: fourth,
    });
  const connection = valuesOf(rawHeaders, 'connection').join(',').toLowerCase();
  const modern = head.major > 1 || (head.major === 1 && head.minor === 1);
  head.keepAlive = modern ? !/\bclose\b/.test(connection) : /\bkeep-alive\b/.test(connection);
  head.upgrade =
    head.method === 'CONNECT' || (/\bupgrade\b/.test(connection) && valuesOf(rawHeaders, 'upgrade').length > 0);
  return head;
}

/** `Name: value` lines as a flat list. */
export function parseLines(text: string, fail: Fail): string[] {
  const raw: string[] = [];
  if (!text) return raw;
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    if (colon < 1 || !isToken(name)) fail('HPE_INVALID_HEADER_TOKEN', 'Invalid header token');
    const value = line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '');
    if (hasBadContent(value)) fail('HPE_INVALID_HEADER_TOKEN', 'Invalid header value char');
    raw.push(name, value);
  }
  return raw;
}

/** How long the body is: a number, `chunked`, or unknown. */
export function frame(rawHeaders: string[], fail: Fail): number | 'chunked' | undefined {
  const encoding = valuesOf(rawHeaders, 'transfer-encoding');
  const lengths = valuesOf(rawHeaders, 'content-length');
  if (encoding.length) {
    if (lengths.length) fail('HPE_INVALID_CONTENT_LENGTH', "Content-Length can't be present with Transfer-Encoding");
    if (/(?:^|,)\s*chunked\s*$/i.test(encoding.join(','))) return 'chunked';
    return undefined;
  }
  const [length] = lengths;
  if (length === undefined) return undefined;
  if (lengths.length > 1) fail('HPE_UNEXPECTED_CONTENT_LENGTH', 'Content-Length already present');
  if (!/^\d+$/.test(length)) fail('HPE_INVALID_CONTENT_LENGTH', 'Invalid character in Content-Length');
  return Number(length);
}

function valuesOf(rawHeaders: string[], name: string): string[] {
  const values: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]!.length === name.length && rawHeaders[index]!.toLowerCase() === name)
      values.push(rawHeaders[index + 1]!);
  }
  return values;
}
