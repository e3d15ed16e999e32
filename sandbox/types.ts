/** The nouns of the sandbox. Types only: nothing here exists at run time. */

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
  /** The suite: every `*.test.ts` at the top of the folder. */
  tests: Files;
  /** From a nudge, over the concept, to the region of the fault. */
  hints: string[];
  /** Typical wrong answers: folder name below `wrong/` → the diagnosis that a learner must read. */
  wrong: Record<string, string>;
  /** The task, as Markdown. */
  task: string;
}

export interface Output {
  stream: 'stdout' | 'stderr';
  level: 'log' | 'info' | 'debug' | 'warn' | 'error';
  text: string;
}

export interface RunOptions {
  signal?: AbortSignal;
  onOutput?(output: Output): void;
  /** Called when a test begins, with its full name. */
  onTestStart?(name: string): void;
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
  dispose(): Promise<void>;
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

export interface HttpExchange {
  request: { method: string; url: string; headers: [string, string][]; body: string };
  /** Absent when the app gave no answer. */
  response?: { status: number; statusText: string; headers: [string, string][]; body: string };
  /** A command line that repeats the request. */
  curl: string;
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
