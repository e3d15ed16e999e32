import { expect, test } from 'vitest';
import { judgeVariant } from '../../../sandbox/proof/judge.ts';
import type { Exercise, Explanation, TestReport, TestResult } from '../../../sandbox/types.ts';

const exercise: Exercise = {
  slug: 'a',
  title: 'A',
  kind: 'write',
  language: 'typescript',
  focus: ['app.ts'],
  timeLimit: 5,
  starter: { 'app.ts': '' },
  tests: { 'app.test.ts': '' },
  hints: [],
  requests: [],
  wrong: { fixed: 'Two readings gave one time', listens: 'Return the app' },
  task: '',
};

const said: Explanation = { got: '500', expected: '200', because: 'it is a path of the contract', look: 'the route' };
const failure = (explanation: Explanation | undefined, more: Partial<TestResult> = {}): TestResult => ({
  name: 'answers',
  status: 'failed',
  message: 'expected 500 to be 200',
  stack: [{ file: 'app.test.ts', line: 7, column: 1 }],
  duration: 1,
  ...(explanation && { explanation }),
  ...more,
});
const failed = (...tests: TestResult[]): TestReport => ({ status: 'failed', tests, duration: 1 });
const passed: TestReport = {
  status: 'passed',
  tests: [{ name: 'answers', status: 'passed', duration: 1 }],
  duration: 1,
};
const error: TestReport = { status: 'error', reason: 'load', message: 'app.ts threw' };
const wrong = (diagnosis?: string, ...more: TestResult[]) =>
  failed(failure({ ...said, ...(diagnosis && { diagnosis }) }), ...more);

test.each<[string, TestReport]>([
  ['solution', passed],
  ['alt/router', passed],
  ['starter', failed(failure(said))],
  ['wrong/fixed', wrong('Two readings gave one time', failure(said))],
  ['attempt/empty', error],
  ['attempt/empty', failed(failure(undefined))],
])('%s may end like this', (variant, report) => {
  expect(judgeVariant(exercise, variant, report)).toEqual([]);
});

test.each<[string, TestReport, rule: string, place: string, problem: RegExp]>([
  ['starter', passed, 'starter', 'exercises/a/app.ts', /starter passes/],
  ['starter', error, 'runs', 'exercises/a/app.ts', /could not be graded \(load\): app\.ts threw/],
  ['solution', wrong(), 'right answers', 'exercises/a/app.test.ts:7', /solution .* fails “answers”: expected 500/],
  ['alt/router', error, 'runs', 'exercises/a/alt/router/app.ts', /could not be graded/],
  ['wrong/fixed', passed, 'wrong answers', 'exercises/a/wrong/fixed/app.ts', /passes, and must not/],
  ['wrong/fixed', wrong(), 'wrong answers', 'exercises/a/app.test.ts:7', /“Two readings .*” .* no diagnosis: expected 500/],
  ['wrong/fixed', wrong('Return the app'), 'wrong answers', 'exercises/a/app.test.ts:7', /says “Return the app”/],
  ['wrong/fixed', wrong('Two readings gave one time', failure({ ...said, diagnosis: 'Return the app' })), 'wrong answers', 'exercises/a/app.test.ts:7', /also met by another diagnosis, “Return the app”/],
  ['wrong/new', wrong('Two'), 'wrong answers', 'exercises/a/README.md', /wrong\/new has no diagnosis/],
  ['attempt/empty', passed, 'ways around', 'exercises/a/app.test.ts', /An empty file passes/],
  ['attempt/x', { status: 'error', reason: 'internal', message: 'lost' }, 'ways around', 'exercises/a/app.test.ts', /breaks the grader: lost/],
  ['starter', failed(failure(undefined)), 'messages', 'exercises/a/app.test.ts:7', /only the assertion’s own words/],
  ['starter', failed(failure({ ...said, because: '' })), 'messages', 'exercises/a/app.test.ts:7', /lacks because/],
  ['starter', failed(failure({ ...said, look: 'one word '.repeat(30) })), 'messages', 'exercises/a/app.test.ts:7', /has \d+ words/],
  ['starter', failed(failure({ ...said, look: 'your mistake in line 3' })), 'messages', 'exercises/a/app.test.ts:7', /judges the person/],
  ['starter', failed(failure({ ...said, because: 'it is simply so' })), 'messages', 'exercises/a/app.test.ts:7', /uses “simply”/],
])('%s may not end like this: %#', (variant, report, rule, place, problem) => {
  const [finding, ...others] = judgeVariant(exercise, variant, report);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ rule, problem: expect.stringMatching(problem), advice: expect.stringMatching(/\.$/) });
  expect(finding!.line ? `${finding!.file}:${finding!.line}` : finding!.file).toBe(place);
}); // prettier-ignore
