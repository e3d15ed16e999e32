import { expect, test, type Page } from '@playwright/test';
import { faults } from './axe.ts';
import { exercisePage } from './exercise-page.ts';
import { ownHost } from './own-host.ts';
import { allPages } from './pages.ts';

/** The addresses below `place` that the roadmap leads to, in the course's order. */
const linked = (page: Page, place: string): Promise<string[]> =>
  page
    .locator(`main a[href^="${place}"]`)
    .evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href')!))]);

test.describe('without a network', () => {
  test.use({ serviceWorkers: 'allow' });

  test('the whole course can be walked, from the first lesson to the last, and every run gives a report', async ({
    page,
    context,
  }) => {
    const host = await ownHost();
    await page.goto(`${host.url}/`);
    await expect(page.locator('offline-status').first()).toContainText('whole course works', { timeout: 90_000 });
    host.close();
    await context.setOffline(true);

    await page.goto(`${host.url}/roadmap/`);
    const exercise = exercisePage(page);
    const reports: string[] = [];
    const walk = async () => {
      await expect(exercise.runButton).toBeEnabled();
      await exercise.runButton.click();
      await expect(exercise.results).toHaveAttribute('data-status', /^(?:passed|failed|error)$/);
      reports.push(`${new URL(page.url()).pathname} ${await exercise.results.getAttribute('data-status')}`);
    };
    const [lessons, milestones] = [await linked(page, '/lessons/'), await linked(page, '/exercises/')];
    for (const lesson of lessons) {
      await page.goto(host.url + lesson);
      for (const path of await linked(page, '/exercises/')) {
        await page.locator(`main a[href="${path}"]`).first().click();
        await walk();
        await page.goto(host.url + lesson);
      }
    }
    for (const path of milestones) {
      await page.goto(host.url + path);
      await walk();
    }

    const exercises = allPages.filter((path) => path.startsWith('/exercises/'));
    expect(reports.sort()).toEqual(exercises.map((path) => `${path} failed`));
  });
});

for (const path of allPages.filter((one) => /^\/(?:exercises|lessons)\//.test(one)))
  test(`${path} keeps the rules of accessibility, in the light and in the dark`, async ({ page }) => {
    await page.goto(path);
    if (path.startsWith('/exercises/')) await expect(exercisePage(page).runButton).toBeEnabled();
    expect(await faults(page)).toEqual([]);
  });
