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
        for (const file of await readdir(root, { recursive: true })) {
          if (!file.endsWith('.html') || file.startsWith('engine')) continue;
          const page = path.join(root, file);
          const html = await readFile(page, 'utf8');
          const needed = new Set();
          for (const [, src = ''] of html.matchAll(script)) {
            await collect(path.join(root, src.slice(base.length)), needed);
          }
          const links = [...needed].map((one) => link(base + path.relative(root, one).replaceAll('\\', '/')));
          await writeFile(page, html.replace('<meta charset="utf-8">', `<meta charset="utf-8">${links.join('')}`));
        }
      },
    },
  };
}

/** @param {string} href */
const link = (href) => `<link rel="modulepreload" href="${href}">`;

/**
 * The file and all that it imports statically.
 *
 * @param {string} file
 * @param {Set<string>} seen
 */
async function collect(file, seen) {
  if (seen.has(file)) return;
  seen.add(file);
  for (const [, specifier = ''] of (await readFile(file, 'utf8')).matchAll(imported)) {
    await collect(path.join(path.dirname(file), specifier), seen);
  }
}
