import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { serveFolder } from './serve-folder.mjs';

const builder = fileURLToPath(new URL('../../sandbox/embedded/packages/build.ts', import.meta.url));

/**
 * The pieces of the embedded runtime, at `<base>/engine/`: served from `.engine/` while developing, copied at build.
 * Building them takes seconds the first time, so pages do not wait for it; only requests for the pieces do.
 *
 * @returns {import('astro').AstroIntegration}
 */
export function engine() {
  /** @type {Promise<string> | undefined} */
  let building;
  let base = '/';
  const directory = (/** @type {(line: string) => void} */ log) => {
    building ??= buildOnce(log).catch((error) => {
      // The next request tries again: the cause may have been mended meanwhile.
      building = undefined;
      throw error;
    });
    return building;
  };
  return {
    name: 'engine',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/*$/, '/');
      },
      'astro:server:setup': ({ server, logger }) => {
        const start = () => directory((line) => logger.info(line)).catch((error) => logger.error(error.message));
        // Not before the first page is out: on a small computer the two would slow each other down.
        server.middlewares.use((_request, response, next) => {
          if (!building) response.once('finish', start);
          next();
        });
        server.middlewares.use(
          serveFolder(
            'engine',
            () => directory((line) => logger.info(line)),
            () => base,
          ),
        );
      },
      'astro:build:start': async ({ logger }) => {
        await directory((line) => logger.info(line));
      },
      'astro:build:done': async ({ dir, logger }) => {
        await cp(await directory((line) => logger.info(line)), join(fileURLToPath(dir), 'engine'), { recursive: true });
      },
    },
  };
}

/** @param {(line: string) => void} log */
async function buildOnce(log) {
  try {
    const { buildEngine } = await import(pathToFileURL(builder).href);
    const { directory } = await buildEngine({ log });
    return directory;
  } catch (error) {
    // Astro prints messages only of errors, and esbuild's are objects with more in them.
    throw new Error(`The engine could not be built: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}
