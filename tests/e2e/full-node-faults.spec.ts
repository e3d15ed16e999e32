import { expect } from '@playwright/test';
import { faults } from './axe.ts';
import { test } from './full-node-page.ts';

const slug = 'hello-server';
const edited = 'export const mine = 42;\n';

for (const [fault, title, words] of [
  ['refuses:Access to storage is denied: third-party cookies are blocked', 'No storage for StackBlitz', 'there is no need to change it'],
  ['refuses:Out of memory', 'Too little memory', 'too little free memory'],
  ['refuses:This browser is not supported', 'Not in this browser', 'lacks what full Node needs'],
] as const)
  test(`“${title}” is said, and “Continue here” keeps the work`, async ({ page, node, double }) => {
    double.fault = fault;
    await node.open(slug);
    await node.replace('app.ts', edited);
    await node.start.click();
    const alert = node.bar.getByRole('alert');
    await expect(alert).toContainText(title);
    await expect(alert).toContainText(words);
    await node.continueHere.click();
    await expect(page).toHaveURL(`/exercises/${slug}/`);
    await expect(page.locator('.view-lines')).toContainText('mine = 42');
  }); // prettier-ignore

test('without an answer it counts down, gives up, ignores a late one, and a reload offers it again', async ({
  page,
  node,
  double,
}) => {
  double.fault = 'never';
  await page.clock.install();
  await node.open(slug);
  await node.start.click();
  await expect(node.bar).toContainText(/waits \d+ s more/);
  await page.clock.fastForward(45_000);
  await expect(node.bar.getByRole('alert')).toContainText('No answer from StackBlitz');
  await expect(node.continueHere).toBeVisible();
  double.fault = '';
  await node.bar.getByRole('button', { name: 'Reload and try again' }).click();
  await expect(node.start).toBeVisible();
  await node.boot();
});

test('a start that was stopped stays stopped, though the answer comes later', async ({ node, double }) => {
  double.fault = 'late:1500';
  await node.open(slug);
  await node.start.click();
  await node.bar.getByRole('button', { name: 'Stop' }).click();
  await expect(node.bar.getByRole('alert')).toContainText('The start was stopped');
  // It arrives, and is torn down without a word.
  await expect.poll(() => double.living).toBe(0);
  await expect(node.bar.getByRole('alert')).toContainText('The start was stopped');
});

test('offline it says so at once', async ({ node, page, context }) => {
  await node.open(slug);
  await context.setOffline(true);
  await node.start.click();
  await expect(node.bar.getByRole('alert')).toContainText('No network');
  await context.setOffline(false);
  await page.reload();
  await expect(node.start).toBeVisible();
});

for (const [name, viewport] of [
  ['at a desk', { width: 1280, height: 800 }],
  ['on a phone', { width: 390, height: 844 }],
] as const)
  test.describe(name, () => {
    test.use({ viewport });

    test('by keyboard alone, without an accessibility fault, light or dark', async ({ page, node, double }) => {
      await page.goto(`/full-node/${slug}/`, { waitUntil: 'load' });
      await expect(node.start).toBeEnabled();
      expect(await faults(page), 'offered').toEqual([]);
      await node.start.focus();
      await page.keyboard.press('Enter');
      await expect(node.bar).toContainText('Full Node runs.');
      expect(await faults(page), 'running').toEqual([]);
      await page.keyboard.press('Tab');
      await expect(node.bar.locator('summary')).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(node.bar.getByRole('list', { name: 'Processes' })).toBeVisible();
      expect(await faults(page), 'processes').toEqual([]);

      double.fault = 'refuses:cookies';
      await page.reload();
      await expect(node.start).toBeEnabled();
      await node.start.focus();
      await page.keyboard.press('Enter');
      await expect(node.bar.getByRole('alert')).toBeVisible();
      expect(await faults(page), 'failed').toEqual([]);
      await page.keyboard.press('Tab');
      await expect(node.continueHere).toBeFocused();
    });
  });
