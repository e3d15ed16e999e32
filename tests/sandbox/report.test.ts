import { describe, expect, test } from 'vitest';
import { toReport, type VitestTest } from '../../sandbox/report.ts';

const base: VitestTest = { names: ['group', 'adds'], state: 'fail', duration: 1, errors: [], meta: {} };

function resultOf(part: Partial<VitestTest>) {
  const passing: VitestTest = { ...base, names: ['passes'], state: 'pass' };
  const tests = [{ ...base, ...part }, passing];
  const report = toReport({ files: [{ path: 'app.test.ts', errors: [], tests }], duration: 1 }, { root: '/exercise' });
  if (report.status === 'error') throw new Error(report.message);
  return report.tests[0]!;
}
const messageOf = (...messages: string[]) => resultOf({ errors: messages.map((message) => ({ message })) }).message;

describe('what a learner reads', () => {
  test('all that a test found, each once', () => {
    expect(messageOf('expected 1 to be 2', 'expected a to be b', 'expected a to be b')).toBe(
      'expected 1 to be 2\nexpected a to be b',
    );
  });

  test('what went wrong outside of the tests, each once', () => {
    const errors = ['not awaited', 'not awaited', 'another'].map((message) => ({ message }));
    const report = toReport(
      { files: [{ path: 'app.test.ts', errors, tests: [base] }], duration: 1 },
      { root: '/exercise' },
    );
    expect('tests' in report && report.tests?.slice(1).map(({ message }) => message)).toEqual([
      'not awaited',
      'another',
    ]);
  });

  test('no more than a few', () => {
    expect(messageOf(...Array.from({ length: 50 }, (_, n) => `number ${n}`))?.split('\n')).toHaveLength(6);
  });

  test('a test that never ends, and a hook that never ends', () => {
    const advice = 'If this is a long-running test, pass a timeout value.';
    expect(messageOf(`Test timed out in 3000ms.\n${advice}`)).toMatch(/^This test did not end within 3000 ms: /);
    expect(messageOf(`Hook timed out in 500ms.\n${advice}`)).toMatch(
      /^What is done before or after the tests did not end within 500 ms: /,
    );
  });

  test('a test that is there to fail', () => {
    expect(messageOf('Expect test to fail')).toBe('This test is there to fail, and it did not.');
  });

  test('of the stack in a page, the lines of the exercise alone', () => {
    const line = (at: string) => `<br> &nbsp; &nbsp;at ${at}`;
    const page = (...at: string[]) => `<pre>SyntaxError: no JSON${at.map(line).join('')}</pre>`;
    const bodyOf = (body: string) => {
      const request = { method: 'GET', url: 'http://localhost:3000/', headers: [], body: '' };
      const headers: [string, string][] = [['Content-Length', String(body.length)]];
      const response = { status: 500, statusText: '', headers, body };
      const shown = resultOf({ meta: { exchange: [{ request, response, curl: '' }] } }).exchange![0]!.response!;
      expect(shown.headers).toEqual([['Content-Length', String(shown.body.length)]]);
      return shown.body;
    };
    const parser = 'parse (/home/ann/node_modules/body-parser/lib/types/json.js:77:19)';
    expect(bodyOf(page('JSON.parse (&lt;anonymous&gt;)', parser))).toBe(page());
    expect(bodyOf(page('file:///exercise/app.ts:3:7', parser))).toBe(page('app.ts:3:7'));
    expect(bodyOf(page('async buy (/exercise/app.ts:3:7)', 'async file:///exercise/app.ts:9:2'))).toBe(
      page('buy (app.ts:3:7)', 'app.ts:9:2'),
    );
  });

  test('why a test was skipped', () => {
    expect(resultOf({ state: 'skip', note: 'no database' })).toEqual({
      name: 'group > adds',
      status: 'skipped',
      duration: 1,
      message: 'no database',
    });
  });
});

describe('what a passed test proved', () => {
  const proof = { expected: '200', because: 'it is a path of the contract' };
  const report = (part: Partial<VitestTest>) => {
    const run = { files: [{ path: 'app.test.ts', errors: [], tests: [{ ...base, ...part }] }], duration: 1 };
    const read = toReport(run, { root: '/exercise' });
    return read.status === 'error' ? undefined : read.tests[0];
  };

  test('is what its suite said it expects, each once', () => {
    const other = { expected: '“Hello”', because: 'everyone is greeted' };
    expect(report({ state: 'pass', meta: { proved: [proof, other, proof] } })?.proved).toEqual([proof, other]);
  });

  test('is nothing when it failed', () => {
    expect(report({ state: 'fail', errors: [{ message: 'no' }], meta: { proved: [proof] } })).not.toHaveProperty(
      'proved',
    );
  });
});
