import { TestRunner, vi, type RunnerTestCase, type RunnerTestFile } from 'vitest';
import { mostSteps, stepName } from './loop-guard.ts';

let steps = 0;

Reflect.set(globalThis, stepName, () => {
  steps += 1;
  if (steps > mostSteps) throw new Error('This loop does not end.');
});

/** Ends a suite at its first failure, and leaves nothing behind for the suite that follows in the same process. */
export default class BatchRunner extends TestRunner {
  #failed = false;

  override async onBeforeRunTask(test: RunnerTestCase) {
    steps = 0;
    if (this.#failed && test.mode === 'run') test.mode = 'skip';
    await super.onBeforeRunTask(test);
  }

  override onAfterRunTask(test: RunnerTestCase) {
    super.onAfterRunTask(test);
    this.#failed ||= test.result?.state === 'fail';
  }

  override onAfterRunFiles(files: RunnerTestFile[]) {
    super.onAfterRunFiles(files);
    this.#failed = false;
    vi.useRealTimers();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  }
}
