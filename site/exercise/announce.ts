import type { TestReport } from '../../sandbox/types.ts';
import { reasonTitle } from './error-report.tsx';

/** A report in one or two sentences, for those who hear it. */
export function spoken(report: TestReport, timeLimit: number): string {
  if (report.status === 'error') return `${reasonTitle(report.reason, timeLimit)}. ${report.message.split('\n')[0]}`;
  const total = report.tests.length;
  const failed = report.tests.filter(({ status }) => status === 'failed');
  if (!failed.length) return total === 1 ? 'The test passed.' : `All ${total} tests passed.`;
  const [first] = failed;
  const why = first?.explanation?.diagnosis ?? first?.message?.split('\n')[0] ?? '';
  return `${failed.length} of ${total} tests failed. First: ${first?.name}. ${why}`;
}
