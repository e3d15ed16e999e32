import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'esbuild';
import { buildEngine } from '../../../sandbox/embedded/packages/build.ts';
import { buildSnapshot } from '../../../sandbox/webcontainer/snapshot/build.ts';
import type { ContainerSession, openSession } from '../../../sandbox/webcontainer/session.ts';
import type { createRuntime, Files, Output, TestReport } from '../../../sandbox/index.ts';
import { launch, type Browser, type BrowserPage } from '../browsers.ts';
import type { Case } from '../runtime-contract.ts';
import { startDouble, type Double } from './double.ts';

declare global {
  interface Window {
    createRuntime: typeof createRuntime;
    openSession: typeof openSession;
    session: ContainerSession;
    contract: Record<string, Case>;
    WEBCONTAINER_API_IFRAME_URL?: string;
  }
}

export interface ContainerPage {
  browser: Browser;
  page: BrowserPage;
  /** Absent where the real service is asked. */
  double?: Double;
  url: string;
  /** Grades on the page's container, which is booted with the first. */
  grade(files: Files, options?: { timeLimit?: number }): Promise<{ report: TestReport; output: Output[] }>;
  /** Runs one case of the runtime contract on a runtime of its own. */
  contract(name: string): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * A page that is cross-origin isolated, with the sandbox as a library.
 *
 * @param service Our double stands in for StackBlitz's service, unless the real one is asked for.
 */
export async function openContainerPage(service: 'double' | 'real' = 'double'): Promise<ContainerPage> {
  const double = service === 'double' ? await startDouble() : undefined;
  const server = await serve(double?.url);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const browser = await launch('chromium');
  const page = await browser.openPage(url);
  return {
    browser,
    page,
    ...(double && { double }),
    url,
    grade: (files, options = {}) => page.evaluate(gradeInPage, { files, options: { timeLimit: 60, ...options } }),
    contract: (name) => page.evaluate(contractInPage, name),
    async close() {
      await browser.close();
      await double?.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

async function gradeInPage({ files, options }: { files: Files; options: { timeLimit?: number } }) {
  const runtime = await window.createRuntime('webcontainer', { assets: '/snapshot/', engine: '/engine/', ...options });
  const output: Output[] = [];
  await runtime.mount(files);
  const report = await runtime.test({ onOutput: (one) => output.push(one) });
  await runtime.dispose();
  return { report, output };
}

async function contractInPage(name: string) {
  const runtime = await window.createRuntime('webcontainer', {
    assets: '/snapshot/',
    engine: '/engine/',
    timeLimit: 20,
  });
  try {
    return await window.contract[name]!(runtime);
  } finally {
    await runtime.dispose();
  }
}

const isolation = [
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Embedder-Policy', 'require-corp'],
] as const;

async function serve(double: string | undefined): Promise<http.Server> {
  const folders = [(await buildSnapshot()).directory, (await buildEngine()).directory];
  const bundle = await build({
    stdin: {
      contents: `import { createRuntime } from './sandbox/index.ts';
        import { openSession } from './sandbox/webcontainer/session.ts';
        import { cases } from './tests/support/runtime-contract.ts';
        Object.assign(window, { createRuntime, openSession, contract: cases, WEBCONTAINER_API_IFRAME_URL: ${JSON.stringify(double) ?? 'undefined'} });`,
      resolveDir: path.resolve(import.meta.dirname, '../../..'),
    },
    bundle: true,
    write: false,
    format: 'esm',
  });
  const html = '<!doctype html><title>A page</title><body><script type="module" src="/main.js"></script>';
  const server = http.createServer(async (request, response) => {
    for (const [name, value] of isolation) response.setHeader(name, value);
    const { url = '/' } = request;
    if (url === '/') return void response.setHeader('content-type', 'text/html').end(html);
    if (url === '/main.js') return void response.setHeader('content-type', 'text/javascript').end(bundle.outputFiles[0]!.contents);
    const file = folders.map((folder) => path.join(folder, path.basename(url))).find(existsSync);
    if (file) response.end(await readFile(file));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
} // prettier-ignore
