import { afterAll, beforeAll, describe, test } from 'vitest';
import { browsers, type BrowserName } from './browsers.ts';
import { openEmbeddedPage, type EmbeddedPage } from './embedded-page.ts';

type Tests = (embedded: () => EmbeddedPage, browser: BrowserName) => void;

/** Describes tests in each browser. The page that they get is open while they run, not while they are described. */
export function inBrowsers(tests: Tests, wanted = browsers): void {
  if (!wanted.length) test.skip('none of these browsers is installed', () => {});
  describe.each(wanted)('in %s', (browser) => {
    let page: EmbeddedPage | undefined;
    beforeAll(async () => {
      page = await openEmbeddedPage(browser);
    });
    afterAll(() => page?.close());
    tests(() => page!, browser);
  });
}
