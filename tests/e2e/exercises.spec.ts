import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import { exercisePage, read } from './exercise-page.ts';

const exercises = [
  { slug: 'hello-server', wrong: 'fixed-time' },
  { slug: 'validate-new-task', wrong: 'first-only' },
  { slug: 'notes-ownership', wrong: 'get-only' },
];

for (const { slug, wrong } of exercises) {
  test(`${slug}: starter fails, wrong answer meets its own message, solution passes, all without a network`, async ({
    page,
    context,
  }) => {
    const exercise = exercisePage(page);
    const readme = parse(read(slug, 'README.md').split('---')[1]!) as { wrong: Record<string, string> };
    await exercise.open(slug);
    await context.setOffline(true);

    await exercise.run('failed');
    await expect(
      exercise.results
        .getByRole('listitem')
        .filter({ hasText: /^Failed:/ })
        .first(),
    ).toBeVisible();

    await exercise.replace('app.ts', read(slug, 'wrong', wrong, 'app.ts'));
    await exercise.run('failed');
    await expect(exercise.results).toContainText(readme.wrong[wrong]!.replaceAll('`', ''), { useInnerText: true });

    await exercise.replace('app.ts', read(slug, 'solution', 'app.ts'));
    await exercise.run('passed');
    await expect(exercise.results.getByRole('listitem').filter({ hasText: /^Failed:/ })).toHaveCount(0);
  });
}

test('a page whose load event has fired needs the network no more', async ({ page, context }) => {
  const exercise = exercisePage(page);
  await page.goto('/exercises/hello-server/', { waitUntil: 'load' });
  await context.setOffline(true);
  await expect(exercise.runButton).toBeEnabled();
  await exercise.run('failed');
  await exercise.run('failed');
});

test('an endless loop is ended, the page stays alive, and the next run works', async ({ page }) => {
  const exercise = exercisePage(page);
  await exercise.open('hello-server');
  await exercise.replace('app.ts', 'export function createApp() {\n  for (;;);\n}\n');
  await exercise.runButton.click();
  await expect(exercise.results).toHaveAttribute('data-status', 'running');
  const lag = await page.evaluate(async () => {
    let worst = 0;
    for (let last = performance.now(), round = 0; round < 100; round++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      worst = Math.max(worst, performance.now() - last - 10);
      last = performance.now();
    }
    return worst;
  });
  expect(lag).toBeLessThan(500);
  await expect(exercise.results).toHaveAttribute('data-status', 'error');
  await expect(exercise.results).toContainText('loop');

  await exercise.replace('app.ts', read('hello-server', 'solution', 'app.ts'));
  await exercise.run('passed');
});

test('edits survive a reload; Reset brings the starter back and can be undone', async ({ page }) => {
  const exercise = exercisePage(page);
  await exercise.open('hello-server');
  await exercise.replace('app.ts', read('hello-server', 'solution', 'app.ts'));
  await exercise.run('passed');

  await exercise.open('hello-server');
  await expect(page.getByText('Last time, just now: All 10 tests passed.')).toBeVisible();
  await exercise.run('passed');

  await exercise.reset.click();
  await exercise.run('failed');
  await page.getByRole('button', { name: /undo/i }).first().click();
  await exercise.run('passed');
});

test('a syntax error names file, line and column and shows the line', async ({ page }) => {
  const exercise = exercisePage(page);
  await exercise.open('hello-server');
  await exercise.replace('app.ts', 'export function createApp() {\n  const app = = 1;\n}\n');
  await exercise.run('error');
  await expect(exercise.results).toContainText('app.ts, line 2, column 15');
  await expect(exercise.results).toContainText('const app = = 1;');
});

test('the suite runs by keyboard alone, from inside the editor', async ({ page }) => {
  const exercise = exercisePage(page);
  await exercise.open('hello-server');
  await exercise.editor('app.ts').focus();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(exercise.results).toHaveAttribute('data-status', 'failed');
});

test('nothing is requested from any other host', async ({ page, baseURL }) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(baseURL!) && !/^(data|blob):/.test(url)) elsewhere.push(url);
  });
  const exercise = exercisePage(page);
  await exercise.open('notes-ownership');
  await exercise.run('failed');
  expect(elsewhere).toEqual([]);
});

test('a run tries again when the engine could not be loaded', async ({ page }) => {
  await page.route('**/engine/manifest.json', (route) => route.abort());
  const exercise = exercisePage(page);
  await page.goto('/exercises/hello-server/');
  await expect(exercise.runButton).toBeEnabled();
  await exercise.run('error');
  await expect(exercise.results).toContainText('The engine did not start');

  await page.unroute('**/engine/manifest.json');
  await exercise.run('failed');
});
