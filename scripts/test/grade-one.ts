// Behind `npm test`: grades one exercise of workspace/ and notes it.
import { gradeWork } from '../../sandbox/local/grade-work.ts';
import type { Graded } from '../../sandbox/local/graded.ts';
import { createLocalProgress } from '../../sandbox/local/progress-file.ts';
import { createWorkspace, WorkspaceError } from '../../sandbox/local/workspace.ts';
import type { Exercise, Output, Runtime, TestReport } from '../../sandbox/types.ts';
import { project, type ExitCode } from '../command.ts';

export const workspace = createWorkspace(project);
export const progress = createLocalProgress(workspace.folder);

/** A runtime for one exercise after the other. */
export interface Grading {
  runtime: Promise<Runtime>;
  /** Seconds that the next run may take. */
  timeLimit: number;
}

export interface GradedWork extends Graded {
  code: ExitCode;
  /** What the learner's program printed. */
  outputs: Output[];
  /** What the learner should know and that does not belong to the report. */
  notes: string[];
  /** Absent where the folder could not be graded at all. */
  exerciseWhole?: Exercise;
}

/** The learner's copy of a named exercise, made if there is none yet. Says what it wrote. */
export function openFirst(slug: string): string | undefined {
  if (workspace.opened().includes(slug)) return undefined;
  const { folder, written } = workspace.open(slug);
  return `Opened ${folder}/ (${written.join(', ')}).`;
}

/** Grades one exercise, and notes it. `asked`: the learner named this exercise. */
export async function grade(slug: string, grading: Grading, { asked }: { asked: boolean }): Promise<GradedWork> {
  const folder = `workspace/${slug}`;
  try {
    const work = workspace.work(slug);
    const { exercise } = work;
    grading.timeLimit = exercise.timeLimit;
    const { report, outputs } = await gradeWork(work, await grading.runtime);
    const note = await progress.note(slug, report.status === 'passed', { asked });
    const notes = [...work.notes, ...(note ? [note] : [])];
    return { exercise, exerciseWhole: exercise, folder, report, outputs, notes, code: codeOf(report) };
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    const report: TestReport = { status: 'error', reason: 'load', message: error.message };
    return { exercise: { slug, title: slug, focus: [] }, folder, report, outputs: [], notes: [], code: 2 };
  }
}

/** A loop or a syntax error is an answer that failed; a runtime that does not start is not. */
function codeOf(report: TestReport): ExitCode {
  if (report.status !== 'error') return report.status === 'passed' ? 0 : 1;
  return report.reason === 'boot' || report.reason === 'internal' ? 2 : 1;
}
