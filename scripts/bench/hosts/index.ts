import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { openRuntimePage } from '../runtime-page.ts';
import { settled } from '../runtime.ts';
import type { HostFigures } from './measure.ts';
import { probes } from './probes.ts';

const run = promisify(execFile);

/** Each in processes of its own, one after the other. */
export async function measureHost(name: string, which: 'ours' | 'real'): Promise<HostFigures | undefined> {
  const file = path.join(import.meta.dirname, 'measure.ts');
  const { stdout } = await run(process.execPath, ['--expose-gc', file, name, which], { timeout: 120_000 });
  return (JSON.parse(stdout) as HostFigures | null) ?? undefined;
}

/** Suites that leave their host running: those of one exercise share it. */
const suites: Record<string, string> = {
  postgres: `
    import { expect, test } from 'vitest';
    import { postgres } from '#testing/postgres';
    test('answers', async () => {
      expect(await (await postgres()).query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });`,
  python: `
    import { expect, test } from 'vitest';
    import { runPython } from '#testing/python';
    test('answers', async () => {
      expect((await runPython('app.py', { files: { 'app.py': 'print(1)' } })).stdout).toBe('1\\n');
    });`,
};

/**
 * MB that each host of WebAssembly adds to a page of Chromium's that grades with it again and again, in all of its
 * processes: beyond a page that does the same without a host.
 */
export async function measureInChromium(): Promise<Record<string, number>> {
  const plain = "import { expect, test } from 'vitest'; test('answers', () => expect(1).toBe(1));";
  const base = await memoryWith(plain);
  const found: Record<string, number> = {};
  for (const [name, suite] of Object.entries(suites)) found[name] = (await memoryWith(suite)) - base;
  return found;
}

async function memoryWith(suite: string): Promise<number> {
  const opened = await openRuntimePage();
  try {
    await opened.page.evaluate(gradeAndKeep, suite);
    return await settled(opened);
  } finally {
    await opened.close();
  }
}

async function gradeAndKeep(suite: string): Promise<void> {
  const runtime = await window.createRuntime('embedded', { assets: '/engine/', timeLimit: 60 });
  // Kept by the page, as one that a learner works in.
  Object.assign(window, { kept: runtime });
  for (let round = 0; round < 3; round++) {
    await runtime.mount({ 'app.test.ts': suite, 'round.ts': `export const round = ${round};` });
    const report = await runtime.test();
    if (report.status !== 'passed') throw new Error(JSON.stringify(report).slice(0, 500));
  }
}

export { probes };
