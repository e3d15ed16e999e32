import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { exercisePage, read } from './exercise-page.ts';

const lesson = '/lessons/what-a-backend-does/first-server/';
const themes = ['light', 'dark'] as const;

async function expectNoViolations(page: Page) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

for (const colorScheme of themes) {
  for (const path of ['/', '/roadmap/', lesson, '/about/', '/exercises/hello-server/']) {
    test(`${path} has no accessibility violations (${colorScheme})`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(path);
      if (path.startsWith('/exercises/')) await expect(exercisePage(page).runButton).toBeEnabled();
      await expectNoViolations(page);
    });
  }

  test(`an exercise has no accessibility violations when it failed, passed or broke (${colorScheme})`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    const exercise = exercisePage(page);
    await exercise.open('hello-server');
    await exercise.run('failed');
    await expectNoViolations(page);
    await exercise.replace('app.ts', read('hello-server', 'solution', 'app.ts'));
    await exercise.run('passed');
    await expectNoViolations(page);
    await exercise.replace('app.ts', 'const = ;');
    await exercise.run('error');
    await expectNoViolations(page);
  });
}

test('a stranger finds the way from the home page to a first report', async ({ page }) => {
  await page.goto('/');
  await page
    .getByRole('link', { name: /roadmap/i })
    .first()
    .click();
  await expect(page).toHaveURL(/\/roadmap\/$/);
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(12);
  await page.locator(`a[href="${lesson}"]`).first().click();
  await expect(page).toHaveURL(new RegExp(`${lesson}$`));
  await page.locator('a[href="/exercises/hello-server/"]').first().click();
  const exercise = exercisePage(page);
  await expect(exercise.runButton).toBeEnabled();
  await exercise.run('failed');
});

test('the roadmap names every lesson and links only those that are written', async ({ page }) => {
  await page.goto('/roadmap/');
  const links = await page
    .locator('main a[href^="/lessons/"]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  for (const href of new Set(links)) expect((await page.request.get(href!)).status()).toBe(200);
  await expect(page.locator('main')).toContainText('coming', { ignoreCase: true });
});

test('an unknown address answers 404 and suggests the nearest exercise', async ({ page }) => {
  const response = await page.goto('/exercises/helo-server/');
  expect(response?.status()).toBe(404);
  await expect(page.locator('a[href="/exercises/hello-server/"]').first()).toBeVisible();
});

test('every page carries a policy without inline or evaluated scripts', async ({ page }) => {
  for (const path of ['/', '/roadmap/', lesson, '/exercises/hello-server/']) {
    const response = await page.goto(path);
    const header = response?.headers()['content-security-policy'];
    const meta = await page
      .locator('meta[http-equiv="content-security-policy" i]')
      .getAttribute('content', { timeout: 1000 })
      .catch(() => null);
    const scripts = /script-src[^;]*/.exec(header ?? meta ?? '')?.[0];
    expect(scripts, path).toBeDefined();
    expect(scripts).not.toContain('unsafe');
  }
});

test('pages do not scroll sideways on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const path of ['/', '/roadmap/', lesson, '/exercises/hello-server/']) {
    await page.goto(path);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
});
