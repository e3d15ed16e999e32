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

  test('the whole course can be walked from the first lesson to the last, and each kind of exercise reports', async ({
    page,
    context,
  }) => {
    // Some eighty pages, and a dozen runs.
    test.setTimeout(600_000);
    const host = await ownHost();
    await page.goto(`${host.url}/`);
    await expect(page.locator('offline-status').first()).toContainText('whole course works', { timeout: 90_000 });
    const { runButton, results } = exercisePage(page);
    const report = async () => {
      await expect(runButton).toBeEnabled();
      await runButton.click();
      // Python starts anew for its tests.
      await expect(results).toHaveAttribute('data-status', /^(?:passed|failed|error)$/, { timeout: 90_000 });
      return results.getAttribute('data-status');
    };
    // Large, and of use in few exercises: they are kept from their first run on.
    for (const slug of ['py-tasks', 'kill-n-plus-one']) {
      await page.goto(`${host.url}/exercises/${slug}/`);
      expect(await report()).toBe('failed');
    }
    host.close();
    await context.setOffline(true);

    await page.goto(`${host.url}/roadmap/`);
    const [lessons, milestones] = [await linked(page, '/lessons/'), await linked(page, '/exercises/')];
    const walked = new Set<string>();
    const reports = new Map<string, string | null>();
    const work = async () => {
      await expect(runButton).toBeEnabled();
      walked.add(new URL(page.url()).pathname);
      const kind = await page.locator('.task-kind').innerText();
      if (!reports.has(kind)) reports.set(kind, await report());
    };
    for (const lesson of lessons) {
      await page.goto(host.url + lesson);
      await page.locator('main a[href^="/exercises/"]').first().click();
      await work();
    }
    for (const milestone of milestones) {
      await page.goto(host.url + milestone);
      await work();
    }

    expect([...walked].sort()).toEqual(allPages.filter((path) => /^\/exercises\/./.test(path)));
    expect(reports.size).toBeGreaterThan(8);
    // A starter that fails is a starter; an error would be ours.
    expect([...reports].filter(([, status]) => status !== 'failed')).toEqual([]);
  });
});

for (const path of allPages.filter((one) => /^\/(?:exercises|lessons)\/./.test(one)))
  test(`${path} keeps the rules of accessibility, in the light and in the dark`, async ({ page }) => {
    await page.goto(path);
    if (path.startsWith('/exercises/')) await expect(exercisePage(page).runButton).toBeEnabled();
    expect(await faults(page)).toEqual([]);
  });
