import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What Pagefind writes beside the index for pages that use its own dialog. */
const unused = /-ui\.(?:js|css)$|highlight\.js$|wasm\.unknown/;

/**
 * The index of the search, at `<base>/pagefind/`: lessons with their sections, tasks of exercises, and each term of the
 * glossary.
 *
 * @returns {import('astro').AstroIntegration}
 */
export function searchIndex() {
  let base = '/';
  return {
    name: 'search-index',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/*$/, '/');
      },
      'astro:build:done': async ({ dir, logger }) => {
        const { createIndex, close } = await import('pagefind');
        const root = fileURLToPath(dir);
        // Its pages are few and small: in groups they come with fewer requests.
        const { index, errors } = await createIndex({ forceLanguage: 'en', rootSelector: 'main', excludeSelectors: ['button', 'svg', '.no-print', 'pre'], maxFragments: 8 }); // prettier-ignore
        if (!index) throw new Error(`The search index could not be made: ${errors.join(' ')}`);
        const entries = await readEntries(root);
        const all = await Promise.all(entries.map(({ url, html }) => index.addHTMLFile({ url: base + url, content: html }))); // prettier-ignore
        const faults = all.flatMap((one) => one.errors);
        if (faults.length) throw new Error(`The search index could not be made: ${faults.join(' ')}`);
        const { files } = await index.getFiles();
        for (const file of files.filter((one) => !unused.test(one.path))) {
          const target = path.join(root, 'pagefind', file.path);
          await mkdir(path.dirname(target), { recursive: true });
          await writeFile(target, file.content);
        }
        await close();
        logger.info(`${entries.length} pages and terms can be searched`);
      },
    },
  };
}

/** @param {string} root */
async function readEntries(root) {
  const names = (await readdir(root, { recursive: true })).map((name) => name.replaceAll('\\', '/'));
  const pages = names.filter((name) => name.endsWith('index.html') && kindOf(name));
  const found = await Promise.all(
    pages.map(async (name) => entriesOf(name, await readFile(path.join(root, name), 'utf8'))),
  );
  return found.flat();
}

/** @param {string} name */
function kindOf(name) {
  if (/^lessons\/[^/]+\/[^/]+\/index\.html$/.test(name)) return 'Lesson';
  if (/^exercises\/[^/]+\/index\.html$/.test(name)) return 'Exercise';
  if (name === 'glossary/index.html') return 'Term';
  return /^(?:about|roadmap|playground|progress|review)\/index\.html$|^stages\//.test(name) ? 'Page' : undefined;
}

/**
 * What a page adds to the index: its address and the document that stands for it there.
 *
 * @param {string} name
 * @param {string} html
 * @returns {{ url: string; html: string }[]}
 */
export function entriesOf(name, html) {
  const kind = kindOf(name) ?? 'Page';
  const url = name.replace(/index\.html$/, '');
  if (kind === 'Term') return terms(html).map(({ id, text }) => ({ url: `${url}#${id}`, html: stand(kind, text) }));
  // `npm test` calls it by the name of its folder, and so may whoever looks for it.
  if (kind === 'Exercise') return [{ url, html: stand(kind, task(html) + slug(url.split('/')[1] ?? '')) }];
  // A list of lessons would be found with every word of theirs.
  if (kind === 'Page' && name !== 'about/index.html') return [{ url, html: stand(kind, summary(html)) }];
  return [{ url, html: stand(kind, part(html, /<main[^>]*>([\s\S]*)<\/main>/)) }];
}

/** @param {string} kind @param {string} contents */
const stand = (kind, contents) => `<!doctype html><html lang="en"><body><main><span data-pagefind-meta="kind:${kind}" data-pagefind-filter="kind:${kind}"></span>${contents}</main></body></html>`; // prettier-ignore

/** The title and the task, without the tools around them. @param {string} html */
const task = (html) => `<h1>${part(html, /<h1[^>]*>([\s\S]*?)<\/h1>/)}</h1>${part(html, /<div class="task-text"[^>]*>([\s\S]*?)<\/section>/)}`; // prettier-ignore

/** Found, and never shown. @param {string} name */
const slug = (name) => `<p data-slug="${name}" data-pagefind-index-attrs="data-slug"></p>`;

/** The title and the description. @param {string} html */
const summary = (html) => `<h1>${part(html, /<h1[^>]*>([\s\S]*?)<\/h1>/)}</h1><p>${part(html, /<meta name="description" content="([^"]*)"/)}</p>`; // prettier-ignore

/** @param {string} html */
function terms(html) {
  const entries = [...html.matchAll(/<article[^>]*class="entry"[^>]*aria-labelledby="([^"]+)"[^>]*>([\s\S]*?)<\/article>/g)]; // prettier-ignore
  if (entries.length === 0) throw new Error('No term was found on the page of the glossary, so none can be searched.');
  // Without its own address: the result already leads to the term.
  return entries.map(([, id = '', text = '']) => ({
    id,
    text: text.replace(/<h3[^>]*>([\s\S]*?)<\/h3>/, '<h1>$1</h1>'),
  }));
}

/** @param {string} html @param {RegExp} pattern */
const part = (html, pattern) => pattern.exec(html)?.[1] ?? '';
