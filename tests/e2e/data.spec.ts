import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { exercisePage } from './exercise-page.ts';

const panelOf = (page: Page) => page.getByRole('region', { name: 'Data', exact: true });
const axe = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).include('section.data').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
};

/** The page as it is once it needs the network no more. */
async function openData(page: Page) {
  await exercisePage(page).open('notes-ownership');
  await page.context().setOffline(true);
  await page.getByRole('tab', { name: 'Data' }).click();
  await expect(panelOf(page)).toBeVisible();
  return panelOf(page);
}

test('the database of the running server: tables, rows, queries, plans, statements', async ({ page }) => {
  const data = await openData(page);
  await expect(data).toContainText('Your server is not running.');
  await axe(page);
  await data.getByRole('button', { name: 'Start server.ts' }).click();
  await expect(data.getByRole('list', { name: 'Tables' }).getByRole('button')).toHaveText([
    'notes 3 rows',
    'sessions 2 rows',
    'users 2 rows',
  ]);
  const rows = data.getByRole('region', { name: 'Rows of notes' });
  await expect(rows.getByRole('row').nth(2)).toHaveText('22Dear diary');
  await rows.getByRole('button', { name: 'text' }).click();
  await expect(rows.getByRole('columnheader', { name: 'text' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(rows.getByRole('row').nth(2)).toContainText('Call the plumber');
  await data.getByText('3 columns, 0 indexes').click();
  await expect(data.getByRole('region', { name: 'Columns of notes' })).toContainText('not null, → users.id');
  await axe(page);

  await data.getByRole('tab', { name: 'Query' }).click();
  const sql = data.getByRole('textbox', { name: 'SQL' });
  await sql.fill('SELECT count(*) AS n, NULL AS absent FROM notes');
  await sql.press('ControlOrMeta+Enter');
  await expect(data.getByRole('region', { name: 'Result' }).getByRole('row').nth(1)).toHaveText('3NULL');
  await expect(page.getByRole('tab', { name: 'Data' })).toHaveAttribute('aria-selected', 'true');
  await sql.fill('DELETE FROM notes WHERE id = 3');
  await data.getByRole('button', { name: 'Run query' }).click();
  await expect(data).toContainText('Allow changes below the query box');
  await data.getByRole('checkbox', { name: 'Allow changes' }).check();
  await data.getByRole('button', { name: 'Run query' }).click();
  await expect(data).toContainText('1 row changed');
  await data.getByRole('combobox', { name: 'Earlier queries' }).selectOption({ index: 2 });
  await expect(sql).toHaveValue(/SELECT count/);
  await sql.fill('SELECT * FROM notes WHERE user_id = 1 ORDER BY text');
  await data.getByRole('button', { name: 'Explain' }).click();
  await expect(data.getByRole('list', { name: 'Query plan' })).toContainText('Reads every row of notes.');
  await axe(page);

  // A request changes what is shown, without being asked to.
  await data.getByRole('tab', { name: 'Tables' }).click();
  await expect(rows.getByRole('row')).toHaveCount(3);
  await page.getByRole('tab', { name: 'Request' }).click();
  const request = page.getByRole('region', { name: 'Request', exact: true });
  await request.getByRole('combobox', { name: 'Method' }).selectOption('DELETE');
  await request.getByRole('textbox', { name: 'Path' }).fill('/notes/2');
  await request.getByRole('button', { name: 'Send' }).click();
  await expect(request).toContainText('204');
  await page.getByRole('tab', { name: 'Data' }).click();
  await expect(rows.getByRole('row')).toHaveCount(2);
  await data.getByRole('tab', { name: 'Statements' }).click();
  await data.getByRole('combobox', { name: 'Statements of' }).selectOption('DELETE /notes/2');
  await expect(data.getByRole('region', { name: 'Statements' })).toContainText('sessions');
  await axe(page);
});

test('the last run: each test’s database, and what ran too often', async ({ page }) => {
  const data = await openData(page);
  await data.getByRole('button', { name: 'Last test run' }).click();
  await expect(data).toContainText('The tests have not run yet.');
  const exercise = exercisePage(page);
  await exercise.run('failed');
  await page.getByRole('tab', { name: 'Data' }).click();
  const choice = data.getByRole('combobox', { name: 'Database' });
  await expect(choice.locator('option:checked')).toHaveText(/^Failed: /);
  await expect(data.getByRole('region', { name: 'Rows of notes' })).toContainText('Dear diary');
  await data.getByRole('tab', { name: 'Statements' }).click();
  const statements = data.getByRole('region', { name: 'Statements' });
  await expect(statements.getByRole('row').nth(1)).toBeVisible();
  await statements
    .getByRole('button', { name: /^Explain SELECT/ })
    .first()
    .click();
  await expect(data.getByRole('list', { name: 'Query plan' })).toBeVisible();
  await axe(page);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('tables scroll inside, and nothing is wider than the window', async ({ page }) => {
    await page.goto('/exercises/notes-ownership/', { waitUntil: 'load' });
    await expect(page.getByText('Ready, also offline')).toBeAttached();
    await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Data' }).click();
    const data = panelOf(page);
    await data.getByRole('button', { name: 'Start server.ts' }).click();
    await expect(data.getByRole('region', { name: 'Rows of notes' })).toContainText('Dear diary');
    await data.getByRole('tab', { name: 'Statements' }).click();
    await expect(data.getByRole('region', { name: 'Statements' })).toContainText('CREATE TABLE notes');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await axe(page);
  });
});
