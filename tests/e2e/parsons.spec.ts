import { expect, test } from '@playwright/test';
import { button, heard, open, phone, said } from './components-page.ts';

test('lines are put in order by keys, in every valid order, and distractors explain themselves', async ({ page }) => {
  await open(page);
  const parsons = page.locator('parsons-problem');
  const line = (text: string) => parsons.getByRole('listitem').filter({ hasText: text });
  const status = said(page, 'parsons-problem');
  await line('env.HOST').focus();
  await expect(page.locator('parsons-problem:defined')).toBeVisible();
  const use = async (text: string) => {
    await line(text).focus();
    await page.keyboard.press('Enter');
  };
  for (const text of ['env.HOST', '|| 3000', 'createApp']) await use(text);
  await expect(status).toHaveText('Line 3 of your answer.');
  await button(page, 'Parsons', 'Check the order').press('Enter');
  await expect(status).toContainText('Line 2 of your answer does not belong. With ||');
  await use('|| 3000');
  for (const text of ['app.listen', 'env.PORT);']) await use(text);
  await button(page, 'Parsons', 'Check the order').press('Enter');
  await expect(status).toContainText('Line 3 of your answer comes too early');
  await line('app.listen').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(status).toHaveText('Line 4 of your answer.');
  await button(page, 'Parsons', 'Check the order').press('Enter');
  await expect(status).toContainText('Right');
  expect(await heard(page)).toMatchObject([
    { right: false },
    { right: false },
    { id: 'example-parsons', kind: 'parsons', right: true },
  ]);
});

test('a line that is used before the script has come is moved when it has', async ({ page }) => {
  const { promise: comes, resolve: come } = Promise.withResolvers<void>();
  await page.route(/\/parsons\.[^/]+\.js$/, async (route) => {
    await comes;
    await route.continue();
  });
  // Nothing scrolls slowly, and what scrolls is seen at once.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page);
  const parsons = page.locator('parsons-problem');
  await parsons.getByRole('listitem').filter({ hasText: 'env.HOST' }).focus();
  const scrolled = await page.evaluate(() => scrollY);
  await page.keyboard.press('Space');
  await expect(page.locator('parsons-problem:not(:defined)')).toBeVisible();
  expect(await page.evaluate(() => scrollY)).toBe(scrolled);
  come();
  await expect(parsons.locator('.answer li')).toHaveText([/HOST/]);
  await expect(said(page, 'parsons-problem')).toHaveText('Line 1 of your answer.');
});

test('lines are dragged by a mouse', async ({ page }) => {
  await open(page);
  const parsons = page.locator('parsons-problem');
  await parsons.scrollIntoViewIfNeeded();
  await parsons.hover();
  await expect(page.locator('parsons-problem:defined')).toBeVisible();
  const line = (text: string) => parsons.getByRole('listitem').filter({ hasText: text });
  const drag = async (text: string, to: { x: number; y: number }) => {
    await line(text).locator('code').hover();
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
  };
  const answer = (await parsons.locator('.answer').boundingBox())!;
  await drag('createApp', { x: answer.x + 40, y: answer.y + 60 });
  await expect(parsons.locator('.answer li')).toHaveText([/createApp/]);
  const first = (await parsons.locator('.answer li').boundingBox())!;
  await drag('env.HOST', { x: first.x + 40, y: first.y + 2 });
  await expect(parsons.locator('.answer li')).toHaveText([/HOST/, /createApp/]);
  await expect(said(page, 'parsons-problem')).toHaveText('Line 1 of your answer.');
});

test.describe('with a finger', () => {
  test.use(phone);

  test('lines are dragged at their grip', async ({ page }) => {
    await open(page);
    const parsons = page.locator('parsons-problem');
    await parsons.locator('.question').tap();
    await expect(page.locator('parsons-problem:defined')).toBeVisible();
    await parsons.locator('.pool').evaluate((list) => list.scrollIntoView({ block: 'start', behavior: 'instant' }));
    const grip = (await parsons.getByRole('listitem').filter({ hasText: 'createApp' }).locator('.grip').boundingBox())!;
    const answer = (await parsons.locator('.answer').boundingBox())!;
    const client = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) =>
      client.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
    const [x, y] = [grip.x + grip.width / 2, grip.y + grip.height / 2];
    await touch('touchStart', x, y);
    for (const part of [0.3, 0.6, 1]) await touch('touchMove', x, y + (answer.y + 40 - y) * part);
    await touch('touchEnd');
    await expect(parsons.locator('.answer li')).toHaveText([/createApp/]);
  });
});
