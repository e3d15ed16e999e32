/** The nouns of the sandbox. Types only: nothing here exists at run time. */

import type { Databases } from './databases.ts';
import type { ServiceName } from './services/names.ts';

/** Path → contents. Paths are relative, with `/` as separator. */
export type Files = Record<string, string | Uint8Array>;

export type ExerciseKind =
  'write' | 'fix' | 'predict' | 'order' | 'quiz' | 'review' | 'sql' | 'shell' | 'config' | 'project';

/** One folder of `exercises/`, read and checked. */
export interface Exercise {
  slug: string;
  title: string;
  kind: ExerciseKind;
  language: string;
  /** The files that the editor opens, the first one in front. */
  focus: string[];
  /** Seconds that one run may take. */
  timeLimit: number;
  /** What the learner starts from: every file that is not the suite. */
  starter: Files;
  /** The suite: every `*.test.ts` at the top of the folder, and what it asks, in `asked/`. To be read, not changed. */
  tests: Files;
  /** From a nudge, over the concept, to the region of the fault. */
  hints: string[];
  /** The file that starts the learner's server, for whoever wants to send requests of their own. */
  serve?: string | undefined;
  /** The databases that start beside it, in this order. */
  services?: ServiceName[] | undefined;
  /** What all of Node would add to it, as the end of a sentence; it never needs that. */
  fullNode?: string | undefined;
  /** Requests to begin with. */
  requests: RequestPreset[];
  /** Typical wrong answers: folder name below `wrong/` → the diagnosis that a learner must read. */
  wrong: Record<string, string>;
  /** The task, as Markdown. */
  task: string;
}

/** A request to the learner's server that an exercise suggests. */
export interface RequestPreset {
  title: string;
  method: string;
  /** With its query, from `/` on. */
  path: string;
  headers: Record<string, string>;
  body: string;
}

export interface Output {
  stream: 'stdout' | 'stderr';
  level: 'log' | 'info' | 'debug' | 'warn' | 'error';
  text: string;
  /** The objects among what was printed, to be unfolded where a page shows them. Not every runtime has them. */
  values?: PrintedValue[];
}

/** A copy of a printed value, limited in depth, entries and length. */
export interface PrintedValue {
  /** A value without entries as it would be printed; else what it is: `Array(3)`, `Map(2)`, `User`. */
  text: string;
  entries?: [key: string, value: PrintedValue][];
  /** How many entries were left out. */
  more?: number;
}

export interface RunOptions {
  /** What a started program finds in `process.argv` behind its own path. */
  args?: string[];
  /** What it finds in `process.env` beside the usual. */
  env?: Record<string, string>;
  /** Ports of another runtime's program, as its `share` gave them: a started program finds them as if they were its own. */
  reach?: SharedPorts | undefined;
  signal?: AbortSignal;
  onOutput?(output: Output): void;
  /** Called when a test begins, with its full name. */
  onTestStart?(name: string): void;
  /** Called when a started program has ended by itself, with its exit code; not when it is replaced or stopped. */
  onExit?(code: number): void;
}

/** Ports of one program, on their way to another one: the connections to them travel over the wire. */
export interface SharedPorts {
  ports: number[];
  wire: MessagePort;
}

/** Where programs run. The same files give the same report in every runtime. */
export interface Runtime {
  /** Replaces everything that was mounted before. */
  mount(files: Files): Promise<void>;
  /** Runs every `*.test.ts` of the mounted files. Never rejects for a learner's fault. */
  test(options?: RunOptions): Promise<TestReport>;
  /** Runs one mounted file as a program, like `node entry`, and leaves its servers and timers running. */
  start(entry: string, options?: RunOptions): Promise<StartResult>;
  /** Sends a request to the server that the running program started last (or to the port that the URL names). */
  fetch(request: Request): Promise<Response>;
  /** The same with any header, in the case and order given; redirects are answers like others. */
  send?(request: PlainRequest, options?: { signal?: AbortSignal }): Promise<PlainResponse>;
  /** Opens a WebSocket to the program, to the port as `fetch` finds it. */
  connect?(url: string, protocols: string[], listener: (event: SocketEvent) => void): Promise<Connection>;
  /** The embedded runtime's: Node's own SQLite shows its files to other tools. */
  databases?: Databases;
  /** The embedded runtime's, whose programs have networks of their own: opens ports of its program to another runtime. */
  share?(ports: number[]): SharedPorts;
  /** Lets the running program, if there is one, reach those ports from now on, in place of the ones before. */
  reach?(shared: SharedPorts): void;
  dispose(): Promise<void>;
}

/** A request that a browser's `Request` would change: it forbids some headers and folds the names of others. */
export interface PlainRequest {
  method: string;
  url: string;
  headers: [string, string][];
  body: Uint8Array | null;
}

export interface PlainResponse {
  status: number;
  statusText: string;
  /** As they were sent: case, order and repetition kept. */
  headers: [string, string][];
  /** Piece by piece as the program writes it; cancelling ends the request. */
  body: ReadableStream<Uint8Array>;
}

/** What becomes of a WebSocket: opened once, then frames, and at the end always one `close`. */
export type SocketEvent =
  | { type: 'open'; protocol: string }
  | { type: 'message'; data: string | Uint8Array }
  | { type: 'close'; code: number; reason: string };

export interface Connection {
  send(data: string | Uint8Array): void;
  /** @throws {Error} when the code is not one that a client may send (1000, or 3000 to 4999). */
  close(code?: number, reason?: string): void;
}

export type StartResult =
  | { status: 'started'; /** Ports that listen when the entry has been evaluated. */ ports: number[] }
  | { status: 'error'; reason: ErrorReason; message: string };

/** `error` means that no test ran; a report of `passed` or `failed` holds at least one executed test. */
export type TestReport =
  | { status: 'passed' | 'failed'; tests: TestResult[]; /** ms */ duration: number }
  | {
      status: 'error';
      reason: ErrorReason;
      message: string;
      /** What did run before a `timeout` or `memory`. */ tests?: TestResult[];
    };

/**
 * - `syntax`: a file cannot be parsed. `load`: a file threw, or imports what is not there.
 * - `timeout`, `memory`: the run was ended. `boot`: the runtime did not start. `internal`: our fault.
 */
export type ErrorReason = 'syntax' | 'load' | 'timeout' | 'memory' | 'boot' | 'internal';

export interface TestResult {
  /** The suite's and the test's titles, joined by ` > `. */
  name: string;
  status: 'passed' | 'failed' | 'skipped';
  /** Skipped because it is declared and not written yet. */
  todo?: true;
  /** What was expected of a passed test's app, and why, where the suite says so; in order. */
  proved?: Proof[];
  /** What the suite's author says about this failure, when the suite explains it. */
  explanation?: Explanation;
  /** The assertion's own words, as Vitest prints them, without colours. */
  message?: string;
  /** Expected against received, line by line (`-` expected, `+` received), where Vitest gives one. */
  diff?: string;
  /** Innermost first, only files of the exercise. */
  stack?: Frame[];
  /** Requests that the suite sent in this test, in order. */
  exchange?: HttpExchange[];
  /** Command lines that the suite ran in this test, in order. */
  ran?: ShellRun[];
  /** ms */
  duration: number;
}

export interface Frame {
  file: string;
  line: number;
  column: number;
}

/** The four parts of a message, and the diagnosis of a known wrong answer. Each is a phrase, not a sentence. */
export interface Explanation {
  diagnosis?: string;
  sent?: string;
  got?: string;
  expected?: string;
  because?: string;
  look?: string;
}

/** One check of a passed test, each part a phrase: *We expected …, because …* */
export type Proof = Required<Pick<Explanation, 'expected' | 'because'>>;

export interface HttpExchange {
  request: { method: string; url: string; headers: [string, string][]; body: string };
  /** Absent when the app gave no answer. */
  response?: { status: number; statusText: string; headers: [string, string][]; body: string };
  /** A command line that repeats the request. */
  curl: string;
}

/** A command line that a suite ran in a shell, and what came of it. */
export interface ShellRun {
  command: string;
  /** Left out when there was none. */
  stdin?: string;
  stdout: string;
  stderr: string;
  exitCode: number;
}

export interface Hint {
  text: string;
}

export interface Lesson {
  slug: string;
  stage: string;
  title: string;
  description: string;
  minutes: number;
  /** Slugs, derived from the lesson's `<Exercise>` tags. */
  exercises: string[];
}

export interface Stage {
  slug: string;
  title: string;
  lessons: Lesson[];
}
