import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { formatHints, formatOutput, formatReport } from '../../sandbox/local/print.ts';
import { githubAnnotations, withoutCommands } from '../../sandbox/local/report-github.ts';
import { jsonReport } from '../../sandbox/local/report-json.ts';
import { junitReport } from '../../sandbox/local/report-junit.ts';
import { WorkspaceError } from '../../sandbox/local/workspace.ts';
import { paint } from '../command.ts';
import type { GradedWork } from './grade-one.ts';
import { whatGraded } from './own-hosts.ts';

export const outputForms = {
  json: { type: 'boolean' },
  junit: { type: 'string', bare: true },
  github: { type: 'boolean' },
  hint: { type: 'string', bare: true },
} as const;

export interface OutputOptions {
  json?: boolean;
  /** A file, or '' for standard output. */
  junit?: string;
  github?: boolean;
  /** How many hints, as it was written. */
  hint?: string;
}

/** Writes reports in the form that was asked for. Where a program reads them, all other words go to standard error. */
export function createReporter(options: OutputOptions) {
  if (options.json && options.junit === '')
    throw new WorkspaceError('--json and --junit both write to standard output. Name a file: --junit=report.xml.');
  const shown = hintsShown(options.hint);
  const machine = Boolean(options.json) || options.junit === '';
  const github = options.github ?? process.env['GITHUB_ACTIONS'] === 'true';
  const all: GradedWork[] = [];
  const say = (text: string) => void (machine ? console.error(text) : console.log(text));
  return {
    say,
    machine,
    add(work: GradedWork): void {
      all.push(work);
      if (machine) return work.notes.forEach(say);
      const text = inWords(work, shown);
      say(github ? withoutCommands(text, randomUUID()) : text);
    },
    /** What can only be written when everything is known. */
    end(): void {
      if (options.json) process.stdout.write(jsonReport(all));
      if (options.junit === '') process.stdout.write(junitReport(all));
      else if (options.junit !== undefined) save(options.junit, junitReport(all));
      // The runner reads both streams.
      if (github) (machine ? process.stderr : process.stdout).write(githubAnnotations(all));
    },
  };

  function save(file: string, text: string): void {
    try {
      writeFileSync(file, text);
      say(`Wrote ${file}.`);
    } catch (error) {
      throw new WorkspaceError(`${file} could not be written: ${(error as Error).message}.`);
    }
  }
}

function inWords(work: GradedWork, shown: number): string {
  const { exercise, exerciseWhole, folder, server, report, outputs, notes } = work;
  const told = notes.map((note) => `Note: ${note}\n`).join('');
  if (!exerciseWhole) return `${told}${paint('yellow', '!')} ${report.status === 'error' ? report.message : ''}\n`;
  const elsewhere = server !== undefined;
  const words = formatReport(exerciseWhole, report, paint, { folder, ...(elsewhere && { server }) });
  const graded = elsewhere ? undefined : whatGraded(exerciseWhole.tests);
  const text = `${told}${words}\n${graded ? paint('dim', `  ${graded}\n`) : ''}${formatOutput(outputs, paint)}`;
  if (report.status === 'passed') return text;
  if (report.status === 'error' && report.reason === 'boot' && !shown) return text;
  const next = `${!elsewhere ? '' : `BASE_URL=${server} `}npm test ${exercise.slug} -- --hint${shown ? `=${shown + 1}` : ''}`;
  const hints = formatHints(exerciseWhole.hints, shown, next, paint);
  const [first, ...others] = exercise.focus;
  const named = others.length ? `files: ${folder}/${first}, ${others.join(', ')}` : `file: ${folder}/${first}`;
  const file = elsewhere ? '' : `  Your ${named}\n`;
  return `${text}${file}${hints}`;
}

function hintsShown(option: string | undefined): number {
  if (option === undefined) return 0;
  const number = Number(option || 1);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new WorkspaceError(`--hint=${option}: say how many hints to show, such as --hint=2.`);
}
