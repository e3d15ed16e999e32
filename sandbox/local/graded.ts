import type { Exercise, TestReport, TestResult } from '../types.ts';

/** One exercise and what its run came to: what every form of output is made from. */
export interface Graded {
  exercise: Pick<Exercise, 'slug' | 'title' | 'focus'>;
  /** The learner's files, as a path from where the command runs, with `/`. */
  folder: string;
  /** The address of the server that was graded instead of these files. */
  server?: string | undefined;
  report: TestReport;
}

export const failedTests = (report: TestReport): TestResult[] =>
  (report.status === 'error' ? [] : report.tests).filter(({ status }) => status === 'failed');

export interface Place {
  file: string;
  line: number;
  column: number;
}

/** A place in the learner's own files that a failure or an error names; the suite is not theirs. */
export function ownPlace(report: TestReport, test?: TestResult): Place | undefined {
  if (report.status === 'error') return placeInMessage(report.message);
  return test?.stack?.find(({ file }) => !isSuite(file));
}

export const isSuite = (file: string): boolean => /\.test\.[cm]?[jt]sx?$/.test(file);

/** Messages about files that could not be read begin with `app.ts, line 1, column 14:`. */
function placeInMessage(message: string): Place | undefined {
  const match = /^([\w./-]+\.\w+), line (\d+)(?:, column (\d+))?/m.exec(message);
  if (!match || isSuite(match[1]!)) return undefined;
  return { file: match[1]!, line: Number(match[2]), column: Number(match[3] ?? 1) };
}
