import type { VitestRun } from '../report.ts';
import type { Output, PlainRequest, SocketEvent, TestReport } from '../types.ts';

/** What the page and the programs of ours inside of a container say to each other, and where things are in there. */

/** The learner's folder, below the working directory: what shells see. */
export const exercise = 'exercise';

/** Our programs, as a package: what is in `node_modules` runs as it is. */
export const engine = 'node_modules/engine-room';

/** Bytes; larger chunks of packages come from the embedded runtime's folder when files ask for them. */
export const largestChunk = 250_000;

/** Where one runtime has its files, and where it and our programs leave things for each other; below the working directory. */
export interface Place {
  /** Our programs are told this, and find the rest. */
  id: string;
  /** What is mounted. In the learner's folder, so that programs find what `npm install` brought there. */
  root: string;
  /** One line for each step of a run, written as it happens; see `Evidence`. */
  evidence: string;
  /** What Vitest made of a run: complete when it is there. The page reads this file, and no text of a terminal. */
  run: string;
  /** Written to ask a run for a sign of life; whoever is not busy renames it. */
  ask: string;
  /** Letters to the grading program and to the relay, one file each. */
  grader: string;
  relay: string;
}

export function placeOf(id: string): Place {
  const own = `.engine-room/${id}`;
  return {
    id,
    root: `${exercise}/.runs/${id}`,
    evidence: `${own}/evidence`,
    run: `${own}/run.json`,
    ask: `${own}/ask`,
    grader: `${own}/to-grader`,
    relay: `${own}/to-relay`,
  };
}

/** A letter to the grading program. */
export type ToGrader =
  | {
      type: 'run';
      /** What the run's file must say: the code under test does not know it. */
      mark: string;
      /** The mounted files that are text, relative to the exercise's folder. */
      files: Record<string, string>;
      /** Those of them that may have changed since the last run, and those that are gone. */
      changed: string[];
      /** Only what would stop the files from loading is asked for; no suite runs. */
      only: 'preflight' | undefined;
    }
  | { type: 'ask' };

/** A line of the grading program. What a run came to is in the place's `run`. */
export type FromGrader =
  | { type: 'ready' }
  | { type: 'running' }
  | { type: 'test-start'; name: string }
  | { type: 'test-end' }
  | { type: 'output'; output: Output }
  | { type: 'waiting' }
  | { type: 'done' }
  | { type: 'fault'; message: string };

/** What a place's `run` holds: a run, why there was none, or neither where only that was asked for. */
export interface RunFile {
  mark: string;
  run?: VitestRun;
  fault?: TestReport;
}

/** A line of the program that starts a learner's server. */
export type FromProgram =
  | { type: 'printed'; stream: 'stdout' | 'stderr'; text: string }
  | { type: 'listening'; port: number }
  | { type: 'evaluated' };

/** A letter to the relay, which speaks to ports of the container for the page. Bytes are base64. */
export type ToRelay = { id: number } & (
  | { type: 'request'; port: number; request: Omit<PlainRequest, 'body'> & { body: string | null } }
  | { type: 'connect'; port: number; url: string; protocols: string[] }
  | { type: 'frame'; data: string; binary: boolean }
  | { type: 'close'; code?: number; reason?: string }
  | { type: 'cancel' }
);

export type FromRelay =
  | { type: 'ready' }
  | ({ id: number } & (
      | { type: 'head'; status: number; statusText: string; headers: [string, string][] }
      | { type: 'chunk'; data: string }
      | { type: 'end' }
      | { type: 'failed'; message: string }
      | { type: 'socket'; event: SocketEvent; binary?: string }
    ));

/** How our programs begin a line that is meant for the page. */
const lineStart = '\u001e';

/** One line for the page. */
export const toLine = (mark: string, message: object): string => `${lineStart}${mark} ${JSON.stringify(message)}\n`;

/**
 * Parts the text of a terminal into our own lines and what anybody else printed.
 *
 * @param mark Whose lines count; others are text.
 */
export function createLineReader<Message>(mark: string, hear: (message: Message) => void, text: (part: string) => void) {
  const start = lineStart + mark;
  let rest = '';
  const flush = (part: string) => part && text(part);
  return (chunk: string): void => {
    // A terminal ends lines with both characters.
    rest += chunk.replaceAll('\r\n', '\n');
    for (;;) {
      const at = rest.indexOf(start);
      if (at < 0) break;
      const end = rest.indexOf('\n', at);
      flush(rest.slice(0, at));
      rest = rest.slice(at);
      if (end < 0) return;
      const line = rest.slice(start.length, end - at);
      rest = rest.slice(end - at + 1);
      const message = parsed<Message>(line);
      if (message) hear(message);
      else flush(`${line}\n`);
    }
    // What may become the beginning of a line of ours waits for the rest.
    const open = rest.lastIndexOf(lineStart);
    const keep = open >= 0 && start.startsWith(rest.slice(open)) ? open : rest.length;
    flush(rest.slice(0, keep));
    rest = rest.slice(keep);
  };
} // prettier-ignore

/** Nothing where another process has written into the middle of the line. */
function parsed<Message>(line: string): Message | undefined {
  try {
    return JSON.parse(line) as Message;
  } catch {
    return undefined;
  }
}
