import type { TestReport } from '../../sandbox/types.ts';

/** Full names of tests. */
export interface Turned {
  /** Failed before, pass now. */
  fixed: ReadonlySet<string>;
  /** Passed before, fail now. */
  broken: ReadonlySet<string>;
}

export const nothingTurned: Turned = { fixed: new Set(), broken: new Set() };

/** What a run changed. A run without a verdict says nothing about any test. */
export function turnedTests(before: TestReport | undefined, after: TestReport): Turned {
  if (!before || before.status === 'error' || after.status === 'error') return nothingTurned;
  const were = (status: string) =>
    new Set(before.tests.filter((test) => test.status === status).map(({ name }) => name));
  const [failed, passed] = [were('failed'), were('passed')];
  const now = (status: string, among: Set<string>) =>
    new Set(after.tests.filter((test) => test.status === status && among.has(test.name)).map(({ name }) => name));
  return { fixed: now('passed', failed), broken: now('failed', passed) };
}
