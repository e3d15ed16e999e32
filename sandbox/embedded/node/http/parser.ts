import { Buffer } from 'buffer';
import { METHODS, maxHeaderSize } from './constants.ts';
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

export interface ParserEvents {
  /** Returns how the body is: `none` skips it whatever the headers say (HEAD), `upgrade` stops parsing. */
  head(head: Head): 'body' | 'none' | 'upgrade';
  /** Returns false to ask for a pause. */
  body(chunk: Buffer): boolean;
  complete(rawTrailers: string[]): void;
}

export interface ParseError extends Error {
  code: string;
  reason: string;
  bytesParsed: number;
  rawPacket: Buffer;
}

type State = 'line' | 'length' | 'until-close' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailers' | 'stopped';

export interface Parser {
  /** Reads on. Gives what follows an upgrade, or throws a ParseError. `unpaced` is false when a body asked for a pause. */
  execute(chunk: Buffer): { rest?: Buffer; unpaced: boolean };
  /** The connection has ended. True when that was in the middle of a message. */
  finish(): boolean;
  /** Whether a message has begun and not ended. */
  busy(): boolean;
}

const known = new Set(METHODS);

/** HTTP/1.1 from bytes, as many messages as come. `side` says which kind of start line to expect. */
export function createParser(side: 'request' | 'response', events: ParserEvents): Parser {
  let state: State = 'line';
  let text = '';
  let remaining = 0;
  let input: Buffer = Buffer.alloc(0);
  let at = 0;
  let unpaced = true;

  const fail = (code: string, reason: string): never => {
    state = 'stopped';
    const error = new Error(`Parse Error: ${reason}`) as ParseError;
    throw Object.assign(error, { code, reason, bytesParsed: at, rawPacket: input });
  };
  /** Collects up to `mark`; undefined while it has not come yet. */
  const until = (mark: string): string | undefined => {
    const step = mark.length === 2 ? 32 : 2048;
    while (at < input.length) {
      const before = text.length;
      text += input.toString('latin1', at, Math.min(input.length, at + step));
      const end = text.indexOf(mark, Math.max(0, before - mark.length));
      if ((end < 0 ? text.length : end) > maxHeaderSize) fail('HPE_HEADER_OVERFLOW', 'Header overflow');
      if (end >= 0) {
        at += end + mark.length - before;
        const found = text.slice(0, end);
        text = '';
        return found;
      }
      at += text.length - before;
    }
    return undefined;
  };
  const complete = (trailers: string[] = []) => {
    state = 'line';
    events.complete(trailers);
  };
  const body = () => {
    const end = state === 'until-close' ? input.length : Math.min(input.length, at + remaining);
    const chunk = input.subarray(at, end);
    remaining -= chunk.length;
    at = end;
    if (chunk.length && !events.body(chunk)) unpaced = false;
  };

  const begin = () => {
    // Empty lines before a start line are allowed.
    while (!text && at < input.length && (input[at] === 13 || input[at] === 10)) at++;
    if (at >= input.length) return;
    if (!text) checkStart(side, input, at, fail);
    const found = until('\r\n\r\n');
    if (found === undefined) return;
    const head = parseHead(side, found, fail);
    const framing = frame(head.rawHeaders, fail);
    const kind = events.head(head);
    if (kind === 'upgrade') state = 'stopped';
    else if (kind === 'none') complete();
    else if (framing === 'chunked') state = 'chunk-size';
    else if (framing !== undefined) {
      remaining = framing;
      state = 'length';
      if (!remaining) complete();
    } else if (side === 'request') complete();
    else state = 'until-close';
  };

  const steps: Record<Exclude<State, 'stopped'>, () => void> = {
    line: begin,
    length() {
      body();
      if (!remaining) complete();
    },
    'until-close': body,
    'chunk-size'() {
      const line = until('\r\n');
      if (line === undefined) return;
      const size = line.split(';', 1)[0]!.trim();
      if (!/^[\da-f]+$/i.test(size)) fail('HPE_INVALID_CHUNK_SIZE', 'Invalid character in chunk size');
      remaining = parseInt(size, 16);
      state = remaining ? 'chunk' : 'trailers';
    },
    chunk() {
      body();
      if (!remaining) state = 'chunk-end';
    },
    'chunk-end'() {
      if (until('\r\n') !== undefined) state = 'chunk-size';
    },
    trailers() {
      // The empty line may follow at once, or after trailers.
      text ||= '\r\n';
      const found = until('\r\n\r\n');
      if (found !== undefined) complete(parseLines(found.slice(2), fail));
    },
  };

  return {
    execute(chunk) {
      input = chunk;
      at = 0;
      unpaced = true;
      while (at < input.length && state !== 'stopped') steps[state]();
      return at < input.length ? { rest: input.subarray(at), unpaced } : { unpaced };
    },
    finish() {
      const middle = state === 'line' ? text !== '' : state !== 'stopped' && state !== 'until-close';
      if (state === 'until-close') complete();
      state = 'stopped';
      return middle;
    },
    busy: () => state !== 'line' || text !== '',
  };
}

type Fail = (code: string, reason: string) => never;

/** Refuses garbage with its first bytes, before the end of a head that may never come. */
function checkStart(side: 'request' | 'response', input: Buffer, at: number, fail: Fail): void {
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

function parseHead(side: 'request' | 'response', text: string, fail: Fail): Head {
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

function parseLines(text: string, fail: Fail): string[] {
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
function frame(rawHeaders: string[], fail: Fail): number | 'chunked' | undefined {
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
