import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const run = /(?:<link rel="stylesheet" href="[^"]+">\s*){2,}/g;
const href = /href="([^"]+)"/g;
/** The sheet that every page has, in the browser's cache from the first page on. */
const shared = /\/layout\.[\w-]+\.css$/;

/**
 * A page to read comes with two style sheets: the one of all pages, and its own in one piece. A browser draws nothing
 * before it has them all, and over a slow line each one more costs.
 *
 * @returns {import('astro').AstroIntegration}
 */
export function sheets() {
  let base = '/';
  return {
    name: 'sheets',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.endsWith('/') ? config.base : `${config.base}/`;
      },
      'astro:build:done': async ({ dir }) => {
        const root = fileURLToPath(dir);
        for (const file of await readdir(root, { recursive: true })) {
          // The editor of a workspace asks for some of its sheets by name.
          if (
            !file.endsWith('.html') ||
            /^(?:engine|full-node|playground)\b|^exercises[\\/][^\\/]+[\\/]|^preview\.html/.test(file)
          )
            continue;
          const page = path.join(root, file);
          const html = await readFile(page, 'utf8');
          const joined = await joinSheets(html, {
            read: (url) => readFile(path.join(root, url.slice(base.length)), 'utf8'),
            write: async (name, css) => {
              await writeFile(path.join(root, '_astro', name), css);
              return `${base}_astro/${name}`;
            },
          });
          if (joined !== html) await writeFile(page, joined);
        }
      },
    },
  };
}

/**
 * Puts one sheet in the place of several that follow each other; their order stays.
 *
 * @param {string} html
 * @param {{ read(url: string): Promise<string>, write(name: string, css: string): Promise<string> }} files
 */
export async function joinSheets(html, { read, write }) {
  let joined = html;
  for (const [links] of html.matchAll(run)) {
    /** @type {string[][]} */
    const groups = [];
    for (const [, url = ''] of links.matchAll(href)) {
      if (groups.length === 0 || shared.test(url) || shared.test(groups.at(-1)?.[0] ?? '')) groups.push([url]);
      else groups.at(-1)?.push(url);
    }
    const urls = await Promise.all(groups.map((group) => joinGroup(group, read, write)));
    joined = joined.replace(links, urls.map((url) => `<link rel="stylesheet" href="${url}">`).join(''));
  }
  return joined;
}

/**
 * @param {string[]} urls
 * @param {(url: string) => Promise<string>} read
 * @param {(name: string, css: string) => Promise<string>} write
 */
async function joinGroup(urls, read, write) {
  if (urls.length === 1) return urls[0];
  const css = (await Promise.all(urls.map(read))).join('\n');
  return write(`page.${createHash('sha256').update(css).digest('base64url').slice(0, 8)}.css`, css);
}
