import { writeSync, openSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import path from 'node:path';
import * as vitest from 'vitest';
import type { RunnerTestCase, RunnerTestFile, RunnerTestSuite } from 'vitest';
import { watchMocks, watchTampering, watchVerdicts } from '../embedded/tampering.ts';
import { evidenceVariable, type Evidence } from './protocol.ts';
import { readTest, testNames } from '../read-task.ts';
import { trimTest } from '../report-size.ts';

const { stringify } = JSON;
const file = openSync(process.env[evidenceVariable]!, 'a');
// Nothing that programs need to know.
delete process.env[evidenceVariable];
// Not Vitest's own channel: that one is batched, and a loop in learner code would keep the last batch from leaving.
const write = (evidence: Evidence) => void writeSync(file, `${stringify(evidence)}\n`);

/** Put together by hand: what makes JSON of objects may be what was changed. */
const tell = (tampered: string | undefined) => {
  if (tampered !== undefined) writeSync(file, `{"event":"tampered","tampered":${stringify(tampered)}}\n`);
};

/** ms between two looks while nothing else happens. */
const earlyInterval = 500;
const { setInterval: startInterval } = globalThis;
const every = (ms: number, look: () => void) => void startInterval(look, ms).unref();

/** Vitest's runner, writing down each step where the parent process finds it whatever happens to this one. */
export default class EvidenceRunner extends vitest.TestRunner {
  // Created before any file of the exercise is imported, so it remembers how things were.
  #watch = watchTampering(vitest as never);
  #verdicts = watchVerdicts(tell);

  constructor(config: never) {
    super(config);
    const { user, system } = process.cpuUsage();
    write({ event: 'begun', at: Date.now(), cpu: (user + system) / 1000 });
    watchMocks((path) => path === worker().filepath, tell);
    // With broken promises nothing may ever be loaded, and no test end.
    every(earlyInterval, () => tell(this.#watch.checkEarly()));
  }

  override async importFile(...args: Parameters<vitest.TestRunner['importFile']>): Promise<unknown> {
    try {
      return await super.importFile(...args);
    } finally {
      tell(this.#watch.checkEarly());
    }
  }

  onTaskFinished(test: RunnerTestCase) {
    this.#verdicts.tried(test);
  }

  override async onBeforeRunTask(test: RunnerTestCase) {
    this.#verdicts.begin(test);
    await super.onBeforeRunTask(test);
    if (test.mode === 'run') write({ event: 'start', path: suiteName(test), names: testNames(test) });
  }

  override onAfterRunTask(test: RunnerTestCase) {
    super.onAfterRunTask(test);
    this.#verdicts.end(test);
    write({ event: 'end', path: suiteName(test), test: trimTest(readTest(test)) });
  }

  override async onAfterRunSuite(suite: RunnerTestSuite) {
    // Vitest's own part of this waits for the process that grades.
    if (suite.file === suite) write({ event: 'tested' });
    await super.onAfterRunSuite(suite);
  }

  override onAfterRunFiles(files: RunnerTestFile[]) {
    super.onAfterRunFiles(files);
    putBack();
    tell(this.#watch.check());
    write({ event: 'finished' });
    flushCompileCache();
  }
}

const worker = () => Reflect.get(globalThis, '__vitest_worker__') as { filepath: string };

/** What a suite may leave replaced when it ends. */
function putBack(): void {
  const { vi } = vitest;
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
}

const suiteName = (test: RunnerTestCase) => path.basename(test.file.filepath);
