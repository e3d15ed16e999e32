import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { exercisePage } from './exercise-page.ts';
import { currentList } from './own-host.ts';
import { allPages } from './pages.ts';

const dist = path.resolve(import.meta.dirname, '../../dist');
/** What the driver, the page's own parts and the genuine library say, and nobody else. */
const marks = /WEBCONTAINER_API_IFRAME_URL|node_modules\/engine-room|Start full Node/;
const chunks = readdirSync(path.join(dist, '_astro'))
  .filter((name) => name.endsWith('.js') && marks.test(readFileSync(path.join(dist, '_astro', name), 'utf8')))
  .map((name) => `_astro/${name}`);

test('whoever never chooses full Node downloads nothing of it', async ({ page }) => {
  expect(chunks.length).toBeGreaterThanOrEqual(3);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname.slice(1)));
  const exercise = exercisePage(page);
  await exercise.open('hello-server');
  await exercise.run('failed');
  await page.goto('/playground/');
  await expect(page.getByText('Ready, also offline')).toBeVisible();
  await page.goto('/lessons/');
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.filter((name) => chunks.includes(name) || /snapshot|full-node/.test(name))).toEqual([]);
});

test('nothing of it is fetched ahead for use without a network', () => {
  const { files } = currentList();
  const ahead = Object.entries(files as Record<string, { asked?: boolean }>).filter(([, { asked }]) => !asked);
  const names = ahead.map(([name]) => name);
  expect(names.filter((name) => chunks.includes(name) || /^(?:snapshot|full-node)\//.test(name))).toEqual([]);
});

test('its pages alone are isolated', async ({ request }) => {
  const isolated = async (address: string) => {
    const headers = (await request.head(address)).headers();
    return [headers['cross-origin-opener-policy'], headers['cross-origin-embedder-policy']];
  };
  const own = allPages.filter((address) => address.startsWith('/full-node/'));
  expect(own.length).toBeGreaterThan(10);
  for (const address of allPages)
    expect(await isolated(address), address).toEqual(
      own.includes(address) ? ['same-origin', 'require-corp'] : [undefined, undefined],
    );
});
