import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { exercisePage, read } from './exercise-page.ts';

const starter = read('hello-server', 'app.ts');

async function expectNoViolations(page: Page) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

/** Puts the cursor before the first place with this text, and asks the editor what it says about it. */
async function ask(page: Page, text: string) {
  await page.keyboard.press('ControlOrMeta+f');
  await page.keyboard.insertText(text);
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.press('ControlOrMeta+i');
}

test('hovers show the types of packages, and a typo is answered with what was meant, without a network', async ({
  page,
  context,
}) => {
  const exercise = exercisePage(page);
  await exercise.open('hello-server');
  await context.setOffline(true);

  await exercise.editor('app.ts').focus();
  await ask(page, 'req, res');
  await expect(page.locator('.monaco-hover').filter({ hasText: 'req: Request<' })).toBeVisible();
  await page.keyboard.press('Escape');

  await expect(page.locator('.squiggly-error')).toHaveCount(0);
  await exercise.replace('app.ts', starter.replace('res.status(501).send', 'res.status(501).jsn'));
  await expect(page.locator('.squiggly-error')).toHaveCount(1);
  await page.keyboard.press('F8');
  await expect(page.getByText("Did you mean 'json'?").first()).toBeVisible();
});

test('“Format” lays the file out, and says so', async ({ page }) => {
  const exercise = exercisePage(page);
  await exercise.open('hello-server');
  await exercise.replace('app.ts', 'export function createApp( ){return   1}');
  await page.getByRole('button', { name: 'Format' }).click();
  await expect(page.locator('.view-lines')).toContainText('export function createApp() { return 1 }');
  await expect(page.getByText('Formatted app.ts')).toBeAttached();
});

test('files are made, renamed, closed, reopened and deleted; those of the exercise stay', async ({ page }) => {
  const exercise = exercisePage(page);
  await exercise.open('hello-server');
  await page.getByRole('button', { name: 'Files' }).click();
  const tree = page.getByRole('navigation', { name: 'Files' });
  const tab = (name: string) => page.getByRole('tab', { name });

  await tree.getByRole('button', { name: 'New file' }).click();
  await page.keyboard.type('app.ts');
  await page.keyboard.press('Enter');
  await expect(tree.getByRole('alert')).toContainText('already');
  await expectNoViolations(page);
  await tree.getByRole('textbox', { name: 'Name of the new file' }).fill('lib/store.ts');
  await page.keyboard.press('Enter');
  await expect(exercise.editor('lib/store.ts')).toBeFocused();
  await page.keyboard.type('export const a = 1');

  await tree.getByRole('button', { name: 'Rename lib/store.ts' }).click();
  await page.keyboard.type('notes');
  await page.keyboard.press('Enter');
  await expect(tab('lib/notes.ts')).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.view-lines')).toContainText('export const a = 1');
  await expect(tree.getByRole('button', { name: /(Rename|Delete) (app|server|app\.test)\.ts/ })).toHaveCount(0);

  await tree.getByRole('button', { name: 'server.ts' }).click();
  await tab('server.ts').press('Delete');
  await expect(tab('server.ts')).toHaveCount(0);
  await page.reload();
  await expect(tab('lib/notes.ts')).toBeVisible();
  await expect(tab('server.ts')).toHaveCount(0);

  await page.getByRole('button', { name: 'Files' }).click();
  await tree.getByRole('button', { name: 'Delete lib/notes.ts' }).click();
  await tree.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(tab('lib/notes.ts')).toHaveCount(0);
  await expect(tree.getByRole('button', { name: 'New file' })).toBeFocused();
});

test.describe('where a finger points', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('the light editor keeps undo and place of each file, and the tree lies over the code', async ({ page }) => {
    await page.goto('/exercises/hello-server/', { waitUntil: 'load' });
    await page.getByRole('button', { name: 'Code', exact: true }).click();
    const editor = (file: string) => page.getByRole('textbox', { name: `Editor: ${file}` });
    await expect(page.locator('.cm-editor')).toBeVisible();
    await editor('app.ts').focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('// mine');

    await page.getByRole('button', { name: 'Files' }).click();
    await expectNoViolations(page);
    await page.getByRole('navigation', { name: 'Files' }).getByRole('button', { name: 'server.ts' }).click();
    await expect(editor('server.ts')).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Files' })).toBeHidden();

    await page.getByRole('tab', { name: 'app.ts', exact: true }).click();
    await expect(page.locator('.cm-content')).toContainText('// mine');
    await editor('app.ts').focus();
    await page.keyboard.press('Control+z');
    await expect(page.locator('.cm-content')).not.toContainText('// mine');

    await page.getByRole('tab', { name: 'app.test.ts' }).click();
    await expect(editor('app.test.ts')).toHaveAttribute('aria-readonly', 'true');
    await expectNoViolations(page);
  });
});
