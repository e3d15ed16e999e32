import { readdirSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { weightOf } from '../../scripts/bench/page-files.ts';
import { faults } from './axe.ts';
import { button, desk, heard, open, phone, said, section } from './components-page.ts';

async function runAll(page: Page): Promise<void> {
  await button(page, 'TryRequest', 'Send the request').click();
  await expect(said(page, 'try-request')).toContainText('Answer 303');
  await button(page, 'SqlRunner', 'Run the SQL').click();
  await expect(said(page, '#example-sql')).toContainText('Done: 2 rows.');
  await button(page, 'Shell', /^Run grep/).click();
  await expect(said(page, 'shell-block')).toContainText('exit status 0');
  await button(page, 'ConfigLint', 'Check').click();
  await expect(said(page, 'config-lint')).toContainText('7 findings');
  await button(page, 'Compare', 'Run both and count').click();
  await expect(said(page, 'compare-runs')).toContainText('both gave the same');
}

/** Each once more, with something else in it. */
async function tryAll(page: Page): Promise<void> {
  const request = section(page, 'TryRequest');
  await expect(request.locator('.exchange pre').last()).toHaveText(
    /^HTTP\/1\.1 303 See Other\n[\s\S]*Location: \/orders\/1\n[\s\S]*\n\nSee Other/,
  );
  await request.getByLabel('Body').fill('{}');
  await button(page, 'TryRequest', 'Send the request').click();
  await expect(said(page, 'try-request')).toContainText('Answer 422');
  await request.getByRole('textbox', { name: 'URL' }).fill('orders');
  await button(page, 'TryRequest', 'Send the request').click();
  await expect(said(page, 'try-request')).toContainText('begins with a slash');

  const sql = section(page, 'SqlRunner');
  await expect(sql.getByRole('region', { name: 'Result' })).toContainText('NULL');
  await expect(sql.locator('.plan')).toContainText('SCAN people');
  await sql.getByRole('textbox').fill("DELETE FROM people;\nSELECT count(*) AS 'left' FORM people");
  await button(page, 'SqlRunner', 'Run the SQL').click();
  await expect(said(page, '#example-sql')).toContainText('refused it at line 2, column 27');
  await sql.getByRole('textbox').fill('SELECT count(*) AS left_over FROM people');
  await button(page, 'SqlRunner', 'Run the SQL').click();
  await expect(sql.locator('td.integer')).toHaveText('0');
  await button(page, 'SqlRunner', 'Put back').click();
  await expect(said(page, '#example-sql')).toContainText('as they were');
  await button(page, 'SqlRunner', 'Run the SQL').click();
  await expect(said(page, '#example-sql')).toContainText('Done: 2 rows.');

  const lint = section(page, 'ConfigLint');
  await expect(lint.locator('.findings li')).toHaveCount(7);
  const text = lint.getByRole('textbox');
  await text.fill((await text.inputValue()).replace('FROM node', 'FROM node:24-slim').replace('npm install', 'npm ci'));
  await expect(said(page, 'config-lint')).toContainText('5 findings, the first in line 1');
  await expect(lint.locator('.findings li')).toHaveCount(5);

  await button(page, 'Compare', 'Run both and count').click();
  await expect(said(page, 'compare-runs')).toContainText('both gave the same');
  await expect(section(page, 'Compare').getByRole('row', { name: /SQL statements/ })).toHaveText(
    /SQL statements\s*4\s*1 \(−3\)/,
  );
}

for (const [name, options] of [
  ['at a desk', desk],
  ['on a phone', phone],
] as const) {
  test.describe(name, () => {
    test.use(options);

    test('what is loaded goes on without a network, and nothing has an accessibility fault', async ({
      page,
      context,
    }) => {
      test.slow();
      await open(page);
      await runAll(page);
      await context.setOffline(true);

      if (options === desk) await tryAll(page);
      else await runAll(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      expect(await faults(page)).toEqual([]);
    });
  });
}

test('a prediction comes before its program, by keyboard alone', async ({ page }) => {
  await open(page);
  await page.locator('#example-predict-program').getByRole('button', { name: /^Run/ }).focus();
  await page.keyboard.press('Enter');
  await expect(said(page, '#example-predict-program')).toContainText('Locked until you have committed');
  const question = page.locator('#example-predict');
  await question.getByRole('radio').first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(question.locator('.happened dd').last()).toHaveText('1\n2');
  await expect(question.locator('.happened dd').first()).toHaveText('1, and then 1 again');
  await expect(question.locator(':scope > form > .actions').getByRole('status')).toContainText('Not quite.');
  await expect(question.locator('[data-state=wrong] .why')).toBeVisible();
  await expect(question.getByRole('button', { name: 'Answer again' })).toBeFocused();
  expect(await heard(page)).toEqual([{ id: 'example-predict', kind: 'predict', right: false }]);

  // The answer unlocks for good, and answering again keeps the changed code.
  await question.getByRole('textbox').fill("console.log('changed')");
  await question.getByRole('button', { name: 'Answer again' }).press('Enter');
  await question.getByRole('radio', { name: '1, and then 2' }).press('Space');
  await page.keyboard.press('Enter');
  await expect(question.locator('.happened dd').last()).toHaveText('changed');
});

test('a prediction locks a block that it names, and runs it', async ({ page }) => {
  await open(page);
  const block = page.locator('#example-predict-sql');
  const question = page.locator('#example-predict-for');
  await block.getByRole('button', { name: 'Run the SQL' }).click();
  await expect(block.getByRole('status')).toContainText('Locked until you have committed');
  await question.getByRole('radio', { name: 'One' }).check();
  await question.getByRole('button', { name: 'Commit to this answer' }).click();
  await expect(question.locator('.happened dd').last()).toHaveText('name\nCy\nDone: 1 row.');
  await expect(question.getByRole('status')).toContainText('Right.');
  await expect(block.getByRole('region', { name: 'Result' })).toContainText('Cy');
});

test('a program counts its own steps', async ({ page }) => {
  await open(page);
  const codes = section(page, 'Compare').getByRole('textbox');
  const loop = (times: number) =>
    `import { count } from './count.ts';\nfor (let i = 0; i < ${times}; i++) count('comparisons');\nconsole.log('sorted');\n`;
  const served = (code: string) =>
    `${code}\nimport express from 'express';\nexpress().get('/books', (req, res) => res.json(1)).listen(3000);`;
  await codes.first().fill(served(loop(90)));
  await codes.last().fill(served(loop(12)));
  await button(page, 'Compare', 'Run both and count').click();
  await expect(said(page, 'compare-runs')).toContainText('both gave the same');
  const row = section(page, 'Compare').getByRole('row', { name: /Comparisons/ });
  await expect(row).toHaveText(/Comparisons\s*90\s*12 \(−78\)/);
});

test('requests, SQL and configurations are used by keys', async ({ page }) => {
  await open(page);
  await section(page, 'TryRequest').getByRole('textbox', { name: 'URL' }).focus();
  await page.keyboard.press('Enter');
  await expect(said(page, 'try-request')).toContainText('Answer 303');
  const sql = section(page, 'SqlRunner').getByRole('textbox');
  await sql.focus();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(said(page, '#example-sql')).toContainText('Done: 2 rows.');
  await section(page, 'ConfigLint').getByRole('button', { name: 'Line 4' }).focus();
  await page.keyboard.press('Enter');
  const text = section(page, 'ConfigLint').getByRole('textbox');
  await expect(text).toBeFocused();
  await page.keyboard.type('RUN npm ci');
  await expect(said(page, 'config-lint')).toContainText('6 findings');
  await expect(text).toHaveValue(/\nRUN npm ci\n/);
});

test('a rebuild is explained by keys, and follows the text', async ({ page }) => {
  await open(page);
  const layers = section(page, 'LayerCache');
  await expect(layers.locator('[data-count]')).toContainText('3 of 5 layers are built again, from line 3 on');
  await layers.getByRole('combobox', { name: 'This file has changed:' }).selectOption('README.md');
  await expect(said(page, 'layer-cache')).toContainText('Every layer is kept');
  await expect(layers.locator('.findings li').nth(2)).toContainText('README.md is named in .dockerignore');
  await layers.getByRole('combobox').selectOption('server.js');
  const text = layers.getByRole('textbox');
  await text.fill(
    (await text.inputValue()).replace('COPY . .\nRUN npm ci', 'COPY package*.json ./\nRUN npm ci\nCOPY . .'),
  );
  await expect(said(page, 'layer-cache')).toContainText('2 of 6 layers are built again, from line 5 on');
  await layers.getByRole('button', { name: 'Line 5' }).focus();
  await page.keyboard.press('Enter');
  await expect(text).toBeFocused();
});

test('a shell is used and left by keys, keeps its files, and is stopped', async ({ page }) => {
  await open(page);
  const input = section(page, 'Shell').getByRole('textbox', { name: 'Command' });
  const log = section(page, 'Shell').getByRole('log');
  await input.focus();
  await page.keyboard.type('mkdir sums && cd sums && echo 42 > answer.txt');
  await page.keyboard.press('Enter');
  await expect(said(page, 'shell-block')).toContainText('exit status 0');
  await page.keyboard.type('while true; do :; done');
  await page.keyboard.press('Enter');
  await expect(button(page, 'Shell', 'Stop')).toBeEnabled();
  await button(page, 'Shell', 'Stop').click();
  await expect(said(page, 'shell-block')).toContainText('Stopped');
  await input.focus();
  await page.keyboard.type('cat answer.txt; false');
  await page.keyboard.press('Enter');
  await expect(log).toContainText('sums$ cat answer.txt; false\n42');
  await expect(said(page, 'shell-block')).toContainText('exit status 1');
  await page.keyboard.press('ArrowUp');
  await expect(input).toHaveValue('cat answer.txt; false');
  await page.keyboard.press('Escape');
  await expect(log).toBeFocused();
});

test.describe('when the network fails', () => {
  test.use({ serviceWorkers: 'block' });

  test('it is told in words, nothing typed is lost, and the button tries again', async ({ page, context }) => {
    await open(page);
    const sql = section(page, 'SqlRunner');
    const area = sql.getByRole('textbox');
    const run = button(page, 'SqlRunner', 'Run the SQL');
    await context.setOffline(true);
    await area.fill('SELECT 7 AS mine');
    await run.click();
    await expect(said(page, '#example-sql')).toContainText('could not be loaded: the network did not answer');
    await context.setOffline(false);
    await page.route('**/engine/**', (route) => route.abort());
    await run.click();
    await expect(button(page, 'SqlRunner', 'Try again')).toBeVisible();
    await expect(said(page, '#example-sql')).toContainText('What you wrote is kept.');
    await page.unroute('**/engine/**');
    await button(page, 'SqlRunner', 'Try again').click();
    await expect(said(page, '#example-sql')).toContainText('Done: 1 row.');
    await expect(run).toBeVisible();
    await expect(sql.locator('td.integer')).toHaveText('7');
  });
});

test('no lesson loads more than 10 kB of scripts and 15 kB of styles', () => {
  const pages = readdirSync('dist/lessons', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('index.html'),
  );
  expect(pages.length).toBeGreaterThan(0);
  for (const page of pages) {
    const { scripts, styles } = weightOf(`lessons/${page.replace(/\/?index\.html$/, '')}`);
    console.log(
      `${page}: ${(scripts / 1000).toFixed(1)} kB of scripts, ${(styles / 1000).toFixed(1)} kB of styles (gz)`,
    );
    expect(scripts, page).toBeLessThanOrEqual(10_000);
    expect(styles, page).toBeLessThanOrEqual(15_000);
  }
});
