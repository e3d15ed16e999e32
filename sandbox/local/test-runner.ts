import { writeSync, openSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import path from 'node:path';
import { expect, TestRunner, type RunnerTestCase, type RunnerTestFile } from 'vitest';
import { watchTampering } from '../embedded/tampering.ts';
import { evidenceVariable, type Evidence } from './protocol.ts';
import { readTest, testNames } from './read-task.ts';

const { stringify } = JSON;
const file = openSync(process.env[evidenceVariable]!, 'a');
// Not Vitest's own channel: that one is batched, and a loop in learner code would keep the last batch from leaving.
const write = (evidence: Evidence) => void writeSync(file, `${stringify(evidence)}\n`);

/** Vitest's runner, writing down each step where the parent process finds it whatever happens to this one. */
export default class EvidenceRunner extends TestRunner {
  // Created before any file of the exercise is imported, so it remembers how things were.
  #tampering = watchTampering(expect);

  override async onBeforeRunTask(test: RunnerTestCase) {
    await super.onBeforeRunTask(test);
    if (test.mode === 'run') write({ event: 'start', path: suiteName(test), names: testNames(test) });
  }

  override onAfterRunTask(test: RunnerTestCase) {
    super.onAfterRunTask(test);
    write({ event: 'end', path: suiteName(test), test: readTest(test) });
  }

  override onAfterRunFiles(files: RunnerTestFile[]) {
    super.onAfterRunFiles(files);
    const tampered = this.#tampering.check();
    write({ event: 'finished', ...(tampered && { tampered }) });
    flushCompileCache();
  }
}

const suiteName = (test: RunnerTestCase) => path.basename(test.file.filepath);
