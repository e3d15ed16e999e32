import { createReadStream } from 'node:fs';
import { cp, stat } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const builder = fileURLToPath(new URL('../../sandbox/embedded/packages/build.ts', import.meta.url));

/** @type {Record<string, string>} */
const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
};

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
          serve(
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

/**
 * @param {() => Promise<string>} directory
 * @param {() => string} base
 * @returns {import('vite').Connect.NextHandleFunction}
 */
function serve(directory, base) {
  return async (request, response, next) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    // Vite may have taken the base off already.
    const rest = [`${base()}engine/`, '/engine/'].find((prefix) => pathname.startsWith(prefix));
    if (!rest) return next();
    try {
      await send(await directory(), decodeURIComponent(pathname.slice(rest.length)), response);
    } catch (error) {
      response.statusCode = 500;
      response.setHeader('Content-Type', 'text/plain; charset=utf-8');
      response.end(error instanceof Error ? error.message : String(error));
    }
  };
}

/**
 * @param {string} root
 * @param {string} name
 * @param {import('node:http').ServerResponse} response
 */
async function send(root, name, response) {
  const path = normalize(join(root, name));
  const found = path.startsWith(root + sep) && existsSync(path) ? await stat(path) : undefined;
  if (!found?.isFile()) {
    response.statusCode = 404;
    response.setHeader('Content-Type', 'text/plain; charset=utf-8');
    return response.end(`There is no engine piece “${name}”.`);
  }
  response.setHeader('Content-Type', types[extname(path)] ?? 'application/octet-stream');
  response.setHeader('Content-Length', found.size);
  response.setHeader('Cache-Control', cacheControl(name));
  createReadStream(path).pipe(response);
}

/** Hashed names never change; the manifest says which names are current. @param {string} name */
export function cacheControl(name) {
  return /\.[0-9a-zA-Z_-]{8,}\.\w+$/.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache';
}
