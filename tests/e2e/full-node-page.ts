import type { AddressInfo } from 'node:net';
import { expect, test as base, type Page } from '@playwright/test';
import { startDouble, type Double } from '../../scripts/webcontainer/double.ts';
import { createDistServer } from './dist-server.ts';

interface Site {
  double: Double;
  url: string;
}

/**
 * The built site, whose genuine library reaches our double of StackBlitz's service. Only the address differs: the policy
 * of a page, which lets StackBlitz alone in, lets the double in at its place.
 */
export const test = base.extend<{ node: ReturnType<typeof fullNodePage>; double: Double }, { site: Site }>({
  site: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its parameters.
    async ({}, use) => {
      const double = await startDouble();
      const server = createDistServer((html) => html.replaceAll('https://stackblitz.com', double.url));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      await use({ double, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
      server.close();
      server.closeAllConnections();
      await double.close();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ site }, use) => use(site.url),
  async double({ site }, use) {
    await use(site.double);
    site.double.fault = '';
  },
  async node({ page, double }, use) {
    await page.addInitScript((url) => Object.assign(window, { WEBCONTAINER_API_IFRAME_URL: url }), double.url);
    await use(fullNodePage(page));
  },
});

/** A page on full Node as a learner drives it. */
export function fullNodePage(page: Page) {
  const bar = page.getByRole('region', { name: 'Full Node' });
  const start = bar.getByRole('button', { name: 'Start full Node' });
  return {
    bar,
    start,
    results: page.getByRole('region', { name: 'Results' }),
    runTests: page.getByRole('button', { name: 'Run tests' }),
    editor: (file: string) => page.getByRole('textbox', { name: `Editor: ${file}` }),
    continueHere: bar.getByRole('link', { name: 'Continue here' }),
    terminal: page.locator('.shell:not([hidden]) .xterm-rows'),
    /** Opens the page, and waits until it can be worked in. */
    async open(slug: string, site = '') {
      await page.goto(`${site}/full-node/${slug}/`, { waitUntil: 'load' });
      await expect(page.locator('.monaco-editor').first()).toBeVisible();
    },
    async boot() {
      await start.click();
      await expect(bar).toContainText('Full Node runs.');
    },
    async replace(file: string, contents: string) {
      await page.evaluate((text) => navigator.clipboard.writeText(text), contents);
      await this.editor(file).focus();
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.press('ControlOrMeta+v');
    },
    /** Types a line into the shell that is shown. */
    async type(line: string) {
      await page.locator('.shell:not([hidden])').getByRole('textbox', { name: 'Terminal input' }).focus();
      await page.keyboard.insertText(line);
      await page.keyboard.press('Enter');
    },
  };
}
