import { expect, test, type Page } from '@playwright/test';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from './npm-start.ts';

const slug = 'hello-server';

// One server for all: Astro has one for a folder at a time.
test.describe.configure({ mode: 'serial' });
const server = createServer();
test.beforeAll(async () => {
  server.forgetPackages();
  await server.start();
});
test.afterAll(async () => {
  await server.stop();
  server.remove();
});

const onDisk = (file: string) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

/** What `npm start` adds to the page. */
const folderOf = (page: Page) => ({
  line: page.locator('.folder-line'),
  editor: page.getByRole('textbox', { name: 'Editor: app.ts' }),
  notices: page.getByRole('region', { name: 'Code' }).getByRole('status').first(),
});

const blocks =
  'try-request, choice-question, parsons-problem, config-lint, shell-block, compare-runs, sql-runner, step-diagram, layer-cache';

test('in a fresh clone, no page is loaded again because of a package that only it needs', async ({ page }) => {
  let asked = Date.now();
  page.on('request', () => (asked = Date.now()));
  // Not `networkidle`: a page of the author's listens for as long as it is open.
  const settled = () => expect.poll(() => Date.now() - asked, { timeout: 60_000 }).toBeGreaterThan(1500);

  for (const name of ['exercises/hello-server', 'playground', 'about/what-is-real', 'authoring/components']) {
    await page.goto(`${server.address}/${name}/`);
    await settled();
    for (const block of await page.locator(blocks).all()) await block.scrollIntoViewIfNeeded();
    await page.getByRole('tab').evaluateAll((tabs) => tabs.forEach((tab) => (tab as HTMLElement).click()));
    await settled();
  }
  // Git comes into the terminal with its first command.
  await page.goto(`${server.address}/exercises/resolve-conflict/`);
  const terminal = page.getByRole('region', { name: 'Terminal' });
  await page.getByRole('tab', { name: 'Terminal' }).click();
  await expect(terminal.locator('.xterm-rows')).toHaveText(/\$ *$/);
  await terminal.getByRole('textbox', { name: 'Terminal input' }).focus();
  await page.keyboard.insertText('bash setup.sh && cd shop && git merge discount');
  await page.keyboard.press('Enter');
  await expect(terminal.locator('.xterm-rows')).toContainText('CONFLICT');
  await settled();
  expect(server.said()).not.toMatch(/optimized dependencies changed|new dependencies/);
});

test('every variant is run and judged, and can be read without a change to the learner’s work', async ({ page }) => {
  await page.goto(`${server.address}/exercises/hello-server/`);
  await page.getByRole('tab', { name: 'Author' }).click();
  const author = page.getByRole('region', { name: 'Author' });
  await expect(author.getByRole('status')).toHaveText(/^All \d+ variants hold$/, { timeout: 60_000 });
  const row = author.locator('[data-variant="wrong/fixed-time"]');
  await expect(row).toContainText(
    /Holds: \s*wrong\/fixed-time\s*failed, [\d.]+ m?s\s*“Two clock readings gave one now”/,
  );
  await expect(author.locator('[data-variant="starter"]')).toContainText('fails, and runs');

  await row.getByRole('button').click();
  await expect(author.locator('.part-expected')).toBeVisible();
  await author.getByRole('button', { name: 'Open wrong/fixed-time/app.ts' }).click();
  await expect(page.getByText('A variant: to be read here, changed on the disk')).toBeVisible();
  await expect(page.getByRole('tab', { name: 'wrong/fixed-time/app.ts' })).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('tab', { name: 'app.ts', exact: true }).click();
  await expect(page.getByText('A variant: to be read here, changed on the disk')).toBeHidden();
  await expect(page.locator('.editor')).toContainText('Where the app reads the time');
  await page.getByRole('tab', { name: 'Results' }).click();
  await expect(page.getByText('Nothing has run yet.')).toBeVisible();
});

test('with npm start, the page and workspace/ are the same work', async ({ page }) => {
  const app = server.file(slug, 'app.ts');
  const { line, editor, notices } = folderOf(page);
  // The plain editor does as well, and is there at once.
  await page.route('**/site/exercise/monaco.ts', (route) => route.abort());
  await page.goto(`${server.address}/exercises/${slug}/`);
  await expect(line).toContainText('Not in');
  expect(onDisk(app), 'opening the page writes nothing').toBeUndefined();

  await editor.fill('// from the page');
  await expect.poll(() => onDisk(app), { timeout: 40_000 }).toBe('// from the page');
  await expect(line).toContainText('Saved in');
  expect(onDisk(server.file(slug, 'app.test.ts')), 'as npm run open does').toContain('createApp');

  // The record of progress is the same one, too.
  await expect.poll(() => onDisk(server.file('progress.json'))).toContain(slug);

  // As most editors save: beside, then renamed over the file.
  writeFileSync(server.file(slug, 'app.ts~'), '// from an editor\n');
  renameSync(server.file(slug, 'app.ts~'), app);
  await expect(editor).toHaveValue('// from an editor\n');

  await server.stop();
  await expect(line).toHaveAttribute('data-folder', 'away');
  await editor.fill('// in the page, meanwhile');
  writeFileSync(app, '// on disk, meanwhile\n');
  await server.start();
  await expect(editor).toHaveValue('// on disk, meanwhile\n', { timeout: 90_000 });
  await expect(notices).toContainText('the version of this page is kept in the history');
  expect(onDisk(app), 'no file of workspace/ is written over').toBe('// on disk, meanwhile\n');
  await notices.getByRole('button', { name: 'Switch to this page’s version' }).click();
  await expect.poll(() => onDisk(app)).toBe('// in the page, meanwhile');
});
