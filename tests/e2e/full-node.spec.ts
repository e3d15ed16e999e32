import type { AddressInfo } from 'node:net';
import { expect, type Page } from '@playwright/test';
import { createDistServer } from './dist-server.ts';
import { exercisePage, read } from './exercise-page.ts';
import { test } from './full-node-page.ts';

const slug = 'hello-server';
const solution = read(slug, 'solution', 'app.ts');

/** Each test with its verdict and all that is said of it, without what the clock says. */
const verdicts = (page: Page) =>
  page
    .getByRole('region', { name: 'Results' })
    .getByRole('listitem')
    .filter({ hasText: /^(?:Passed|Failed|Skipped):/ })
    .evaluateAll((items) =>
      items.map((item) => {
        const copy = item.cloneNode(true) as Element;
        for (const duration of copy.querySelectorAll('.test-tag')) duration.remove();
        return copy.textContent.replaceAll(/Date: [^G]*GMT/g, 'Date: now');
      }),
    );

test('chosen from an exercise, it gives the same report, and the way back keeps the work', async ({ page, node }) => {
  const exercise = exercisePage(page);
  await exercise.open(slug);
  await exercise.run('failed');
  const embedded = await verdicts(page);
  expect(embedded.length).toBeGreaterThan(1);

  await page.getByRole('button', { name: 'Work', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Run on full Node' }).click();
  await expect(page).toHaveURL(`/full-node/${slug}/`);
  await expect(node.bar).toContainText('service of another company');
  await expect(node.bar).toContainText('licence of StackBlitz');
  await expect(node.runTests).toBeDisabled();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await expect(page.locator('.monaco-editor').first()).toBeVisible();
  await node.boot();
  await node.runTests.click();
  await expect(node.results).toHaveAttribute('data-status', 'failed');
  expect(await verdicts(page)).toEqual(embedded);

  await node.replace('app.ts', solution);
  await node.runTests.click();
  await expect(node.results).toHaveAttribute('data-status', 'passed');
  await node.bar.getByRole('link', { name: 'Back without it' }).click();
  await expect(page).toHaveURL(`/exercises/${slug}/`);
  await expect(exercise.runButton).toBeEnabled();
  await exercise.run('passed');
});

test('the terminal is a shell of full Node, with others beside it and processes that can be stopped', async ({
  page,
  node,
}) => {
  await node.open(slug);
  await node.boot();
  await page.getByRole('tab', { name: 'Terminal' }).click();
  await node.type(`node -p 'process.version + typeof require("child_process").spawn'`);
  await expect(node.terminal).toContainText(/v\d+\.\d+\.\d+function/);

  await node.type('echo "export const note = 1;" > note.ts && ls');
  await expect(node.terminal).toContainText('server.ts');
  await page.getByRole('button', { name: 'Files', exact: true }).click();
  await expect(page.getByRole('navigation', { name: 'Files' }).getByText('note.ts', { exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'New terminal' }).click();
  await expect(page.getByRole('button', { name: 'Terminal 2', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await node.type('echo second && cat note.ts');
  await expect(node.terminal).toContainText('export const note = 1;');

  await node.bar.locator('summary').click();
  const processes = node.bar.getByRole('list', { name: 'Processes' });
  const shells = processes.getByRole('listitem').filter({ hasText: 'jsh' });
  await expect(shells).toHaveCount(2);
  await shells.first().getByRole('button', { name: /^Stop/ }).click();
  await expect(shells).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Terminal 1', exact: true })).toHaveCount(0);
});

test('a server that was started in the terminal is in the request panel and in the preview', async ({ page, node }) => {
  await page.goto('/full-node/playground/?new=http', { waitUntil: 'load' });
  await expect(page.locator('.monaco-editor').first()).toBeVisible();
  await node.boot();
  await page.getByRole('tab', { name: 'Terminal' }).click();
  await node.type(
    `node -e 'require("node:http").createServer((_, r) => r.setHeader("content-type", "text/html").end("<h1>From a shell</h1>")).listen(0)'`,
  );
  await page.getByRole('tab', { name: 'Request' }).click();
  const panel = page.getByRole('region', { name: 'Request' });
  await expect(panel).toContainText(/A server of the terminal, on port \d+/);
  await page.getByRole('button', { name: /^Send/ }).click();
  await expect(page.getByRole('region', { name: 'Answer' })).toContainText('From a shell');
  await page.getByRole('tab', { name: 'Preview' }).click();
  const preview = page.getByRole('region', { name: 'Preview' });
  await preview.getByRole('textbox', { name: 'Path of the page' }).press('Enter');
  const shown = page.frameLocator('iframe.preview-frame').frameLocator('iframe');
  await expect(shown.getByRole('heading', { name: 'From a shell' })).toBeVisible();
});

test.describe('on a host that sends no headers', () => {
  test.use({ serviceWorkers: 'allow' });

  test('Start lets the service worker serve the page, and begins', async ({ page, node, double }) => {
    const server = createDistServer((html) => html.replaceAll('https://stackblitz.com', double.url), { bare: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await node.open(slug, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await node.replace('app.ts', solution);
    await node.start.click();
    await expect(node.bar).toContainText('Full Node runs.');
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await node.runTests.click();
    await expect(node.results).toHaveAttribute('data-status', 'passed');
    await page.close();
    server.close();
    server.closeAllConnections();
  });
});
