import type { ErrorReason, TestReport } from '../types.ts';

export type ResultStatus = 'passed' | 'failed' | 'not started' | 'could not run';

export const statuses: ResultStatus[] = ['passed', 'failed', 'not started', 'could not run'];

/** What one submission reached in one exercise. */
export interface Result {
  status: ResultStatus;
  /** Tests that passed, of all that ran. */
  passed: number;
  tests: number;
  /** The first failure, or why nothing could be run, in the words that the learner reads. */
  why?: string;
  /** Set when no test ran, or when the run had to be ended. */
  reason?: ErrorReason;
  /** ms */
  duration?: number;
}

export interface Row {
  submission: string;
  /** What was odd about the folder. */
  notes: string[];
  /** By slug. */
  results: Record<string, Result>;
}

export interface Grades {
  exercises: string[];
  rows: Row[];
}

export const notStarted: Result = { status: 'not started', passed: 0, tests: 0 };

export const couldNotRun = (why: string): Result => ({ status: 'could not run', passed: 0, tests: 0, why });

/** A report as a line of the table. A loop or a syntax error is an answer that failed; a grader that does not start is not. */
export function toResult(report: TestReport): Result {
  const tests = report.tests ?? [];
  const counts = { passed: tests.filter(({ status }) => status === 'passed').length, tests: tests.length };
  if (report.status === 'error') {
    const ours = report.reason === 'boot' || report.reason === 'internal';
    return { status: ours ? 'could not run' : 'failed', ...counts, why: report.message, reason: report.reason };
  }
  const failure = tests.find(({ status }) => status === 'failed');
  if (!failure) return { status: 'passed', ...counts, duration: report.duration };
  const { diagnosis, sent, got, expected } = failure.explanation ?? {};
  const plain = [sent && `You sent ${sent}`, got && `We got ${got}`, expected && `We expected ${expected}`];
  const said = diagnosis ?? (plain.filter(Boolean).join('. ') || failure.message);
  return { status: 'failed', ...counts, why: `${failure.name}: ${said ?? 'failed'}`, duration: report.duration };
}

export type Totals = Record<ResultStatus, number>;

export function countStatuses(results: Result[]): Totals {
  const totals: Totals = { passed: 0, failed: 0, 'not started': 0, 'could not run': 0 };
  for (const { status } of results) totals[status]++;
  return totals;
}

export const allResults = ({ rows }: Grades): Result[] => rows.flatMap(({ results }) => Object.values(results));

/** 0: all passed. 1: something did not. 2: something could not be run. */
export function exitCodeOf(grades: Grades): 0 | 1 | 2 {
  const totals = countStatuses(allResults(grades));
  if (totals['could not run']) return 2;
  return totals.failed || totals['not started'] ? 1 : 0;
}
