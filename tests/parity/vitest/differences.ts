import type { TestReport } from '../../../sandbox/types.ts';

/** What differs between the two runtimes, by suite: why, and what of a report is left out of the comparison for it. */
export const differences: Record<string, { reason: string; without(report: TestReport): TestReport }> = {
  'chai-style': columns(),
  'mock-unmock': columns(),
  'wrong-use': columns(),
  'types-of-errors': {
    reason:
      'As above; and without a message `assert.ok(value)` quotes the line that it stands on, which Vitest shows Node in another form; and Chromium gives a DOMException no stack.',
    without: (report) =>
      withTests(columns().without(report), (test) => {
        const falsy = 'The expression evaluated to a falsy value';
        if (test.message?.startsWith(falsy)) return { ...test, message: falsy };
        return test.message?.startsWith('AbortError') ? { ...test, stack: [] } : test;
      }),
  },
};

function columns() {
  return {
    reason:
      'Vite and the embedded runtime carry two versions of one compiler. They place a call after `(value as type)` or `(await import(…))` at different columns of the same line.',
    without: (report: TestReport) =>
      withTests(report, (test) => ({ ...test, stack: test.stack?.map((frame) => ({ ...frame, column: 0 })) })),
  };
}

type Test = Extract<TestReport, { duration: number }>['tests'][number];

const withTests = (report: TestReport, change: (test: Test) => Test): TestReport =>
  report.status === 'error' ? report : { ...report, tests: report.tests.map(change) };
