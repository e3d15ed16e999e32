import { expect, test } from '@playwright/test';
import { exercisePage } from './exercise-page.ts';

test('a button that is pressed before the page listens is pressed again when it does', async ({ page }) => {
  // A device that gives no answer about what it keeps: the page waits for some seconds, and goes on without.
  await page.addInitScript(() => (IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest));
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/exercises/hello-server/');
  const terminal = page.getByRole('button', { name: 'Terminal', exact: true });
  await terminal.click();
  await expect(terminal).not.toHaveAttribute('aria-current');
  await expect(terminal).toHaveAttribute('aria-current', 'true');
  await expect(page.getByRole('region', { name: 'Terminal' }).locator('.xterm-rows')).toHaveText(/\$ *$/);
});

test('the borders between the panels move by keyboard, fold a panel away, and are remembered', async ({ page }) => {
  const exercise = exercisePage(page);
  await exercise.open('hello-server');
  const border = page.getByRole('separator', { name: 'Width of the task' });
  const task = page.getByRole('region', { name: 'Task' });
  const width = async () => (await task.boundingBox())!.width;
  const before = await width();

  await border.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const wider = await width();
  expect(wider).toBeGreaterThan(before + 20);

  await page.keyboard.press('Enter');
  await expect(task).toBeHidden();
  await expect(border).toHaveAttribute('aria-valuetext', 'folded away');
  await page.keyboard.press('Enter');
  await expect(task).toBeVisible();
  expect(await width()).toBeCloseTo(wider, 0);

  await exercise.open('hello-server');
  await expect.poll(width).toBeCloseTo(wider, 0);
});

test('results that were folded away come back with a run', async ({ page }) => {
  const exercise = exercisePage(page);
  await exercise.open('hello-server');
  await page.getByRole('separator', { name: 'Width of the tools beside the code' }).focus();
  await page.keyboard.press('Enter');
  await expect(exercise.results).toBeHidden();

  await exercise.run('failed');

  await expect(exercise.results).toBeVisible();
});

test('a border follows the mouse', async ({ page }) => {
  const exercise = exercisePage(page);
  await exercise.open('hello-server');
  const border = page.getByRole('separator', { name: 'Height of the tools below the code' });
  const dock = page.locator('.tool-area.dock');
  const { height } = (await dock.boundingBox())!;
  const { x, y } = (await border.boundingBox())!;

  await page.mouse.move(x + 100, y);
  await page.mouse.down();
  await page.mouse.move(x + 100, y - 60, { steps: 4 });
  await page.mouse.up();

  await expect.poll(async () => (await dock.boundingBox())!.height).toBeGreaterThan(height + 40);
});

test('the tools below the code fold to their tabs, and unfold when one is chosen', async ({ page }) => {
  const exercise = exercisePage(page);
  await exercise.open('hello-server');
  const fold = page.getByRole('button', { name: 'Fold the tools below the code', exact: true });

  await fold.click();
  await expect(exercise.console).toBeHidden();
  await page.getByRole('tab', { name: 'Console' }).click();

  await expect(exercise.console).toBeVisible();
});

test('only tools that have something to show are there, and the room is where the work is', async ({ page }) => {
  const { runButton } = exercisePage(page);
  const side = page.getByRole('tablist', { name: 'Tools beside the code' }).getByRole('tab');
  const dock = page.getByRole('tablist', { name: 'Tools below the code' });
  for (const [slug, tools, below] of [
    ['hello-server', ['Results', 'Request', 'Data', 'Preview'], 'Console'],
    ['orders-with-names', ['Results', 'Data'], 'Console'],
    ['resolve-conflict', ['Results', 'Data'], 'Terminal'],
    ['trace-buy-now', ['Results'], undefined],
  ] as const) {
    await page.goto(`/exercises/${slug}/`);
    await expect(runButton).toBeEnabled();
    await expect(side).toHaveText([...tools]);
    if (below) await expect(page.getByRole('tabpanel', { name: below })).toBeVisible();
    else await expect(page.getByRole('button', { name: 'Unfold the tools below the code' })).toBeVisible();
    await expect(dock).toBeVisible();
  }
});

test('tools are chosen with the arrow keys', async ({ page }) => {
  const exercise = exercisePage(page);
  await exercise.open('hello-server');

  await page.getByRole('tab', { name: 'Results' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Request' })).toBeFocused();
  await expect(page.getByRole('tabpanel', { name: 'Request' })).toBeVisible();
  await page.keyboard.press('Home');

  await expect(exercise.results).toBeVisible();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('the panels take turns, and Run stays in reach', async ({ page }) => {
    await page.goto('/exercises/hello-server/');
    const { runButton, results } = exercisePage(page);
    const panels = page.getByRole('navigation', { name: 'Panels' });
    await expect(runButton).toBeEnabled();

    for (const name of ['Code', 'Request', 'Data', 'Preview', 'Console', 'Terminal', 'Task']) {
      await panels.getByRole('button', { name }).click();
      await expect(panels.getByRole('button', { name })).toHaveAttribute('aria-current', 'true');
      await expect(runButton).toBeInViewport();
    }
    await runButton.click();

    await expect(results).toHaveAttribute('data-status', 'failed');
    await expect(results).toBeInViewport();
    await expect(page.getByRole('region', { name: 'Task' })).toBeHidden();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

  test('what was folded away on a wide window is there', async ({ page }) => {
    await page.addInitScript(() => localStorage.setItem('engine-room:split:task', '27 folded'));
    await page.goto('/exercises/hello-server/');

    await expect(page.getByRole('region', { name: 'Task' })).toBeVisible();
  });
});
