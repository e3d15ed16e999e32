import { expect, test, type Page } from '@playwright/test';
import { exercisePage, read } from './exercise-page.ts';
import { ownHost } from './own-host.ts';

test.use({ serviceWorkers: 'allow' });

const status = (page: Page) => page.locator('offline-status').first();

/** Every address that the device keeps, with the hash of its contents. */
const stored = (page: Page) =>
  page.evaluate(async () => {
    const names = await caches.keys();
    const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return all.flat().map((request) => request.url.replace(location.origin, ''));
  });

test('after the first visit the whole course works without a network', async ({ page, context }) => {
  const host = await ownHost();
  await page.goto(`${host.url}/`);
  await expect(status(page)).toContainText(/\d+(\.\d)? of \d+ MB/);
  await expect(status(page)).toContainText(/whole course works without a network: \d+ MB/, { timeout: 90_000 });
  host.close();
  await context.setOffline(true);

  await page.reload();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'Search the course' }).fill('server');
  await expect(page.getByRole('group', { name: 'Lessons' }).getByRole('option').first()).toBeVisible();
  await page.goto(`${host.url}/lessons/what-a-backend-does/first-server/`);
  await page.locator('a[href="/exercises/hello-server/"]').first().click();
  const exercise = exercisePage(page);
  await expect(exercise.runButton).toBeEnabled();
  await expect(page.locator('.monaco-editor').first()).toBeVisible();
  await exercise.replace('app.ts', read('hello-server', 'solution', 'app.ts'));
  await exercise.run('passed');

  await page.goto(`${host.url}/exercises/helo-server/`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no page at this address');
  await expect(page.locator('a[href="/exercises/hello-server/"]').first()).toBeVisible();
});

test('a new version is offered, leaves open pages alone, and the old one goes with its last page', async ({
  page,
  context,
}) => {
  const host = await ownHost();
  await page.goto(`${host.url}/exercises/hello-server/`);
  const exercise = exercisePage(page);
  await expect(page.getByText('Ready, also offline')).toBeVisible();
  const other = await context.newPage();
  await other.goto(`${host.url}/about/`);
  await expect(status(other)).toContainText('whole course works', { timeout: 90_000 });
  const before = await stored(page);

  const { core } = host.publish('about/', (html) => html.replace('<h1', '<p>Changed words</p><h1'));
  await other.evaluate(async () => (await navigator.serviceWorker.ready).update());
  const offer = other.getByRole('complementary', { name: 'New version' });
  await expect(offer.getByRole('status')).toHaveText('A new version is ready.');
  // Until somebody says so, the version that was opened is what is shown.
  await expect(other.getByText('Changed words')).toHaveCount(0);
  await exercise.run('failed');
  await offer.getByRole('button', { name: 'Reload' }).click();
  await expect(other.getByText('Changed words')).toBeVisible();

  // The page of the old version runs on, also where it asks for a file that the host has no more.
  await exercise.run('failed');
  expect(await page.evaluate(async (url) => (await fetch(url)).status, `/${core}`)).toBe(200);
  const unchanged = before.filter((key) => key.includes('exercises/'));
  expect(await stored(page)).toEqual(expect.arrayContaining(unchanged));
  await page.close();
  await other.reload();
  await expect.poll(async () => (await stored(other)).filter((key) => key.startsWith(`/${core}`))).toEqual([]);
  expect((await stored(other)).filter((key) => key.endsWith('?list'))).toHaveLength(1);
  host.close();
});

test('nothing is downloaded unasked where data is dear', async ({ page }) => {
  const host = await ownHost();
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '4g' } });
  });
  await page.goto(`${host.url}/about/`);
  const button = status(page).getByRole('button', { name: 'Make everything available offline' });
  await expect(button).toBeVisible();
  await expect(status(page)).toContainText(/The whole course is \d+ MB/);
  expect(host.asked.filter((path) => path.startsWith('/engine/'))).toEqual([]);
  host.close();
  await button.click();
  await expect(status(page)).toContainText('because the network failed');
  await expect(status(page).getByRole('button', { name: 'Try again' })).toBeVisible();
});
