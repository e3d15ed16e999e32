import { expect, test } from '@playwright/test';

const lessons = [
  { path: 'what-a-backend-does/first-server', first: 'Engine room, standing by.', last: '404 Not Found' },
  { path: 'http-apis-with-express/validation', first: '201 Created', last: '422 Unprocessable' },
  { path: 'identity-and-access/ownership', first: '"cents":4200', last: '401 Unauthorized' },
];

for (const { path, first, last } of lessons) {
  test(`the playground of ${path} runs, can be changed, and put back`, async ({ page }) => {
    await page.goto(`/lessons/${path}/`);
    const playground = page.locator('play-ground');
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
  const playground = page.locator('play-ground');
  const code = playground.getByRole('textbox');
  await code.fill((await code.inputValue()).replace('res.type', 'for (;;);\n    res.type'));
  await playground.getByRole('button', { name: /^Run/ }).click();
  await expect(playground).toContainText('No answer within 5 s');
  await expect(playground.getByRole('status')).toContainText('0 of 4 answers');
});

test('a question explains the chosen and the right answer', async ({ page }) => {
  await page.goto('/lessons/what-a-backend-does/first-server/');
  const question = page.locator('choice-question').first();
  await question.getByRole('radio').first().check();
  await question.getByRole('button', { name: 'Commit to this answer' }).click();
  await expect(question.locator('[data-state=wrong] .why, [data-state=right] .why').first()).toBeVisible();
  expect(await question.locator('.why:visible').first().innerText()).toMatch(/[.] \S/);
  await expect(question.getByRole('status')).not.toBeEmpty();
});

test('the table of contents follows the reader, also over a jump', async ({ page }) => {
  await page.goto('/lessons/what-a-backend-does/first-server/');
  await page.evaluate(() => scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' }));
  await expect(page.locator('.contents [aria-current]')).toHaveText('In the real world');
});
