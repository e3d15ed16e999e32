// Behind `BASE_URL=… npm test <slug>`: grades a server that runs elsewhere, in whatever language.
import { gradeWork } from '../../sandbox/local/grade-work.ts';
import { probeServer } from '../../sandbox/local/probe-server.ts';
import { aboutServer, doubtsAbout, uncheckedWords } from '../../sandbox/local/server-report.ts';
import type { TestReport } from '../../sandbox/types.ts';
import { progress, workspace, type GradedWork, type Grading } from './grade-one.ts';

/** A network and another language take longer. */
const patience = 4;

/** Grades the server against the course's own suite. The learner's files in workspace/ play no part. */
export async function gradeServer(slug: string, server: string, grading: Grading): Promise<GradedWork> {
  const exercise = workspace.read(slug);
  const base = { exercise, exerciseWhole: exercise, folder: `exercises/${slug}`, server };
  const fault = await probeServer(server);
  if (fault) {
    const report: TestReport = { status: 'error', reason: 'boot', message: fault };
    return { ...base, report, outputs: [], notes: [], code: 2 };
  }
  const timeLimit = exercise.timeLimit * patience;
  grading.timeLimit = timeLimit;
  // The starter always loads; its app is never asked.
  const work = { files: { ...exercise.starter, ...exercise.tests } };
  const graded = await gradeWork(work, await grading.runtime);
  const report = aboutServer(graded.report, server, timeLimit);
  const unchecked = uncheckedWords(report);
  const passed = report.status === 'passed';
  const note = await progress.note(slug, passed && !unchecked, { asked: true });
  const partly = passed && unchecked ? 'So the exercise is not noted as completed: in TypeScript all of it can be checked.' : undefined;
  const notes = [doubtsAbout(report, server), unchecked, partly, note].filter((text) => text !== undefined);
  const code = passed ? 0 : report.status !== 'error' || report.reason === 'timeout' ? 1 : 2;
  return { ...base, report, outputs: [], notes, code };
} // prettier-ignore
