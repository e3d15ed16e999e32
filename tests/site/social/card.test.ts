import { expect, test } from 'vitest';
import { sitemapOf } from '../../../site/integrations/sitemap.mjs';
import { socialPicture } from '../../../site/social/address.ts';
import { drawCard } from '../../../site/social/card.ts';
import { hexOf, readColours } from '../../../site/social/colours.ts';
import { linesOf, widthOf } from '../../../site/social/letters.ts';

const style = { font: 'sans', size: 60 } as const;

test('colours are those of the tokens', () => {
  expect(hexOf(1, 0, 0)).toBe('#ffffff');
  expect(hexOf(0.628, 0.2577, 29.23)).toBe('#ff0000');
  expect(readColours("--ink: oklch(0 0 0); [data-theme='dark'] --ink: oklch(1 0 0);")).toEqual({ ink: '#000000' });
});

test('a long title breaks into lines that fit', () => {
  const lines = linesOf('What happens when a name becomes an address', 600, style);
  expect(lines.join(' ')).toBe('What happens when a name becomes an address');
  for (const line of lines) expect(widthOf(line, style)).toBeLessThanOrEqual(600);
});

test('a card has no fonts and no other files in it', () => {
  const svg = drawCard({ above: 'Stage 1', title: 'A “server”', below: 'It waits.', stage: 'what-a-backend-does' });
  expect(svg).not.toMatch(/<text|href|font-family|undefined|NaN/);
});

test('a lesson has a picture of its own, also below a base', () => {
  expect(socialPicture('/lessons/a/b/', '/')).toBe('/social/a/b.png');
  expect(socialPicture('/base/lessons/a/b/', '/base')).toBe('/base/social/a/b.png');
  expect(socialPicture('/base/about/', '/base/')).toBe('/base/social/engine-room.png');
});

test('a sitemap names its pages in order', () => {
  expect(sitemapOf(['https://x.example/b/', 'https://x.example/a/?c&d'])).toMatch(/a\/\?c&amp;d<[\s\S]*\/b\/</);
});
