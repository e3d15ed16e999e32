import type { Buffer } from 'buffer';
import { maxHeaderSize } from './constants.ts';
import { parseError, type Head, type ParseError } from './parse-error.ts';
import { checkHeader, checkUnfinished, Framing, readStartLine, type Side } from './parser-head.ts';

export type { Side } from './parser-head.ts';
export type { Head, ParseError } from './parse-error.ts';

export interface ParserEvents {
  begin?(): void;
  /** 0: the body follows. 1: there is none, whatever the headers say (HEAD). 2: the connection changes its protocol. */
  head(head: Head): number;
  body(chunk: Buffer): void;
  complete(rawTrailers: string[]): void;
}

/** What comes next. Up to TRAILERS it comes in lines. */
const START = 0;
const HEADERS = 1;
const CHUNK_SIZE = 2;
const CHUNK_END = 3;
const TRAILERS = 4;
const LENGTH = 5;
const CHUNK = 6;
const UNTIL_CLOSE = 7;
const CLOSED = 8;
const STOPPED = 9;

/** The most that the extensions of a chunk may take. */
const maxExtensions = 16 * 1024;
const step = 2048;

/** HTTP/1.1 from bytes, as many messages as come. */
export class Parser {
  maxHeaderSize = maxHeaderSize;
  lenient = false;
  upgraded = false;
  #side: Side;
  #events: ParserEvents;
  #state: number = START;
  #chunk!: Buffer;
  #at = 0;
  /** Where the line that is being read begins. */
  #line = 0;
  /** The beginning of a line whose end has not come yet. */
  #carry = '';
  #head!: Head;
  #framing!: Framing;
  #headerBytes = 0;
  #remaining = 0;
  #trailers: string[] = [];

  constructor(side: Side, events: ParserEvents) {
    this.#side = side;
    this.#events = events;
  }

  /** Reads on; returns how many bytes it took, or the error that ends it. */
  execute(chunk: Buffer): number | ParseError {
    this.#chunk = chunk;
    this.#at = 0;
    try {
      while (this.#at < chunk.length && this.#state !== STOPPED) {
        if (this.#state <= TRAILERS) this.#readLines();
        else if (this.#state === CLOSED) this.#afterClose();
        else this.#readBody();
      }
      return this.#at;
    } catch (error) {
      if ((error as ParseError).reason === undefined) throw error;
      this.#state = STOPPED;
      const { offset } = error as ParseError;
      (error as ParseError).bytesParsed ??= offset === undefined ? this.#at : Math.max(0, this.#line) + offset;
      return error as ParseError;
    }
  }

  /** The connection has ended: an error when that was in the middle of a message. */
  finish(): ParseError | undefined {
    const state = this.#state;
    this.#state = STOPPED;
    if (state === UNTIL_CLOSE) this.#events.complete([]);
    else if (state !== STOPPED && state !== CLOSED && !(state === START && this.#carry === '')) {
      return Object.assign(parseError('HPE_INVALID_EOF_STATE', 'Invalid EOF state'), { bytesParsed: 0 });
    }
    return undefined;
  }

  /** Nothing more is read. */
  stop(): void {
    this.#state = STOPPED;
  }

  #readLines(): void {
    const { length } = this.#chunk;
    const taken = latin1(this.#chunk, this.#at, Math.min(length, this.#at + step));
    const carried = this.#carry.length;
    const text = carried ? this.#carry + taken : taken;
    const start = this.#at - carried;
    let position = 0;
    this.#carry = '';
    while (this.#state <= TRAILERS) {
      this.#line = start + position;
      const end = text.indexOf('\n', position);
      if (end < 0) {
        this.#carry = position ? text.slice(position) : text;
        this.#at = start + text.length;
        return this.#checkCarry();
      }
      const line = text.slice(position, end);
      position = end + 1;
      this.#at = start + position;
      this.#readLine(line);
    }
  }

  #readLine(raw: string): void {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const state = this.#state;
    if (state === START) {
      if (line === '') return;
      this.#begin();
      this.#track(raw);
      this.#head = readStartLine(this.#side, line, raw.length === line.length && !this.lenient);
      this.#framing = new Framing(this.#side, this.lenient);
      this.#state = HEADERS;
    } else if (state === HEADERS) {
      if (line === '') return this.#headComplete();
      this.#track(raw);
      this.#framing.read(checkHeader(raw, this.#head.rawHeaders, this.lenient));
    } else if (state === CHUNK_SIZE) this.#readChunkSize(line, raw);
    else if (state === CHUNK_END) {
      if (line !== '') throw parseError('HPE_STRICT', 'Expected LF after chunk data');
      this.#state = CHUNK_SIZE;
    } else if (line === '') this.#complete();
    else {
      this.#track(raw);
      checkHeader(raw, this.#trailers, this.lenient);
    }
  }

  #begun = false;
  #begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    this.#headerBytes = 0;
    this.#events.begin?.();
  }

  #track(line: string): void {
    this.#headerBytes += line.length;
    if (this.#headerBytes >= this.maxHeaderSize) throw parseError('HPE_HEADER_OVERFLOW', 'Header overflow');
  }

  /** Faults show before the line that they are in has ended. */
  #checkCarry(): void {
    const carry = this.#carry;
    if (carry === '' || carry === '\r') return;
    const state = this.#state;
    if (state === START) this.#begin();
    if (state === CHUNK_SIZE) this.#countExtension(carry);
    else if (this.#headerBytes + carry.length >= this.maxHeaderSize) this.#track(carry);
    if (state !== CHUNK_END && state !== CHUNK_SIZE) checkUnfinished(this.#side, state === START, carry, this.lenient);
  }

  #headComplete(): void {
    const head = this.#head;
    const framing = this.#framing.decide(head);
    const kind = this.#events.head(head);
    if (this.#state === STOPPED) return;
    if (kind === 2) {
      this.upgraded = true;
      this.#state = STOPPED;
      this.#events.complete([]);
    } else if (framing === 'invalid') {
      throw parseError('HPE_INVALID_TRANSFER_ENCODING', 'Request has invalid `Transfer-Encoding`');
    } else if (kind === 1 || framing === 0) this.#complete();
    else if (framing === 'chunked') this.#state = CHUNK_SIZE;
    else if (framing === 'until-close') this.#state = UNTIL_CLOSE;
    else {
      this.#remaining = framing;
      this.#state = LENGTH;
    }
  }

  #readChunkSize(line: string, raw: string): void {
    const match = /^([\da-f]+)[ \t]*(;.*)?$/i.exec(line);
    if (!match) throw parseError('HPE_INVALID_CHUNK_SIZE', 'Invalid character in chunk size');
    if (raw.length === line.length && !this.lenient) throw parseError('HPE_CR_EXPECTED', 'Missing expected CR after chunk size');
    if (match[2]) this.#countExtension(line);
    if (match[1]!.length > 16) throw parseError('HPE_INVALID_CHUNK_SIZE', 'Chunk size overflow');
    this.#remaining = parseInt(match[1]!, 16);
    this.#trailers = [];
    this.#headerBytes = 0;
    this.#state = this.#remaining ? CHUNK : TRAILERS;
  } // prettier-ignore

  #countExtension(line: string): void {
    const at = line.indexOf(';');
    if (at < 0) return;
    if (line.length - at > maxExtensions) {
      throw parseError('HPE_CHUNK_EXTENSIONS_OVERFLOW', 'Chunk extensions overflow');
    }
  }

  #readBody(): void {
    const chunk = this.#chunk;
    const at = this.#at;
    const end = this.#state === UNTIL_CLOSE ? chunk.length : Math.min(chunk.length, at + this.#remaining);
    const part = (at === 0 && end === chunk.length ? chunk : chunk.subarray(at, end)) as Buffer;
    this.#remaining -= part.length;
    this.#at = end;
    this.#events.body(part);
    if (this.#remaining > 0 || this.#state === UNTIL_CLOSE) return;
    if (this.#state === LENGTH) this.#complete();
    else if (this.#state === CHUNK) this.#state = CHUNK_END;
  }

  #complete(): void {
    const { keepAlive } = this.#head;
    const trailers = this.#trailers;
    this.#trailers = [];
    this.#begun = false;
    this.#state = keepAlive || this.lenient ? START : CLOSED;
    this.#events.complete(trailers);
  }

  #afterClose(): void {
    const byte = this.#chunk[this.#at]!;
    if (byte !== 13 && byte !== 10) throw parseError('HPE_CLOSED_CONNECTION', 'Data after `Connection: close`');
    this.#at++;
  }
}

/** Each byte as one character. */
function latin1(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode.apply(null, bytes.subarray(start, end) as unknown as number[]);
}
