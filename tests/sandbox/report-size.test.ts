import { expect, test } from 'vitest';
import type { VitestRun, VitestTest } from '../../sandbox/report.ts';
import { trimRun } from '../../sandbox/report-size.ts';

const exchange = (body: string) => ({
  request: { method: 'GET', url: 'http://localhost:3000/', headers: [], body: '' },
  response: { status: 200, statusText: 'OK', headers: [], body },
  curl: 'curl -i http://localhost:3000/',
});

const runWith = (test: Partial<VitestTest>): VitestRun => ({
  duration: 1,
  files: [
    { path: 'app.test.ts', errors: [], tests: [{ names: ['a'], state: 'fail', duration: 1, errors: [], meta: {}, ...test }] },
  ],
}); // prettier-ignore

test('an answer of 100 MB leaves a body that can be shown and says what is missing', () => {
  const run = trimRun(runWith({ meta: { exchange: [exchange('x'.repeat(1e8))] } }));

  const { body } = run.files[0]!.tests[0]!.meta.exchange![0]!.response!;
  expect(body).toHaveLength(100_000 + '… and 99,900,000 characters more'.length);
  expect(body).toMatch(/^x+… and 99,900,000 characters more$/);
});

test('ten thousand requests and errors leave the first ones', () => {
  const errors = Array.from({ length: 10_000 }, (_, index) => ({ message: `error ${index}`, diff: 'd'.repeat(2e5) }));
  const [kept] = trimRun(runWith({ errors, meta: { exchange: Array(10_000).fill(exchange('hi')) } })).files[0]!.tests;

  expect(kept!.errors).toHaveLength(50);
  expect(kept!.errors[0]!.message).toBe('error 0');
  expect(JSON.stringify(kept).length).toBeLessThan(6e6);
  expect(kept!.meta.exchange).toHaveLength(500);
});

test('what is small stays as it is', () => {
  const run = runWith({ errors: [{ message: 'm', stack: 's', diff: 'd' }], meta: { exchange: [exchange('hi')] } });

  expect(trimRun(run)).toEqual(run);
});
