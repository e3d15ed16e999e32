import { chromium } from '@playwright/test';
import { chromiumOptions } from './chromium.ts';
import { median } from './median.ts';
import { serveDist } from './serve-dist.ts';

const words = ['server', 'request', 'owner', 'status code', 'validation', 'port', 'express'];

/** ms, and kB as they were sent. */
export interface SearchFigures {
  /** From a letter to its results on the page, with the dialog open. */
  median: number;
  longest: number;
  /** From the keys that open it to the first results. */
  first: number;
  sent: number;
}

export async function measureSearch(rounds: number): Promise<SearchFigures> {
  const server = await serveDist();
  const browser = await chromium.launch(chromiumOptions);
  try {
    const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
    await page.goto(`${server.url}/roadmap/`, { waitUntil: 'networkidle' });
    server.sent();
    const began = performance.now();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search the course' }).fill('database');
    await page.getByRole('option').first().waitFor();
    const first = performance.now() - began;
    const sent = server.sent().reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) for (const one of words) times.push(await page.evaluate(timeOf, one));
    return { median: median(times), longest: Math.max(...times), first, sent };
  } finally {
    await browser.close();
    server.close();
  }
}

/** In the page: until the list has changed and has been painted. */
function timeOf(words: string): Promise<number> {
  const field = document.querySelector<HTMLInputElement>('dialog.search input')!;
  const list = document.querySelector('#search-list')!;
  return new Promise((resolve) => {
    const began = performance.now();
    const observer = new MutationObserver(() => {
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
    });
    observer.observe(list, { childList: true });
    field.value = words;
    field.dispatchEvent(new Event('input'));
  });
}
