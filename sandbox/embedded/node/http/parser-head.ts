import { METHODS } from './constants.ts';
import { parseError, type Head } from './parse-error.ts';
import { isToken } from './validate.ts';

export type Side = 'request' | 'response';

const known = new Set(METHODS);
/** What a parser reads on for: methods of HTTP's relatives, too. */
const begun = [
  ...METHODS,
  ...'ANNOUNCE DESCRIBE FLUSH GET_PARAMETER PAUSE PLAY PRI RECORD REDIRECT SETUP SET_PARAMETER SOURCE TEARDOWN'.split(
    ' ',
  ),
];
const versions = new Set(['0.9', '1.0', '1.1', '2.0']);

/** A request line or a status line. */
export function readStartLine(side: Side, line: string, bare: boolean): Head {
  const head: Head = {
    method: '',
    url: '',
    statusCode: 0,
    statusMessage: '',
    major: 1,
    minor: 1,
    rawHeaders: [],
    keepAlive: true,
    upgrade: false,
  };
  if (side === 'request') readRequestLine(line, head);
  else readStatusLine(line, head);
  if (bare) throw parseError('HPE_CR_EXPECTED', 'Missing expected CR after start line');
  return head;
}

function readRequestLine(line: string, head: Head): void {
  const first = line.indexOf(' ');
  const second = line.indexOf(' ', first + 1);
  head.method = line.slice(0, first < 0 ? line.length : first);
  if (!known.has(head.method)) throw wrongMethod(line);
  head.url = line.slice(first + 1, second < 0 ? line.length : second);
  if (first < 0 || !/^[^\0-\x20\x7f]+$/.test(head.url)) throw parseError('HPE_INVALID_URL', 'Unexpected space after start line');
  if (head.method !== 'CONNECT' && !/^(?:[/*]|[a-z][a-z\d+.-]*:\/\/)/i.test(head.url)) {
    throw parseError('HPE_INVALID_URL', 'Unexpected start char in url');
  }
  const rest = second < 0 ? '' : line.slice(second + 1);
  if (rest === 'HTTP/1.1') return;
  readVersion(rest, head);
} // prettier-ignore

/** Says at which character no method goes on like this. */
function wrongMethod(line: string): Error {
  let same = 0;
  while (begun.some((name) => `${name} `.startsWith(line.slice(0, same + 1)))) same++;
  return Object.assign(parseError('HPE_INVALID_METHOD', 'Invalid method encountered'), { offset: same });
}

function readVersion(text: string, head: Head): void {
  const match = /^HTTP\/(\d)\.(\d)$/.exec(text);
  if (!match) {
    if (/^(?:HTTP|RTSP|ICE)\//.test(text)) throw parseError('HPE_INVALID_VERSION', 'Invalid HTTP version');
    throw parseError('HPE_INVALID_CONSTANT', 'Expected HTTP/, RTSP/ or ICE/');
  }
  if (!versions.has(`${match[1]}.${match[2]}`)) throw parseError('HPE_INVALID_VERSION', 'Invalid HTTP version');
  head.major = Number(match[1]);
  head.minor = Number(match[2]);
}

function readStatusLine(line: string, head: Head): void {
  const match = /^HTTP\/(\d)\.(\d) (\d{3})(?: (.*))?$/s.exec(line);
  if (!match) {
    if (!line.startsWith('HTTP/')) throw parseError('HPE_INVALID_CONSTANT', 'Expected HTTP/, RTSP/ or ICE/');
    throw parseError('HPE_INVALID_STATUS', 'Invalid status code');
  }
  readVersion(line.slice(0, 8), head);
  head.statusCode = Number(match[3]);
  head.statusMessage = match[4] ?? '';
  if (head.statusMessage.includes('\r')) throw parseError('HPE_LF_EXPECTED', 'Missing expected LF after response line');
}

/** Adds the header of a line to `raw`; returns where its name is in there. */
export function checkHeader(line: string, raw: string[], lenient: boolean): string[] {
  const bare = !line.endsWith('\r');
  const text = bare ? line : line.slice(0, -1);
  const colon = text.indexOf(':');
  if (text[0] === ' ' || text[0] === '\t') return continueHeader(text, raw, lenient);
  if (colon < 1) throw parseError('HPE_INVALID_HEADER_TOKEN', 'Invalid header token');
  const name = text.slice(0, colon);
  if (!isToken(name)) throw parseError('HPE_INVALID_HEADER_TOKEN', 'Invalid header token');
  const value = trim(text, colon + 1);
  if (!lenient) {
    if (value.includes('\r')) throw parseError('HPE_LF_EXPECTED', 'Missing expected LF after header value');
    if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) throw parseError('HPE_INVALID_HEADER_TOKEN', 'Invalid header value char');
    if (bare) throw parseError('HPE_CR_EXPECTED', 'Missing expected CR after header value');
  }
  raw.push(name, value);
  return raw;
} // prettier-ignore

function continueHeader(text: string, raw: string[], lenient: boolean): string[] {
  if (!raw.length) throw parseError('HPE_INVALID_HEADER_TOKEN', 'Unexpected space after start line');
  if (!lenient) throw parseError('HPE_INVALID_HEADER_TOKEN', 'Unexpected whitespace after header value');
  raw[raw.length - 1] += ` ${text.trim()}`;
  return raw;
}

function trim(text: string, start: number): string {
  let end = text.length;
  while (start < end && blank(text.charCodeAt(start))) start++;
  while (end > start && blank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

const blank = (code: number) => code === 32 || code === 9;

/** Refuses garbage with its first bytes, before the end of a line that may never come. */
export function checkUnfinished(side: Side, start: boolean, text: string, lenient: boolean): void {
  if (start && side === 'response') {
    if (!'HTTP/'.startsWith(text.slice(0, 5))) throw parseError('HPE_INVALID_CONSTANT', 'Expected HTTP/, RTSP/ or ICE/');
  } else if (start) {
    const space = text.indexOf(' ');
    const method = space < 0 ? text : text.slice(0, space);
    if (space < 0 ? !METHODS.some((name) => name.startsWith(method)) : !known.has(method)) {
      throw wrongMethod(text);
    }
  } else if (!lenient) {
    const cut = text.indexOf('\r');
    if (cut >= 0 && cut < text.length - 1) throw parseError('HPE_LF_EXPECTED', 'Missing expected LF after header value');
    const colon = text.indexOf(':');
    if (!isToken(colon < 0 ? text.replace(/\r$/, '') : text.slice(0, colon))) {
      throw parseError('HPE_INVALID_HEADER_TOKEN', 'Invalid header token');
    }
  }
} // prettier-ignore

/** Collects what the headers say about the body and the connection. */
export class Framing {
  #side: Side;
  #lenient: boolean;
  #length: number | undefined;
  #encoding: string | undefined;
  #close = false;
  #keepAlive = false;
  #upgradeNamed = false;
  #upgrade = false;

  constructor(side: Side, lenient: boolean) {
    this.#side = side;
    this.#lenient = lenient;
  }

  /** The header that was added last to `raw`. */
  read(raw: string[]): void {
    const name = raw[raw.length - 2]!;
    const value = raw[raw.length - 1]!;
    // Only names of these lengths say anything.
    switch (name.length) {
      case 7:
        if (name.toLowerCase() === 'upgrade') this.#upgrade = true;
        break;
      case 10:
        if (name.toLowerCase() === 'connection') this.#readConnection(value);
        break;
      case 14:
        if (name.toLowerCase() === 'content-length') this.#readLength(value);
        break;
      case 17:
        if (name.toLowerCase() === 'transfer-encoding') this.#readEncoding(value);
    }
  }

  #readConnection(value: string): void {
    for (const token of value.toLowerCase().split(',')) {
      const word = token.trim();
      if (word === 'close') this.#close = true;
      else if (word === 'keep-alive') this.#keepAlive = true;
      else if (word === 'upgrade') this.#upgradeNamed = true;
    }
  }

  #readLength(value: string): void {
    if (this.#length !== undefined) throw parseError('HPE_UNEXPECTED_CONTENT_LENGTH', 'Duplicate Content-Length');
    if (this.#encoding !== undefined && !this.#lenient) {
      throw parseError('HPE_UNEXPECTED_CONTENT_LENGTH', "Content-Length can't be present with Transfer-Encoding");
    }
    if (!/^\d+$/.test(value)) throw parseError('HPE_INVALID_CONTENT_LENGTH', 'Invalid character in Content-Length');
    if (value.length > 19) throw parseError('HPE_INVALID_CONTENT_LENGTH', 'Content-Length overflow');
    this.#length = Number(value);
  }

  #readEncoding(value: string): void {
    if (this.#length !== undefined && !this.#lenient) {
      throw parseError('HPE_INVALID_TRANSFER_ENCODING', "Transfer-Encoding can't be present with Content-Length");
    }
    if (this.#side === 'request' && !this.#lenient) this.#checkLast(value);
    this.#encoding = this.#encoding === undefined ? value : `${this.#encoding}, ${value}`;
  }

  /** After `chunked` nothing may come: readers that see it differently would take the body for another request. */
  #checkLast(value: string): void {
    const more = /^chunked[ \t]*,/i.exec(value) ?? /,[ \t]*chunked[ \t]*,/i.exec(value);
    const again = /(?:^|,)[ \t]*chunked$/i.test(this.#encoding ?? '');
    if (!more && !again) return;
    const offset = 'transfer-encoding: '.length + (again ? 1 : more!.index + more![0].length);
    throw Object.assign(parseError('HPE_INVALID_TRANSFER_ENCODING', 'Invalid `Transfer-Encoding` header value'), { offset });
  } // prettier-ignore

  /** How long the body is; also says in `head` whether the connection stays and whether it changes its protocol. */
  decide(head: Head): number | 'chunked' | 'until-close' | 'invalid' {
    const side = this.#side;
    const encoding = this.#encoding;
    const chunked = encoding !== undefined && endsChunked(side, encoding, this.#lenient);
    const upgrade = this.#upgradeNamed && this.#upgrade;
    const { statusCode, major, minor } = head;
    head.upgrade = side === 'request' ? head.method === 'CONNECT' || upgrade : statusCode === 101 && upgrade;
    const bodiless = side === 'request' || (statusCode >= 100 && statusCode < 200) || statusCode === 204 || statusCode === 304;
    const untilClose = !bodiless && !chunked && (this.#length === undefined || encoding !== undefined);
    const modern = major > 0 && (major > 1 || minor > 0);
    head.keepAlive = !untilClose && (modern ? !this.#close : this.#keepAlive);
    if (chunked === undefined) return 'invalid';
    if (chunked) return 'chunked';
    return untilClose ? 'until-close' : (this.#length ?? 0);
  } // prettier-ignore
}

/** Undefined when that cannot be told, which requests may not leave open. */
function endsChunked(side: Side, encoding: string, lenient: boolean): boolean | undefined {
  const codings = encoding.split(',').map((coding) => coding.trim().toLowerCase());
  const at = codings.indexOf('chunked');
  if (at >= 0 && at === codings.length - 1) return true;
  if (side === 'request' && !lenient) {
    return undefined;
  }
  return false;
}
