import type { Output, Runtime, TestReport } from '../types.ts';
import type { Work } from './workspace.ts';

/** Grades one exercise on a runtime that was started for it or is kept for more. */
export async function gradeWork(work: Work, runtime: Runtime): Promise<{ report: TestReport; outputs: Output[] }> {
  const outputs: Output[] = [];
  await runtime.mount(work.files);
  return { report: await runtime.test({ onOutput: (output) => void outputs.push(output) }), outputs };
}
