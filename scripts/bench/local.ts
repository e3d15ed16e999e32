import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { median } from './median.ts';

const vitest = 'node_modules/vitest/vitest.mjs';

/** ms of `vitest run`, of a save under `vitest --watch`, and of `npm test <slug>`, all on the exercise's starter. */
export async function measureLocal(slug: string, rounds: number) {
  const folder = path.join('workspace', '.bench');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(path.join('exercises', slug), folder, {
    recursive: true,
    filter: (source) => !/\/(solution|alt|wrong)$/.test(source),
  });
  try {
    const flags = ['--root', folder];
    const run = timed(rounds, () => spawnSync(process.execPath, [vitest, 'run', ...flags]));
    const npmTest = timed(rounds, () => spawnSync('npm', ['test', '--silent', slug]));
    return { run, npmTest, watch: await measureWatch(folder, flags, rounds) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function timed(rounds: number, work: () => void): number {
  work();
  return median(
    Array.from({ length: rounds }, () => {
      const started = performance.now();
      work();
      return performance.now() - started;
    }),
  );
}

/** From the write of a changed file to the line with which Vitest ends its report. */
async function measureWatch(folder: string, flags: string[], rounds: number): Promise<number> {
  const child = spawn(process.execPath, [vitest, '--watch', ...flags], { stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  let wake = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
      if (/Waiting for file changes|Watching for file changes/.test(output)) wake();
    });
  }
  const reported = () =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`vitest --watch gave no report:\n${output}`)), 20_000);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  try {
    await reported();
    const file = path.join(folder, 'app.ts');
    const source = readFileSync(file, 'utf8');
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      output = '';
      const done = reported();
      const started = performance.now();
      writeFileSync(file, `${source}\n// ${round}\n`);
      await done;
      times.push(performance.now() - started);
    }
    return median(times);
  } finally {
    child.kill();
  }
}
