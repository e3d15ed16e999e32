import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { read } from './exercise-page.ts';

const project = path.resolve(import.meta.dirname, '../..');

test('a built site has no author’s view, and no answers for one', async ({ page, request }) => {
  await page.goto('/exercises/hello-server/');
  await expect(page.getByRole('tab', { name: 'Results' })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Author' })).toHaveCount(0);
  expect((await request.get('/author/hello-server.json')).status()).toBe(404);
  const diagnosis = 'Two clock readings gave one';
  // The suite names it, and the suite is part of the page; a wrong answer is not.
  const [wrong] = /const now = clock.*/.exec(read('hello-server/wrong/fixed-time/app.ts'))!;
  expect(read('hello-server/README.md')).toContain(diagnosis);
  const built = globSync('dist/{_astro,exercises}/**/*.{js,json,html}', { cwd: project });
  expect(built.filter((file) => readFileSync(path.join(project, file), 'utf8').includes(wrong))).toEqual([]);
});
