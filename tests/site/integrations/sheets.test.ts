import { expect, test } from 'vitest';
import { joinSheets } from '../../../site/integrations/sheets.mjs';

const link = (name: string) => `<link rel="stylesheet" href="/_astro/${name}">`;

async function join(html: string) {
  const written: Record<string, string> = {};
  const joined = await joinSheets(html, {
    read: (url) => Promise.resolve(`from ${url.replace('/_astro/', '')}`),
    write: (name, css) => {
      written[name] = css;
      return Promise.resolve(`/_astro/${name}`);
    },
  });
  return { joined, written };
}

test('the sheets of a page become one, beside the shared one and in their order', async () => {
  const { joined, written } = await join(`<head>${link('a.css')}${link('b.css')} ${link('layout.X1.css')}</head>`);
  const [[name, css]] = Object.entries(written) as [[string, string]];
  expect(css).toBe('from a.css\nfrom b.css');
  expect(name).toMatch(/^page\.[\w-]{8}\.css$/);
  expect(joined).toBe(`<head>${link(name)}${link('layout.X1.css')}</head>`);
});

test('what stands alone or on both sides of the shared one stays where it is', async () => {
  for (const html of [link('a.css'), link('a.css') + link('layout.X1.css') + link('b.css')])
    expect(await join(html)).toEqual({ joined: html, written: {} });
});
