import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { serveFolder } from './serve-folder.mjs';

const builder = fileURLToPath(new URL('../../sandbox/webcontainer/snapshot/build.ts', import.meta.url));
const driver = '/sandbox/runtimes/webcontainer.ts';
/** What nobody needs who never chooses full Node. */
const own =
  /\/site\/full-node\/|\/sandbox\/webcontainer\/(?!unmet-needs)|\/sandbox\/runtimes\/webcontainer\.ts|\/@webcontainer\/api\//;

/** `ENGINE_ROOM_FULL_NODE=off npm run build` leaves pages, driver and snapshot out. */
const isOn = process.env.ENGINE_ROOM_FULL_NODE !== 'off';

/** A page that shares memory with StackBlitz's frame, as full Node does, has to come with both of them. */
export const isolation = [
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Embedder-Policy', 'require-corp'],
];

/**
 * Exercises and playgrounds on StackBlitz's WebContainers: their pages, at `<base>/full-node/`, and what a container is
 * mounted with, at `<base>/snapshot/`.
 *
 * @param {{ asked: Set<string> }} found Filled with the chunks that only those pages need, by their path in the build.
 * @returns {import('astro').AstroIntegration}
 */
export function fullNode({ asked }) {
  let base = '/';
  return {
    name: 'full-node',
    hooks: {
      'astro:config:setup': ({ injectRoute, updateConfig }) => {
        const define = {
          'import.meta.env.FULL_NODE': JSON.stringify(isOn),
          'import.meta.env.WEBCONTAINER_KEY': JSON.stringify(process.env.ENGINE_ROOM_WEBCONTAINER_KEY ?? ''),
        };
        updateConfig({
          vite: { define, plugins: isOn ? [isolated(() => base), collector(asked)] : [withoutDriver()] },
        });
        if (!isOn) return;
        injectRoute({ pattern: '/full-node/playground', entrypoint: './site/full-node/playground-page.astro' });
        injectRoute({ pattern: '/full-node/[slug]', entrypoint: './site/full-node/exercise-page.astro' });
      },
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/*$/, '/');
      },
      'astro:server:setup': ({ server, logger }) => {
        /** @type {Promise<string> | undefined} */
        let built;
        const directory = () => (built ??= buildSnapshot((line) => logger.info(line)));
        if (isOn) server.middlewares.use(serveFolder('snapshot', directory, () => base)); // prettier-ignore
      },
      'astro:build:done': async ({ dir, logger }) => {
        if (!isOn) return;
        const from = await buildSnapshot((line) => logger.info(line));
        const filter = (/** @type {string} */ name) => !name.endsWith('stamp');
        await cp(from, join(fileURLToPath(dir), 'snapshot'), { recursive: true, filter });
      },
    },
  };
}

/** @param {(line: string) => void} log @returns {Promise<string>} */
async function buildSnapshot(log) {
  const module = await import(pathToFileURL(builder).href);
  return (await module.buildSnapshot({ log })).directory;
}

/**
 * What `_headers` and the service worker do for a build, for `npm run dev` and `npx astro preview`.
 *
 * @param {() => string} base
 * @returns {import('vite').Plugin}
 */
function isolated(base) {
  /** @type {import('vite').Connect.NextHandleFunction} */
  const add = (request, response, next) => {
    const url = request.url ?? '/';
    const isPage = [`${base()}full-node/`, '/full-node/'].some((start) => url.startsWith(start));
    // The preview and the workers of an isolated page have to be isolated themselves.
    const isPart = url.includes('/preview.html') || request.headers['sec-fetch-dest'] === 'worker';
    for (const [name, value] of isolation)
      if (isPage || (isPart && name === 'Cross-Origin-Embedder-Policy')) response.setHeader(name, value);
    next();
  };
  return {
    name: 'full-node-headers',
    configureServer: ({ middlewares }) => void middlewares.use(add),
    configurePreviewServer: ({ middlewares }) => void middlewares.use(add),
  };
}

/** @param {Set<string>} asked @returns {import('vite').Plugin} */
function collector(asked) {
  return {
    name: 'full-node-chunks',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || !chunk.moduleIds.some((id) => own.test(id))) continue;
        for (const name of [chunk.fileName, ...(chunk.viteMetadata?.importedCss ?? [])]) asked.add(name);
      }
    },
  };
}

/** @returns {import('vite').Plugin} */
function withoutDriver() {
  return {
    name: 'without-full-node',
    load(id) {
      if (!id.endsWith(driver)) return undefined;
      return "export const createWebContainerRuntime = async () => { throw new Error('This site was built without full Node.'); };";
    },
  };
}
