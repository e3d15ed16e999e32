import { reasonTitle } from '../../sandbox/reason-title.ts';
import type { TestReport } from '../../sandbox/types.ts';
import { nothingTurned, type Turned } from './turned.ts';

/** A report in one or two sentences, for those who hear it. */
export function spoken(report: TestReport, timeLimit: number, { fixed }: Turned = nothingTurned): string {
  if (report.status === 'error') return `${reasonTitle(report.reason, timeLimit)}. ${report.message.split('\n')[0]}`;
  const total = report.tests.length;
  const failed = report.tests.filter(({ status }) => status === 'failed');
  if (!failed.length) return total === 1 ? 'The test passed.' : `All ${total} tests passed.`;
  const [first] = failed;
  const why = first?.explanation?.diagnosis ?? first?.message?.split('\n')[0] ?? '';
  const better = fixed.size ? ` ${fixed.size} that failed before ${fixed.size === 1 ? 'passes' : 'pass'} now.` : '';
  return `${failed.length} of ${total} tests failed.${better} First: ${first?.name}. ${why}`;
}
