import type { Buffer } from 'buffer';

/** The start of a message, as its parser gives it. */
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

export interface ParseError extends Error {
  code: string;
  reason: string;
  bytesParsed: number;
  /** Where the fault is in its line. */
  offset?: number;
  rawPacket?: Buffer;
}

export function parseError(code: string, reason: string): ParseError {
  return Object.assign(new Error(`Parse Error: ${reason}`) as ParseError, { code, reason });
}
