import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const worker = fileURLToPath(new URL('../offline/worker.ts', import.meta.url));

/** Pages that stand in for others, and so have to be there from the beginning on. */
const standIns = ['404.html', 'offline/index.html'];
const needed = /<(?:link[^>]+rel="(?:modulepreload|preload|stylesheet|icon)"[^>]+href|script[^>]+src)="([^"]+)"/g;

/** @type {Record<string, string>} */
const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/**
 * Writes the service worker (`sw.js`) and the list of all files (`offline.<version>.json`) that it keeps on the device. The
 * version is a hash of the list, so that a build without changes is the same version. It has to be the last integration:
 * what a later one writes would not be in the list.
 *
 * @param {{ asked: ReadonlySet<string> }} options `asked`: what is kept once somebody has asked for it, and not ahead.
 * @returns {import('astro').AstroIntegration}
 */
export function offline({ asked }) {
  let base = '/';
  return {
    name: 'offline',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/*$/, '/');
      },
      'astro:build:done': async ({ dir, logger }) => {
        const root = fileURLToPath(dir);
        const files = await listFiles(root, base, asked);
        const version = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12);
        await writeFile(path.join(root, `offline.${version}.json`), JSON.stringify({ version, files }));
        await writeFile(path.join(root, 'sw.js'), await bundle(version));
        const ahead = Object.values(files).filter(({ asked }) => !asked);
        const bytes = ahead.reduce((sum, file) => sum + file.bytes, 0);
        logger.info(`${ahead.length} files, ${(bytes / 1e6).toFixed(1)} MB, can be kept on a device`);
      },
    },
  };
}

/** @param {string} version */
async function bundle(version) {
  const { outputFiles } = await build({
    entryPoints: [worker],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    define: { __VERSION__: JSON.stringify(version) },
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

/** @typedef {import('../offline/protocol.ts').ManifestFile} ManifestFile */

/** @param {string} root @param {string} base @param {ReadonlySet<string>} also */
async function listFiles(root, base, also) {
  const names = (await readdir(root, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter(kept);
  const contents = new Map(await Promise.all(names.map(async (name) => /** @type {const} */ ([name, await readFile(path.join(root, name))])))); // prettier-ignore
  const core = new Set(standIns.flatMap((name) => [name, ...linked(contents.get(name)?.toString() ?? '', base)]));
  const pointers = await readPointers(names, contents, base);
  const asked = new Set([...hostFiles(contents.get('engine/manifest.json')?.toString()), ...also]);
  /** @type {[string, ManifestFile][]} */
  const listed = names
    .map((name) => ({ name, bytes: contents.get(name)?.length ?? 0 }))
    .sort((a, b) => rank(a.name, a.bytes) - rank(b.name, b.bytes) || (a.name < b.name ? -1 : 1))
    .map(({ name, bytes }) => {
      const pointer = pointers.get(name);
      const hash = createHash('sha256').update(contents.get(name) ?? '').digest('hex').slice(0, 16); // prettier-ignore
      const type = types[path.extname(name)] ?? 'application/octet-stream';
      return [addressOf(name), { hash, bytes, type, ...(core.has(name) && { core: /** @type {const} */ (true) }), ...(pointer && { pointer }), ...(asked.has(name) && { asked: /** @type {const} */ (true) }) }]; // prettier-ignore
    });
  return Object.fromEntries(listed);
}

/**
 * Programs that are not JavaScript, of which each exercise needs one at most.
 *
 * @param {string | undefined} manifest The engine's own list.
 */
function hostFiles(manifest) {
  /** @type {Pick<import('../../sandbox/embedded/engine.ts').EngineManifest, 'hosts'>} */
  const { hosts } = JSON.parse(manifest ?? '{"hosts":{}}');
  const files = Object.values(hosts).flatMap(({ file, assets }) => [
    file,
    ...Object.values(assets).map((one) => one.file),
  ]);
  return new Set(files.map((file) => `engine/${file}`));
}

/** Not what only hosts, crawlers and other sites read, nor what needs a network in any case. @param {string} name */
export const kept = (name) => !/^(?:_headers|full-node\/.*|snapshot\/.*|robots\.txt|sitemap.*\.xml|sw\.js|offline\.\w+\.json|engine\/stamp|social\/.*|.*\.map)$/.test(name); // prettier-ignore

/** Where a file answers: a folder's page under the folder's address. @param {string} name */
export const addressOf = (name) => (name.endsWith('/index.html') || name === 'index.html' ? name.slice(0, -'index.html'.length) : name); // prettier-ignore

/**
 * What is fetched first: pages and what all of them need, then the search, then the engine, then the editors.
 *
 * @param {string} name
 * @param {number} bytes
 */
export function rank(name, bytes) {
  if (name.startsWith('engine/')) return 3;
  if (name.startsWith('pagefind/')) return 2;
  if (name.endsWith('.html') || /\.(?:woff2|svg)$/.test(name)) return 0;
  if (name.startsWith('_astro/') && /\.(?:css|js)$/.test(name) && bytes < 50_000) return 1;
  return name.startsWith('_astro/') ? 4 : 2;
}

/** @param {string} html @param {string} base */
const linked = (html, base) => [...html.matchAll(needed)].map(([, url = '']) => url.slice(base.length));

/**
 * The files that only one of the two editors needs.
 *
 * @param {string[]} names
 * @param {Map<string, Buffer>} contents
 * @param {string} base
 */
async function readPointers(names, contents, base) {
  /** @type {Map<string, 'fine' | 'coarse'>} */
  const found = new Map();
  const list = names.find((name) => /^exercises\/[^/]+\/files\.json$/.test(name));
  if (!list) return found;
  const { page, fine, coarse } = JSON.parse(contents.get(list)?.toString() ?? '{}');
  for (const [pointer, own, other] of /** @type {const} */ ([
    ['fine', fine, coarse],
    ['coarse', coarse, fine],
  ]))
    for (const url of own) if (!other.includes(url) && !page.includes(url)) found.set(url.slice(base.length), pointer);
  return found;
}
