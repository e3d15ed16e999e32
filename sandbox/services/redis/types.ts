import type { Database } from './database.ts';
import type { Reply } from './reply.ts';
import type { Protocol } from './resp.ts';

/** One connection. */
export interface Client {
  id: number;
  name: string;
  address: string;
  /** Number of its database. */
  db: number;
  protocol: Protocol;
  /** Words of the commands after MULTI; `failed` when one of them was refused. */
  transaction?: { queue: string[][]; failed: boolean } | undefined;
  watched: { database: Database; key: string; version: number }[];
  channels: Set<string>;
  patterns: Set<string>;
  /** Set while a command waits, as BLPOP does. */
  waiting?: Waiting | undefined;
  /** What it runs, for CLIENT LIST. */
  lastCommand: string;
  /** The connection ends after the answer. */
  leaving: boolean;
  send(reply: Reply): void;
  end(): void;
}

/** A command that waits for its keys to change. */
export interface Wait {
  wait: true;
  /** The answer, once there is one. */
  attempt(): Reply | undefined;
  /** ms; 0 waits for ever. */
  timeout: number;
  /** What comes when nothing came in time. */
  otherwise: Reply;
}

export interface Waiting extends Wait {
  client: Client;
  cancel(): void;
}

export interface Context {
  client: Client;
  db: Database;
  engine: Engine;
  /** False in a transaction or script, where nothing waits. */
  mayWait: boolean;
}

export interface Command {
  /** Words with the name; negative for at least so many. */
  arity: number;
  /** As COMMAND INFO names them: `write`, `readonly`, `noscript`, `pubsub` … */
  flags: string[];
  /** Where its keys are among the words: first, last (negative from the end), step. */
  keys?: [first: number, last: number, step: number];
  /** What follows the name of a command that has several: `CLIENT SETNAME`. */
  subcommands?: Record<string, number>;
  /** @param args The words behind the name. @throws {RedisError} */
  run(args: string[], context: Context): Reply | Wait;
}

/** What commands see of the server. */
export interface Engine {
  now(): number;
  /** ms of `now()` at which it began. */
  startedAt: number;
  databases: Database[];
  clients: Map<number, Client>;
  config: Map<string, string>;
  scripts: Map<string, string>;
  commands: Map<string, Command>;
  port(): number;
  /** Runs one command with all checks, as a transaction or a script does. */
  call(words: string[], client: Client): Reply;
  /** Sends a message to who listens; gives how many did. */
  publish(channel: string, message: string): number;
  cancelWaiting(client: Client, reply: Reply): boolean;
}
