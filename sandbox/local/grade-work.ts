import { createLocalRuntime } from '../runtimes/local.ts';
import type { Output, Runtime, TestReport } from '../types.ts';
import type { Work } from './workspace.ts';

/** Grades one exercise in a fresh process, or on a runtime that is kept warm. */
export async function gradeWork(work: Work, kept?: Runtime): Promise<{ report: TestReport; outputs: Output[] }> {
  const runtime = kept ?? (await createLocalRuntime({ timeLimit: work.exercise.timeLimit }));
  const outputs: Output[] = [];
  try {
    await runtime.mount(work.files);
    return { report: await runtime.test({ onOutput: (output) => void outputs.push(output) }), outputs };
  } finally {
    if (!kept) await runtime.dispose();
  }
}
