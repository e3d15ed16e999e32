import { expect, test, type Page } from '@playwright/test';
import { faults } from './axe.ts';
import { exercisePage, read } from './exercise-page.ts';

const solution = read('hello-server', 'solution', 'app.ts');

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

async function write(page: Page, code: string): Promise<void> {
  const panels = page.getByRole('navigation', { name: 'Panels' });
  if (!(await panels.isVisible())) return exercisePage(page).replace('app.ts', code);
  await panels.getByRole('button', { name: 'Code' }).click();
  await page.getByRole('textbox', { name: 'Editor: app.ts' }).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(code);
}

for (const [name, options] of [
  ['at a desk', {}],
  ['on a phone', phone],
] as const) {
  test.describe(name, () => {
    test.use(options);

    test('no state has an accessibility fault, light or dark', async ({ page }) => {
      const exercise = exercisePage(page);
      await page.goto('/exercises/hello-server/');
      await expect(exercise.runButton).toBeEnabled();
      await expect(page.locator('.status-line.done')).toBeAttached();
      await expect(page.getByText('What is graded')).toBeVisible();
      expect(await faults(page, { editor: true })).toEqual([]);
      for (const [code, status] of [
        [undefined, 'failed'],
        ['export const createApp = = 1;', 'error'],
        ['export function createApp() {\n  for (;;);\n}\n', 'running'],
        [solution, 'passed'],
      ] as const) {
        if (code) await write(page, code);
        await exercise.runButton.click();
        await expect(exercise.results).toHaveAttribute('data-status', status);
        expect(await faults(page), status).toEqual([]);
      }
    });

    test('no tool has one, nor a dialog', async ({ page }) => {
      const exercise = exercisePage(page);
      await page.goto('/exercises/hello-server/');
      await expect(exercise.runButton).toBeEnabled();
      const tools = { Results: 2, Request: 3, Data: 4, Preview: 5, Console: 6, Terminal: 7 };
      for (const [tool, digit] of Object.entries(tools)) {
        await page.keyboard.press(`Alt+Shift+Digit${digit}`);
        const panel = page.locator(`[data-tool="${tool.toLowerCase()}"]`);
        await expect(panel).toBeVisible();
        await expect(panel.getByText('Loading', { exact: true })).toBeHidden();
        expect(await faults(page), tool).toEqual([]);
      }
      await page.keyboard.press('Alt+Shift+Digit2');
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
      expect(await faults(page), 'dialog').toEqual([]);
    });
  });
}

/** What is wider than the window, or than its own place, outside of the code. */
const tooWide = () =>
  [...document.querySelectorAll<HTMLElement>('body, body *')]
    .filter((one) => one.checkVisibility() && !one.closest('.monaco-editor, .monaco-aria-container, .xterm'))
    .filter((one) => {
      const { right, width } = one.getBoundingClientRect();
      const scrolls = one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible';
      // A pixel wide is what is there for the ear alone.
      return width > 2 && (right > innerWidth + 1 || scrolls);
    })
    .map((one) => one.outerHTML.slice(0, 100));

test('at 400 % zoom nothing lies to the side', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  const exercise = exercisePage(page);
  await page.goto('/exercises/hello-server/');
  await exercise.run('failed');
  for (const digit of [1, 2, 3, 4, 5, 6, 7, 8]) {
    await page.keyboard.press(`Alt+Shift+Digit${digit}`);
    const place = digit === 8 ? '.task' : digit === 1 ? '.editor-pane' : '.tool:not([hidden])';
    await expect(page.locator(place).filter({ visible: true }).first()).toBeVisible();
    expect(await page.evaluate(tooWide), `place ${digit}`).toEqual([]);
  }
  await expect(exercise.runButton).toBeInViewport({ ratio: 1 });
});

test('by keyboard alone: run, failure, hint, line, tools, dialogs, and back', async ({ page }) => {
  const exercise = exercisePage(page);
  await page.goto('/exercises/hello-server/');
  await expect(page.locator('.monaco-editor').first()).toBeVisible();
  const { keyboard } = page;
  await keyboard.press('Control+Enter');
  await expect(exercise.results).toHaveAttribute('data-status', 'failed');
  await keyboard.press('Alt+Shift+Digit9');
  await expect(exercise.results.locator('.test.failed > details > summary').first()).toBeFocused();

  const hints = page.getByRole('region', { name: 'Hints for this failure' });
  await tabTo(page, 'Show a hint');
  await keyboard.press('Enter');
  await expect(hints).toContainText('Hint 1 of 3');
  await keyboard.press('Enter');
  await keyboard.press('Enter');
  // The button is gone, and the focus is not.
  await expect(hints.getByRole('listitem').last()).toBeFocused();
  await tabTo(page, 'The assertion: app.test.ts', 'Shift+Tab');
  await keyboard.press('Enter');
  await expect(exercise.editor('app.test.ts')).toBeFocused();

  for (const [tool, digit] of [
    ['results', 2],
    ['request', 3],
    ['data', 4],
    ['preview', 5],
    ['console', 6],
    ['terminal', 7],
  ] as const) {
    // prettier-ignore
    await keyboard.press(`Alt+Shift+Digit${digit}`);
    await expect(page.locator(`[data-tool="${tool}"] :focus, [data-tool="${tool}"]:focus, [data-tab="${tool}"]:focus`)).toBeVisible(); // prettier-ignore
  }
  await keyboard.press('Alt+Shift+Digit8');
  await expect(page.locator('.panel.task')).toBeFocused();
  await keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(dialog).toBeVisible();
  await keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.locator('.panel.task')).toBeFocused();
});

/** Presses Tab until something of that name has the focus. */
async function tabTo(page: Page, name: string, key = 'Tab'): Promise<void> {
  const here = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  for (let presses = 0; presses < 15 && !(await here()).startsWith(name); presses += 1) await page.keyboard.press(key);
  expect(await here()).toContain(name);
}
