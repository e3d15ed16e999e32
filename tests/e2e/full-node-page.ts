import { expect, test as base, type Page } from '@playwright/test';
import { startDouble, type Double } from '../support/webcontainer/double.ts';

/** Pages of full Node whose genuine library reaches our double of StackBlitz's service. */
export const test = base.extend<{ node: ReturnType<typeof fullNodePage> }, { double: Double }>({
  double: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its parameters.
    async ({}, use) => {
      const double = await startDouble();
      await use(double);
      await double.close();
    },
    { scope: 'worker' },
  ],
  async node({ page, double }, use) {
    double.fault = '';
    await reachDouble(page, double);
    await use(fullNodePage(page));
    double.fault = '';
  },
});

/** Only the address differs: the page's own policy, which lets StackBlitz alone in, lets the double in at its place. */
async function reachDouble(page: Page, { url }: Double): Promise<void> {
  await page.addInitScript((address) => Object.assign(window, { WEBCONTAINER_API_IFRAME_URL: address }), url);
  await page.route('**/full-node/*/*', async (route) => {
    if (route.request().resourceType() !== 'document') return route.continue();
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replaceAll('https://stackblitz.com', url) });
  });
}

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
    async open(slug: string) {
      await page.goto(`/full-node/${slug}/`, { waitUntil: 'load' });
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
