import { existsSync, readFileSync, statSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

export interface Sent {
  path: string;
  /** As it was sent: with gzip where that makes it smaller. */
  bytes: number;
  /** ms since 1970 */
  at: number;
}

export interface DistServer {
  url: string;
  /** What was sent since this was last asked. */
  sent(): Sent[];
  close(): void;
}

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  ttf: 'font/ttf',
  wasm: 'application/wasm',
  woff2: 'font/woff2',
};

/** The built site as static hosts send it: compressed, and what has a hash in its name kept for good. */
export async function serveDist(more: Record<string, string | Uint8Array> = {}): Promise<DistServer> {
  const root = path.resolve('dist');
  const known = new Map<string, { body: Uint8Array; gzip: boolean } | undefined>();
  let log: Sent[] = [];
  const read = (name: string) => {
    if (!known.has(name)) known.set(name, pack(more[name] ?? readIn(root, name), name));
    return known.get(name);
  };
  const server = http.createServer(({ url = '/' }, response) => {
    let { pathname } = new URL(url, 'http://localhost');
    if (pathname.endsWith('/')) pathname += 'index.html';
    const found = read(pathname);
    if (!found) return void response.writeHead(404).end();
    response.setHeader('content-type', types[path.extname(pathname).slice(1)] ?? 'application/octet-stream');
    if (found.gzip) response.setHeader('content-encoding', 'gzip');
    const hashed = /^\/(?:_astro|engine|reference)\/.*\.[\w-]{8,}\.\w+$/.test(pathname);
    response.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    response.end(found.body);
    log.push({ path: pathname, bytes: found.body.length, at: Date.now() });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent() {
      const all = log;
      log = [];
      return all;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function readIn(root: string, name: string): Uint8Array | undefined {
  const file = path.join(root, decodeURIComponent(name));
  return file.startsWith(root + path.sep) && existsSync(file) && statSync(file).isFile()
    ? readFileSync(file)
    : undefined;
}

function pack(contents: string | Uint8Array | undefined, name: string) {
  if (contents === undefined) return undefined;
  const body = typeof contents === 'string' ? Buffer.from(contents) : contents;
  if (name.endsWith('.woff2')) return { body, gzip: false };
  return { body: gzipSync(body, { level: 9 }), gzip: true };
}
