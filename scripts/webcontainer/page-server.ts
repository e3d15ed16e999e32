import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'esbuild';
import { buildEngine } from '../../sandbox/embedded/packages/build.ts';
import { buildSnapshot } from '../../sandbox/webcontainer/snapshot/build.ts';

declare global {
  interface Window {
    /** Read by the genuine library: whose service its hidden frame is. */
    WEBCONTAINER_API_IFRAME_URL?: string;
  }
}

export interface PageServer {
  url: string;
  close(): void;
}

const isolation = [
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Embedder-Policy', 'require-corp'],
] as const;

/**
 * Serves an empty page that is cross-origin isolated, with the engine below `/engine/` and the snapshot below `/snapshot/`.
 *
 * @param script TypeScript that the page runs, importing from the repository.
 * @param service The address of a double; StackBlitz's own where there is none. `/bare` is the page without isolation.
 */
export async function servePage(script: string, service: string | undefined): Promise<PageServer> {
  const folders = [(await buildSnapshot()).directory, (await buildEngine()).directory];
  const contents = service ? `window.WEBCONTAINER_API_IFRAME_URL = ${JSON.stringify(service)};\n${script}` : script;
  const resolveDir = path.resolve(import.meta.dirname, '../..');
  const bundle = await build({ stdin: { contents, resolveDir, loader: 'ts' }, bundle: true, write: false, format: 'esm' });
  const html = '<!doctype html><title>A page</title><body><script type="module" src="/main.js"></script>';
  const server = http.createServer(async ({ url = '/' }, response) => {
    if (url !== '/bare') for (const [name, value] of isolation) response.setHeader(name, value);
    if (url === '/' || url === '/bare') return void response.setHeader('content-type', 'text/html').end(html);
    if (url === '/main.js') return void response.setHeader('content-type', 'text/javascript').end(bundle.outputFiles[0]!.contents);
    const file = /^\/(?:snapshot|engine)\//.test(url) && folders.map((folder) => path.join(folder, path.basename(url))).find(existsSync);
    if (file) response.end(await readFile(file));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
} // prettier-ignore
