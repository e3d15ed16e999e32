import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { needBundling } from './sandbox/local/vitest-options.ts';
import { failedNames, shortErrors } from './tests/support/short-errors.ts';

/** Tests that start browsers, bundlers or processes, or that compare with native Node at length. */
const slow = [
  'tests/parity/**/*.test.ts',
  'tests/scripts/**/*.test.ts',
  'tests/sandbox/embedded/**/*.test.ts',
  'tests/sandbox/runtimes/**/*.test.ts',
  'tests/sandbox/languages/python/{apps,scripts}.test.ts',
  'tests/content/types.test.ts',
  'tests/sandbox/mutants/batch.test.ts',
  'tests/sandbox/proof/attempts.test.ts',
  'tests/boundaries.test.ts',
  // Parts of `#testing` hold timers and sockets of their process on purpose.
  'tests/sandbox/testing/parts/**/*.test.ts',
  'tests/sandbox/{config,services}/**/differential.test.ts',
  'tests/**/*.{browser,bundle}.test.ts',
];

/** A whole site in a browser whose storage gives no answer when it has to share the processor: they run after all others. */
const alone = ['tests/browsers/site.browser.test.ts'];

/**
 * The tests of the house itself, in three projects: `fast` is part of `npm test`, `npm run check` runs all.
 * A test is fast unless `slow` or `alone` names it. tests/e2e belongs to Playwright.
 */
export default defineConfig({
  // Packages that name source maps which they do not ship would fill the screen.
  logLevel: 'error',
  test: {
    // Where nobody watches, only what failed is worth a line.
    reporters: [shortErrors, process.stdout.isTTY ? 'dot' : 'minimal', failedNames],
    server: { deps: { inline: needBundling } },
    // Most of these tests wait for another process; Vitest's own choice on two cores is one worker.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: ['tests/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'tests/e2e/**', 'tests/**/contract/**', ...slow],
          isolate: false,
          // A computer that is busy with something else must not turn them red.
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'slow',
          include: slow,
          exclude: [...configDefaults.exclude, 'tests/e2e/**', ...alone, 'tests/**/contract/**'],
          // Some start a dozen processes, on computers that do other things as well.
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: alone,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
