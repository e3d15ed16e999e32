import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
async function take(name: string, words: string[]): Promise<boolean> {
  const started = performance.now();
  const { code, said } = await (name === 'tests' ? takeTests(words) : run(words));
  const time = paint('dim', `${((performance.now() - started) / 1000).toFixed(1)} s`);
  const mark = code === 0 ? paint('green', '✓') : paint('red', '✗');
  console.log(`${mark} ${name.padEnd(8)} ${time}${code === 0 && !said ? '' : `\n\n${said.trim()}\n`}`);
  return code === 0;
}

/** More files than these are no accident of a busy computer. */
const fewEnough = 4;

/**
 * The house's own tests; the few files that failed once more, with nothing beside them (decision 0014). What passes only
 * then is said with its first errors.
 */
async function takeTests(words: string[]): Promise<Ended> {
  if (!existsSync(chromium)) return { code: 1, said: noChromium };
  const list = path.join(mkdtempSync(path.join(tmpdir(), 'engine-room-check-')), 'failed');
  const first = await run(words, { FAILED_FILES: list });
  const failed = existsSync(list) ? readFileSync(list, 'utf8').split('\n').filter(Boolean) : [];
  rmSync(path.dirname(list), { recursive: true });
  if (first.code === 0 || !process.env['CI'] || !failed.length || failed.length > fewEnough) return first;
  const second = await run([...vitest, '--maxWorkers=1', ...failed]);
  const verdict =
    second.code === 0
      ? 'UNSTEADY: these passed when they ran again alone. Find out why.'
      : 'These failed again when they ran alone:';
  const files = failed.map((file) => `  ${path.relative(project, file)}`);
  return { code: second.code, said: [first.said, verdict, ...files, second.code ? second.said : ''].join('\n') };
}

interface Ended {
  code: number | null;
  /** Nothing when it went well. */
  said: string;
}

function run([file, ...words]: string[], more: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const args = [path.join(project, 'node_modules', file!), ...words];
    const child = spawn(process.execPath, args, {
      cwd: project,
      env: { ...env, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
    child.once('error', reject).once('close', (code) => resolve({ code, said: code === 0 ? '' : said }));
  });
}
