import type { IFileSystem } from 'just-bash/browser';
import type { Config } from './config.ts';
import type { Repo } from './repo.ts';

/** What a sub-command works with: the files of the shell, where it was called, and where its words go. */
export interface Git {
  fs: IFileSystem;
  cwd: string;
  env: Record<string, string>;
  stdin: string;
  print(text: string): void;
  warn(text: string): void;
  /** The repository around the folder. @throws {Fatal} where there is none. */
  repo(): Promise<Repo>;
  /** The learner's own settings, and the repository's where there is one. */
  config(): Promise<Config>;
}

/** Ends a command with git's words and exit code. */
export class Fatal extends Error {
  readonly code: number;
  constructor(message: string, code = 128) {
    super(message);
    this.code = code;
  }
}

export const fatal = (message: string): Fatal => new Fatal(`fatal: ${message}`);
export const failure = (message: string, code = 1): Fatal => new Fatal(`error: ${message}`, code);

/** How an option is written behind its names: alone, with a value, or with one that may be left out (`--x=value`). */
export type OptionKind = 'flag' | 'value' | 'optional';
/** `'-m --message'` → kind. The last name is the one that code asks for. */
export type OptionSpec = Record<string, OptionKind>;

export interface Given {
  has(name: string): boolean;
  /** The last value. */
  value(name: string): string | undefined;
  values(name: string): string[];
  /** What is no option, before `--`. */
  words: string[];
  /** What stands behind `--`; undefined where there is no `--`. */
  paths: string[] | undefined;
}

export interface GitCommand {
  /** In a few words, for `git help`. */
  what: string;
  options: OptionSpec;
  /** Options that git has and this one has not, with what to do instead. */
  absent?: Record<string, string>;
  /** Resolves with the exit code; nothing is 0. */
  run(git: Git, given: Given): Promise<number | void>;
}

export interface Person {
  name: string;
  email: string;
  /** Seconds since 1970. */
  time: number;
  /** `+0100` */
  zone: string;
}

export interface Commit {
  oid: string;
  tree: string;
  parents: string[];
  author: Person;
  committer: Person;
  message: string;
}

/** A file as a tree or the index knows it. */
export interface Entry {
  mode: string;
  oid: string;
}

/** Path → file. */
export type Snapshot = Map<string, Entry>;
