import { createGrader } from './grader.ts';
import type { Store } from './session-store.ts';
import type { Exercise, Output, Runtime, TestReport } from '../types.ts';
import type { TextFiles } from './work.ts';

/** A console that nobody can read helps nobody, and a loop that logs would fill the page's memory. */
const consoleLimit = { outputs: 500, characters: 100_000 };

interface RunnerOptions {
  exercise: Exercise;
  createRuntime(): Runtime | Promise<Runtime>;
  store: Store;
  /** These files are about to be graded. */
  onStart?(files: TextFiles): void;
  onReport?(files: TextFiles, report: TestReport): void;
}

/** Runs one at a time and keeps the store up to date with it. What a stopped run still says is dropped. */
export function createRunner({ exercise, createRuntime, store, onStart, onReport }: RunnerOptions) {
  const grader = createGrader({ exercise, createRuntime });
  let current: { controller: AbortController; ended: Promise<void> } | undefined;

  const attempt = async (signal: AbortSignal, earlier: Promise<void> | undefined) => {
    await earlier;
    if (signal.aborted) return;
    const { files } = store.state;
    onStart?.(files);
    const report = await grader.grade(files, {
      signal,
      onOutput: (output) => void (signal.aborted || addOutput(store, output)),
      onTestStart: (test) => void (signal.aborted || store.change({ test })),
    });
    if (signal.aborted) return;
    store.change({ phase: report.status, report, test: undefined, stale: files !== store.state.files });
    onReport?.(files, report);
  };

  const run = async () => {
    const earlier = current;
    earlier?.controller.abort();
    const controller = new AbortController();
    store.change({
      phase: 'running',
      report: undefined,
      test: undefined,
      stopped: false,
      stale: false,
      console: [],
      dropped: 0,
    });
    const ended = attempt(controller.signal, earlier?.ended);
    current = { controller, ended };
    await ended;
    if (current.controller === controller) current = undefined;
  };

  const stop = () => {
    if (store.state.phase !== 'running') return;
    current?.controller.abort();
    store.change({ phase: 'idle', test: undefined, stopped: true });
  };

  return {
    run,
    stop,
    prepare: grader.prepare,
    databases: async () => (await grader.runtime())?.databases,
    async dispose() {
      current?.controller.abort();
      await current?.ended;
      await grader.dispose();
    },
  };
}

function addOutput(store: Store, output: Output) {
  const { console, dropped } = store.state;
  const characters = console.reduce((sum, { text }) => sum + text.length, output.text.length);
  if (console.length < consoleLimit.outputs && characters <= consoleLimit.characters) {
    store.change({ console: [...console, output] });
  } else {
    store.change({ dropped: dropped + 1 });
  }
}
