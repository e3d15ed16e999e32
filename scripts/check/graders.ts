import { createLocalRuntime } from '../../sandbox/runtimes/local.ts';
import type { Files, Runtime, TestReport } from '../../sandbox/types.ts';

export interface Graded {
  report: TestReport;
  /** Without the time in which others had their turn. */
  seconds: number;
}

export type Grade = (files: Files, timeLimit: number) => Promise<Graded>;

/** Lets as many graders work as there are, one set of files after the other on each. */
export function takeTurns<Grader>(
  graders: Grader[],
  grade: (grader: Grader, files: Files, timeLimit: number) => Promise<TestReport>,
): Grade {
  const idle = [...graders];
  const waiting: ((grader: Grader) => void)[] = [];
  return async (files, timeLimit) => {
    const grader = idle.shift() ?? (await new Promise<Grader>((resolve) => waiting.push(resolve)));
    const started = performance.now();
    try {
      return { report: await grade(grader, files, timeLimit), seconds: (performance.now() - started) / 1000 };
    } finally {
      const next = waiting.shift();
      if (next) next(grader);
      else idle.push(grader);
    }
  };
}

interface Local {
  runtime: Promise<Runtime>;
  /** Seconds that the next run may take. */
  timeLimit: number;
}

/** Warm runtimes that share the work. */
export function createGraders(size: number): { grade: Grade; dispose(): Promise<void> } {
  const graders = Array.from({ length: size }, (): Local => {
    const one: Local = { timeLimit: 5, runtime: createLocalRuntime({ timeLimit: () => one.timeLimit }) };
    return one;
  });
  return {
    grade: takeTurns(graders, async (grader, files, timeLimit) => {
      grader.timeLimit = timeLimit;
      const runtime = await grader.runtime;
      await runtime.mount(files);
      return runtime.test();
    }),
    dispose: async () => void (await Promise.all(graders.map(async ({ runtime }) => (await runtime).dispose()))),
  };
}
