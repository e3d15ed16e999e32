// `npm test`: everything in workspace/ and the house's own fast tests. `npm test <slug>…`: these exercises.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { gradeWork } from '../sandbox/local/grade-work.ts';
import { count, formatOutput, formatReport } from '../sandbox/local/print.ts';
import { createWorkspace, WorkspaceError } from '../sandbox/local/workspace.ts';
import { command, paint, project, type ExitCode } from './command.ts';

const workspace = createWorkspace(project);

async function gradeNamed(slug: string): Promise<ExitCode> {
  if (!workspace.opened().includes(slug)) {
    const { folder, written } = workspace.open(slug);
    console.log(`Opened ${folder}/ (${written.join(', ')}).`);
  }
  return grade(slug);
}

async function grade(slug: string): Promise<ExitCode> {
  try {
    const work = workspace.work(slug);
    const { report, outputs } = await gradeWork(work);
    for (const note of work.notes) console.log(`Note: ${note}`);
    console.log(`${formatReport(work.exercise, report, paint)}\n${formatOutput(outputs, paint)}`);
    if (report.status !== 'passed') console.log(`Your file: workspace/${slug}/${work.exercise.focus[0]}\n`);
    if (report.status === 'error') return isTheirs(report.reason) ? 1 : 2;
    return report.status === 'passed' ? 0 : 1;
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    console.log(`${paint('yellow', '!')} ${error.message}\n`);
    return 2;
  }
}

/** A loop or a syntax error is an answer that failed; a runtime that does not start is not. */
const isTheirs = (reason: string) => reason !== 'boot' && reason !== 'internal';

function houseTests(): ExitCode {
  const vitest = path.join(project, 'node_modules/vitest/vitest.mjs');
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'fast'], { cwd: project, stdio: 'inherit' });
  return status === 0 ? 0 : 1;
}

async function inTurn(slugs: string[], work: (slug: string) => Promise<ExitCode>): Promise<ExitCode[]> {
  const codes: ExitCode[] = [];
  for (const slug of slugs) codes.push(await work(slug));
  return codes;
}

const worst = (codes: ExitCode[]): ExitCode => (codes.includes(2) ? 2 : codes.includes(1) ? 1 : 0);

await command('Usage: npm test [slug …]', async (slugs) => {
  // All names are checked before anything runs.
  for (const slug of slugs) workspace.read(slug);
  if (slugs.length) return worst(await inTurn(slugs, gradeNamed));
  const opened = workspace.opened();
  const codes = await inTurn(opened, grade);
  const untouched = workspace.slugs().filter((slug) => !opened.includes(slug));
  console.log(
    `${count(untouched.length, 'exercise')} not started${untouched.length ? `: ${untouched.join(', ')}` : ''}.`,
  );
  if (untouched[0]) console.log(`Start one with \`npm run open ${untouched[0]}\`.`);
  console.log('\nThe tests of Engine Room itself:');
  return worst([...codes, houseTests()]);
});
