import { chromium } from '@playwright/test';
import { chromiumOptions } from '../../../scripts/bench/chromium.ts';
import type { Browser } from '../browsers.ts';
import { pageExpression, readResult } from './page-function.ts';

export async function launchChromium(): Promise<Browser> {
  const browser = await chromium.launch(chromiumOptions);
  return {
    name: 'chromium',
    version: browser.version(),
    async openPage(url) {
      const page = await browser.newPage();
      await page.goto(url);
      return {
        goto: async (next) => void (await page.goto(next)),
        async evaluate(fn, ...args) {
          return readResult(await page.evaluate<string>(pageExpression(fn, args)));
        },
        press: (keys) => page.keyboard.press(keys),
        type: (text) => page.keyboard.type(text),
        screenshot: async (file) => void (await page.screenshot({ path: file })),
        close: () => page.close(),
      };
    },
    close: () => browser.close(),
  };
}
