import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { removeStrays, writeMount } from '../local/mount.ts';
import { createGrader } from '../local/grading.ts';
import { createProgram } from '../local/program.ts';
import { neutral, neutralRoot, slashed } from '../local/neutral-root.ts';
import { whenCommandEnds } from '../local/process.ts';
import type { Files, Runtime } from '../types.ts';

export interface LocalOptions {
  /** Where the files go. Left out: a temporary folder below `workspace/.run`, removed by `dispose()`. */
  directory?: string;
  /** Seconds that one run may take; 5 unless told otherwise. A function is asked at each run. */
  timeLimit?: number | (() => number);
  /** A fresh grading process for each run. Without it a re-run after an edit is about twice as fast. */
  isolate?: boolean;
  /** Code that is not one's own: it can write in its own folder alone, and start no processes. Not a wall: see docs/classrooms.md. */
  confined?: boolean;
  /** Environment variables of the grading process, beside this process's own. */
  env?: Record<string, string>;
  /** The address of a server that is graded instead of the mounted app; of the mounted files only the suite counts. */
  server?: string | undefined;
}

const project = path.resolve(import.meta.dirname, '../..');

/** Runs exercises on this computer's Node, with native packages, in processes that are ended when they take too long. */
export async function createLocalRuntime(options: LocalOptions = {}): Promise<Runtime> {
  const { root, evidence, remove } = prepareFolders(options.directory);
  const { timeLimit = 5, confined = false } = options;
  const limit = () => (typeof timeLimit === 'function' ? timeLimit() : timeLimit) * 1000;
  const tidy = () => {
    grader.end();
    remove();
  };
  const stay = whenCommandEnds(tidy);
  const { server, env } = options;
  const grader = createGrader({ cwd: project, evidence, root, limit, confined, server, env });
  grader.warm();
  // Loaded while the grading process starts.
  const { preflightLocal } = await import('../local/allowed.ts');
  const { toReport } = await import('../report.ts');
  const { onlyRequests } = await import('../local/server-report.ts');
  const program = createProgram({ root, limit });
  let files: Files = {};
  const changed: string[] = [];

  return {
    async mount(next) {
      program.stop();
      if (!options.directory) removeStrays(root, next);
      changed.push(...writeMount(root, files, next));
      files = { ...next };
      grader.warm();
    },
    async test(run = {}) {
      const fault = await preflightLocal(files);
      if (fault) return fault;
      const suites = textSuites(files);
      const elsewhere = server !== undefined;
      const request = { type: 'run' as const, root, suites, changed: changed.splice(0), elsewhere };
      const ended = await grader.run(request, run);
      if (options.isolate) grader.end();
      if ('status' in ended) return ended;
      return toReport(neutralRoot(elsewhere ? onlyRequests(ended) : ended, root), { root: neutral });
    },
    async start(entry, run = {}) {
      const fault = await preflightLocal(files);
      if (fault && fault.status === 'error') return fault;
      return program.start(entry, run);
    },
    fetch: (request) => program.fetch(request),
    send: (request, options) => program.send(request, options?.signal),
    connect: program.connect,
    async dispose() {
      program.stop();
      stay();
      tidy();
    },
  };
}

/** Where the exercise goes and where its run writes down each step. */
function prepareFolders(directory: string | undefined) {
  const id = randomUUID();
  const runs = path.join(project, 'workspace', '.run');
  const root = slashed(path.resolve(directory ?? path.join(runs, id)));
  const evidence = path.join(runs, `${id}.evidence`);
  for (const folder of [runs, root]) mkdirSync(folder, { recursive: true });
  const remove = () => {
    rmSync(evidence, { force: true });
    // What was ended a moment ago may still hold a file.
    if (!directory) rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  };
  return { root, evidence, remove };
}

/** Every `*.test.ts` at the top of the folder, in alphabetical order. */
function textSuites(files: Files): Record<string, string> {
  const paths = Object.keys(files).filter((file) => /^[^/]+\.test\.ts$/.test(file));
  return Object.fromEntries(paths.sort().map((file) => [file, String(files[file])]));
}
