import { describe, expect, test } from 'vitest';
import type { TestReport } from '../../../sandbox/types.ts';
import type { EmbeddedPage } from '../../support/embedded-page.ts';
import { inBrowsers } from '../../support/in-browsers.ts';

const suite = `
  import { expect, test } from 'vitest';
  import { work } from './app.ts';
  test('works', async () => { expect(await work()).toBe(42); });
`;
const right = 'export const work = () => 42;';

const reason = (report: TestReport) => (report.status === 'error' ? report.reason : report.status);

/** Runs bad code, watches the page's own thread meanwhile, and then runs right code on the same runtime. */
function runThenRecover(embedded: EmbeddedPage, bad: string) {
  return embedded.page.evaluate(
    async ({ bad, right, suite }) => {
      const runtime = await window.createRuntime('embedded', { assets: '/engine/', timeLimit: 4 });
      let lag = 0;
      let last = performance.now();
      const pulse = setInterval(() => {
        lag = Math.max(lag, performance.now() - last - 10);
        last = performance.now();
      }, 10);
      let output = 0;
      await runtime.mount({ 'app.ts': bad, 'app.test.ts': suite });
      const first = await runtime.test({ onOutput: () => output++ });
      clearInterval(pulse);
      await runtime.mount({ 'app.ts': right, 'app.test.ts': suite });
      const second = await runtime.test();
      await runtime.dispose();
      return { first, second: second.status, lag, output };
    },
    { bad, right, suite },
  );
}

inBrowsers((embedded, browser) => {
  describe('code that does not end', () => {
    test.each([
      ['an endless loop', 'export const work = () => { for (;;); };', 'timeout'],
      ['an endless loop while loading', 'for (;;); export const work = 1;', 'timeout'],
      ['a microtask flood', 'export const work = async () => { for (;;) await null; };', 'timeout'],
      [
        'a catastrophic regular expression',
        "export const work = () => /^(a+)+$/.test('a'.repeat(40) + 'b');",
        'timeout',
      ],
    ])('%s is ended, named, and harms neither the page nor the next run', async (_name, bad, expected) => {
      const { first, second, lag } = await runThenRecover(embedded(), bad);

      // WebKit itself gives a match up after some hundred million steps; then the test sees its answer.
      const givenUp = browser === 'webkit' && bad.includes('(a+)+') && first.status === 'failed';
      if (!givenUp) expect(reason(first)).toBe(expected);
      if (!givenUp) expect(first.status === 'error' && first.message).toMatch(/Look for/);
      expect(second).toBe('passed');
      expect(lag).toBeLessThan(1000);
    });
  });

  test('the time in which the engine gets ready for the code is not the time of the code', async () => {
    const reports = await embedded().page.evaluate(
      async ({ right, suite }) => {
        const limit = 0.4;
        const runtime = await window.createRuntime('embedded', { assets: '/engine/', timeLimit: limit });
        const reports: object[] = [];
        // Each file is read before the first runs, so a long one is waited for though nobody imports it.
        for (let lines = 20_000, took = 0; took < 2.5 * limit * 1000 && lines < 1e7; lines *= 2) {
          const long = Array.from({ length: lines }, (_, at) => `export const a${at}: number = ${at};`).join('\n');
          await runtime.mount({ 'app.ts': right, 'long.ts': long, 'app.test.ts': suite });
          const started = performance.now();
          reports.push(await runtime.test());
          took = performance.now() - started;
        }
        await runtime.dispose();
        return reports as TestReport[];
      },
      { right, suite },
    );
    expect(reports.map((report) => (report.status === 'error' ? report.message : report.status))).toEqual(
      reports.map(() => 'passed'),
    );
  });

  test('a run under way ends as stopped when other files are mounted', async () => {
    const [first, second] = await embedded().page.evaluate(
      async ({ right, suite }) => {
        const runtime = await window.createRuntime('embedded', { assets: '/engine/', timeLimit: 20 });
        await runtime.mount({ 'app.ts': 'export const work = () => new Promise(() => {});', 'app.test.ts': suite });
        const first = runtime.test();
        await new Promise((resolve) => setTimeout(resolve, 300));
        await runtime.mount({ 'app.ts': right, 'app.test.ts': suite });
        const second = await runtime.test();
        await runtime.dispose();
        return [await first, second];
      },
      { right, suite },
    );

    expect(first).toMatchObject({ status: 'error', message: 'The run was stopped.' });
    expect(second!.status).toBe('passed');
  });

  test.runIf(browser === 'chromium')('a memory bomb is ended and named, and the next run works', async () => {
    const bomb = 'export const work = () => { const all = []; for (;;) all.push(new Array(1e7).fill(all.length)); };';

    const { report, next } = await embedded().gradeUntilCrash(
      { 'app.ts': bomb, 'app.test.ts': suite },
      { timeLimit: 40 },
    );

    expect(reason(report)).toBe('memory');
    expect(report.status === 'error' && report.message).toMatch(/Look for an array/);
    expect(next.status).toBe('passed');
  });

  describe('code that ends badly', () => {
    test.each([
      ['deep recursion', 'export const work = () => work() + 1;', /call stack/],
      ['a promise that never settles', 'export const work = () => new Promise(() => {});', undefined],
      ['process.exit', 'export const work = () => process.exit(0);', /process\.exit/],
      [
        'an unhandled rejection',
        'export const work = () => { Promise.reject(new Error("lost")); return 42; };',
        /lost/,
      ],
      [
        'a throw in a timer',
        'export const work = () => { setTimeout(() => { throw new Error("late"); }); return new Promise((ok) => setTimeout(ok, 20, 42)); };',
        /late/,
      ],
    ])('%s never passes', async (_name, bad, message) => {
      const { first, second } = await runThenRecover(embedded(), bad);

      expect(first.status).not.toBe('passed');
      if (message) expect(JSON.stringify(first)).toMatch(message);
      expect(second).toBe('passed');
    });

    test('an output flood is cut and says so', async () => {
      const { first, output } = await runThenRecover(
        embedded(),
        'export const work = () => { for (let i = 0; i < 1e5; i++) console.log(i); return 42; };',
      );

      expect(first.status).toBe('passed');
      expect(output).toBeLessThanOrEqual(2001);
    });

    test.each([
      [
        'expect.extend',
        'import { expect } from "vitest"; expect.extend({ toBe: () => ({ pass: true, message: () => "" }) }); export const work = () => 0;',
      ],
      ['Object.is', 'Object.is = () => true; export const work = () => 0;'],
      [
        'expect itself',
        'import { expect } from "vitest"; expect(0).constructor.prototype.assert = () => {}; export const work = () => 0;',
      ],
    ])('changing %s is noticed', async (_name, bad) => {
      const { first } = await runThenRecover(embedded(), bad);

      expect(first.status).not.toBe('passed');
    });
  });
});
