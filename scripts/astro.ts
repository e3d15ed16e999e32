import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { project } from './command.ts';

/** Starts Astro directly: between `npx` and its child a signal gets lost. Signals reach it, and it ends with us. */
export function startAstro(
  args: string[],
  stdio: 'inherit' | 'pipe' = 'inherit',
  own: Record<string, string> = {},
): ChildProcess {
  const binary = path.join(project, 'node_modules/astro/bin/astro.mjs');
  const env = { ...process.env, ...own, ASTRO_TELEMETRY_DISABLED: '1' };
  const child = spawn(process.execPath, [binary, ...args], { cwd: project, env, stdio: ['ignore', stdio, stdio] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  process.on('exit', () => child.kill('SIGKILL'));
  return child;
}

/** Resolves with the exit code; an end by signal counts as wished. */
export const ended = (child: ChildProcess) =>
  new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 0)));
