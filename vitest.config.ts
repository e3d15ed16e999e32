import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { shortErrors } from './tests/support/short-errors.ts';

/** Tests that start browsers, bundlers or processes, or that compare with native Node at length. */
const slow = [
  'tests/parity/**/*.test.ts',
  'tests/scripts/**/*.test.ts',
  'tests/sandbox/embedded/**/*.test.ts',
  'tests/sandbox/runtimes/**/*.test.ts',
  'tests/content/{grading,types}.test.ts',
  'tests/boundaries.test.ts',
  'tests/**/*.{browser,bundle}.test.ts',
];

/**
 * The tests of the house itself, in two projects: `fast` is part of `npm test`, `npm run check` runs both.
 * A test is fast unless `slow` names it. tests/e2e belongs to Playwright.
 */
export default defineConfig({
  test: {
    reporters: [shortErrors, 'dot'],
    // Most of these tests wait for another process; Vitest's own choice on two cores is one worker.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: ['tests/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'tests/e2e/**', ...slow],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'slow',
          include: slow,
          exclude: [...configDefaults.exclude, 'tests/e2e/**'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
