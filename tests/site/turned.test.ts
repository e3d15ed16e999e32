import { expect, test } from 'vitest';
import type { TestReport, TestResult } from '../../sandbox/types.ts';
import { nothingTurned, turnedTests } from '../../site/exercise/turned.ts';

const report = (tests: Record<string, TestResult['status']>): TestReport => ({
  status: Object.values(tests).includes('failed') ? 'failed' : 'passed',
  tests: Object.entries(tests).map(([name, status]) => ({ name, status, duration: 1 })),
  duration: 1,
});

test('tests that passed or failed before and do not now', () => {
  const before = report({ a: 'failed', b: 'passed', c: 'failed', d: 'passed', e: 'skipped' });
  const after = report({ a: 'passed', b: 'failed', c: 'failed', d: 'passed', e: 'passed', f: 'failed' });
  expect(turnedTests(before, after)).toEqual({ fixed: new Set(['a']), broken: new Set(['b']) });
});

test('nothing is known where one of the runs gave no verdict', () => {
  const error: TestReport = { status: 'error', reason: 'syntax', message: 'no' };
  const some = report({ a: 'failed' });
  expect(turnedTests(undefined, some)).toBe(nothingTurned);
  expect(turnedTests(error, some)).toBe(nothingTurned);
  expect(turnedTests(some, error)).toBe(nothingTurned);
});
