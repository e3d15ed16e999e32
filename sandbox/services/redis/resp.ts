import type { Reply } from './reply.ts';
import { formatDouble } from './numbers.ts';

export type Protocol = 2 | 3;

/** A reply as it goes over the wire, one character for each byte. */
export function encode(reply: Reply, protocol: Protocol): string {
  if (reply === null) return protocol === 3 ? '_\r\n' : '$-1\r\n';
  if (typeof reply === 'number' || typeof reply === 'bigint') return `:${reply}\r\n`;
  if (typeof reply === 'string') return `$${reply.length}\r\n${reply}\r\n`;
  const all = (items: Reply[]) => items.map((item) => encode(item, protocol)).join('');
  if (Array.isArray(reply)) return `*${reply.length}\r\n${all(reply)}`;
  if ('simple' in reply) return `+${reply.simple}\r\n`;
  if ('failure' in reply) return `-${reply.failure.replace(/[\r\n]/g, ' ')}\r\n`;
  if ('nilArray' in reply) return protocol === 3 ? '_\r\n' : '*-1\r\n';
  if ('parts' in reply) return all(reply.parts);
  if (protocol === 3) {
    if ('double' in reply) return `,${formatDouble(reply.double)}\r\n`;
    if ('map' in reply) return `%${reply.map.length}\r\n${all(reply.map.flat())}`;
    if ('set' in reply) return `~${reply.set.length}\r\n${all(reply.set)}`;
    if ('push' in reply) return `>${reply.push.length}\r\n${all(reply.push)}`;
    return `=${reply.verbatim.length + 4}\r\ntxt:${reply.verbatim}\r\n`;
  }
  if ('double' in reply) return encode(formatDouble(reply.double), 2);
  if ('map' in reply) return `*${reply.map.length * 2}\r\n${all(reply.map.flat())}`;
  if ('set' in reply) return encode(reply.set, 2);
  if ('push' in reply) return encode(reply.push, 2);
  return encode(reply.verbatim, 2);
}

/** The largest text that a client may send at once. */
const mostBytes = 512 * 1024 * 1024;

/** What a client sent so far, read command by command. */
export interface CommandReader {
  push(bytes: string): void;
  /** The next command's words; nothing when it is not complete. @throws {ProtocolError} */
  next(): string[] | undefined;
}

export class ProtocolError extends Error {
  override name = 'ProtocolError';
}

/** Reads arrays of texts, as clients send them, and lines, as a person types them into telnet. */
export function createCommandReader(): CommandReader {
  let buffer = '';
  let at = 0;
  const line = (): string | undefined => {
    const end = buffer.indexOf('\n', at);
    if (end < 0) return undefined;
    const text = buffer.slice(at, buffer[end - 1] === '\r' ? end - 1 : end);
    at = end + 1;
    return text;
  };
  const readArray = (): string[] | undefined => {
    const head = line();
    if (head === undefined) return undefined;
    const count = readLength(head.slice(1), 'invalid multibulk length', 1024 * 1024);
    const words: string[] = [];
    while (words.length < count) {
      const size = line();
      if (size === undefined) return undefined;
      if (size[0] !== '$') throw new ProtocolError(`expected '$', got '${size[0] ?? ' '}'`);
      const length = readLength(size.slice(1), 'invalid bulk length', mostBytes);
      if (length < 0) throw new ProtocolError('invalid bulk length');
      if (buffer.length < at + length + 2) return undefined;
      words.push(buffer.slice(at, at + length));
      at += length + 2;
    }
    return words;
  };
  const read = (): string[] | undefined => {
    if (buffer[at] === '*') return readArray();
    const text = line();
    return text === undefined ? undefined : splitLine(text);
  };
  return {
    push(bytes) {
      buffer = buffer.slice(at) + bytes;
      at = 0;
    },
    next() {
      for (;;) {
        if (at >= buffer.length) return undefined;
        const start = at;
        const words = read();
        if (!words) {
          at = start;
          return undefined;
        }
        if (words.length) return words;
      }
    },
  };
}

function readLength(text: string, fault: string, most: number): number {
  const length = Number(text);
  if (!/^-?\d+$/.test(text) || length > most) throw new ProtocolError(fault);
  return length;
}

/** Words of a typed line, with the quotes that `redis-cli` and inline commands know. @throws {ProtocolError} */
export function splitLine(line: string): string[] {
  const words: string[] = [];
  let at = 0;
  while (at < line.length) {
    if (/\s/.test(line[at]!)) {
      at++;
      continue;
    }
    const word = readWord(line, at);
    words.push(word.text);
    at = word.end;
  }
  return words;
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', a: '\x07' };

function readWord(line: string, start: number): { text: string; end: number } {
  let text = '';
  let at = start;
  while (at < line.length && !/\s/.test(line[at]!)) {
    const quote = line[at]!;
    if (quote !== '"' && quote !== "'") {
      text += quote;
      at++;
      continue;
    }
    at++;
    while (line[at] !== quote) {
      if (at >= line.length) throw new ProtocolError('unbalanced quotes in request');
      const [piece, length] = readQuoted(line, at, quote);
      text += piece;
      at += length;
    }
    at++;
    if (at < line.length && !/\s/.test(line[at]!)) throw new ProtocolError('unbalanced quotes in request');
    return { text, end: at };
  }
  return { text, end: at };
}

function readQuoted(line: string, at: number, quote: string): [text: string, length: number] {
  if (line[at] !== '\\') return [line[at]!, 1];
  const next = line[at + 1] ?? '';
  if (quote === "'") return next === "'" ? ["'", 2] : ['\\', 1];
  const hex = /^\\x([0-9a-f]{2})/i.exec(line.slice(at, at + 4));
  if (hex) return [String.fromCharCode(Number.parseInt(hex[1]!, 16)), 4];
  return [escapes[next] ?? next, next ? 2 : 1];
}
