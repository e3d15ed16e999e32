import type { Output, Runtime, TestReport } from '../types.ts';
import type { Work } from './workspace.ts';

/** Grades one exercise on a runtime that was started for it or is kept for more. */
export async function gradeWork(
  work: Pick<Work, 'files'>,
  runtime: Runtime,
  { signal }: { signal?: AbortSignal } = {},
): Promise<{ report: TestReport; outputs: Output[] }> {
  const outputs: Output[] = [];
  await runtime.mount(work.files);
  const report = await runtime.test({ ...(signal && { signal }), onOutput: (output) => void outputs.push(output) });
  return { report, outputs };
}
