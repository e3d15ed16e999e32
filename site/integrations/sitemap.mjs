import { writeFile } from 'node:fs/promises';

/** Not for readers who search: pages that stand in for others, or show the same once more, and the workshop of authors. */
const left = /^(?:404|offline|authoring|full-node)\b/;

/**
 * `sitemap.xml`, and at the root of a host also `robots.txt`, where the address of the site is known (`SITE=https://…`).
 *
 * @returns {import('astro').AstroIntegration}
 */
export function sitemap() {
  let base = '/';
  /** @type {string | undefined} */
  let site;
  return {
    name: 'sitemap',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/*$/, '/');
        site = config.site;
      },
      'astro:build:done': async ({ dir, pages }) => {
        if (!site) return;
        const addresses = pages.filter(({ pathname }) => !left.test(pathname)).map(({ pathname }) => new URL(base + pathname, site).href); // prettier-ignore
        await writeFile(new URL('sitemap.xml', dir), sitemapOf(addresses));
        if (base === '/') await writeFile(new URL('robots.txt', dir), `User-agent: *\nAllow: /\nSitemap: ${new URL('sitemap.xml', site).href}\n`); // prettier-ignore
      },
    },
  };
}

/** @param {string[]} addresses */
export function sitemapOf(addresses) {
  const escaped = addresses.toSorted().map((one) => one.replaceAll('&', '&amp;'));
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${escaped.map((one) => `<url><loc>${one}</loc></url>`).join('\n')}
</urlset>
`;
}
