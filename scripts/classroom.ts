// `npm run grade -- <folder>`: the table of many submissions.
import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import path from 'node:path';
import { toCsv, toJson } from '../sandbox/classroom/files.ts';
import { gradeAll, type Graded } from '../sandbox/classroom/grade-all.ts';
import { createKeptResults, keptFile } from '../sandbox/classroom/kept-results.ts';
import { allResults, countStatuses, exitCodeOf, type Grades } from '../sandbox/classroom/results.ts';
import { findSubmissions, type Submission } from '../sandbox/classroom/submissions.ts';
import * as table from '../sandbox/classroom/table.ts';
import type { Graded as Annotated } from '../sandbox/local/graded.ts';
import { githubAnnotations } from '../sandbox/local/report-github.ts';
import { createWorkspace, WorkspaceError } from '../sandbox/local/workspace.ts';
import { createLocalRuntime } from '../sandbox/runtimes/local.ts';
import type { Exercise } from '../sandbox/types.ts';
import { command, paint, project, type ExitCode, type Flags } from './command.ts';

const usage = `Usage: npm run grade -- <folder of submissions> [--exercises a,b] [--jobs n] [--csv file] [--json file] [--markdown file] [--github] [--again]
A submission is a folder named after the learner, with workspace/<exercise>/ or <exercise>/ in it. See docs/classrooms.md.`;
const text = { type: 'string' as const };
const flag = { type: 'boolean' as const };
const options = {
  exercises: text,
  jobs: text,
  csv: text,
  json: text,
  markdown: text,
  github: flag,
  again: flag,
};

/** MB that a run may need at most, with the process that grades it. */
const memoryOfJob = 1000;

await command(usage, gradeFolder, options);

async function gradeFolder([folder, ...more]: string[], flags: Flags): Promise<ExitCode> {
  if (!folder || more.length) throw new WorkspaceError('Name one folder, the one that holds the submissions.');
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new WorkspaceError(`There is no folder ${folder}.`);
  const files = Object.fromEntries(
    (['csv', 'json', 'markdown'] as const).flatMap((kind) => (flags[kind] ? [[kind, writable(String(flags[kind]))]] : [])),
  );
  const jobs = jobsOf(flags['jobs']);
  const workspace = createWorkspace(project);
  const found = findSubmissions(folder, workspace.slugs());
  for (const note of found.notes) console.log(`${paint('yellow', '!')} ${note}`);
  if (found.single && !found.submissions[0]!.folder) throw new WorkspaceError(`${path.resolve(folder)} ${found.submissions[0]!.notes[0]}.`);
  if (!found.submissions.length) throw new WorkspaceError(`${folder} holds no submissions.`);
  const exercises = namedOf(flags['exercises'], workspace, found.submissions);
  const { version } = JSON.parse(readFileSync(path.join(project, 'package.json'), 'utf8')) as { version: string };
  const watch = createWatch(folder);
  const rows = await gradeAll({
    ...found, exercises, jobs, version,
    // What a learner can write is no proof.
    kept: found.single ? undefined : createKeptResults(folder),
    again: flags['again'] === true,
    createRuntime: (timeLimit) => createLocalRuntime({ timeLimit, confined: true }),
    onResult: watch.see,
  });
  watch.end();
  const grades: Grades = { exercises: exercises.map(({ slug }) => slug), rows };
  print(grades);
  if (files['csv']) save(files['csv'], toCsv(grades));
  if (files['json']) save(files['json'], toJson(grades, { folder: path.resolve(folder), version }));
  // The summary of a workflow is one file that several steps write to.
  if (files['markdown']) appendFileSync(files['markdown'], table.formatMarkdown(grades));
  if (flags['github'] ?? process.env['GITHUB_ACTIONS'] === 'true') process.stdout.write(githubAnnotations(watch.annotated));
  return exitCodeOf(grades);
} // prettier-ignore

function jobsOf(flag: Flags[string]): number {
  const most = Math.max(1, Math.floor(totalmem() / 1024 ** 2 / memoryOfJob));
  if (flag === undefined) return Math.min(availableParallelism(), most);
  const jobs = Number(flag);
  if (!Number.isInteger(jobs) || jobs < 1) throw new WorkspaceError('--jobs takes a whole number from 1 on.');
  return jobs;
}

/** The exercises that were asked for, or every one that somebody has opened. */
function namedOf(flag: Flags[string], workspace: ReturnType<typeof createWorkspace>, submissions: Submission[]): Exercise[] {
  const asked = flag === undefined ? [] : String(flag).split(',').map((slug) => slug.trim()).filter(Boolean);
  if (asked.length) return [...new Set(asked)].map(workspace.read);
  const opened = (slug: string) => submissions.some(({ folder }) => folder && existsSync(path.join(folder, slug)));
  const slugs = workspace.slugs().filter(opened);
  if (!slugs.length) throw new WorkspaceError('No submission holds an exercise. Each needs workspace/<exercise>/ or <exercise>/ in it.');
  return slugs.map(workspace.read);
} // prettier-ignore

/** Known before anything runs, so that no work is lost to a misspelt folder. */
function writable(file: string): string {
  const place = path.resolve(file);
  try {
    mkdirSync(path.dirname(place), { recursive: true });
    appendFileSync(place, '');
    return place;
  } catch (error) {
    throw new WorkspaceError(`${file} cannot be written: ${(error as Error).message}.`);
  }
}

function save(file: string, contents: string): void {
  writeFileSync(file, contents);
  console.log(`Wrote ${path.relative(process.cwd(), file) || file}.`);
}

/** A bar where a person watches, lines elsewhere. */
function createWatch(folder: string) {
  const bar = process.stderr.isTTY === true;
  const started = performance.now();
  let [fresh, notPassed, warned] = [0, 0, false];
  let last: Graded | undefined;
  const annotated: Annotated[] = [];
  const clear = () => bar && process.stderr.write('\r\u001B[K');
  const stop = () => {
    clear();
    const kept = last ? `${last.done} of ${last.all} are graded. ` : '';
    process.stderr.write(`Stopped. ${kept}The same command goes on from there.\n`);
  };
  process.once('SIGINT', stop);
  return {
    annotated,
    see(graded: Graded) {
      last = graded;
      annotated.push(...annotation(graded));
      if (graded.fresh) fresh++;
      if (graded.result.status !== 'passed') notPassed++;
      if (graded.unkept && !warned) {
        warned = true;
        clear();
        console.error(`${paint('yellow', '!')} ${path.join(folder, keptFile)} cannot be written (${graded.unkept}), so an interrupted run begins anew.`);
      }
      const { done, all } = graded;
      const elapsed = performance.now() - started;
      const columns = process.stderr.columns || 80;
      if (bar) process.stderr.write(`\r\u001B[K${table.formatBar({ done, all, failed: notPassed, elapsed, fresh }, columns)}`);
      else if (graded.result.status !== 'not started') console.log(table.formatLine(graded.submission.name, graded.exercise.slug, graded.result) + (graded.fresh ? '' : '  (known)'));
    },
    end() {
      process.off('SIGINT', stop);
      clear();
      const seconds = (performance.now() - started) / 1000;
      const rate = fresh ? `, ${(fresh / seconds).toFixed(1)} runs per second` : '';
      console.log(`${last?.all ?? 0} results, ${fresh} of them graded now, in ${seconds.toFixed(1)} s${rate}.`);
    },
  };
} // prettier-ignore

/** What an annotation of GitHub Actions is made from; only what did not pass has one. */
function annotation({ submission, exercise, result, report }: Graded): Annotated[] {
  if (result.status === 'passed' || !submission.folder) return [];
  const folder = path.relative(process.cwd(), path.join(submission.folder, exercise.slug)).split(path.sep).join('/');
  const message = result.why ?? 'Nothing was changed in it yet.';
  return [{ exercise, folder, report: report ?? { status: 'error', reason: 'load', message } }];
}

function print(grades: Grades): void {
  console.log(`\n${table.formatTable(grades, paint, process.stdout.columns || undefined)}\n`);
  for (const trouble of table.formatTroubles(grades, paint)) console.log(trouble);
  console.log(paint('bold', table.formatTotals(countStatuses(allResults(grades)))));
}
