import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { paint, project } from '../command.ts';

const vitest = ['vitest/vitest.mjs', 'run'];
const content = ['tests/content', 'tests/boundaries.test.ts'];
const folder = path.join(project, 'tests');
const others = (existsSync(folder) ? readdirSync(folder) : [])
  .map((name) => `tests/${name}`)
  .filter((name) => ![...content, 'tests/e2e', 'tests/support'].includes(name));

/** Each step with the program below node_modules that takes it. Those of one line run at the same time. */
export const steps: Record<string, string[]>[] = [
  // The first, because it writes the types of the content that the next ones need.
  { pages: ['astro/bin/astro.mjs', 'check', '--minimumSeverity', 'error'] },
  {
    lint: ['oxlint/bin/oxlint', '--deny-warnings'],
    format: ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
    types: ['typescript/bin/tsc', '--noEmit', '-p', '.'],
  },
  { content: [...vitest, ...content] },
  { tests: [...vitest, ...others] },
];

const chromium = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const noChromium = `There is no Chromium at ${chromium}, and the tests of the embedded runtime need one. Install it, or say where it is in CHROMIUM_PATH.`;

// What is piped loses its colours, or keeps them where nobody wants them.
const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1', FORCE_COLOR: undefined };
const env = { ...process.env, ...colours, ASTRO_TELEMETRY_DISABLED: '1' };

const advice: Record<string, string> = {
  format: '`npm run format` mends the format.',
  content: '`npx vitest <file>` runs one of these again on each save.',
};

/** What to do about a step that failed, where that is not what it said itself. */
export const adviceFor = (failed: string[]): string => failed.map((name) => advice[name] ?? '').join(' ');

/** Takes the wanted ones of the steps in their order; returns the names of those that failed. */
export async function takeSteps(wanted: (name: string) => boolean): Promise<string[]> {
  const failed: string[] = [];
  for (const group of steps) {
    const now = Object.entries(group).filter(([name]) => wanted(name));
    const results = await Promise.all(now.map(([name, words]) => take(name, words)));
    failed.push(...now.map(([name]) => name).filter((_name, index) => !results[index]));
  }
  return failed;
}

/** Prints the step's line, and under it what the program said if it failed. */
async function take(name: string, [file, ...words]: string[]): Promise<boolean> {
  const started = performance.now();
  const { code, said } = name === 'tests' && !existsSync(chromium) ? { code: 1, said: noChromium } : await run();
  const time = paint('dim', `${((performance.now() - started) / 1000).toFixed(1)} s`);
  const mark = code === 0 ? paint('green', '✓') : paint('red', '✗');
  console.log(`${mark} ${name.padEnd(8)} ${time}${code === 0 ? '' : `\n\n${said.trim()}\n`}`);
  return code === 0;

  function run() {
    return new Promise<{ code: number | null; said: string }>((resolve, reject) => {
      const args = [path.join(project, 'node_modules', file!), ...words];
      const child = spawn(process.execPath, args, { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] });
      let said = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
      child.once('error', reject).once('close', (exit) => resolve({ code: exit, said }));
    });
  }
}
