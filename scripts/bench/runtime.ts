import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Files } from '../../sandbox/index.ts';
import { median } from './median.ts';
import { openRuntimePage, type RuntimePage } from './runtime-page.ts';

type Figures = Record<string, number>;

const programs = path.join(import.meta.dirname, 'programs');

/** The same program in Node and in the runtime, one after the other. */
export async function measureProgram(name: 'requests' | 'sqlite'): Promise<{ node: Figures; runtime: Figures }> {
  const file = path.join(programs, `${name}.ts`);
  const node = JSON.parse(execFileSync(process.execPath, [file], { encoding: 'utf8' })) as Figures;
  const opened = await openRuntimePage();
  try {
    const text = await opened.page.evaluate(runProgram, { 'main.ts': readFileSync(file, 'utf8') });
    return { node, runtime: JSON.parse(text) as Figures };
  } finally {
    await opened.close();
  }
}

async function runProgram(files: Files): Promise<string> {
  const runtime = await window.createRuntime('embedded', { assets: '/engine/', timeLimit: 120 });
  let text = '';
  await runtime.mount(files);
  const result = await runtime.start('main.ts', { onOutput: (output) => (text += output.text) });
  if (result.status === 'error') throw new Error(result.message);
  await runtime.dispose();
  return text;
}

/** ms until a runtime is ready and until it has its first report, on a page that was visited before. */
export async function measureBoot(files: Files, rounds: number) {
  const opened = await openRuntimePage();
  try {
    const times: { ready: number; report: number }[] = [];
    for (let round = 0; round <= rounds; round++) {
      await opened.reload();
      times.push(await opened.page.evaluate(boot, files));
    }
    const warm = times.slice(1);
    return { ready: median(warm.map(({ ready }) => ready)), report: median(warm.map(({ report }) => report)) };
  } finally {
    await opened.close();
  }
}

async function boot(files: Files) {
  const started = performance.now();
  const runtime = await window.createRuntime('embedded', {
    assets: '/engine/',
    packages: ['express', 'better-sqlite3'],
  });
  const ready = performance.now() - started;
  await runtime.mount(files);
  await runtime.test();
  const report = performance.now() - started;
  await runtime.dispose();
  return { ready, report };
}

/** MB that a runtime adds to an empty page: one that has run an exercise, and after many runs more. */
export async function measureEndurance(files: Files, runs: number) {
  const opened = await openRuntimePage();
  try {
    const empty = await settled(opened);
    await opened.page.evaluate(keepRuntime);
    await opened.page.evaluate(runOften, { files, runs: 20 });
    const early = await settled(opened);
    const failures = await opened.page.evaluate(runOften, { files, runs });
    const late = await settled(opened);
    return { perRuntime: early - empty, early, late, failures };
  } finally {
    await opened.close();
  }
}

/** MB after garbage has had time to be collected; the least of a few looks. */
export async function settled({ page, memory }: RuntimePage): Promise<number> {
  const looks: number[] = [];
  const session = await page.context().newCDPSession(page);
  for (let look = 0; look < 5; look++) {
    await session.send('HeapProfiler.collectGarbage');
    await page.waitForTimeout(1000);
    looks.push(memory() ?? Number.NaN);
  }
  await session.detach();
  return Math.min(...looks);
}

async function keepRuntime(): Promise<void> {
  const runtime = await window.createRuntime('embedded', {
    assets: '/engine/',
    packages: ['express', 'better-sqlite3'],
  });
  Object.assign(window, { kept: runtime });
}

async function runOften({ files, runs }: { files: Files; runs: number }): Promise<number> {
  const { kept } = window as unknown as { kept: Awaited<ReturnType<typeof window.createRuntime>> };
  let failures = 0;
  for (let run = 0; run < runs; run++) {
    await kept.mount({ ...files, 'run.ts': `export const run = ${run};` });
    const report = await kept.test();
    if (report.status !== 'passed') failures++;
  }
  return failures;
}

/** The page's longest pause in ms while code runs that does not want to end. */
export async function measureLag(bad: Record<string, string>): Promise<Figures> {
  const opened = await openRuntimePage();
  try {
    const lags: Figures = {};
    for (const [name, code] of Object.entries(bad)) lags[name] = await opened.page.evaluate(lagWhile, code);
    return lags;
  } finally {
    await opened.close();
  }
}

async function lagWhile(code: string): Promise<number> {
  const suite =
    "import { expect, test } from 'vitest'; import { work } from './app.ts'; test('works', async () => { expect(await work()).toBe(42); });";
  const runtime = await window.createRuntime('embedded', { assets: '/engine/', timeLimit: 2 });
  let lag = 0;
  let last = performance.now();
  const pulse = setInterval(() => {
    const now = performance.now();
    lag = Math.max(lag, now - last - 5);
    last = now;
  }, 5);
  await runtime.mount({ 'app.ts': code, 'app.test.ts': suite });
  await runtime.test();
  clearInterval(pulse);
  await runtime.dispose();
  return lag;
}
