import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { builtinModules } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { chromiumOptions } from '../../scripts/bench/chromium.ts';
import { buildEngine } from '../../sandbox/embedded/packages/build.ts';

const project = path.resolve(import.meta.dirname, '../..');
const page = readFileSync(path.join(project, 'docs/runtime.md'), 'utf8');

test('the example does what the page says', async () => {
  const example = /```ts\n(.*?)```/s.exec(page)![1]!;
  const server = await serve(example);
  const browser = await chromium.launch(chromiumOptions);
  try {
    const tab = await browser.newPage();
    const lines: string[] = [];
    const done = new Promise<void>((resolve, reject) => {
      tab.on('pageerror', reject);
      tab.on('console', (message) => lines.push(message.text().trim()) === 3 && resolve());
    });
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await done;

    expect(lines).toEqual(['listening', '200 {"name":"Ann"}', 'passed']);
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
});

test('the table names each of Node’s modules once', () => {
  const [, table] = page.split(/^## (?:Built-in modules|Packages)$/m);
  const rows = [...table!.matchAll(/^\| (`[^|]*`) +\|/gm)].flatMap((row) =>
    [...row[1]!.matchAll(/`([^`]+)`/g)].map((name) => name[1]!),
  );
  const modules = builtinModules.filter((name) => !name.startsWith('_')).map((name) => name.replace(/^node:/, ''));

  expect(rows.toSorted()).toEqual(modules.toSorted());
});

/** A page of somebody else's: the example, the engine's files, and nothing more. */
async function serve(example: string): Promise<http.Server> {
  const { directory } = await buildEngine();
  const { outputFiles } = await build({
    stdin: { contents: example, resolveDir: project, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
  });
  const server = http.createServer(async ({ url = '/' }, response) => {
    const name = path.basename(url);
    if (url === '/') {
      response.setHeader('content-type', 'text/html');
      return void response.end('<!doctype html><script type="module" src="/example.js"></script>');
    }
    response.setHeader('content-type', name.endsWith('html') ? 'text/html' : 'text/javascript');
    const contents = name === 'example.js' ? outputFiles[0]!.contents : undefined;
    response.end(contents ?? (await readFile(path.join(directory, name)).catch(() => 'absent')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
