import { expect, test } from '@playwright/test';

const lessons = [
  { path: 'what-a-backend-does/first-server', first: 'Engine room, standing by.', last: '404 Not Found' },
  { path: 'http-apis-with-express/validation', first: '201 Created', last: '422 Unprocessable' },
  { path: 'identity-and-access/ownership', first: '"cents":4200', last: '401 Unauthorized' },
];

for (const { path, first, last } of lessons) {
  test(`the playground of ${path} runs, can be changed, and put back`, async ({ page }) => {
    await page.goto(`/lessons/${path}/`);
    const playground = page.locator('play-ground').last();
    const run = playground.getByRole('button', { name: /^Run/ });
    const said = playground.getByRole('status');
    const answers = playground.getByRole('group', { name: 'Answers of the server' }).locator('.exchange');
    await run.click();
    await expect(said).toContainText('Done');
    await expect(answers.first()).toContainText(first);
    await expect(answers.last()).toContainText(last);

    const code = playground.getByRole('textbox');
    const before = await code.inputValue();
    await code.fill(before.replace('const app = ', 'const app = = '));
    await run.click();
    await expect(said).toContainText('did not start');
    await expect(playground).toContainText(/app\.ts, line \d+, column \d+/);

    await playground.getByRole('button', { name: 'Reset' }).click();
    expect(await code.inputValue()).toBe(before);
    await run.click();
    await expect(said).toContainText('Done');
  });
}

test('a playground whose program never answers is ended in words', async ({ page }) => {
  await page.goto('/lessons/what-a-backend-does/first-server/');
  const playground = page.locator('play-ground').last();
  const code = playground.getByRole('textbox');
  await code.fill((await code.inputValue()).replace('res.type', 'for (;;);\n    res.type'));
  await playground.getByRole('button', { name: /^Run/ }).click();
  await expect(playground).toContainText('No answer within 5 s');
  await expect(playground.getByRole('status')).toContainText('0 of 5 answers');
});

test('a question explains the chosen and the right answer', async ({ page }) => {
  await page.goto('/lessons/what-a-backend-does/first-server/');
  const question = page.locator('choice-question').first();
  await question.getByRole('radio').first().check();
  await question.getByRole('button', { name: 'Commit to this answer' }).click();
  await expect(question.locator('[data-state=wrong] .why, [data-state=right] .why').first()).toBeVisible();
  expect(await question.locator('.why:visible').first().innerText()).toMatch(/[.] \S/);
  await expect(question.getByRole('status').last()).not.toBeEmpty();
});

test('what a program prints that asks itself stands beside the prediction', async ({ page }) => {
  await page.goto('/lessons/javascript-for-servers/event-loop/');
  const question = page.locator('choice-question').first();
  await question.getByRole('radio').nth(1).check();
  await question.getByRole('button', { name: 'Commit to this answer' }).click();
  await expect(question.getByRole('status').last()).toContainText('Right. What happened stands beside');
  await expect(question.locator('.happened dd').last()).toHaveText('tea served\nsoup served\nboth have eaten');
});

test('what does not belong into an order is explained, with its code as code', async ({ page }) => {
  await page.goto('/lessons/apis-people-can-rely-on/contract/');
  const parsons = page.locator('parsons-problem');
  await parsons.getByRole('listitem').filter({ hasText: 'nullable' }).focus();
  await page.keyboard.press('Enter');
  await parsons.getByRole('button', { name: 'Check the order' }).click();
  await expect(parsons.getByRole('status').locator('code')).toHaveText('nullable');
});

test('the table of contents follows the reader, also over a jump', async ({ page }) => {
  await page.goto('/lessons/what-a-backend-does/first-server/');
  await page.evaluate(() => scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' }));
  await expect(page.locator('.contents [aria-current]')).toHaveText('In the real world');
});

test('what the exercise needs is in the cache before the lesson is read to its end', async ({ page }) => {
  const { fine } = (await (await page.request.get('/exercises/hello-server/files.json')).json()) as { fine: string[] };
  const last = page.waitForResponse((response) => response.url().endsWith(fine.at(-1)!));
  await page.goto('/lessons/what-a-backend-does/first-server/');
  await (await last).finished();
  await page.getByRole('link', { name: /Open the exercise/ }).click();
  await expect(page.locator('.monaco-editor').first()).toBeVisible();
  // Bytes that came over the network: none of the large scripts, because the cache had them. A private window's cache
  // lies in memory and is too small for the workers.
  const sizes = await page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(
        ({ name, decodedBodySize }) =>
          name.includes('/_astro/') && decodedBodySize > 100_000 && /(?<!worker-[\w-]+)\.js$/.test(name),
      )
      .map(({ name, transferSize }) => [name, transferSize]),
  );
  expect(sizes.map(([name]) => name)).toContainEqual(expect.stringContaining('/editor.api.'));
  expect(sizes.filter(([, size]) => size !== 0)).toEqual([]);
});
