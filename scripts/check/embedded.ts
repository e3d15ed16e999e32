import type { Files, Runtime, TestReport } from '../../sandbox/types.ts';
import { openRuntimePage } from '../bench/runtime-page.ts';
import { takeTurns, type Grade } from './graders.ts';

declare global {
  interface Window {
    /** Runtimes that nobody uses now, by their time limit. */
    idle: Record<string, Runtime[]>;
  }
}

/** Grades in Chromium, on the embedded runtime: one runtime after the other for each exercise, as on its page. */
export async function createEmbeddedGraders(): Promise<{ grade: Grade; dispose(): Promise<void> }> {
  const { page, close } = await openRuntimePage();
  return {
    // Two at a time, as more would wait for each other and run out of their time.
    grade: takeTurns([page, page], (one, files, timeLimit) => one.evaluate(gradeInPage, { files, timeLimit })),
    dispose: close,
  };
}

/** Runs inside the page. Runs of the same limit that follow each other share a runtime, as on an exercise's page. */
async function gradeInPage({ files, timeLimit }: { files: Files; timeLimit: number }): Promise<TestReport> {
  window.idle ??= {};
  const idle = (window.idle[timeLimit] ??= []);
  const runtime =
    idle.pop() ?? (await window.createRuntime('embedded', { assets: '/engine/', timeLimit, hostsAgain: true }));
  await runtime.mount(files);
  const report = await runtime.test();
  idle.push(runtime);
  return report;
}
