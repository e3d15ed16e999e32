import { launchChromium } from './browsers/chromium.ts';
import { firefoxPath, launchFirefox } from './browsers/firefox.ts';
import { launchWebKit, missingForWebKit } from './browsers/webkit.ts';

/** What a test needs of a browser, so that it can be written once. */
export interface BrowserPage {
  goto(url: string): Promise<void>;
  /**
   * Calls a function inside of the page. It reaches nothing of the test; its arguments and its result travel as JSON.
   * What it throws is thrown here.
   */
  evaluate<Args extends unknown[], Result>(
    fn: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>;
  /** `Tab`, `Enter`, `Control+a`. */
  press(keys: string): Promise<void>;
  /** Types at the keyboard, into whatever has the focus. */
  type(text: string): Promise<void>;
  screenshot(file: string): Promise<void>;
  close(): Promise<void>;
}

export interface Browser {
  name: BrowserName;
  version: string;
  openPage(url: string): Promise<BrowserPage>;
  close(): Promise<void>;
}

export type BrowserName = 'chromium' | 'firefox' | 'webkit';

const launchers: Record<BrowserName, () => Promise<Browser>> = {
  chromium: launchChromium,
  firefox: launchFirefox,
  webkit: launchWebKit,
};

const install: Record<BrowserName, () => string | undefined> = {
  chromium: () => undefined,
  firefox: () => (firefoxPath() ? undefined : 'Firefox (apt-get install firefox-esr, or FIREFOX_PATH)'),
  webkit: () => missingForWebKit(),
};

/** Starts a browser without a window. */
export const launch = (name: BrowserName): Promise<Browser> => launchers[name]();

/** The browsers that tests run in: all three, or those in `BROWSERS` (`BROWSERS=firefox,webkit`), as far as they are installed. */
export const browsers: BrowserName[] = installed(wanted(process.env['BROWSERS']));

function wanted(list: string | undefined): BrowserName[] {
  const all = Object.keys(launchers) as BrowserName[];
  const names = list?.split(',').map((name) => name.trim()) ?? all;
  const unknown = names.find((name) => !(name in launchers));
  if (unknown !== undefined) throw new Error(`BROWSERS names “${unknown}”. There are: ${all.join(', ')}.`);
  return all.filter((name) => names.includes(name));
}

/** Where nobody looks, a browser that is missing must not pass for one that works. */
function installed(names: BrowserName[]): BrowserName[] {
  return names.filter((name) => {
    const missing = install[name]();
    if (missing === undefined) return true;
    if (process.env['CI']) throw new Error(`The tests need ${missing}.`);
    console.warn(`Skipped in ${name}: there is no ${missing}.`);
    return false;
  });
}
