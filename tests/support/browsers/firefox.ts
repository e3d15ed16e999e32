import { existsSync } from 'node:fs';
import { launch, type KeyInput, type Page } from 'puppeteer-core';
import type { Browser } from '../browsers.ts';
import { pageExpression, readResult } from './page-function.ts';

/** Where Firefox is, if it is installed. */
export const firefoxPath = (): string | undefined =>
  [process.env['FIREFOX_PATH'], '/usr/bin/firefox-esr', '/usr/bin/firefox'].find((path) => path && existsSync(path));

/** Firefox without a window, over WebDriver BiDi. */
export async function launchFirefox(): Promise<Browser> {
  const browser = await launch({
    browser: 'firefox',
    executablePath: firefoxPath()!,
    headless: true,
    protocolTimeout: 290_000,
    extraPrefsFirefox: {
      // Tests paste, and nobody is there to be asked.
      'dom.events.testing.asyncClipboard': true,
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
    },
  });
  return {
    name: 'firefox',
    version: await browser.version(),
    async openPage(url) {
      const page = await browser.newPage();
      await page.setViewport({ width: 1280, height: 800 });
      // Two busy processors, and a browser that starts from nothing. Tests wait for what they need, not for everything.
      page.setDefaultTimeout(240_000);
      page.setDefaultNavigationTimeout(240_000);
      await page.goto(url);
      return {
        goto: async (next) => void (await page.goto(next, { waitUntil: 'domcontentloaded' })),
        evaluate: async (fn, ...args) => readResult((await page.evaluate(pageExpression(fn, args))) as string),
        press: (keys) => press(page, keys.split('+') as KeyInput[]),
        type: (text) => page.keyboard.type(text),
        screenshot: async (file) => void (await page.screenshot({ path: file as `${string}.png` })),
        close: () => page.close(),
      };
    },
    close: () => browser.close(),
  };
}

async function press(page: Page, keys: KeyInput[]): Promise<void> {
  const held = keys.slice(0, -1);
  for (const key of held) await page.keyboard.down(key);
  await page.keyboard.press(keys.at(-1)!);
  for (const key of held.reverse()) await page.keyboard.up(key);
}
