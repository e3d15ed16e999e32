import { expect, test } from '@playwright/test';

const lesson = '/lessons/what-a-backend-does/first-server/';
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

test('a visitor changes and runs a server on the home page, and nothing moves', async ({ page }) => {
  await page.goto('/');
  const server = page.getByRole('region', { name: 'A server to change and run' });
  const run = server.getByRole('button', { name: /^Run/ });
  await expect(run).toBeInViewport({ ratio: 1 });
  const height = async () => (await server.boundingBox())?.height;
  const before = await height();
  await run.click();
  await expect(server.locator('.answers')).toContainText('{"text":"Hello, Ada"}');
  await server.getByRole('textbox').fill((await server.getByRole('textbox').inputValue()).replace('Hello', 'Ahoy'));
  await run.click();
  await expect(server.locator('.answers')).toContainText('{"text":"Ahoy, Ada"}');
  expect(await height()).toBe(before);
});

test.describe('on a phone', () => {
  test.use(phone);

  test('the server of the home page can be run without scrolling', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('button', { name: /^Run/ })).toBeInViewport({ ratio: 1 });
  });

  test('the contents of a lesson unfold in their place', async ({ page }) => {
    await page.goto(lesson);
    const contents = page.getByRole('navigation', { name: 'On this page' });
    await expect(contents.getByRole('link').first()).toBeHidden();
    await contents.getByText('On this page').first().click();
    await contents.getByRole('link', { name: 'Worked example' }).click();
    await expect(page.getByRole('heading', { name: 'Worked example' })).toBeInViewport();
  });
});

test.describe('without JavaScript', () => {
  test.use({ ...phone, javaScriptEnabled: false });

  test('the menu works by keyboard, and a lesson can be read', async ({ page }) => {
    await page.goto(lesson);
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
    const menu = page.getByRole('button', { name: 'Menu' });
    const roadmap = page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Roadmap' });
    await menu.focus();
    await expect(roadmap).toBeHidden();
    await page.keyboard.press('Enter');
    await expect(roadmap).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(roadmap).toBeHidden();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await expect(roadmap).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/roadmap\/$/);
    await page.goto(lesson);
    await expect(page.locator('.prose')).toContainText('res.json({ metres });');
    for (const dead of ['Copy', 'Check the answer', 'Run and send'])
      await expect(page.getByRole('button', { name: dead }).first()).toBeHidden();
    await expect(page.locator('play-ground noscript p').first()).toBeVisible();
  });
});

test('the theme is a choice of three, lasts, and is there before the page is painted', async ({ page }) => {
  await page.goto('/about/');
  const theme = page.getByRole('group', { name: 'Theme' });
  await expect(theme.getByRole('radio', { name: 'System' })).toBeChecked();
  await theme.getByRole('radio', { name: 'System' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(theme.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => (window.name = document.documentElement.dataset['theme'] ?? ''));
  });
  await page.goto('/glossary/');
  expect(await page.evaluate(() => window.name)).toBe('dark');
  await expect(page.locator('body')).toHaveCSS('color-scheme', 'dark');
  await expect(theme.getByRole('radio', { name: 'Dark' })).toBeChecked();
});

test('a term leads to the glossary, and the glossary back to the lesson', async ({ page }) => {
  await page.goto(lesson);
  await page.getByRole('button', { name: 'handler' }).first().click();
  const note = page.getByRole('note').filter({ hasText: 'handler' });
  await expect(note).toBeVisible();
  await note.getByRole('link', { name: 'In the glossary' }).click();
  await expect(page).toHaveURL(/\/glossary\/#term-handler$/);
  const entry = page.getByRole('article', { name: 'handler' });
  await expect(entry).toBeInViewport();
  await entry.getByRole('link', { name: 'A program that waits and answers' }).click();
  await expect(page).toHaveURL(new RegExp(`${lesson}$`));
});

test('a comma stays on the line of the term before it', async ({ page }) => {
  await page.goto('/lessons/ship-and-run/docker/');
  const apart: number[] = [];
  for (let width = 340; width < 420; width += 2) {
    await page.setViewportSize({ width, height: 800 });
    const below = await page
      .getByRole('button', { name: 'stages' })
      .first()
      .evaluate((term) => {
        const sentence = document.createTreeWalker(term.closest('p')!, NodeFilter.SHOW_TEXT);
        while (sentence.nextNode() && !sentence.currentNode.textContent!.startsWith(', each'));
        const comma = document.createRange();
        comma.setStart(sentence.currentNode, 0);
        comma.setEnd(sentence.currentNode, 1);
        return comma.getBoundingClientRect().top > term.getBoundingClientRect().bottom - 2;
      });
    if (below) apart.push(width);
  }
  expect(apart).toEqual([]);
});

test('code names its file, marks lines and can be copied; a heading is a link to itself', async ({ page }) => {
  await page.goto(lesson);
  const block = page.locator('.code-frame').filter({ hasText: 'main.ts' });
  await expect(block.locator('.marked')).toHaveText('createApp({ clock }).listen(3000);');
  await block.getByRole('button', { name: 'Copy main.ts' }).click();
  await expect(block.getByRole('button', { name: /^Copied/ })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split('\n').at(-1)).toBe('createApp({ clock }).listen(3000);');
  await page.getByRole('heading', { name: 'Faded step' }).getByRole('link').click();
  await expect(page).toHaveURL(/#faded-step$/);
});

test('on paper there is the text alone, with no answer given away', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(lesson);
  const question = page.locator('choice-question[data-kind="quiz"]').first();
  await question.getByRole('radio').first().check();
  await question.getByRole('button', { name: 'Check the answer' }).click();
  await expect(question.locator('.why').first()).toBeVisible();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(question.locator('.why').first()).toBeHidden();
  for (const role of ['banner', 'contentinfo', 'navigation', 'button'] as const)
    for (const one of await page.getByRole(role).all())
      if (!(await one.evaluate((node) => node.matches('.term')))) await expect(one).toBeHidden();
  const { ink, link } = await page.evaluate(() => ({
    ink: getComputedStyle(document.documentElement).colorScheme,
    link: [...document.querySelectorAll('.exercise-card a')].map((one) => getComputedStyle(one, '::after').content),
  }));
  expect(ink).toBe('light');
  expect(link.join()).toContain('/exercises/hello-server/');
});

test('colours of the reader’s own leave everything legible', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await page.goto('/');
  const text = page.locator('play-ground textarea');
  // What is typed is painted behind the field: were its own letters to show, everything would stand there twice.
  await expect(text).toHaveCSS('color', 'rgba(0, 0, 0, 0)');
  await expect(page.getByRole('link', { name: 'Start the first lesson' })).toHaveCSS('border-top-width', '2px');
});
