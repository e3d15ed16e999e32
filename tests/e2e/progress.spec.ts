import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { faults } from './axe.ts';
import { exercisePage, read } from './exercise-page.ts';
import { ownHost } from './own-host.ts';

const lesson = '/lessons/what-a-backend-does/first-server/';
const day = 24 * 60 * 60 * 1000;

const due = (page: Page) => page.locator('.tally > div', { hasText: 'Due for review' }).locator('dd');

test.describe('the first visit was a while ago', () => {
  test.use({ serviceWorkers: 'allow' });

  test('lesson, prediction, exercise, pass, progress and reviews, all without a network', async ({ page, context }) => {
    const host = await ownHost();
    await page.goto(`${host.url}/`);
    await expect(page.locator('offline-status').first()).toContainText('works without a network', { timeout: 90_000 });
    host.close();
    await context.setOffline(true);

    await page.goto(host.url + lesson);
    const predict = page.locator('#first-server-predict');
    await predict.getByLabel('A and B, each once').check();
    await predict.getByRole('button', { name: 'Commit to this answer' }).click();
    await expect(predict.getByText('Your prediction is kept')).toBeVisible();
    await page.locator('a[href="/exercises/hello-server/"]').first().click();
    const exercise = exercisePage(page);
    await expect(exercise.runButton).toBeEnabled();
    await exercise.replace('app.ts', read('hello-server', 'solution', 'app.ts'));
    await exercise.run('passed');

    await page.goto(`${host.url}/progress/`);
    await expect(page.getByRole('row', { name: /What a backend does/ })).toContainText('1 of 2');
    await expect(page.getByText('Questions answered').locator('..')).toContainText('1');
    await expect(due(page)).toHaveText('0');
    page = await context.newPage();
    await page.clock.install({ time: Date.now() + 2 * day });
    await page.goto(`${host.url}/progress/`);
    await expect(due(page)).toHaveText('1');

    await page.getByRole('link', { name: 'Review 1 item' }).click();
    await expect(page.getByRole('heading', { name: 'Question 1 of 1' })).toBeVisible();
    await page.getByLabel('A and B, each once').check();
    await page.getByRole('button', { name: 'Commit to this answer' }).click();
    await page.getByRole('button', { name: 'See the result' }).click();
    await expect(page.getByRole('heading', { name: '1 of 1 right' })).toBeFocused();
    await page.reload();
    await expect(page.getByText('Nothing is due.')).toBeVisible();
    await expect(page.getByText(/comes back on /)).toBeVisible();
  });
});

test('a mixed review and every exercise earn the badge, which two tabs and another device see', async ({ page, context, browser }) => {
  await seed(page, { 'trace-buy-now': 'completed', 'hello-server': 'completed' });
  await page.goto('/stages/what-a-backend-does/');
  await expect(page.getByText('2 of 2 exercises passed')).toBeVisible();
  const other = await context.newPage();
  await other.goto('/progress/');
  await expect(other.getByRole('row', { name: /What a backend does/ })).not.toContainText('earned');

  await page.bringToFront();
  await page.getByRole('link', { name: 'Take the mixed review' }).click();
  for (let more = true; more; ) {
    await answerRightly(page);
    const next = page.getByRole('button', { name: /^(Next|See the result)$/ });
    more = (await next.textContent()) === 'Next';
    await next.click();
  }
  await expect(page.getByRole('heading', { name: /right, 100 %/ })).toBeVisible();
  await expect(other.getByRole('row', { name: /What a backend does/ })).toContainText('✓ earned');

  const download = other.waitForEvent('download');
  await other.getByRole('button', { name: 'Export as a file' }).click();
  const file = await (await download).path();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: 2, exercises: { 'hello-server': {} } });

  const device = await (await browser.newContext()).newPage();
  await seed(device, { 'notes-ownership': 'completed' });
  await device.goto('/progress/');
  await device.getByLabel('Import a file').setInputFiles(file);
  await expect(device.getByRole('status').filter({ hasText: 'Imported' })).toContainText('2 exercises more passed');
  await expect(device.getByRole('row', { name: /What a backend does/ })).toContainText('✓ earned');
  await expect(device.getByRole('row', { name: /Identity and access/ })).toContainText('1 of 2');
  await device.getByLabel('Import a file').setInputFiles({ name: 'holiday.json', mimeType: 'application/json', buffer: Buffer.from('[1]') });
  await expect(device.getByRole('alert')).toContainText('holiday.json: The file is no progress of Engine Room');
  await expect(device.getByRole('row', { name: /What a backend does/ })).toContainText('✓ earned');
}); // prettier-ignore

test('one button deletes everything, in other tabs as well', async ({ page, context }) => {
  await seed(page, { 'hello-server': 'completed' });
  await page.goto('/progress/');
  const other = await context.newPage();
  await other.goto('/progress/');
  await page.getByRole('button', { name: 'Delete everything' }).click();
  expect(await faults(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete everything' }).click();
  await expect(page.getByText('Everything is deleted')).toBeVisible();
  for (const tab of [page, other]) {
    await expect(tab.getByRole('row', { name: /What a backend does/ })).toContainText('0 of 2');
    await tab.reload();
    await expect(tab.getByRole('row', { name: /What a backend does/ })).toContainText('0 of 2');
  }
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});

test.describe('with a copy for use without a network', () => {
  test.use({ serviceWorkers: 'allow' });

  test('that goes as well, also half-way, and what other projects keep at the address stays', async ({
    page,
    context,
  }) => {
    await page.goto('/');
    await expect(page.locator('offline-status').first()).toContainText(/of \d+ MB|works without/);
    await page.evaluate(async () => {
      await (await caches.open('another project')).put('/other', new Response('theirs'));
      localStorage.setItem('another project', 'theirs');
    });
    // A page that looks at the record in the moment of the deletion must not leave an empty one behind.
    const reader = await context.newPage();
    await reader.goto('/roadmap/');
    await page.goto('/progress/');
    await page.getByRole('button', { name: 'Delete everything' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete everything' }).click();
    await expect(page.getByText('Everything is deleted')).toBeVisible();
    await expect(page.locator('offline-status').first()).toContainText('Not yet available without a network');
    const left = await page.evaluate(async () => ({
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      settings: Object.keys(localStorage),
    }));
    expect(left).toEqual({ caches: ['another project'], workers: 0, settings: ['another project'] });
    await reader.close();

    await page.goto('/exercises/hello-server/');
    const exercise = exercisePage(page);
    await expect(exercise.runButton).toBeEnabled();
    await exercise.run('failed');
    await expect(page.getByText('cannot be saved')).toBeHidden();
    await page.goto('/progress/');
    await expect(page.getByRole('row', { name: /What a backend does/ })).toContainText('0 of 2');
    await expect(page.getByText(/Continue where you left off: 1\.3/)).toBeVisible();
  });
});

test('a damaged record is told of and can be taken away; what can be read counts', async ({ page }) => {
  await seed(page, { 'hello-server': 'completed', 'notes-ownership': 'won' });
  await page.goto('/progress/');
  await expect(page.getByRole('alert')).toContainText('exercises.notes-ownership: “status” has to be');
  await expect(page.getByRole('row', { name: /What a backend does/ })).toContainText('1 of 2');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download what was kept aside' }).click();
  expect(readFileSync(await (await download).path(), 'utf8')).toContain('"won"');
  expect(await faults(page)).toEqual([]);
});

test('without a network the page says so, and keeps what there is', async ({ page }) => {
  await page.route('**/course.json', (route) => route.abort());
  await page.goto('/review/');
  const review = page.locator('#review');
  await expect(review.getByRole('alert')).toContainText('Is the network gone?');
  await page.unroute('**/course.json');
  await review.getByRole('button', { name: 'Try again' }).click();
  await expect(review.getByText('Nothing is due.')).toBeVisible();
});

/** Writes a record as the course would have. */
async function seed(page: Page, statuses: Record<string, string>): Promise<void> {
  await page.goto('/about/');
  const at = new Date().toISOString();
  const exercises = Object.fromEntries(
    Object.entries(statuses).map(([slug, status]) => [slug, { status, attempts: 1, startedAt: at, completedAt: at }]),
  );
  await page.evaluate((record) => new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open('engine-room', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('records');
    opening.onerror = () => reject(opening.error as Error);
    opening.onsuccess = () => {
      const writing = opening.result.transaction('records', 'readwrite');
      writing.objectStore('records').put(record, 'progress');
      writing.oncomplete = () => (opening.result.close(), resolve());
    };
  }), { version: 2, exercises, lessons: {}, answers: {}, stages: {} });
} // prettier-ignore

/** Whatever is asked: the right options, or the lines in their order. */
async function answerRightly(page: Page): Promise<void> {
  const place = page.locator('.question-place');
  await expect(place.locator('choice-question, parsons-problem')).toBeVisible();
  if (await place.locator('choice-question').count()) {
    for (const input of await place.locator('.option[data-correct] input').all()) await input.check();
    await place.locator('button[type=submit]').click();
    return;
  }
  const settings = (await place.locator('parsons-problem').getAttribute('data-settings'))!;
  const { lines } = JSON.parse(settings) as { lines: string[] };
  for (const line of lines.keys())
    await place.locator(`.pool [data-line="${line}"]`).getByRole('button', { name: 'Use this line' }).click();
  await place.getByRole('button', { name: 'Check the order' }).click();
}
