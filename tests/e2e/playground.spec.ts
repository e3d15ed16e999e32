import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

const phone = { width: 390, height: 844 };

async function expectNoViolations(page: Page) {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

function playground(page: Page) {
  const actions = page.getByRole('group', { name: 'Actions' });
  const run = actions.getByRole('button', { name: /^Run(?: again)?(?: Ctrl\+Enter)?$/ });
  return {
    actions,
    run,
    name: page.getByRole('textbox', { name: 'Name of this playground' }),
    list: page.getByRole('region', { name: 'On this device' }),
    async open(query = '') {
      await page.goto(`/playground/${query}`, { waitUntil: 'load' });
      await expect(run).toBeEnabled();
    },
    async write(file: string, contents: string) {
      await expect(page.getByText('Ready, also offline')).toBeVisible();
      await page.evaluate((text) => navigator.clipboard.writeText(text), contents);
      await page.getByRole('textbox', { name: `Editor: ${file}` }).focus();
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.press('ControlOrMeta+v');
    },
  };
}

/** Servers, each with what the answer to the first suggested request holds. */
const servers = {
  express: 'Look around',
  sqlite: 'Frankenstein',
  http: 'The first note',
  websocket: '<h1>Chat</h1>',
  events: 'tick',
  graphql: 'Aurora',
};

for (const [template, text] of Object.entries(servers)) {
  test(`the template ${template} starts and answers a request without a network`, async ({ page, context }) => {
    const { open, run, actions } = playground(page);
    await open(`?new=${template}`);
    // What only this template imports comes with its first start.
    await run.click();
    await expect(actions).toContainText('Listening on port 3000');
    const request = page.getByRole('tab', { name: 'Request' });
    await request.click();
    await expect(page.getByLabel('Suggested')).toBeVisible();
    await context.setOffline(true);
    await page.getByLabel('Suggested').selectOption({ index: 0 });
    await page.getByRole('button', { name: /^Send/ }).click();
    const answer = page.getByRole('region', { name: 'Answer' });
    await expect(answer).toContainText('200');
    await expect(answer).toContainText(text);
    await run.click();
    await expect(actions).toContainText('Listening on port 3000');
    await actions.getByRole('button', { name: 'Stop' }).click();
    await expect(actions).not.toContainText('Listening');
  });
}

test('a program that ends says so, and own tests run', async ({ page }) => {
  const { open, run, actions } = playground(page);
  await open('?new=typescript');
  await run.click();
  await expect(actions).toContainText('The program has ended');
  await expect(actions.getByRole('button', { name: 'Run tests' })).toHaveCount(0);

  await open('?new=tests');
  await actions.getByRole('button', { name: 'Run tests' }).click();
  await expect(page.getByRole('region', { name: 'Results' })).toHaveAttribute('data-status', 'passed');
});

test('playgrounds stay on the device, are renamed, deleted and brought back', async ({ page }) => {
  const { open, run, actions, name, list } = playground(page);
  await open('?new=typescript');
  await expect(list).toContainText('None yet');
  await run.click();
  await expect(list.getByRole('link', { name: 'TypeScript' })).toBeVisible();
  await name.fill('My sums');
  await name.press('Enter');
  await expect(list.getByRole('link', { name: 'My sums' })).toBeVisible();

  await page.getByRole('link', { name: 'HTTP from scratch' }).click();
  await expect(name).toHaveValue('HTTP from scratch');
  await expect(run).toBeEnabled();
  await list.getByRole('link', { name: 'My sums' }).click();
  await expect(name).toHaveValue('My sums');
  await expect(page.getByRole('tab', { name: 'readings.ts' })).toBeVisible();

  await list.getByRole('button', { name: 'Delete My sums' }).click();
  await expect(list.getByRole('link', { name: 'My sums' })).toHaveCount(0);
  await list.getByRole('button', { name: 'Undo' }).click();
  await expect(list.getByRole('link', { name: 'My sums' })).toBeVisible();
  await expect(actions).toBeVisible();
  await expectNoViolations(page);
});

test('a shared link shows what it holds, runs nothing, and becomes a new playground when it is accepted', async ({
  page,
}) => {
  const { open, run, actions, name, list, write } = playground(page);
  await open('?new=typescript');
  await write('main.ts', "console.log('shared by me');\n");
  await expect(list.getByRole('link', { name: 'TypeScript' })).toBeVisible();
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this playground' });
  await expect(dialog).toContainText('Nothing is uploaded');
  await dialog.getByRole('button', { name: 'Copy the link' }).click();
  await expect(dialog).toContainText('The link is copied');
  await expectNoViolations(page);
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).hash).toMatch(/^#share=1\./);

  // Into the address bar of the page itself: the fragment alone changes.
  await page.evaluate((hash) => void (location.hash = hash), new URL(link).hash);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Somebody shared “TypeScript” with you');
  await expect(page.getByRole('listitem').filter({ hasText: 'main.ts' })).toContainText('shared by me');
  await expect(actions).toBeHidden();
  await expectNoViolations(page);
  await page.getByRole('button', { name: 'Keep it as a new playground' }).click();
  await expect(name).toHaveValue('TypeScript 2');
  await expect(list.getByRole('link')).toHaveText(['TypeScript 2', 'TypeScript']);
  await expect(run).toBeEnabled();
  await expect(actions).not.toContainText('The program');
  await run.click();
  await expect(actions).toContainText('The program has ended');
  expect(page.url()).not.toContain('#');
});

test('links that cannot be opened say why', async ({ page }) => {
  await page.setViewportSize(phone);
  const says = page.getByRole('heading', { name: 'This shared playground cannot be opened' });
  await page.goto('/playground/#share=1.abc.notreally');
  await expect(says).toBeFocused();
  await expect(page.getByText('cut', { exact: false }).first()).toBeVisible();
  await page.evaluate(() => void (location.hash = '#share=9.abc.xyz'));
  await expect(page.getByText('a newer version of the course')).toBeVisible();
  await expect(says).toBeVisible();
  await expectNoViolations(page);
});

test('what is too long for a link is offered as a file, which opens again', async ({ page }) => {
  const { open, write, run } = playground(page);
  await open('?new=typescript');
  const noise = Array.from({ length: 300 }, () => `// ${crypto.randomUUID()} ${crypto.randomUUID()}`).join('\n');
  await write('main.ts', `${noise}\nconsole.log('long');\n`);
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this playground' });
  await expect(dialog).toContainText('a link of more than 8 kB gets cut off');
  const downloading = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save as a file' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('TypeScript.playground.json');
  await page.keyboard.press('Escape');
  await page.getByLabel('A playground that was saved as a file').setInputFiles(await download.path());
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Somebody shared “TypeScript” with you');
  await page.getByRole('link', { name: 'Leave it' }).click();
  await expect(run).toBeEnabled();
});

test('on a phone it is a panel of its own, without violations or sideways scrolling', async ({ page }) => {
  await page.setViewportSize(phone);
  const { open, run, actions } = playground(page);
  await open();
  await page.getByRole('button', { name: 'Playgrounds' }).click();
  await expect(page.getByRole('link', { name: 'GraphQL' })).toBeVisible();
  await run.click();
  await expect(actions).toContainText('Listening on port 3000');
  await expectNoViolations(page);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});
