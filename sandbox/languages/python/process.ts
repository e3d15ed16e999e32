import { openHost, type Host } from '../../hosts/open.ts';
import type { PythonRun, PythonState } from './guest.ts';

// Suites may install fake timers; the clock that ends a loop must keep running.
const { setTimeout, clearTimeout } = globalThis;

/** One Python process, and after `reset` the next one. */
export interface PythonProcess {
  /** Resolves when the program serves or has ended. */
  run(params: PythonRun): Promise<PythonState>;
  /** The exit code of a program that served and has ended since. */
  ended(): Promise<number>;
  /** The program's folder as it is now. */
  files(): Promise<Record<string, Uint8Array>>;
  /** Forgets everything of the program. False when there can be no other one in this process: it is ended. */
  reset(): Promise<boolean>;
  kill(): void;
}

/** ms that a program which is asked to end may take to notice: what loops for ever never does. */
const patience = 1500;

/** Programs that one worker runs: what Pyodide keeps of each, some 47 MB, comes free only with the worker. */
const programsOfAWorker = 8;

/** @throws {Error} which says why Python did not start. */
export async function openPython(
  onOutput: (stream: 'stdout' | 'stderr', text: string) => void,
): Promise<PythonProcess> {
  const host = await openHost('python', { onOutput });
  const call = <Result>(...args: Parameters<Host['call']>) => host.call(...args) as Promise<Result>;
  let programs = 1;
  return {
    run: (params) => call('run', params),
    ended: () => call('ended'),
    files: () => call('files'),
    async reset() {
      const done = programs++ < programsOfAWorker && (await within(patience, call('reset')));
      if (!done) host.kill();
      return done;
    },
    kill: host.kill,
  };
}

/** Whether something succeeds in time. */
export function within(limit: number, work: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), limit);
    const settle = (done: boolean) => () => {
      clearTimeout(timer);
      resolve(done);
    };
    work.then(settle(true), settle(false));
  });
}
