// `npm run check [what …]`: everything that must hold before a change is sent. Steps, exercises and lessons by name.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { nearest } from '../sandbox/nearest.ts';
import { createWorkspace, WorkspaceError } from '../sandbox/local/workspace.ts';
import type { Finding } from '../sandbox/proof/finding.ts';
import { checkLessons, type LessonRow } from '../site/lesson-rules/course-findings.ts';
import { besideNames, checkExercises } from './check/course.ts';
import { adviceFor, steps, takeSteps } from './check/steps.ts';
import { exerciseTable, formatFindings, lessonTable, summarise } from './check/table.ts';
import { command, paint, project, type ExitCode, type Flags } from './command.ts';

const names = [...steps.flatMap((group) => Object.keys(group)), 'course'];
const usage = `Usage: npm run check [-- flags] [${names.join('|')}|<exercise>|<stage>/<lesson> …]
  --mutants            grade every one-edit mutant of the solutions, too
  --runtime embedded   grade in Chromium as well, and compare the reports (webcontainer: on our double of the service)
  --update             write feedback.md, what learners read of each wrong answer
  --json <file>        where the findings go, for programs (node_modules/.cache/engine-room/check.json)
Ends with 0 when everything holds, 1 when something does not, 2 when it could not be run.`;

const options = {
  mutants: { type: 'boolean' },
  runtime: { type: 'string' },
  update: { type: 'boolean' },
  json: { type: 'string' },
} as const;

await command(usage, check, options);

/** What the words of the command line name. */
interface Wanted {
  steps(name: string): boolean;
  exercises: string[];
  lessons: LessonRow[];
  /** What is wrong with the course as a whole. */
  whole: Finding[];
}

async function check(words: string[], flags: Flags): Promise<ExitCode> {
  const wanted = choose(words, flags);
  const failed = await takeSteps(wanted.steps);
  if ((wanted.exercises.length || wanted.lessons.length) && (await checkCourse(wanted, flags))) failed.push('course');
  if (!failed.length) return 0;
  console.log(`\nFailed: ${failed.join(', ')}. ${adviceFor(failed)}`.trimEnd());
  return 1;
}

/** Names without flags mean themselves; flags are about exercises, so with flags alone nothing else is meant. */
function choose(words: string[], flags: Flags): Wanted {
  const slugs = createWorkspace(project).slugs();
  const { lessons, findings } = checkLessons(project);
  refuseUnknown(words, flags, [...slugs, ...lessons.map(({ id }) => id)]);
  const flagged = Boolean(flags['mutants'] || flags['runtime'] || flags['update']);
  const course = words.includes('course') || !words.length;
  return {
    steps: (name) => (words.length ? words.includes(name) : !flagged),
    exercises: course ? slugs : slugs.filter((slug) => words.includes(slug)),
    lessons: course && (!flagged || words.length) ? lessons : lessons.filter(({ id }) => words.includes(id)),
    whole: course && !flagged ? findings : [],
  };
}

function refuseUnknown(words: string[], flags: Flags, known: string[]): void {
  const unknown = words.find((word) => !names.includes(word) && !known.includes(word));
  if (unknown !== undefined) {
    const near = nearest(unknown, [...names, ...known]);
    const meant = near.length ? ` Did you mean ${near.join(' or ')}?` : ` The steps are: ${names.join(', ')}.`;
    throw new WorkspaceError(`There is no step, exercise or lesson “${unknown}”.${meant}`);
  }
  const runtime = flags['runtime'];
  if (runtime !== undefined && !['local', ...besideNames].includes(String(runtime)))
    throw new WorkspaceError(`There is no runtime “${String(runtime)}”. There are: local, ${besideNames.join(', ')}.`);
}

/** Prints the tables and the findings, keeps them for programs, and returns whether there are any. */
async function checkCourse({ exercises, lessons, whole }: Wanted, flags: Flags): Promise<boolean> {
  const line = process.stdout.isTTY && !process.env['NO_COLOR'];
  const rows = await checkExercises(exercises, {
    mutants: flags['mutants'] === true,
    beside: besideNames.find((name) => name === flags['runtime']),
    update: flags['update'] === true,
    onProgress: (words) => void (line && process.stdout.write(`\r\x1b[K${words}`)),
  });
  if (line) process.stdout.write('\r\x1b[K');
  const findings = [...rows, ...lessons].flatMap((row) => row.findings).concat(whole);
  const tables = [rows.length ? exerciseTable(rows, paint) : '', lessons.length ? lessonTable(lessons, paint) : ''];
  console.log(['', ...tables.filter(Boolean), formatFindings(findings, paint)].join('\n\n').trimEnd());
  if (rows.length) console.log(`\n${summarise(rows)}`);
  console.log(
    `For programs: ${path.relative(project, keep({ exercises: rows, lessons, findings: whole }, flags['json']))}`,
  );
  return findings.length > 0;
}

function keep(found: object, file: Flags[string]): string {
  const place = path.resolve(project, typeof file === 'string' ? file : 'node_modules/.cache/engine-room/check.json');
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, `${JSON.stringify({ version: 1, ...found }, undefined, 2)}\n`);
  return place;
}
