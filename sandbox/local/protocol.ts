import type { VitestRun, VitestTest } from '../report.ts';
import type { Output } from '../types.ts';

/** Sent ahead: Vitest starts while the caller is still busy with other things. */
export interface PrepareRequest {
  type: 'prepare';
  /** Absolute path of the folder that holds the exercise, with `/` on every system, as Vite writes paths. */
  root: string;
}

/** What the runtime asks of the grading process. */
export interface RunRequest {
  type: 'run';
  root: string;
  /** The suites, relative to `root`, with the text that they must have. */
  suites: Record<string, string>;
  /** Relative paths of files that may have changed since the last run. */
  changed: string[];
  /** A server is graded and not these files: tests may be skipped for that reason. */
  elsewhere: boolean;
}

export type FromGrader =
  | { type: 'ready' }
  | { type: 'running' }
  | { type: 'test-start'; name: string }
  | { type: 'output'; output: Output }
  | { type: 'done'; run: VitestRun }
  | { type: 'fault'; message: string };

/** One line of the evidence file, which survives the process that wrote it. */
export type Evidence =
  /** The exercise's code comes next; ms since 1970, and ms of processor time until here. */
  | { event: 'begun'; at: number; cpu: number }
  | { event: 'start'; path: string; names: string[] }
  | { event: 'end'; path: string; test: VitestTest }
  | { event: 'tampered'; tampered: string }
  /** A suite's last test and hook have ended. */
  | { event: 'tested' }
  /** And its results are on their way. */
  | { event: 'finished' };

/** Environment variable with the path of the evidence file. */
export const evidenceVariable = 'ENGINE_ROOM_EVIDENCE';

/** Environment variable with the address of the server that is graded instead; `#testing` reads it. */
export const serverVariable = 'ENGINE_ROOM_SERVER';

/** Environment variable that is set where the suites of many variants share a process; `#testing` reads it. */
export const sharedVariable = 'ENGINE_ROOM_SHARED';

/** ms that one test or hook may take; the same in every runtime. */
export const testTimeout = 3000;

/** MB that learner code may use. */
export const memoryLimit = 512;
