import { afterAll } from 'vitest';
import { createLocalRuntime } from '../../sandbox/runtimes/local.ts';
import type { Files, Runtime, TestReport } from '../../sandbox/types.ts';

/**
 * Grades with native Node, each name once for all browsers. One runtime does it all, one after the other, as at a
 * terminal that is kept open: each run has a process of its own, and only the first waits for Vitest to load.
 * To be called outside of tests.
 */
export function createNodeGrader(timeLimit: number): (name: string, files: Files) => Promise<TestReport> {
  const reports = new Map<string, Promise<TestReport>>();
  let opened: Promise<Runtime> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  afterAll(async () => (await opened)?.dispose());

  const grade = async (files: Files): Promise<TestReport> => {
    const runtime = await (opened ??= createLocalRuntime({ timeLimit }));
    await runtime.mount(files);
    return runtime.test();
  };
  return (name, files) => {
    const known = reports.get(name);
    if (known) return known;
    const report = last.then(() => grade(files));
    last = report.catch(() => {});
    reports.set(name, report);
    return report;
  };
}

/** The same for one run with a runtime of its own: what it is started with counts. */
export async function gradeOnce(files: Files, timeLimit: number): Promise<TestReport> {
  const local = await createLocalRuntime({ timeLimit });
  try {
    await local.mount(files);
    return await local.test();
  } finally {
    await local.dispose();
  }
}
