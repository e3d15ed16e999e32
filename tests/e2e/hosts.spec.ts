import { expect, test } from '@playwright/test';

test.beforeEach(({ page }) => page.goto('/about/what-is-real/'));

test('SQL of a page runs on PostgreSQL, with its plan, its errors in their place, and its tables put back', async ({
  page,
}) => {
  const block = page.locator('sql-runner');
  const sql = block.getByRole('textbox');
  const run = block.getByRole('button', { name: 'Run the SQL' });

  await run.click();
  await expect(block.getByRole('table')).toContainText(/PostgreSQL 18.*2/);
  await expect(block).toContainText('Seq Scan on tickets');
  // What it needs has come: from here on there is no network.
  await page.context().setOffline(true);

  await sql.fill('UPDATE tickets SET sold = true RETURNING seat;');
  await run.click();
  await expect(block.getByRole('status')).toHaveText('Done: 3 rows, 3 rows changed.');
  await sql.fill('SELECT seat,\n  prize FROM tickets;');
  await run.click();
  await expect(block.getByRole('status')).toHaveText(
    'PostgreSQL refused it at line 2, column 3: column "prize" does not exist',
  );
  await block.getByRole('button', { name: 'Put back' }).click();
  await expect(block.getByRole('status')).toHaveText('Tables and SQL are as they were at the start.');
  await run.click();
  await expect(block.getByRole('table')).toContainText(/PostgreSQL 18.*2/);
});

test('the shell of a page has Git, Python and psql', async ({ page }) => {
  const block = page.locator('shell-block');
  const log = block.locator('.log');
  const line = async (command: string, printed: string | RegExp) => {
    await block.getByRole('textbox').fill(command);
    await page.keyboard.press('Enter');
    await expect(log).toContainText(printed, { timeout: 60_000 });
    await expect(block.getByRole('status')).toContainText('Done: exit status');
  };

  await line('git init && git config user.name Ada && git config user.email ada@example.com', 'Initialized empty Git');
  await line('echo one > a.txt && git add a.txt && git commit -m "First"', /1 file changed, 1 insertion/);
  await line("python3 -c \"print(6 * 7); open('b.txt', 'w').write('from Python')\" && cat b.txt", /42\s*from Python/);
  await line('echo "print(input()[::-1])" > turn.py; echo desserts | python3 turn.py', 'stressed');
  await line('python3 -c "1/0"', 'ZeroDivisionError: division by zero');
  await line(`psql -c "CREATE TABLE t (id int)" && psql -c "\\d t"`, 'Table "public.t"');
  await line('python3 -c "import sys; sys.exit(3)"; echo "ended with $?"', 'ended with 3');

  // An endless loop ends with Stop, and the next command has a new Python.
  await block.getByRole('textbox').fill('python3 -c "while True: pass"');
  await page.keyboard.press('Enter');
  await block.getByRole('button', { name: 'Stop' }).click();
  await line('python3 -c "print(1 + 1)"', /^2$/m);
});
