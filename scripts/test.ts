// `npm test`: everything in workspace/ and the house's own fast tests. `npm test <slug>…`: these exercises.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { createLocalRuntime } from '../sandbox/runtimes/local.ts';
import type { ExitCode } from './command.ts';
import type { Grading } from './grade.ts';

const project = path.resolve(import.meta.dirname, '..');
const opened = path.join(project, 'workspace');

// Vitest takes longest to start, so it starts first and the rest is loaded meanwhile.
const needed = process.argv.length > 2 || (existsSync(opened) && readdirSync(opened).some((name) => name[0] !== '.'));
const grading: Grading | undefined = needed ? startGrading() : undefined;
const { command } = await import('./command.ts');
const { grade, openFirst, workspace } = await import('./grade.ts');

await command('Usage: npm test [slug …]', async (slugs) => {
  // All names are checked before anything runs.
  for (const slug of slugs) workspace.read(slug);
  slugs.forEach(openFirst);
  return slugs.length ? worst(await inTurn(slugs)) : everything();
});
await (await grading?.runtime)?.dispose();

function startGrading(): Grading {
  const started: Grading = { timeLimit: 5, runtime: createLocalRuntime({ timeLimit: () => started.timeLimit }) };
  return started;
}

async function everything(): Promise<ExitCode> {
  const slugs = workspace.opened();
  const codes = await inTurn(slugs);
  const untouched = workspace.slugs().filter((slug) => !slugs.includes(slug));
  const names = untouched.length ? `: ${untouched.join(', ')}` : '';
  console.log(`${untouched.length} exercise${untouched.length === 1 ? '' : 's'} not started${names}.`);
  if (untouched[0]) console.log(`Start one with \`npm run open ${untouched[0]}\`.`);
  console.log('\nThe tests of Engine Room itself:');
  return worst([...codes, houseTests()]);
}

async function inTurn(slugs: string[]): Promise<ExitCode[]> {
  const codes: ExitCode[] = [];
  for (const slug of slugs) codes.push(grading ? await grade(slug, grading) : 2);
  return codes;
}

function houseTests(): ExitCode {
  const vitest = path.join(project, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--project', 'fast'];
  const { status } = spawnSync(process.execPath, args, { cwd: project, stdio: 'inherit' });
  return status === 0 ? 0 : 1;
}

function worst(codes: ExitCode[]): ExitCode {
  if (codes.includes(2)) return 2;
  return codes.includes(1) ? 1 : 0;
}
