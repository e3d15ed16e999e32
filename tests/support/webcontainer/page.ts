import type { WebContainer } from '@webcontainer/api';
import type { createRuntime, Files, Output, TestReport } from '../../../sandbox/index.ts';
import type { ContainerSession, openSession } from '../../../sandbox/webcontainer/session.ts';
import { startDouble, type Double } from '../../../scripts/webcontainer/double.ts';
import { servePage } from '../../../scripts/webcontainer/page-server.ts';
import { launch, type Browser, type BrowserPage } from '../browsers.ts';
import type { Case } from '../runtime-contract.ts';

declare global {
  interface Window {
    /** The library itself, the same that the driver loads. */
    WebContainer: typeof WebContainer;
    createRuntime: typeof createRuntime;
    openSession: typeof openSession;
    session: ContainerSession;
    contract: Record<string, Case>;
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

const script = `
  import { WebContainer } from '@webcontainer/api';
  import { createRuntime } from './sandbox/index.ts';
  import { openSession } from './sandbox/webcontainer/session.ts';
  import { cases } from './tests/support/runtime-contract.ts';
  Object.assign(window, { WebContainer, createRuntime, openSession, contract: cases });`;

/**
 * A page that is cross-origin isolated, with the sandbox as a library.
 *
 * @param service Our double stands in for StackBlitz's service, unless the real one is asked for.
 */
export async function openContainerPage(service: 'double' | 'real' = 'double'): Promise<ContainerPage> {
  const double = service === 'double' ? await startDouble() : undefined;
  const server = await servePage(script, double?.url);
  const browser = await launch('chromium');
  const page = await browser.openPage(server.url);
  return {
    browser,
    page,
    ...(double && { double }),
    url: server.url,
    grade: (files, options = {}) => page.evaluate(gradeInPage, { files, options: { timeLimit: 60, ...options } }),
    contract: (name) => page.evaluate(contractInPage, name),
    async close() {
      await browser.close();
      await double?.close();
      server.close();
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
