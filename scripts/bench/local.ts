import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
    filter: notAnswers,
  });
  try {
    const flags = ['--root', folder];
    const run = timed(rounds, () => spawnSync(process.execPath, [vitest, 'run', ...flags]));
    const npmTest = timed(rounds, () => spawnSync('npm', ['test', '--silent', slug]));
    const watch = median(await saves([vitest, '--watch', ...flags], folder, rounds));
    return { run, npmTest, watch };
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

/**
 * ms from a save to the report, of `vitest --watch` and of `npm run watch`, on the same exercise at the same time of day:
 * one after the other, in turns, so that both meet the same computer.
 */
export async function measureWatches(slug: string, rounds: number): Promise<{ ours: number; vitest: number }> {
  const project = mkdtempSync(path.join(tmpdir(), 'engine-room-bench-'));
  for (const name of ['package.json', 'scripts', 'sandbox', 'exercises', 'lessons']) {
    cpSync(name, path.join(project, name), { recursive: true });
  }
  symlinkSync(path.resolve('node_modules'), path.join(project, 'node_modules'), 'junction');
  const times = { ours: [] as number[], vitest: [] as number[] };
  try {
    const folder = path.join(project, 'workspace', slug);
    mkdirSync(folder, { recursive: true });
    cpSync(path.join('exercises', slug), folder, { recursive: true, filter: notAnswers });
    for (let turn = 0; turn < 2; turn++) {
      times.vitest.push(...(await saves([vitest, '--watch', '--root', folder], folder, rounds)));
      const command = ['--import', './scripts/compile-cache.mjs', path.join(project, 'scripts/watch.ts'), slug];
      times.ours.push(...(await saves(command, folder, rounds)));
    }
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
  return { ours: median(times.ours), vitest: median(times.vitest) };
}

const notAnswers = (source: string) => !/[\\/](solution|alt|wrong)$/.test(source);

/** From the write of a changed file to the line with which a command that watches ends its report. */
async function saves(args: string[], folder: string, rounds: number): Promise<number[]> {
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  let wake = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
      if (/(Waiting|Watching) for (file )?changes/.test(output)) wake();
    });
  }
  const reported = () =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${args.join(' ')} gave no report:\n${output}`)), 20_000);
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
    writeFileSync(file, source);
    return times;
  } finally {
    child.kill();
  }
}
