import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const script = /<script[^>]+type="module"[^>]+src="([^"]+\.js)"/g;
const imported = /(?:^|[;}\s])(?:import|export)\b[^'"()]*?['"](\.{1,2}\/[^'"]+\.js)['"]/g;

/**
 * Names what a page's scripts import in its head, so that the browser asks for all of it at once, and before the
 * engine's larger pieces: over HTTP/1.1 those would take every connection.
 *
 * @returns {import('astro').AstroIntegration}
 */
export function modulePreload() {
  let base = '/';
  return {
    name: 'modulepreload',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.endsWith('/') ? config.base : `${config.base}/`;
      },
      'astro:build:done': async ({ dir }) => {
        const root = fileURLToPath(dir);
        /** @type {Map<string, Promise<string[]>>} */
        const known = new Map();
        for (const file of await readdir(root, { recursive: true })) {
          if (!file.endsWith('.html') || file.startsWith('engine')) continue;
          const page = path.join(root, file);
          const html = await readFile(page, 'utf8');
          const needed = new Set();
          for (const [, src = ''] of html.matchAll(script)) {
            await collect(path.join(root, src.slice(base.length)), needed, known);
          }
          const urls = [...needed].map((one) => base + path.relative(root, one).replaceAll('\\', '/'));
          await writeFile(page, html.includes('id="engine-frame"') ? early(html, urls) : late(html, urls));
        }
      },
    },
  };
}

/**
 * Where an engine is to be started, the page's own script runs as soon as it is there and not when all has been read;
 * it waits by itself for what it needs. The layout's script keeps its place.
 *
 * @param {string} html
 * @param {string[]} urls
 */
const early = (html, urls) =>
  html
    .replace('<meta charset="utf-8">', (meta) => meta + urls.map((url) => link(url)).join(''))
    .replace(script, (tag, src) => (src.includes('/layout.') ? tag : tag.replace('<script', '<script async')));

/**
 * A page to read is drawn first: style sheets and fonts do not wait behind scripts.
 *
 * @param {string} html
 * @param {string[]} urls
 */
const late = (html, urls) =>
  html.replace('</head>', (end) => urls.map((url) => link(url, ' fetchpriority="low"')).join('') + end);

/** @param {string} href @param {string} [more] */
const link = (href, more = '') => `<link rel="modulepreload" href="${href}"${more}>`;

/**
 * The file and all that it imports statically.
 *
 * @param {string} file
 * @param {Set<string>} seen
 * @param {Map<string, Promise<string[]>>} known What was read for other pages.
 */
async function collect(file, seen, known) {
  if (seen.has(file)) return;
  seen.add(file);
  const imports = known.get(file) ?? importsOf(file);
  known.set(file, imports);
  for (const one of await imports) await collect(one, seen, known);
}

/** @param {string} file */
async function importsOf(file) {
  const code = await readFile(file, 'utf8');
  return [...code.matchAll(imported)].map(([, specifier = '']) => path.join(path.dirname(file), specifier));
}
