import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { faults } from './axe.ts';
import { exercisePage } from './exercise-page.ts';
import { allPages, htmlOf, readingPages } from './pages.ts';

const lesson = '/lessons/what-a-backend-does/first-server/';
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** From the first paint on, each time that something moved without being asked to. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
        sources: { node?: Element; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
      })[])
        if (!entry.hadRecentInput)
          shifts.push(
            `${entry.value.toFixed(4)} ${entry.sources.map(
              ({ node, previousRect, currentRect }) =>
                `${node?.outerHTML?.slice(0, 120)} from ${JSON.stringify(previousRect)} to ${JSON.stringify(currentRect)}`,
            )}`,
          );
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

const shifts = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    await document.fonts.ready;
    for (const top of [document.documentElement.scrollHeight, 0]) {
      scrollTo({ top, behavior: 'instant' });
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }
    return (window as unknown as { shifts: string[] }).shifts;
  });

/** Links and buttons that are to be seen, but cannot be reached by keyboard. */
const unreachable = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('a[href], button:not(:disabled)')]
      .filter((one) => [one, ...one.children].some((part) => part.checkVisibility({ visibilityProperty: true })))
      .filter((one) => {
        one.focus();
        return document.activeElement !== one || one.tabIndex < 0;
      })
      .map((one) => one.outerHTML.slice(0, 120)),
  );

/** What is wider than the window. */
const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    document.documentElement.scrollWidth <= innerWidth
      ? []
      : [...document.querySelectorAll('body *')]
          .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)
          .map((one) => one.outerHTML.slice(0, 120)),
  );

for (const [name, options, pages] of [
  ['at a desk', {}, readingPages(3)],
  // A list of two hundred licences takes axe long, and has nothing of its own for phones.
  ['on a phone', phone, readingPages(1).filter((page) => !page.includes('/licences/'))],
] as const) {
  test.describe(name, () => {
    test.use({ ...options, serviceWorkers: 'block' });

    for (const path of pages)
      test(`${path} can be read by everybody, and nothing in it moves by itself`, async ({ page }) => {
        await watchShifts(page);
        // What is drawn on the device has to be there before somebody can scroll through it.
        await page.goto(path, { waitUntil: /^\/(?:progress|review)\//.test(path) ? 'networkidle' : 'load' });
        expect(await shifts(page)).toEqual([]);
        expect(await faults(page)).toEqual([]);
        expect(await unreachable(page)).toEqual([]);
        await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
        for (const landmark of ['banner', 'main', 'contentinfo'] as const)
          await expect(page.getByRole(landmark)).toHaveCount(1);
        // 400 % zoom on a screen of 1280 pixels.
        await page.setViewportSize({ width: 320, height: 568 });
        expect(await tooWide(page)).toEqual([]);
      });
  });
}

test('a stranger finds the way from the home page to a first report', async ({ page }) => {
  await page.goto('/');
  await page
    .getByRole('link', { name: /roadmap/i })
    .first()
    .click();
  await expect(page).toHaveURL(/\/roadmap\/$/);
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(13);
  await page.locator(`a[href="${lesson}"]`).first().click();
  await expect(page).toHaveURL(new RegExp(`${lesson}$`));
  await page.locator('a[href="/exercises/hello-server/"]').first().click();
  const exercise = exercisePage(page);
  await expect(exercise.runButton).toBeEnabled();
  await exercise.run('failed');
});

test('no link leads nowhere', () => {
  const pages = new Map(allPages.map((page) => [page, htmlOf(page)]));
  const broken: string[] = [];
  for (const [page, html] of pages)
    for (const [, href = ''] of html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)) {
      if (/^[a-z]+:/.test(href)) continue;
      const { pathname, hash } = new URL(href.replaceAll('&#38;', '&'), `http://x${page}`);
      const target = pages.get(pathname);
      const file = path.join(import.meta.dirname, '../../dist', pathname);
      const found = target === undefined ? existsSync(file) : hasId(target, decodeURIComponent(hash.slice(1)));
      if (!found) broken.push(`${page}: ${href}`);
    }
  expect(broken).toEqual([]);
});

const hasId = (html: string, id: string): boolean => !id || html.includes(`id="${id}"`);

test('the roadmap says which lessons are to come', async ({ page }) => {
  await page.goto('/roadmap/');
  await expect(page.locator('main')).toContainText('coming', { ignoreCase: true });
});

test('an unknown address answers 404 and suggests the nearest exercise', async ({ page }) => {
  const response = await page.goto('/exercises/helo-server/');
  expect(response?.status()).toBe(404);
  const first = page.locator('near-pages').getByRole('link').first();
  await expect(first).toHaveAttribute('href', '/exercises/hello-server/');
});

test('every page carries a policy without inline or evaluated scripts', () => {
  for (const page of allPages) {
    const scripts = /<meta http-equiv="Content-Security-Policy"[^>]*script-src([^;]*)/i.exec(htmlOf(page))?.[1];
    expect(scripts, page).toBeDefined();
    expect(scripts, page).not.toContain('unsafe');
  }
});
