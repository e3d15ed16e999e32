import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browsers, launch, type Browser, type BrowserPage } from '../support/browsers.ts';

const root = path.resolve(import.meta.dirname, '../..');
const solution = readFileSync(path.join(root, 'exercises/hello-server/solution/app.ts'), 'utf8');
const built = existsSync(path.join(root, 'dist/_headers'));
if (!built && process.env['CI']) throw new Error('The pages are not built. Run `npm run build` first.');

/** The built pages as a reader has them. Playwright drives Chromium at length in tests/e2e; these are the others. */
describe.skipIf(!built).each(browsers.filter((name) => name !== 'chromium'))('in %s', (name) => {
  let server: ChildProcess;
  let browser: Browser;
  let page: BrowserPage;
  let origin: string;
  beforeAll(async () => {
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    server = spawn(process.execPath, ['tests/e2e/serve.ts', String(port)], { cwd: root, stdio: 'ignore' });
    await untilItAnswers(origin);
    browser = await launch(name);
    page = await browser.openPage(`${origin}/`);
  });
  afterAll(async () => {
    await browser?.close();
    server?.kill();
  });

  test('home, roadmap and a page that is not there', async () => {
    await page.goto(`${origin}/`);
    expect(await page.evaluate(() => document.querySelector('h1')?.textContent?.trim())).toBeTruthy();
    await page.evaluate(() => document.querySelector<HTMLAnchorElement>('a[href="/roadmap/"]')!.click());
    await until(page, () => location.pathname === '/roadmap/' && document.querySelectorAll('h2').length === 13);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.goto(`${origin}/exercises/helo-server/`);
    await until(page, () => document.querySelector('a[href="/exercises/hello-server/"]') !== null);
  });

  test('the worked example of a lesson runs', async () => {
    await page.goto(`${origin}/lessons/what-a-backend-does/first-server/`);
    await until(page, () => document.querySelector('#first-server-worked button:not([disabled])') !== null);
    await page.evaluate(() => {
      const buttons = [...document.querySelectorAll<HTMLButtonElement>('#first-server-worked button')];
      buttons.find(({ textContent }) => /^\s*Run/.test(textContent))!.click();
    });
    await until(page, () =>
      /Done/.test(document.querySelector('#first-server-worked [role=status]')?.textContent ?? ''),
    );
    const answers = () => document.querySelector('#first-server-worked .answers')?.textContent ?? '';
    expect(await page.evaluate(answers)).toMatch(/Engine room, standing by\.[^]*404 Not Found/);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  test('an exercise: edit by keyboard, fail, paste the solution, pass, reload', async () => {
    await openExercise();
    await focusEditor();
    await page.press('Control+Home');
    await page.type('// my note');
    await page.press('Enter');
    await until(page, () => document.querySelector('.view-lines')?.textContent?.includes('my\u00a0note') ?? false);
    await page.press('Control+Enter');
    await status('failed');

    await focusEditor();
    await page.press('Control+a');
    await paste(`// pasted\n${solution}\n// pasted`);
    await until(page, () => document.querySelector('.view-lines')?.textContent?.includes('pasted') ?? false);
    await run();
    await status('passed');

    await openExercise();
    await until(page, () => document.querySelector('.view-lines')?.textContent?.includes('pasted') ?? false);
    await run();
    await status('passed');
  });

  async function openExercise() {
    await page.goto(`${origin}/exercises/hello-server/`);
    await until(page, () => {
      const buttons = [...document.querySelectorAll<HTMLButtonElement>('button:not([disabled])')];
      const ready = buttons.some(({ textContent }) => /Run tests/.test(textContent));
      return ready && document.querySelector('.monaco-editor .view-line') !== null;
    });
  }
  const focusEditor = () =>
    page.evaluate(() => document.querySelector<HTMLElement>('.monaco-editor textarea, .monaco-editor [role=textbox]')!.focus()); // prettier-ignore
  async function paste(text: string) {
    if (name === 'firefox') {
      await page.evaluate((text) => navigator.clipboard.writeText(text), text);
      return page.press('Control+v');
    }
    // WebKit's driver has no clipboard.
    return page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      document.activeElement!.dispatchEvent(paste);
    }, text);
  }
  const run = () =>
    page.evaluate(() => {
      const buttons = [...document.querySelectorAll<HTMLButtonElement>('button:not([disabled])')];
      buttons.find(({ textContent }) => /Run tests/.test(textContent))!.click();
    });
  const status = (wanted: string) =>
    until(page, (wanted: string) => document.querySelector('[data-status]')?.getAttribute('data-status') === wanted, wanted); // prettier-ignore
});

/** Asks in the page until it is so; not often, as each question costs WebKit's page a good part of its own time. */
async function until<Args extends unknown[]>(page: BrowserPage, holds: (...args: Args) => boolean, ...args: Args) {
  const deadline = Date.now() + 150_000;
  for (;;) {
    const held = await page.evaluate(holds, ...args).catch((error: Error) => error);
    if (held === true) return;
    if (Date.now() > deadline) {
      const shown = await page.evaluate(() => document.body.innerText.slice(-1500));
      throw new Error(`It was not so in time: ${holds.toString()} ${args.join()} (${String(held)})\n${shown}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

const overflow = (page: BrowserPage) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function untilItAnswers(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await fetch(url).then(({ ok }) => ok, () => false)) return; // prettier-ignore
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} does not answer.`);
}

function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer().once('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    server.close(() => resolve(port));
  });
  return promise;
}
