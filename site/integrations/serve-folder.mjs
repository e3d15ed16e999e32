import { createReadStream, existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

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
 * Answers requests below `<base><name>/` with the files of a folder, while developing.
 *
 * @param {string} name
 * @param {() => Promise<string>} directory Resolves when the folder is there; its error is the answer.
 * @param {() => string} base
 * @returns {import('vite').Connect.NextHandleFunction}
 */
export function serveFolder(name, directory, base) {
  return async (request, response, next) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    // Vite may have taken the base off already.
    const rest = [`${base()}${name}/`, `/${name}/`].find((prefix) => pathname.startsWith(prefix));
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
    return response.end(`There is no file “${name}”.`);
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
