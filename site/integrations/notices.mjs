import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const check = () => import(pathToFileURL(fileURLToPath(new URL('../third-party/check.ts', import.meta.url))).href);

/**
 * A build ends when the works of others are not all named in THIRD-PARTY.md, or when one is under a licence that is not
 * allowed.
 *
 * @returns {import('astro').AstroIntegration}
 */
export const notices = () => ({
  name: 'notices',
  hooks: {
    'astro:build:start': async () => (await check()).requireNotices(root),
  },
});

/**
 * The same for what a bundle really holds, which may be more than `package.json` leads to: among Vite's plugins, and
 * among those of workers.
 *
 * @returns {import('vite').Plugin}
 */
export const noticedModules = () => ({
  name: 'noticed-modules',
  apply: 'build',
  async generateBundle(_options, bundle) {
    // What runs while the pages are built reaches nobody.
    if (this.environment.name !== 'client') return;
    const modules = Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? Object.keys(part.modules) : []));
    const { unnoticedModules } = await check();
    const faults = unnoticedModules(modules, root);
    if (faults.length) this.error(faults.join('\n'));
  },
});
