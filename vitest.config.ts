import { configDefaults, defineConfig } from 'vitest/config';

/** The tests of the house itself. tests/e2e belongs to Playwright. */
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'tests/e2e/**', 'tests/parity/**', '**/*.browser.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
