/**
 * What a command answers. Text is kept as Redis keeps it, as bytes: one character for each byte (`latin1`), so that keys
 * compare and sort byte by byte and binary values survive.
 */
export type Reply =
  | string
  | number
  | bigint
  | null
  | Reply[]
  | Simple
  | Failure
  | Double
  | MapReply
  | SetReply
  | NilArray
  | Push
  | Verbatim
  | Parts;

export interface Simple {
  simple: string;
}
export interface Failure {
  failure: string;
}
export interface Double {
  double: number;
}
/** Pairs: a map in RESP3, one flat array in RESP2. */
export interface MapReply {
  map: [Reply, Reply][];
}
export interface SetReply {
  set: Reply[];
}
/** No array, which RESP2 tells from no text. */
export interface NilArray {
  nilArray: true;
}
/** What arrives unasked: messages of channels. */
export interface Push {
  push: Reply[];
}
export interface Verbatim {
  verbatim: string;
}
/** Several answers to one command, as SUBSCRIBE gives one for each channel. */
export interface Parts {
  parts: Reply[];
}

export const ok: Simple = { simple: 'OK' };
export const nilArray: NilArray = { nilArray: true };
export const bulk = (text: string | undefined): string | null => text ?? null;
export const failure = (text: string): Failure => ({ failure: text });

/** Ends a command with an error. */
export class RedisError extends Error {
  override name = 'RedisError';
}

export const fail = (text: string): never => {
  throw new RedisError(text);
};

export const wrongType = 'WRONGTYPE Operation against a key holding the wrong kind of value';
export const syntaxError = 'ERR syntax error';
export const notInteger = 'ERR value is not an integer or out of range';
export const notFloat = 'ERR value is not a valid float';

export const isFailure = (reply: Reply): reply is Failure =>
  typeof reply === 'object' && reply !== null && 'failure' in reply;

/** Text of the language as bytes, and back. */
export const toBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
export const toText = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');
