import { defineConfig } from '@playwright/test';
import { chromiumOptions } from '../support/embedded-page.ts';

const port = Number(process.env['PORT'] ?? 4399);

/** Drives the built site (`npm run build` first) in Chromium. */
export default defineConfig({
  testDir: '.',
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  workers: 2,
  // Two browsers on two busy cores; what hangs is ended by the steps' own limits long before.
  timeout: 240_000,
  expect: { timeout: 40_000 },
  reporter: [['list']],
  outputDir: '../../test-results',
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    launchOptions: chromiumOptions,
    permissions: ['clipboard-read', 'clipboard-write'],
    // Downloading the whole course beside each test would take the computer's time: offline.spec.ts allows it.
    serviceWorkers: 'block',
    // Recording takes nearly as long as the tests: `TRACE=1` where a failure is to be looked at.
    trace: process.env['TRACE'] ? 'retain-on-failure' : 'off',
  },
  webServer: {
    command: `node tests/e2e/serve.ts ${port}`,
    cwd: '../..',
    url: `http://127.0.0.1:${port}/`,
    // Another checkout's server would show another site: `PORT=4400 npx playwright …` where this port is taken.
    reuseExistingServer: false,
  },
});
