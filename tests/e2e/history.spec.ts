import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { exercisePage, read } from './exercise-page.ts';

const slug = 'hello-server';
const solution = read(slug, 'solution', 'app.ts');

/** What can be done with the work as a whole, by names. */
function workOf(page: Page) {
  const exercise = exercisePage(page);
  const dialog = page.getByRole('dialog');
  const code = page.getByRole('region', { name: 'Code' });
  return {
    ...exercise,
    dialog,
    notices: code.getByRole('status').first(),
    text: page.locator('.view-lines').first(),
    async choose(name: RegExp) {
      await page.getByRole('button', { name: 'Work', exact: true }).click();
      await page.getByRole('menuitem', { name }).click();
      await expect(dialog).toBeVisible();
    },
    async download() {
      await page.getByRole('button', { name: 'Work', exact: true }).click();
      const coming = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: 'Download as a folder' }).click();
      return (await coming).path();
    },
    /** Of the dialog or the notices alone: the rest of the page has its own tests. */
    async violations(part = 'dialog') {
      return (await new AxeBuilder({ page }).include(part).analyze()).violations.map(
        ({ id, nodes }) => `${id}: ${nodes[0]?.html}`,
      );
    },
  };
}

test('the history restores any version, which can be undone, and the solution stands beside the code', async ({
  page,
  context,
}) => {
  const work = workOf(page);
  await work.open(slug);
  await context.setOffline(true);
  await work.run('failed');
  await work.replace('app.ts', '// my own work');
  await work.reset.click();

  await work.choose(/History/);
  await expect(work.dialog.getByRole('listitem')).toHaveCount(2);
  await expect(work.dialog.getByRole('listitem').first()).toContainText('Before a reset');
  await expect(work.dialog.getByRole('listitem').last()).toContainText(/A run.*5 of 10 tests passed/s);
  await expect(work.dialog.getByRole('tab', { name: /app\.ts changed/ })).toBeVisible();
  expect(await work.violations()).toEqual([]);
  await work.dialog.getByRole('button', { name: 'Restore this version' }).click();
  await expect(work.text).toContainText('// my own work');

  await work.choose(/History/);
  await work.dialog.getByRole('listitem').first().getByRole('button').click();
  await work.dialog.getByRole('button', { name: 'Restore this version' }).click();
  await expect(work.text).toContainText('export function createApp');

  await work.choose(/Solution/);
  await expect(work.dialog).toContainText('2 more runs or 15 more minutes');
  expect(await work.violations()).toEqual([]);
  await work.dialog.getByRole('button', { name: 'Show me anyway' }).click();
  await expect(work.dialog.getByRole('tab', { name: /app\.ts differs/ })).toBeVisible();
  await expect(work.dialog).toContainText('Your code');
  await expect(work.dialog.getByRole('tabpanel')).toContainText('req.query.name');
  await work.dialog.getByRole('button', { name: /^Copy the solution/ }).click();
  await expect(work.dialog.getByRole('status')).toContainText('Copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(solution);
  expect(await work.violations()).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(work.text, 'the learner’s code stays').not.toContainText('req.query.name ??');
});

test('the solution opens by itself after three runs', async ({ page }) => {
  const work = workOf(page);
  await page.goto('/about/');
  const before = { status: 'started', attempts: 2, startedAt: '2030-01-01T00:00:00.000Z' };
  await page.evaluate(store, { key: 'progress', value: { version: 1, exercises: { [slug]: before } } });
  await work.open(slug);
  await work.choose(/Solution/);
  await expect(work.dialog).toContainText('1 more run or 15 more minutes');
  await page.keyboard.press('Escape');
  await work.run('failed');
  await work.choose(/Solution/);
  await expect(work.dialog.getByRole('tab', { name: /app\.ts differs/ })).toBeVisible();
});

test('a download comes back by an import, looked through first', async ({ page, context }) => {
  const work = workOf(page);
  await work.open(slug);
  await context.setOffline(true);
  await work.replace('app.ts', solution);
  const archive = readFileSync(await work.download());
  await work.reset.click();
  await expect(work.text).toContainText(/import.express|TODO/);

  await work.choose(/Import/);
  expect(await work.violations()).toEqual([]);
  const input = work.dialog.getByLabel('Choose an archive or files');
  await input.setInputFiles({ name: 'broken.zip', mimeType: 'application/zip', buffer: archive.subarray(0, 99) });
  await expect(work.dialog.getByRole('alert')).toContainText('cannot be read');
  await input.setInputFiles({ name: 'work.zip', mimeType: 'application/zip', buffer: archive });
  await expect(work.dialog.getByRole('tab', { name: /app\.ts changed/ })).toBeVisible();
  expect(await work.violations()).toEqual([]);
  await work.dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(work.dialog).toBeHidden();
  await work.run('passed');
});

test('two tabs follow each other', async ({ page, context }) => {
  const one = workOf(page);
  await one.open(slug);
  const other = await context.newPage();
  const two = workOf(other);
  await two.open(slug);
  await expect(one.notices).toContainText('open in another tab, too');
  await expect(two.notices).toContainText('open in another tab, too');
  expect(await two.violations('.notices')).toEqual([]);
  await two.replace('app.ts', '// from the second tab');
  await expect(one.text).toContainText('// from the second tab');
  await other.close();
  await expect(one.notices).not.toContainText('another tab');
});

test('tabs that cannot hear each other keep both versions', async ({ context }) => {
  await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'BroadcastChannel'));
  const [first, second] = [await context.newPage(), await context.newPage()];
  const [one, two] = [workOf(first), workOf(second)];
  await one.open(slug);
  // A tab that comes to the front looks for changes; this one stays as it is.
  await first.evaluate(() => addEventListener('focus', (event) => event.stopImmediatePropagation(), { capture: true }));
  await two.open(slug);
  await two.replace('app.ts', '// from the second tab');
  await expect.poll(() => stored(second)).toContain('// from the second tab');
  const editor = first.getByRole('textbox', { name: 'Editor: app.ts' });
  await editor.evaluate((element) => (element as HTMLElement).focus());
  // At once: keys pressed one by one in a tab behind another take seconds each on a busy computer.
  await first.keyboard.insertText('// from the first tab');
  await expect(one.notices).toContainText('Another tab changed app.ts at the same time');
  await first.bringToFront();
  expect(await one.violations('.notices')).toEqual([]);
  await one.notices.getByRole('button', { name: 'Switch to the other version' }).click();
  await expect(one.text).toContainText('// from the second tab');
  await one.choose(/History/);
  await expect(one.dialog).toContainText('From another tab');
});

const faults = {
  blocked: () => Object.defineProperty(globalThis, 'indexedDB', { get: () => { throw new DOMException('The operation is insecure.', 'SecurityError'); } }), // prettier-ignore
  full: () => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
  },
};
const words = { blocked: 'the browser gives this site no storage', full: 'this device has no room left' };

for (const kind of ['blocked', 'full'] as const) {
  test(`a storage that is ${kind} is told of, and a download saves the work`, async ({ page }) => {
    await page.addInitScript(faults[kind]);
    const work = workOf(page);
    await work.open(slug);
    await work.replace('app.ts', solution);
    await expect(work.notices).toContainText(words[kind]);
    await work.run('passed');
    expect(await work.violations('.notices')).toEqual([]);
    const coming = page.waitForEvent('download');
    await work.notices.getByRole('button', { name: 'Download your work' }).click();
    expect((await coming).suggestedFilename()).toBe(`${slug}.zip`);
  });
}

test('a record that cannot be read is kept aside, and the page goes on', async ({ page }) => {
  const work = workOf(page);
  await work.open(slug);
  await work.replace('app.ts', '// saved');
  await expect.poll(() => stored(page)).toContain('// saved');
  await page.goto('/about/');
  await page.evaluate(store, { key: `exercise:${slug}`, value: { version: 2, slug: 'nonsense' } });
  await work.open(slug);
  await expect(work.notices).toContainText('could not be read');
  await expect(work.text).toContainText(/import.express/);
  await work.notices.getByRole('button', { name: 'Got it' }).click();
  await expect(work.notices).toBeEmpty();
  await work.replace('app.ts', '// goes on');
  await expect.poll(() => stored(page)).toContain('// goes on');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  test('the menu and the history fit', async ({ page }) => {
    await page.goto(`/exercises/${slug}/`);
    const work = workOf(page);
    await work.run('failed');
    await work.choose(/History/);
    await expect(work.dialog.getByRole('listitem')).toHaveCount(1);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(wide).toBe(false);
    expect(await work.violations()).toEqual([]);
  });
});

/** The stored files of the exercise, as text. */
const stored = (page: Page) =>
  page.evaluate(
    (key) =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('engine-room');
        opening.onerror = () => reject(opening.error!);
        opening.onsuccess = () => {
          const request = opening.result.transaction('records').objectStore('records').get(key);
          request.onsuccess = () => {
            opening.result.close();
            resolve(JSON.stringify(request.result ?? null));
          };
        };
      }),
    `exercise:${slug}`,
  );

/** Runs in the page: puts a value where records are kept. */
function store({ key, value }: { key: string; value: unknown }) {
  return new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open('engine-room', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('records');
    opening.onerror = () => reject(opening.error!);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('records', 'readwrite');
      transaction.objectStore('records').put(value, key);
      transaction.oncomplete = () => {
        opening.result.close();
        resolve();
      };
    };
  });
}
