import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const dist = path.resolve(import.meta.dirname, '../../dist');
const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

interface Manifest {
  version: string;
  files: Record<string, { hash: string; bytes: number }>;
}

/** A host of its own for one test: it can put another build in the place of this one, and go away. */
export async function ownHost() {
  let changed: Record<string, string> = {};
  let gone: RegExp | undefined;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    asked.push(pathname);
    const name = decodeURIComponent(pathname).slice(1) + (pathname.endsWith('/') ? 'index.html' : '');
    const file = path.join(dist, name);
    const found = file.startsWith(dist) && existsSync(file) && statSync(file).isFile() && !gone?.test(name);
    const body = changed[name] ?? readFileSync(found ? file : path.join(dist, '404.html'));
    response.setHeader('Content-Type', types[path.extname(name)] ?? 'application/octet-stream');
    // No help from the browser's own cache.
    response.setHeader('Cache-Control', 'no-store');
    response.writeHead(found || changed[name] !== undefined ? 200 : 404).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    /** As a second build would: the page of this name with other words, and a piece of the engine under another name. */
    publish(page: string, change: (html: string) => string) {
      const [worker, list] = [readFileSync(path.join(dist, 'sw.js'), 'utf8'), currentList()];
      const html = change(readFileSync(path.join(dist, page, 'index.html'), 'utf8'));
      const hash = createHash('sha256').update(html).digest('hex').slice(0, 16);
      const file = { ...list.files[page]!, hash, bytes: Buffer.byteLength(html) };
      const [core] = Object.keys(list.files).filter((name) => name.startsWith('engine/core.'));
      const { [core!]: old, ...files } = { ...list.files, [page]: file };
      const renamed = core!.replace(/core\.\w{4}/, 'core.0000');
      const version = 'second000000';
      gone = new RegExp(core!.replaceAll('.', '\\.'));
      changed = {
        'sw.js': worker.replaceAll(list.version, version),
        [`${page}index.html`]: html,
        [`offline.${version}.json`]: JSON.stringify({ version, files: { ...files, [renamed]: old } }),
        [renamed]: readFileSync(path.join(dist, core!), 'utf8'),
      };
      return { core: core! };
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

export function currentList(): Manifest {
  const name = readdirSync(dist).find((one) => /^offline\.\w+\.json$/.test(one));
  return JSON.parse(readFileSync(path.join(dist, name!), 'utf8')) as Manifest;
}
