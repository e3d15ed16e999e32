import { readFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'esbuild';
import { chromiumOptions } from '../../scripts/bench/chromium.ts';
import { buildEngine } from '../../sandbox/embedded/packages/build.ts';
import { launch, type Browser, type BrowserName, type BrowserPage } from './browsers.ts';
import type { Case } from './runtime-contract.ts';
import type { ServicesCase } from './services-contract.ts';
import type { createRuntime, Files, Output, Runtime, TestReport } from '../../sandbox/index.ts';

declare global {
  interface Window {
    createRuntime: typeof createRuntime;
    contract: Record<string, Case>;
    services: Record<string, ServicesCase>;
    /** The page's runtimes that nobody uses now, by their options. */
    idle: Record<string, Runtime[]>;
  }
}

export { chromiumOptions };

/** Seconds that a suite has where its time is not what is tested: computers that run tests are busy. */
const patience = 60;

export interface EmbeddedPage {
  browser: Browser;
  page: BrowserPage;
  url: string;
  /** Runs the files' suites; runs of the same options that follow each other share a runtime, as in an exercise's page. */
  grade(files: Files, options?: { timeLimit?: number }): Promise<{ report: TestReport; output: Output[] }>;
  /** Runs one case of the runtime contract inside of the page. */
  contract(name: string): Promise<unknown>;
  /** Runs one case about the databases beside a server inside of the page. */
  services(name: string): Promise<unknown>;
  /**
   * Grades where Playwright cannot follow: it gives a page up when any of its frames loses its process, although the
   * page itself lives on and sends its report to the server. Opens a page of its own.
   */
  gradeUntilCrash(files: Files, options?: { timeLimit?: number }): Promise<{ report: TestReport; next: TestReport }>;
  close(): Promise<void>;
}

/** A page that is not ours: it has the sandbox as a library, the engine's files, and nothing of the site. */
export async function openEmbeddedPage(name: BrowserName = 'chromium'): Promise<EmbeddedPage> {
  let arrived = (_result: string) => {};
  const server = await serve((result) => arrived(result));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const browser = await launch(name);
  const page = await browser.openPage(url);
  return {
    browser,
    page,
    url,
    grade: (files, options) => page.evaluate(gradeInPage, { files, options: { timeLimit: patience, ...options } }),
    contract: (name) => page.evaluate(contractInPage, name),
    services: (name) => page.evaluate(servicesInPage, name),
    async gradeUntilCrash(files, options = {}) {
      const result = new Promise<string>((resolve) => (arrived = resolve));
      const fresh = await browser.openPage(url);
      await fresh.evaluate(gradeAndSend, { files, options });
      const graded = JSON.parse(await result) as { report: TestReport; next: TestReport };
      await fresh.close();
      return graded;
    },
    async close() {
      await browser.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

async function gradeInPage({ files, options }: { files: Files; options: { timeLimit?: number } }) {
  window.idle ??= {};
  const idle = (window.idle[JSON.stringify(options)] ??= []);
  const runtime = idle.pop() ?? (await window.createRuntime('embedded', { assets: '/engine/', ...options }));
  const output: Output[] = [];
  await runtime.mount(files);
  const report = await runtime.test({ onOutput: (one) => output.push(one) });
  idle.push(runtime);
  return { report, output };
}

async function contractInPage(name: string) {
  const runtime = await window.createRuntime('embedded', { assets: '/engine/', timeLimit: 20 });
  try {
    return await window.contract[name]!(runtime);
  } finally {
    await runtime.dispose();
  }
}

async function servicesInPage(name: string) {
  const open: Runtime[] = [];
  const createRuntime = async (options: { timeLimit: number; idle?(): boolean }) => {
    open.push(await window.createRuntime('embedded', { assets: '/engine/', spare: false, ...options }));
    return open.at(-1)!;
  };
  try {
    return await window.services[name]!({
      createRuntime,
      connect: (databases, port, files) => databases.connect(port, files),
      usualPorts: true,
    });
  } finally {
    for (const one of open) await one.dispose();
  }
}

/** Returns at once; the report, and that of a right answer on the same runtime, go to the server. */
function gradeAndSend({ files, options }: { files: Files; options: { timeLimit?: number } }) {
  const right = { 'app.test.ts': "import { test } from 'vitest'; test('holds', () => {});" };
  void (async () => {
    const runtime = await window.createRuntime('embedded', { assets: '/engine/', ...options });
    await runtime.mount(files);
    const report = await runtime.test();
    await runtime.mount(right);
    const next = await runtime.test();
    await fetch('/result', { method: 'POST', body: JSON.stringify({ report, next }) });
  })();
}

async function serve(onResult: (text: string) => void): Promise<http.Server> {
  const { directory } = await buildEngine();
  const bundle = await build({
    stdin: {
      contents: `import { createRuntime } from './sandbox/index.ts';
        import { cases } from './tests/support/runtime-contract.ts';
        import { servicesCases } from './tests/support/services-contract.ts';
        Object.assign(window, { createRuntime, contract: cases, services: servicesCases });`,
      resolveDir: path.resolve(import.meta.dirname, '../..'),
    },
    bundle: true,
    write: false,
    format: 'esm',
  });
  const pages: Record<string, [type: string, contents: string | Uint8Array]> = {
    '/': ['text/html', '<!doctype html><title>A page</title><script type="module" src="/main.js"></script>'],
    '/main.js': ['text/javascript', bundle.outputFiles[0]!.contents],
  };
  const types: Record<string, string> = {
    js: 'text/javascript',
    html: 'text/html',
    json: 'application/json',
    wasm: 'application/wasm',
  };
  const server = http.createServer(async (request, response) => {
    const { url = '/' } = request;
    if (url === '/result') {
      let text = '';
      for await (const chunk of request) text += String(chunk);
      response.end();
      return onResult(text);
    }
    const known = pages[url];
    if (known) return void response.setHeader('content-type', known[0]).end(known[1]);
    try {
      const contents = await readFile(path.join(directory, path.basename(url)));
      response.setHeader('content-type', types[url.split('.').at(-1)!] ?? 'text/plain').end(contents);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
