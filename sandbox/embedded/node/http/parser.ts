import { Buffer } from 'buffer';
import { maxHeaderSize } from './constants.ts';
import { checkStart, frame, parseHead, parseLines, type Fail, type Head } from './parser-head.ts';

export type { Head } from './parser-head.ts';

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

/** Collects a text that may come in several chunks, up to a mark. */
function createScanner(fail: Fail) {
  const scanner = {
    input: Buffer.alloc(0) as Buffer,
    at: 0,
    text: '',
    /** Undefined while the mark has not come yet. */
    until(mark: string): string | undefined {
      const { input } = scanner;
      const step = mark.length === 2 ? 32 : 2048;
      while (scanner.at < input.length) {
        const before = scanner.text.length;
        scanner.text += input.toString('latin1', scanner.at, Math.min(input.length, scanner.at + step));
        const end = scanner.text.indexOf(mark, Math.max(0, before - mark.length));
        if ((end < 0 ? scanner.text.length : end) > maxHeaderSize) fail('HPE_HEADER_OVERFLOW', 'Header overflow');
        if (end >= 0) {
          scanner.at += end + mark.length - before;
          const found = scanner.text.slice(0, end);
          scanner.text = '';
          return found;
        }
        scanner.at += scanner.text.length - before;
      }
      return undefined;
    },
    /** Empty lines before a start line are allowed. */
    skipBlank() {
      const { input } = scanner;
      while (scanner.at < input.length && (input[scanner.at] === 13 || input[scanner.at] === 10)) scanner.at++;
    },
  };
  return scanner;
}

type Scanner = ReturnType<typeof createScanner>;

/** Where a parser is: what it expects next, and how much of it. */
interface Progress {
  state: State;
  remaining: number;
  unpaced: boolean;
}

/** HTTP/1.1 from bytes, as many messages as come. `side` says which kind of start line to expect. */
export function createParser(side: 'request' | 'response', events: ParserEvents): Parser {
  const progress: Progress = { state: 'line', remaining: 0, unpaced: true };
  const fail: Fail = (code, reason) => {
    progress.state = 'stopped';
    const error = new Error(`Parse Error: ${reason}`) as ParseError;
    throw Object.assign(error, { code, reason, bytesParsed: scanner.at, rawPacket: scanner.input });
  };
  const scanner = createScanner(fail);
  const complete = (trailers: string[] = []) => {
    progress.state = 'line';
    events.complete(trailers);
  };
  const begin = () => {
    if (!scanner.text) {
      scanner.skipBlank();
      if (scanner.at >= scanner.input.length) return;
      checkStart(side, scanner.input, scanner.at, fail);
    }
    const found = scanner.until('\r\n\r\n');
    if (found === undefined) return;
    const head = parseHead(side, found, fail);
    const framing = frame(head.rawHeaders, fail);
    const kind = events.head(head);
    if (kind === 'upgrade') progress.state = 'stopped';
    else if (kind === 'none' || framing === 0) complete();
    else if (framing === 'chunked') progress.state = 'chunk-size';
    else if (framing !== undefined) {
      progress.remaining = framing;
      progress.state = 'length';
    } else if (side === 'request') complete();
    else progress.state = 'until-close';
  };
  const steps = { line: begin, ...createBodySteps({ progress, scanner, events, complete, fail }) };
  return {
    execute(chunk) {
      scanner.input = chunk;
      scanner.at = 0;
      progress.unpaced = true;
      while (scanner.at < chunk.length && progress.state !== 'stopped') steps[progress.state]();
      const { unpaced } = progress;
      return scanner.at < chunk.length ? { rest: chunk.subarray(scanner.at), unpaced } : { unpaced };
    },
    finish() {
      const { state } = progress;
      const middle = state === 'line' ? scanner.text !== '' : state !== 'stopped' && state !== 'until-close';
      if (state === 'until-close') complete();
      progress.state = 'stopped';
      return middle;
    },
    busy: () => progress.state !== 'line' || scanner.text !== '',
  };
}

interface BodyParts {
  progress: Progress;
  scanner: Scanner;
  events: ParserEvents;
  complete(trailers?: string[]): void;
  fail: Fail;
}

/** What each state that is part of a body does with the bytes at hand. */
function createBodySteps({ progress, scanner, events, complete, fail }: BodyParts) {
  const body = () => {
    const { input, at } = scanner;
    const end = progress.state === 'until-close' ? input.length : Math.min(input.length, at + progress.remaining);
    const chunk = input.subarray(at, end);
    progress.remaining -= chunk.length;
    scanner.at = end;
    if (chunk.length && !events.body(chunk)) progress.unpaced = false;
  };
  return {
    length() {
      body();
      if (!progress.remaining) complete();
    },
    'until-close': body,
    'chunk-size'() {
      const line = scanner.until('\r\n');
      if (line === undefined) return;
      const size = line.split(';', 1)[0]!.trim();
      if (!/^[\da-f]+$/i.test(size)) fail('HPE_INVALID_CHUNK_SIZE', 'Invalid character in chunk size');
      progress.remaining = parseInt(size, 16);
      progress.state = progress.remaining ? 'chunk' : 'trailers';
    },
    chunk() {
      body();
      if (!progress.remaining) progress.state = 'chunk-end';
    },
    'chunk-end'() {
      if (scanner.until('\r\n') !== undefined) progress.state = 'chunk-size';
    },
    trailers() {
      // The empty line may follow at once, or after trailers.
      scanner.text ||= '\r\n';
      const found = scanner.until('\r\n\r\n');
      if (found !== undefined) complete(parseLines(found.slice(2), fail));
    },
  };
}
