import { chromium } from '@playwright/test';
import type { createRuntime, Files, Runtime, TestReport } from '../../sandbox/index.ts';
import { chromiumOptions } from '../bench/chromium.ts';
import { takeTurns, type Grade } from '../check/graders.ts';
import { startDouble } from './double.ts';
import { servePage } from './page-server.ts';

declare global {
  interface Window {
    createRuntime: typeof createRuntime;
    /** Runtimes that nobody uses now, by their time limit. */
    idle: Record<string, Runtime[]>;
  }
}

const script =
  "import { createRuntime } from './sandbox/index.ts'; Object.assign(window, { createRuntime, idle: {} });";

/** Opens a page of Chromium's that runs containers on our double of StackBlitz's service. */
export async function openDoublePage() {
  const double = await startDouble();
  const server = await servePage(script, double.url);
  const browser = await chromium.launch(chromiumOptions);
  const page = await browser.newPage();
  const reload = async () => {
    await page.goto(server.url);
    await page.waitForFunction(() => 'createRuntime' in window);
  };
  await reload();
  return {
    page,
    reload,
    async close() {
      await browser.close();
      server.close();
      await double.close();
    },
  };
}

/** Grades in a container on the double: two runtimes in it, each with the exercise's files to itself. */
export async function createContainerGraders(): Promise<{ grade: Grade; dispose(): Promise<void> }> {
  const { page, close } = await openDoublePage();
  return {
    grade: takeTurns([page, page], (one, files, timeLimit) => one.evaluate(gradeInPage, { files, timeLimit })),
    dispose: close,
  };
}

/** Runs inside the page. Runs of the same limit that follow each other share a runtime, as on an exercise's page. */
async function gradeInPage({ files, timeLimit }: { files: Files; timeLimit: number }): Promise<TestReport> {
  const idle = (window.idle[timeLimit] ??= []);
  const create = () => window.createRuntime('webcontainer', { assets: '/snapshot/', engine: '/engine/', timeLimit });
  const runtime = idle.pop() ?? (await create());
  await runtime.mount(files);
  const report = await runtime.test();
  idle.push(runtime);
  return report;
}
