import { errorText } from './work.ts';
import type { TextFiles } from './work.ts';
import type { Store } from './session.ts';
import type { Exercise, Output, Runtime, TestReport } from './types.ts';

/** A console that nobody can read helps nobody, and a loop that logs would fill the page's memory. */
const consoleLimit = { outputs: 500, characters: 100_000 };

/** ms between two changes of the running test's name: names that flash by tell nobody anything. */
const nameInterval = 200;

interface RunnerOptions {
  exercise: Exercise;
  createRuntime(): Runtime | Promise<Runtime>;
  store: Store;
}

/** Runs one at a time, on a runtime that is created once and replaced when it could not start. */
export function createRunner({ exercise, createRuntime, store }: RunnerOptions) {
  let runtime: Promise<Runtime> | undefined;
  let current: { controller: AbortController; ended: Promise<void> } | undefined;

  const getRuntime = () => {
    runtime ??= (async () => createRuntime())();
    runtime.catch(() => (runtime = undefined));
    return runtime;
  };

  /** Whatever state it is in now, the next run starts with a fresh one. */
  const giveUp = (failed: Runtime) => {
    runtime = undefined;
    void failed.dispose().catch(() => {});
  };

  const grade = async (files: TextFiles, signal: AbortSignal): Promise<TestReport> => {
    let ready: Runtime;
    try {
      ready = await getRuntime();
    } catch (error) {
      return { status: 'error', reason: 'boot', message: errorText(error) };
    }
    try {
      // The suite goes last: nothing that the learner writes can stand in for it.
      let named = performance.now();
      await ready.mount({ ...exercise.starter, ...files, ...exercise.tests });
      const report = await ready.test({
        signal,
        onOutput: (output) => void (signal.aborted || addOutput(output)),
        onTestStart(test) {
          if (signal.aborted || performance.now() - named < nameInterval) return;
          named = performance.now();
          store.change({ test });
        },
      });
      if (report.status === 'error' && report.reason === 'boot') giveUp(ready);
      return report;
    } catch (error) {
      giveUp(ready);
      return { status: 'error', reason: 'internal', message: errorText(error) };
    }
  };

  const addOutput = (output: Output) => {
    const { console, dropped } = store.state;
    const characters = console.reduce((sum, { text }) => sum + text.length, output.text.length);
    if (console.length < consoleLimit.outputs && characters <= consoleLimit.characters) {
      store.change({ console: [...console, output] });
    } else {
      store.change({ dropped: dropped + 1 });
    }
  };

  const run = async () => {
    const earlier = current;
    earlier?.controller.abort();
    const controller = new AbortController();
    const { signal } = controller;
    const attempt = async () => {
      await earlier?.ended;
      if (signal.aborted) return;
      const { files } = store.state;
      const report = await grade(files, signal);
      if (signal.aborted) return;
      store.change({ phase: report.status, report, test: undefined, stale: files !== store.state.files });
    };
    store.change({
      phase: 'running',
      report: undefined,
      test: undefined,
      stopped: false,
      stale: false,
      console: [],
      dropped: 0,
    });
    const ended = attempt();
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
    prepare: () =>
      getRuntime().then(
        () => undefined,
        (error: unknown) => errorText(error),
      ),
    async dispose() {
      current?.controller.abort();
      await current?.ended;
      await (await runtime?.catch(() => undefined))?.dispose();
    },
  };
}
