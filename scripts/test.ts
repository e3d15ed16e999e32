// `npm test`: everything in workspace/ and the house's own fast tests. `npm test <slug>…`: these exercises.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { courseOrder, readCourse } from '../sandbox/local/course.ts';
import { readAddress } from '../sandbox/local/server-address.ts';
import { createLocalRuntime } from '../sandbox/runtimes/local.ts';
import type { ExitCode } from './command.ts';
import { isOwnValue, ownEnvironment, ownForms } from './test/own-hosts.ts';
import type { Grading } from './test/grade-one.ts';

const project = path.resolve(import.meta.dirname, '..');
const opened = path.join(project, 'workspace');

// Vitest takes longest to start, so it starts first and the rest is loaded meanwhile.
const args = process.argv.slice(2);
Object.assign(process.env, ownEnvironment(args));
const named = args.some((word, at) => !word.startsWith('-') && !isOwnValue(args, at));
const needed = named || (existsSync(opened) && readdirSync(opened).some((name) => name[0] !== '.'));
// A server that runs elsewhere is graded by name only; CI services may have set this for their own purposes.
const address = named ? process.env['BASE_URL'] : undefined;
const read: { url?: string; fault?: string } = address === undefined ? {} : readAddress(address);
const server = read.url;
const grading: Grading | undefined = needed && !process.argv.includes('--help') ? startGrading() : undefined;
const { command } = await import('./command.ts');
const { grade, openFirst, progress, workspace } = await import('./test/grade-one.ts');
const { gradeServer } = await import('./test/grade-server.ts');
const { createReporter, outputForms } = await import('./test/output.ts');
const { WorkspaceError } = await import('../sandbox/local/workspace.ts');

const usage = `Usage: npm test [slug …] [-- options]

Grades these exercises; without a name all of workspace/, then tests Engine Room itself.

  --hint[=2]          shows the first hint, or the first two
  --json              the reports as JSON, without the tests of Engine Room
  --junit[=file]      the reports as JUnit XML, on standard output or in a file
  --github            annotations for GitHub Actions (by itself where GITHUB_ACTIONS is set)

  --postgres URL      PostgreSQL exercises use this server (a database of their own on it), not the one that comes along
  --native            exercises in bash, Git and Python use those of this computer, with your rights

  The names of the exercises: npm run progress

  BASE_URL=http://127.0.0.1:8080 npm test <slug>
                      grades the server that runs there, in whatever language (docs/any-language.md)

Ends with 0 when everything passed, 1 when something failed, 2 when it could not be run.`;

await command(
  usage,
  async (slugs, options) => {
    // All names are checked before anything runs.
    for (const slug of slugs) workspace.read(slug);
    const reporter = createReporter(options);
    if (read.fault !== undefined) throw new WorkspaceError(read.fault);
    if (server === undefined) for (const said of slugs.map(openFirst)) if (said) reporter.say(said);
    const codes = await inTurn(slugs.length ? slugs : workspace.opened(), { asked: slugs.length > 0 }, reporter);
    // A program that reads the reports asked for these alone.
    if (!slugs.length && !options.json) codes.push(await theRest(reporter));
    reporter.end();
    return worst(codes);
  },
  { ...outputForms, ...ownForms } as typeof outputForms,
);
await (await grading?.runtime)?.dispose();

function startGrading(): Grading {
  const timeLimit = () => started.timeLimit;
  const started: Grading = { timeLimit: 5, runtime: createLocalRuntime({ timeLimit, server }) };
  return started;
}

type Reporter = ReturnType<typeof createReporter>;

async function inTurn(slugs: string[], how: { asked: boolean }, reporter: Reporter): Promise<ExitCode[]> {
  const codes: ExitCode[] = [];
  for (const slug of slugs) {
    const started = grading ?? startGrading();
    const work = server === undefined ? await grade(slug, started, how) : await gradeServer(slug, server, started);
    reporter.add(work);
    codes.push(work.code);
  }
  return codes;
} // prettier-ignore

/** What the record knows, of this computer and of what was imported; then the tests of the house. */
async function theRest({ say, machine }: Reporter): Promise<ExitCode> {
  const all = workspace.slugs();
  const { exercises } = (await progress.load()).progress;
  const completed = all.filter((slug) => exercises[slug]?.status === 'completed');
  const inOrder = courseOrder(readCourse(project), all);
  const untouched = inOrder.filter((slug) => !workspace.opened().includes(slug) && !completed.includes(slug));
  if (completed.length) say(`${exercisesOf(completed.length)} completed, of ${all.length}: ${completed.join(', ')}.`);
  say(`${exercisesOf(untouched.length)} not started${untouched.length ? `: ${untouched.join(', ')}` : ''}.`);
  if (untouched[0]) say(`Start one with \`npm run open ${untouched[0]}\`.`);
  say('\nThe tests of Engine Room itself:');
  return houseTests(machine ? ['ignore', process.stderr, process.stderr] : 'inherit');
}

function exercisesOf(count: number): string {
  return `${count} exercise${count === 1 ? '' : 's'}`;
}

function houseTests(stdio: 'inherit' | ['ignore', NodeJS.WriteStream, NodeJS.WriteStream]): ExitCode {
  const vitest = path.join(project, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--project', 'fast'];
  const { status } = spawnSync(process.execPath, args, { cwd: project, stdio });
  return status === 0 ? 0 : 1;
}

function worst(codes: ExitCode[]): ExitCode {
  if (codes.includes(2)) return 2;
  return codes.includes(1) ? 1 : 0;
}
