import { defineConfig } from '@playwright/test';
import { chromiumOptions } from '../support/embedded-page.ts';

const port = Number(process.env['PORT'] ?? 4399);

/** Drives the built site (`npm run build` first) in Chromium. */
export default defineConfig({
  testDir: '.',
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  workers: 2,
  timeout: 45_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  outputDir: '../../test-results',
  use: { baseURL: `http://127.0.0.1:${port}`, launchOptions: chromiumOptions, trace: 'retain-on-failure' },
  webServer: {
    command: `node node_modules/astro/bin/astro.mjs preview --host 127.0.0.1 --port ${port}`,
    cwd: '../..',
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: !process.env['CI'],
  },
});
