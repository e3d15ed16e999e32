import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writeMount } from '../local/mount.ts';
import { createGrader } from '../local/grading.ts';
import { createProgram } from '../local/program.ts';
import type { Files, Runtime } from '../types.ts';

export interface LocalOptions {
  /** Where the files go. Left out: a temporary folder below `workspace/.run`, removed by `dispose()`. */
  directory?: string;
  /** Seconds that one run may take; 5 unless told otherwise. A function is asked at each run. */
  timeLimit?: number | (() => number);
  /** A fresh grading process for each run. Without it a re-run after an edit is about twice as fast. */
  isolate?: boolean;
}

const project = path.resolve(import.meta.dirname, '../..');

/** Runs exercises on this computer's Node, with native packages, in processes that are ended when they take too long. */
export async function createLocalRuntime(options: LocalOptions = {}): Promise<Runtime> {
  const id = randomUUID();
  const runs = path.join(project, 'workspace', '.run');
  const root = path.resolve(options.directory ?? path.join(runs, id));
  const evidence = path.join(runs, `${id}.evidence`);
  const { timeLimit = 5 } = options;
  const limit = () => (typeof timeLimit === 'function' ? timeLimit() : timeLimit) * 1000;
  mkdirSync(runs, { recursive: true });
  mkdirSync(root, { recursive: true });
  const grader = createGrader({ cwd: project, evidence, root, limit });
  grader.warm();
  // Loaded while the grading process starts.
  const { preflightLocal } = await import('../local/allowed.ts');
  const { toReport } = await import('../report.ts');
  const program = createProgram({ root, limit });
  let files: Files = {};
  const changed: string[] = [];

  return {
    async mount(next) {
      program.stop();
      changed.push(...writeMount(root, files, next));
      files = { ...next };
      grader.warm();
    },
    async test(run = {}) {
      const fault = await preflightLocal(files);
      if (fault) return fault;
      const suites = textSuites(files);
      const request = { type: 'run' as const, root, suites, changed: changed.splice(0) };
      const ended = await grader.run(request, run);
      if (options.isolate) grader.end();
      return 'status' in ended ? ended : toReport(ended, { root });
    },
    async start(entry, run = {}) {
      const fault = await preflightLocal(files);
      if (fault && fault.status === 'error') return fault;
      return program.start(entry, run);
    },
    fetch: (request) => program.fetch(request),
    async dispose() {
      grader.end();
      program.stop();
      rmSync(evidence, { force: true });
      if (!options.directory) rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Every `*.test.ts` at the top of the folder, in alphabetical order. */
function textSuites(files: Files): Record<string, string> {
  const paths = Object.keys(files).filter((file) => /^[^/]+\.test\.ts$/.test(file));
  return Object.fromEntries(paths.sort().map((file) => [file, String(files[file])]));
}
