import { errorText } from './work.ts';
import type { TextFiles } from './work.ts';
import type { Exercise, Files, RunOptions, Runtime, TestReport } from '../types.ts';

/** ms between two names of running tests: names that flash by tell nobody anything. */
const nameInterval = 200;

interface GraderOptions {
  exercise: Exercise;
  createRuntime(): Runtime | Promise<Runtime>;
}

/** Grades files on one runtime, which is created when it is first needed and replaced when it failed. */
export function createGrader({ exercise, createRuntime }: GraderOptions) {
  let runtime: Promise<Runtime> | undefined;

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

  return {
    /** Resolves with a report in any case: a runtime that fails is a report too. */
    async grade(files: TextFiles, options: RunOptions): Promise<TestReport> {
      let ready: Runtime;
      try {
        ready = await getRuntime();
      } catch (error) {
        return { status: 'error', reason: 'boot', message: errorText(error) };
      }
      try {
        const run = withSparseNames(options);
        // The suite goes last: nothing that the learner writes can stand in for it.
        await ready.mount({ ...binary(exercise.starter), ...files, ...exercise.tests });
        const report = await ready.test(run);
        if (report.status === 'error' && report.reason === 'boot') giveUp(ready);
        return report;
      } catch (error) {
        giveUp(ready);
        return { status: 'error', reason: 'internal', message: errorText(error) };
      }
    },
    /** The runtime that graded last, or is ready to. */
    runtime: () => runtime,
    /** Starts the runtime before a run needs it. Resolves with the reason if it cannot. */
    prepare: () =>
      getRuntime().then(
        () => undefined,
        (error: unknown) => errorText(error),
      ),
    async dispose() {
      await (await runtime?.catch(() => undefined))?.dispose();
    },
  };
}

/** The same options, told of a test only when the last one told, or the start, lies long enough back. */
function withSparseNames(options: RunOptions): RunOptions {
  let named = performance.now();
  return {
    ...options,
    onTestStart(name) {
      if (performance.now() - named < nameInterval) return;
      named = performance.now();
      options.onTestStart?.(name);
    },
  };
}

/** What a learner cannot edit. The text is all in the session's files, less what was removed from them. */
function binary(starter: Files): Files {
  return Object.fromEntries(Object.entries(starter).filter(([, contents]) => typeof contents !== 'string'));
}
