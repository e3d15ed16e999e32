import { readFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { build } from 'esbuild';
import { buildEngine } from '../../sandbox/embedded/packages/build.ts';
import type { createRuntime, Files } from '../../sandbox/index.ts';
import { chromiumOptions } from './chromium.ts';
import { memoryOf } from './memory.ts';

declare global {
  interface Window {
    createRuntime: typeof createRuntime;
  }
}

export interface RuntimePage {
  page: Page;
  /** Loads the page anew; the browser's cache stays. */
  reload(): Promise<void>;
  /** MB that Chromium's processes use together; undefined where the system does not tell. */
  memory(): number | undefined;
  close(): Promise<void>;
}

const types: Record<string, string> = { js: 'text/javascript', html: 'text/html', json: 'application/json', wasm: 'application/wasm' }; // prettier-ignore

/** An empty page that has the sandbox as a library, so that nothing of the site is measured with it. */
export async function openRuntimePage(): Promise<RuntimePage> {
  const server = await serve();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const browserServer = await chromium.launchServer(chromiumOptions);
  const browser = await chromium.connect(browserServer.wsEndpoint());
  const page = await browser.newPage();
  const reload = async () => {
    await page.goto(url);
    await page.waitForFunction(() => 'createRuntime' in window);
  };
  await reload();
  return {
    page,
    reload,
    memory: () => memoryOf(browserServer.process().pid!),
    async close() {
      await browser.close();
      await browserServer.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

async function serve(): Promise<http.Server> {
  const { directory } = await buildEngine();
  const bundle = await build({
    stdin: {
      contents: "import { createRuntime } from './sandbox/index.ts'; Object.assign(window, { createRuntime });",
      resolveDir: path.resolve(import.meta.dirname, '../..'),
    },
    bundle: true,
    write: false,
    format: 'esm',
    minify: true,
  });
  const own: Files = {
    '/': '<!doctype html><title>A page</title><script type="module" src="/main.js"></script>',
    '/main.js': bundle.outputFiles[0]!.contents,
  };
  const server = http.createServer(async ({ url = '/' }, response) => {
    const name = url === '/' ? 'index.html' : path.basename(url);
    const contents = own[url] ?? (await readFile(path.join(directory, name)).catch(() => undefined));
    if (contents === undefined) return void response.writeHead(404).end();
    response.setHeader('content-type', types[name.split('.').at(-1)!] ?? 'text/plain');
    // As any host serves files whose names hold their hash.
    if (/\.[\w-]{8,}\.\w+$/.test(name)) response.setHeader('cache-control', 'public, max-age=31536000, immutable');
    response.end(contents);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
