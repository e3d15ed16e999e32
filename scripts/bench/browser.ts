import { type ChildProcess, spawn } from 'node:child_process';
import { chromium, type Page } from '@playwright/test';
import { chromiumOptions } from './chromium.ts';
import { median } from './median.ts';

const port = 4398;
const address = `http://127.0.0.1:${port}`;

/** ms in Chromium, on the built site: an empty cache each time for the cold figures. */
export async function measureBrowser(slug: string, rounds: number) {
  const server = await preview();
  const browser = await chromium.launch(chromiumOptions);
  try {
    const cold: number[] = [];
    const first: number[] = [];
    const rerun: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const context = await browser.newContext();
      const page = await context.newPage();
      const opened = performance.now();
      await page.goto(`${address}/exercises/${slug}/`, { waitUntil: 'commit' });
      await page.getByRole('button', { name: 'Run tests' }).and(page.locator(':enabled')).waitFor();
      const pressed = performance.now();
      await page.evaluate(pressRun);
      cold.push(performance.now() - opened);
      first.push(performance.now() - pressed);
      await page.locator('.monaco-editor').first().waitFor();
      rerun.push(await measureRerun(page));
      await context.close();
    }
    return { cold: median(cold), first: median(first), rerun: median(rerun) };
  } finally {
    await browser.close();
    server.kill();
  }
}

/** Presses Run inside the page and waits for the report there, so that the driver's own delays stay out. */
function pressRun(): Promise<number> {
  const results = document.querySelector('[data-status]')!;
  const button = [...document.querySelectorAll('button')].find((one) => one.textContent?.includes('Run tests'))!;
  const started = performance.now();
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!/passed|failed|error/.test(results.getAttribute('data-status')!)) return;
      observer.disconnect();
      resolve(performance.now() - started);
    });
    observer.observe(results, { attributes: true });
    button.click();
  });
}

/** A small edit at the end of the file, as someone types it, and Run a moment later. */
async function measureRerun(page: Page): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    await page.waitForTimeout(1500);
    await page.getByRole('textbox', { name: 'Editor: app.ts' }).focus();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.insertText(`\n// ${round}`);
    await page.waitForTimeout(200);
    times.push(await page.evaluate(pressRun));
  }
  return median(times);
}

async function preview(): Promise<ChildProcess> {
  const script = ['node_modules/astro/bin/astro.mjs', 'preview', '--host', '127.0.0.1', '--port', String(port)];
  const server = spawn(process.execPath, script, { stdio: 'ignore' });
  for (let attempt = 0; attempt < 100; attempt++) {
    if (
      await fetch(address).then(
        (response) => response.ok,
        () => false,
      )
    )
      return server;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  server.kill();
  throw new Error('astro preview did not answer within 10 s.');
}
