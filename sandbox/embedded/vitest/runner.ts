import { placeInlineSnapshots } from './inline-snapshots.ts';
import { TestRunner, type RunnerTestCase as Test } from 'vitest';
import { readTest, testNames } from '../../read-task.ts';
import { watchVerdicts } from '../tampering.ts';
import type { SuiteHost } from '../vitest.ts';
import type { SuiteConfig } from './config.ts';
import { noTraces } from './modules.ts';

/** Vitest's runner, with what its main process would do for it. */
export class SuiteRunner extends TestRunner {
  /** What was done to the results of tests, if anything. */
  tampered: string | undefined;
  #host: SuiteHost;
  #lookEarly: () => void;
  #verdicts = watchVerdicts((tampered) => (this.tampered ??= tampered));
  constructor(config: SuiteConfig, host: SuiteHost, modules: object, lookEarly: () => void) {
    super(config as never);
    this.#host = host;
    this.#lookEarly = lookEarly;
    this.__setTraces(noTraces as never);
    Object.assign(this, { moduleRunner: modules });
  }
  override async importFile(...args: Parameters<TestRunner['importFile']>): Promise<unknown> {
    try {
      return await super.importFile(...args);
    } finally {
      this.#lookEarly();
    }
  }
  override async onBeforeRunTask(test: Test) {
    this.#verdicts.begin(test);
    await super.onBeforeRunTask(test);
    placeInlineSnapshots(this, test.file.filepath, this.#host.root);
    if (test.mode === 'run' || test.mode === 'queued') this.#host.onTestStart(testNames(test).join(' > '));
  }
  onTaskFinished(test: Test) {
    this.#verdicts.tried(test);
  }
  override onAfterRunTask(test: Test) {
    super.onAfterRunTask(test);
    this.#verdicts.end(test);
    if (test.result) this.#host.onTestEnd(readTest(test));
  }
  // Nobody is told test by test, and nothing is stored: results are read at the end.
  onTaskUpdate() {}
  onTestAnnotate = async (_test: Test, annotation: unknown) => annotation as never;
  onTestArtifactRecord = async (_test: Test, artifact: unknown) => artifact as never;
}
