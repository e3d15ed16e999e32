// Behind `npm test`: grades what is in workspace/ and prints the reports.
import { gradeWork } from '../sandbox/local/grade-work.ts';
import { formatOutput, formatReport } from '../sandbox/local/print.ts';
import { createWorkspace, WorkspaceError } from '../sandbox/local/workspace.ts';
import type { Runtime } from '../sandbox/types.ts';
import { paint, project, type ExitCode } from './command.ts';

export const workspace = createWorkspace(project);

/** A runtime for one exercise after the other. */
export interface Grading {
  runtime: Promise<Runtime>;
  /** Seconds that the next run may take. */
  timeLimit: number;
}

/** The learner's copy of a named exercise, made if there is none yet. */
export function openFirst(slug: string): void {
  if (workspace.opened().includes(slug)) return;
  const { folder, written } = workspace.open(slug);
  console.log(`Opened ${folder}/ (${written.join(', ')}).`);
}

/** Prints the report of one exercise. */
export async function grade(slug: string, grading: Grading): Promise<ExitCode> {
  try {
    const work = workspace.work(slug);
    grading.timeLimit = work.exercise.timeLimit;
    const { report, outputs } = await gradeWork(work, await grading.runtime);
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
