import { expect, test } from 'vitest';
import { addressOf, kept, rank } from '../../../site/integrations/offline.mjs';

test('a page answers under its folder', () => {
  expect(['index.html', 'about/index.html', '404.html', '_astro/index.css'].map(addressOf)).toEqual([
    '',
    'about/',
    '404.html',
    '_astro/index.css',
  ]);
});

test('what only hosts and crawlers read is not kept on a device', () => {
  const names = ['_headers', 'robots.txt', 'sitemap.xml', 'sw.js', 'offline.0123abcd.json', 'social/home.png', 'engine/stamp', 'full-node/hello-server/index.html', 'snapshot/snapshot.json']; // prettier-ignore
  expect(names.filter(kept)).toEqual([]);
  expect(kept('offline/index.html')).toBe(true);
});

test('pages and what they share come before the search, the engine and the editors', () => {
  const names = ['_astro/editor.api.js', 'engine/core.js', 'pagefind/pagefind.js', '_astro/layout.css', 'about/index.html']; // prettier-ignore
  const bytes = (name: string) => (name.includes('editor') ? 2_700_000 : 5_000);
  expect(names.toSorted((a, b) => rank(a, bytes(a)) - rank(b, bytes(b)))).toEqual(names.toReversed());
});
