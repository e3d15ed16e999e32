import { expect, test, type Page } from '@playwright/test';
import { faults } from './axe.ts';
import { exercisePage, read } from './exercise-page.ts';

/** The page of an exercise that is answered without code: its view is in front, and the editor waits behind it. */
async function open(page: Page, slug: string) {
  await page.goto(`/exercises/${slug}/`);
  const exercise = exercisePage(page);
  await expect(exercise.runButton).toBeEnabled();
  const list = (name: string) => page.getByRole('region', { name }).getByRole('listitem');
  return {
    ...exercise,
    order: list('Your order'),
    aside: list('Left aside'),
    as: (way: 'Answer' | 'File') =>
      page.getByRole('group', { name: 'Show answer.yml as' }).getByRole('button', { name: way }).click(),
    /** What the editor shows of the file; it draws no more than fits, and wraps. */
    lines: () => page.locator('.view-lines').innerText().then((text) => text.replaceAll(/\s+/g, ' ')),
  };
} // prettier-ignore

const bag = ['click', 'who', 'check', 'price', 'total', 'stock', 'charge', 'save', 'reply'];

test('cards are put in order by keyboard, the file says so with its comments, and the tests pass', async ({ page }) => {
  const { order, aside, run, as, lines, listen } = await open(page, 'trace-buy-now');
  const said = await listen();
  // Nothing listens on a port here.
  await expect(page.getByRole('tablist', { name: 'Tools beside the code' }).getByRole('tab')).toHaveText(['Results']);
  await page.keyboard.press('Alt+Shift+Digit3');
  await expect(page.getByText('The tests try what you wrote')).toBeVisible();
  for (const id of bag.toReversed()) {
    const card = aside.filter({ has: page.getByText(id, { exact: true }) });
    await card.getByRole('button', { name: /^Use: / }).focus();
    await page.keyboard.press('Enter');
    await expect(order.last()).toContainText(id);
    await expect(order.last().getByRole('button', { name: /^Leave aside/ })).toBeFocused();
    for (let times = (await order.count()) - 1; times > 0; times -= 1) await page.keyboard.press('Alt+ArrowUp');
    await expect(order.first()).toContainText(id);
  }
  expect((await said()).join('\n')).toContain('step 1 of 9');
  await run('passed');

  await as('File');
  const text = await lines();
  expect(text).toContain('# TODO: the order');
  expect(text).toContain('order: - click # The browser sends');
});

test('a card is dragged, taken back with Undo, and a change of the file shows in the view', async ({ page }) => {
  const { order, aside, as, replace } = await open(page, 'trace-buy-now');
  await aside.first().hover();
  const target = (await page.getByRole('region', { name: 'Your order' }).getByRole('list').boundingBox())!;
  await page.mouse.down();
  await page.mouse.move(target.x + 60, target.y + 10, { steps: 6 });
  await page.mouse.up();
  await expect(order).toHaveText([/The server answers with the number/]);
  await page.locator('.answer-undo').getByRole('button', { name: 'Undo' }).click();
  await expect(order).toHaveText(['No step yet']);

  await as('File');
  await replace('answer.yml', 'order:\n  - who\n  - whoo\naside: []\n');
  await as('Answer');
  await expect(order).toHaveText([/The server finds out whose/, /There is no such card/]);
  await expect(page.getByText('Line 3:')).toBeVisible();

  await as('File');
  await replace('answer.yml', 'order: [who\n');
  await as('Answer');
  await expect(page.getByText('answer.yml cannot be read as it is now')).toBeVisible();
});

test('a prediction is typed line by line, and survives a reload', async ({ page }) => {
  const { run, results } = await open(page, 'what-prints-first');
  const fieldOf = (id: string) => page.getByRole('region', { name: new RegExp(`${id}$`) }).getByRole('textbox');
  await fieldOf('callback').pressSequentially('open\ntea\nsoup\nclose');
  const field = fieldOf('promise');
  await field.pressSequentially('ask\nstored\ngo on');
  await expect(field).toHaveValue('ask\nstored\ngo on');
  await run('failed');
  await expect(results).toContainText('The lines of the file finish before a promise’s callback');

  await page.reload();
  await expect(field).toHaveValue('ask\nstored\ngo on');
});

test('notes are pinned to lines of a patch', async ({ page }) => {
  const { run, as, lines } = await open(page, 'review-ai-patch');
  for (const [line, about] of [[45, 'access'], [37, 'load'], [16, 'money']] as const) {
    await page.getByRole('button', { name: `Add a note to line ${line}`, exact: true }).click();
    await expect(page.getByRole('group', { name: `Note at line ${line}` }).getByRole('combobox')).toBeFocused();
    await page.getByRole('group', { name: `Note at line ${line}` }).getByRole('combobox').selectOption(about);
  }
  await page.getByRole('radio', { name: /^Request changes/ }).check();
  await page.getByRole('radio', { name: /Ann gets Bob/ }).check();
  await run('passed');
  await as('File');
  await page.getByRole('textbox', { name: 'Editor: answer.yml' }).focus();
  await page.keyboard.press('ControlOrMeta+End');
  await expect.poll(lines).toContain('- line: 16 about: money');
}); // prettier-ignore

for (const slug of ['trace-buy-now', 'what-prints-first', 'review-ai-patch']) {
  test(`${slug} keeps the rules of accessibility, in the light and in the dark`, async ({ page }) => {
    await open(page, slug);
    await expect(page.locator('.answer-view')).toBeVisible();
    expect(await faults(page)).toEqual([]);
  });
}

test('on a phone everything has a button, and nothing leads out of the window', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const { order, aside } = await open(page, 'trace-buy-now');
  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Code' }).click();
  await aside
    .first()
    .getByRole('button', { name: /^Use: / })
    .click();
  await expect(order).toHaveCount(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(read('trace-buy-now', 'answer.yml')).toContain('aside:');
});
