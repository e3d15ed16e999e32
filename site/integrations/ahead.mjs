import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The editors, by the pointer that they are for. */
const editors = { fine: 'site/exercise/monaco.ts', coarse: 'site/exercise/editor/code-mirror.ts' };
const needed =
  /<(?:link[^>]+rel="(?:modulepreload|preload|stylesheet)"[^>]+href|script[^>]+src|iframe[^>]+src)="([^"]+)"/g;
const worker = /["'`]([^"'`\s]*worker-[\w-]+\.js)["'`]/g;

/**
 * Writes beside each exercise page which files it will ask for (`files.json`), so that a lesson can fetch them while it is
 * read.
 *
 * @returns {import('astro').AstroIntegration}
 */
export function filesAhead() {
  let base = '/';
  /** @type {Record<string, string[]>} */
  const found = {};
  return {
    name: 'files-ahead',
    hooks: {
      'astro:config:setup': ({ updateConfig }) => updateConfig({ vite: { plugins: [collector(found)] } }),
      'astro:config:done': ({ config }) => {
        base = config.base.endsWith('/') ? config.base : `${config.base}/`;
      },
      'astro:build:done': async ({ dir }) => {
        for (const [pointer, source] of Object.entries(editors))
          if (!found[pointer]?.length) throw new Error(`${source} is in no chunk of the build, so it cannot be fetched ahead.`);
        const exercises = path.join(fileURLToPath(dir), 'exercises');
        for (const { name: slug } of (await readdir(exercises, { withFileTypes: true })).filter((one) => one.isDirectory())) {
          const html = await readFile(path.join(exercises, slug, 'index.html'), 'utf8');
          const page = [...new Set([...html.matchAll(needed)].map(([, url]) => url))];
          const files = { page, ...Object.fromEntries(Object.entries(found).map(([of, names]) => [of, names.map((name) => base + name)])) };
          await writeFile(path.join(exercises, slug, 'files.json'), JSON.stringify(files));
        }
      },
    },
  };
} // prettier-ignore

/**
 * @param {Record<string, string[]>} found
 * @returns {import('vite').Plugin}
 */
function collector(found) {
  return {
    name: 'files-ahead',
    generateBundle(_options, bundle) {
      for (const [pointer, source] of Object.entries(editors)) {
        const entry = Object.values(bundle).find((one) => one.type === 'chunk' && one.facadeModuleId?.endsWith(source));
        if (entry) found[pointer] = [...filesOf(entry.fileName, bundle)];
      }
    },
  };
}

/**
 * A chunk, all that it imports statically, their styles, fonts and workers.
 *
 * @param {string} name
 * @param {import('rolldown').OutputBundle} bundle
 */
function filesOf(name, bundle, seen = new Set()) {
  const chunk = bundle[name];
  if (seen.has(name) || chunk?.type !== 'chunk') return seen;
  seen.add(name);
  for (const file of [...(chunk.viteMetadata?.importedCss ?? []), ...(chunk.viteMetadata?.importedAssets ?? [])])
    seen.add(file);
  for (const [, url = ''] of chunk.code.matchAll(worker)) seen.add(`_astro/${path.posix.basename(url)}`);
  for (const imported of chunk.imports) filesOf(imported, bundle, seen);
  return seen;
}
