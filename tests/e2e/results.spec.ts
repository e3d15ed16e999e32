import { expect, test } from '@playwright/test';
import { exercisePage, read } from './exercise-page.ts';

const solution = read('hello-server', 'solution', 'app.ts');
const printing = solution.replace(
  'res.json',
  "console.log('time', { parts: [1, { deep: 'x' }] }); console.warn('careful'); console.error(new Error('boom')); res.json",
);

test.describe('results', () => {
  test('say the first failure in its four parts, with hints, exchange, and links into suite and code', async ({
    page,
    context,
  }) => {
    const exercise = exercisePage(page);
    await exercise.open('hello-server');
    await context.setOffline(true);
    await exercise.run('failed');
    const { results } = exercise;
    const failed = results.getByRole('listitem', { name: /^Failed:/ });
    await expect(failed.locator('details[open]')).toHaveCount(1);
    const first = failed.first();
    for (const part of ['You sent', 'We got', 'We expected', 'because', 'Look at']) {
      await expect(first.getByRole('rowheader', { name: part, exact: true })).toBeVisible();
    }
    await expect(results).toContainText('in the embedded runtime');

    const atFailure = page.getByRole('region', { name: 'Hints for this failure' });
    const inTask = page.getByRole('region', { name: 'Hints', exact: true });
    await atFailure.getByRole('button', { name: /^Show a hint/ }).click();
    await expect(atFailure).toContainText('Hint 1 of 3');
    await expect(inTask).toContainText('Hint 1 of 3');
    await inTask.getByRole('button', { name: /^Show the next hint/ }).click();
    await expect(atFailure).toContainText('Hint 2 of 3');

    await first.getByRole('button', { name: 'Copy the curl line' }).click();
    await expect(first).toContainText('Copied');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('curl -i');

    await first.getByRole('link', { name: /^The assertion: app.test.ts, line \d+/ }).click();
    await expect(page.getByRole('tab', { name: 'app.test.ts' })).toHaveAttribute('aria-selected', 'true');
    await expect(exercise.editor('app.test.ts')).toBeFocused();

    await first.getByRole('button', { name: 'Open it in Request' }).click();
    await expect(page.getByRole('tab', { name: 'Request' })).toHaveAttribute('aria-selected', 'true');
    await expect(page.locator('[data-tool="request"]')).toContainText('GET');
  });

  test('show two values line by line, each with its word beside it', async ({ page }) => {
    const exercise = exercisePage(page);
    await exercise.open('minimal-repro');
    await exercise.run('failed');
    const side = page.getByRole('figure', { name: 'What differs' }).getByText('expected', { exact: false }).first();
    await expect(side).toBeVisible();
    expect((await side.boundingBox())!.height).toBeLessThan(30);
  });

  test('say what passed tests proved, and which failed before', async ({ page }) => {
    const exercise = exercisePage(page);
    await exercise.open('hello-server');
    const said = await exercise.listen();
    await exercise.run('failed');
    expect(await said()).toEqual([expect.stringMatching(/^5 of 10 tests failed\. First: /)]);
    await exercise.replace('app.ts', solution);
    await expect(exercise.results).toContainText('You have changed the code since this run.');
    // Saves and grades, and no dialog of the browser comes.
    await page.keyboard.press('ControlOrMeta+s');
    await expect(exercise.results).toHaveAttribute('data-status', 'passed');
    // Once, and nothing else with it.
    expect((await said()).slice(1)).toEqual(['All 10 tests passed.']);
    const greeted = exercise.results.getByRole('listitem', { name: /^Passed: .*greets Ada by name/ });
    await expect(greeted).toContainText('failed before');
    await expect(greeted).toContainText('because the request says who is greeted');
    await greeted.locator('summary').click();
    await expect(greeted).toContainText('“Hello, Ada!”');
    await expect(exercise.results.getByRole('list', { name: 'Next steps' })).toBeVisible();
  });

  test('a run can be stopped from the results and by keyboard', async ({ page }) => {
    const exercise = exercisePage(page);
    await exercise.open('hello-server');
    await exercise.replace('app.ts', 'export function createApp() {\n  for (;;);\n}\n');
    await exercise.runButton.click();
    await exercise.results.getByRole('button', { name: 'Stop the run' }).click();
    await expect(exercise.results).toContainText('Stopped.');
    await exercise.runButton.click();
    await expect(exercise.results).toHaveAttribute('data-status', 'running');
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await expect(exercise.results).toContainText('Stopped.');
  });

  test('with “Run on save” a pause in typing grades, and the choice is kept', async ({ page }) => {
    const exercise = exercisePage(page);
    await exercise.open('hello-server');
    const option = page.getByRole('button', { name: 'Run on save' });
    await option.click();
    await exercise.replace('app.ts', solution);
    await expect(exercise.results).toHaveAttribute('data-status', 'passed');
    await page.reload();
    await expect(option).toHaveAttribute('aria-pressed', 'true');
  });
});

test('the console shows levels, unfolds objects, counts, links places, filters and clears', async ({ page }) => {
  const exercise = exercisePage(page);
  await exercise.open('hello-server');
  await exercise.replace('app.ts', printing);
  await exercise.run('passed');
  const output = page.getByRole('log', { name: 'Console output' });
  await expect(output).toContainText("time { parts: [ 1, { deep: 'x' } ] }");
  await output
    .getByRole('button', { name: /^Unfold/ })
    .first()
    .click();
  await output.getByRole('button', { name: 'parts: Array(2) [1, Object]' }).click();
  await output.getByRole('button', { name: "1: { deep: 'x' }" }).click();
  await expect(output.getByRole('listitem').filter({ hasText: /^deep: 'x'$/ })).toBeVisible();

  await output.getByRole('link', { name: /app\.ts:\d+/ }).first().click(); // prettier-ignore
  await expect(exercise.editor('app.ts')).toBeFocused();

  await page.getByRole('button', { name: /^Log/ }).click();
  await expect(output).not.toContainText('time {');
  await expect(output).toContainText('careful');
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(output).toHaveText('');
});

test('the list of shortcuts opens with ?, and places are reached by keyboard', async ({ page }) => {
  const exercise = exercisePage(page);
  await exercise.open('hello-server');
  await exercise.run('failed');
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(dialog).toContainText('Next failure');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await page.keyboard.press('Alt+Shift+Digit1');
  await expect(exercise.editor('app.ts')).toBeFocused();
  // In the editor it is a letter like any other.
  await page.keyboard.press('?');
  await expect(dialog).toBeHidden();
  await page.keyboard.press('Alt+Shift+Digit2');
  await expect(exercise.results).toBeFocused();
  await page.keyboard.press('Alt+Shift+Digit9');
  const failed = exercise.results.locator('.test.failed > details > summary');
  await expect(failed.nth(0)).toBeFocused();
  await page.keyboard.press('Alt+Shift+Digit9');
  await expect(failed.nth(1)).toBeFocused();
  await page.keyboard.press('Alt+Shift+Digit6');
  await expect(page.locator('[data-tool="console"] :focus')).toBeVisible();
});
