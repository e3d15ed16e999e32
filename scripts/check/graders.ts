import { lentVariable } from '../../sandbox/hosts/borrow.ts';
import { hosts, type HostName, type HostParts } from '../../sandbox/hosts/catalogue.ts';
import { lendHost, type Lent } from '../../sandbox/hosts/lend.ts';
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
  lent: Promise<[HostName, Lent][]>;
  /** Seconds that the next run may take. */
  timeLimit: number;
}

/** Warm runtimes that share the work. What one variant has started and emptied again serves the next. */
export function createGraders(size: number): { grade: Grade; dispose(): Promise<void> } {
  const graders = Array.from({ length: size }, (): Local => {
    const lent = lendAll();
    const open = async () => createLocalRuntime({ timeLimit: () => one.timeLimit, env: variables(await lent) });
    const one: Local = { timeLimit: 5, lent, runtime: open() };
    return one;
  });
  return {
    grade: takeTurns(graders, async (grader, files, timeLimit) => {
      grader.timeLimit = timeLimit;
      const runtime = await grader.runtime;
      await runtime.mount(files);
      return runtime.test();
    }),
    async dispose() {
      for (const { runtime, lent } of graders) {
        await (await runtime).dispose();
        for (const [, host] of await lent) host.close();
      }
    },
  };
}

/** The hosts that begin anew for each test. A server of the author's own is there anyway. */
function lendAll(): Promise<[HostName, Lent][]> {
  const names = (Object.keys(hosts) as HostName[]).filter((name) => {
    const { again, own }: HostParts = hosts[name];
    return again && !(own && process.env[own.variable]);
  });
  return Promise.all(names.map(async (name): Promise<[HostName, Lent]> => [name, await lendHost(name)]));
}

const variables = (lent: [HostName, Lent][]) =>
  Object.fromEntries(lent.map(([name, { port }]) => [lentVariable(name), String(port)]));
