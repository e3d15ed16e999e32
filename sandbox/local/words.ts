import { reasonTitle } from '../reason-title.ts';
import type { TestReport, TestResult } from '../types.ts';

/** What a learner reads about a failed test, sentence by sentence, the diagnosis first. */
export function testWords({ explanation, message }: TestResult): string[] {
  const { diagnosis, sent, got, expected, because, look } = explanation ?? {};
  const said = [
    diagnosis,
    sent && `You sent ${sent}`,
    got && `We got ${got}`,
    expected && `We expected ${expected}${because ? `, because ${because}` : ''}`,
    look && `Look at ${look}`,
  ].filter((text): text is string => Boolean(text));
  return said.length > 0 || message === undefined ? said : [message];
}

/** A report as sentences: why nothing was graded, or what the first failure says. */
export function reportWords(report: TestReport, timeLimit?: number): string[] {
  if (report.status === 'error') return [reasonTitle(report.reason, timeLimit), report.message];
  const failed = report.tests.filter(({ status }) => status === 'failed');
  if (!failed[0]) return [];
  return [`${failed.length} of ${count(report.tests.length, 'test')} failed`, failed[0].name, ...testWords(failed[0])];
}

export const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
