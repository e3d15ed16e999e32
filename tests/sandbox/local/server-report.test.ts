import { expect, test } from 'vitest';
import { aboutServer, doubtsAbout, onlyRequests, uncheckedWords } from '../../../sandbox/local/server-report.ts';
import { toReport, type VitestRun, type VitestTest } from '../../../sandbox/report.ts';
import type { HttpExchange, TestReport } from '../../../sandbox/types.ts';

const exchange = (status?: number): HttpExchange => ({
  request: { method: 'GET', url: 'http://x/', headers: [], body: '' },
  ...(status && { response: { status, statusText: '', headers: [['Server', 'Other']], body: '' } }),
  curl: 'curl',
});
const run = (...tests: Partial<VitestTest>[]): VitestRun => ({
  duration: 1,
  files: [
    {
      path: 'app.test.ts',
      errors: [],
      tests: tests.map((one, at) => ({ names: [`${at}`], state: 'pass', duration: 1, errors: [], meta: {}, ...one })),
    },
  ],
});
const url = 'http://x';

test('a test that sent nothing neither passes nor fails, and nothing but such tests is never a pass', () => {
  const mixed = run({}, { state: 'fail' }, { meta: { exchange: [exchange(200)] } });
  const report = toReport(onlyRequests(mixed), { root: '/x' });
  expect(report).toMatchObject({
    status: 'passed',
    tests: [{ status: 'skipped' }, { status: 'skipped' }, { status: 'passed' }],
  });
  expect(uncheckedWords(report)).toContain('2 tests could not be checked');
  const nothing = aboutServer(toReport(onlyRequests(run({}, {})), { root: '/x' }), url, 20);
  expect(nothing).toMatchObject({
    status: 'error',
    message: expect.stringContaining('Nothing of this exercise can be checked over HTTP'),
  });
});

test.each([
  [[404, 404, 404], /All 3 requests were answered with 404.*calls itself “Other”/],
  [[500, 500, 500, 500], /All 4 requests were answered with 500/],
  [[undefined, undefined, undefined], /None of 3 requests was answered/],
  [[200, 200, 200], undefined],
  [[404, 404, 200], undefined],
  [[404, 404], undefined],
])('answers of %j raise doubts: %s', (statuses, words) => {
  const tests = statuses.map((status) => ({
    name: '',
    status: 'failed' as const,
    duration: 0,
    exchange: [exchange(status)],
  }));
  const said = doubtsAbout({ status: 'failed', tests, duration: 0 }, url);
  if (words) expect(said).toMatch(words);
  else expect(said).toBeUndefined();
});

test('a time limit is the server’s slowness', () => {
  const report: TestReport = { status: 'error', reason: 'timeout', message: 'Your code was still waiting' };
  expect(aboutServer(report, url, 20)).toMatchObject({
    message: expect.stringContaining('the server at http://x answers too slowly'),
  });
});
