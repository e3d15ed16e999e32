import type { TestReport } from '../../sandbox/index.ts';

/** What has to be equal in all runtimes: not the times, and not the stack, which names the runtime's own files. */
export const verdicts = (report: TestReport) =>
  'tests' in report && report.status !== 'error'
    ? report.tests.map(({ name, status, message, explanation }) => ({ name, status, message, explanation }))
    : report;
