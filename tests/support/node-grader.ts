import { createLocalRuntime } from '../../sandbox/runtimes/local.ts';
import type { Files, TestReport } from '../../sandbox/types.ts';

/** Grades with native Node, each name once for all browsers. */
export function createNodeGrader(timeLimit: number): (name: string, files: Files) => Promise<TestReport> {
  const reports = new Map<string, Promise<TestReport>>();
  return (name, files) => {
    const report = reports.get(name) ?? grade(files, timeLimit);
    reports.set(name, report);
    return report;
  };
}

async function grade(files: Files, timeLimit: number): Promise<TestReport> {
  const local = await createLocalRuntime({ timeLimit });
  try {
    await local.mount(files);
    return await local.test();
  } finally {
    await local.dispose();
  }
}
