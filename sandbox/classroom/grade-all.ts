import type { Exercise, Files, Runtime, TestReport } from '../types.ts';
import { readHandedIn } from './handed-in.ts';
import type { createKeptResults } from './kept-results.ts';
import { couldNotRun, notStarted, toResult, type Result, type Row } from './results.ts';
import type { Submission } from './submissions.ts';

export interface GradeAllOptions {
  submissions: Submission[];
  exercises: Exercise[];
  /** How many run at the same time. */
  jobs: number;
  /** Part of what makes a result the same: another version grades again. */
  version: string;
  /** Left out: nothing is known and nothing kept. */
  kept?: ReturnType<typeof createKeptResults> | undefined;
  /** Grade also what is kept. */
  again?: boolean;
  createRuntime(timeLimit: () => number): Promise<Runtime>;
  /** In the order in which they end; `done` of `all`, and whether it was graded or known. */
  onResult(result: Graded): void;
}

export interface Graded {
  submission: Submission;
  exercise: Exercise;
  result: Result;
  /** Of a run just now. */
  report?: TestReport | undefined;
  /** Graded just now, not taken from an earlier run. */
  fresh: boolean;
  done: number;
  all: number;
  /** Why the result could not be kept. */
  unkept?: string | undefined;
}

interface Job {
  submission: Submission;
  exercise: Exercise;
}

/** Grades every exercise of every submission: each run in a fresh process and an emptied folder. */
export async function gradeAll(options: GradeAllOptions): Promise<Row[]> {
  const { submissions, exercises, kept, onResult } = options;
  const rows = new Map(submissions.map(({ name, notes }) => [name, { submission: name, notes, results: {} } as Row]));
  const jobs: Job[] = submissions.flatMap((submission) => exercises.map((exercise) => ({ submission, exercise })));
  let done = 0;
  const settle = ({ submission, exercise }: Job, result: Result, fresh: boolean, more: Pick<Graded, 'report' | 'unkept'> = {}) => {
    rows.get(submission.name)!.results[exercise.slug] = result;
    done++;
    onResult({ submission, exercise, result, fresh, done, all: jobs.length, ...more });
  };
  /** What is known without a run is settled here; a job that needs one is returned with its files. */
  const next = () => {
    for (let job = jobs[taken++]; job; job = jobs[taken++]) {
      const handedIn = handedInOf(job, options.version);
      if (handedIn.state === 'not started') settle(job, notStarted, false);
      else if (handedIn.state === 'unusable') settle(job, couldNotRun(handedIn.why), false);
      else {
        const known = options.again ? undefined : kept?.get(job.submission.name, job.exercise.slug, handedIn.fingerprint);
        if (!known) return { job, ...handedIn };
        settle(job, known, false);
      }
    }
    return undefined;
  };
  let taken = 0;

  const work = async () => {
    let running = next();
    if (!running) return;
    let timeLimit = 5;
    const runtime = await options.createRuntime(() => timeLimit);
    try {
      for (; running; running = next()) {
        const { job, files, fingerprint } = running;
        timeLimit = job.exercise.timeLimit;
        const report = await gradeOne(runtime, files);
        const result = toResult(report);
        // What failed on our side is tried again the next time.
        const lasting = result.status !== 'could not run';
        const unkept = lasting ? kept?.add(job.submission.name, job.exercise.slug, fingerprint, result) : undefined;
        settle(job, result, true, { report, unkept });
      }
    } finally {
      await runtime.dispose();
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
  // In the order of the exercises, not in that of the runs.
  return [...rows.values()].map((row) => ({
    ...row,
    results: Object.fromEntries(exercises.map(({ slug }) => [slug, row.results[slug]!])),
  }));
} // prettier-ignore

async function gradeOne(runtime: Runtime, files: Files): Promise<TestReport> {
  try {
    await runtime.mount(files);
    return await runtime.test();
  } catch (error) {
    return { status: 'error', reason: 'internal', message: (error as Error).message };
  }
}

function handedInOf({ submission, exercise }: Job, version: string): ReturnType<typeof readHandedIn> {
  try {
    return readHandedIn(submission.folder, exercise, version);
  } catch (error) {
    return { state: 'unusable', why: `${exercise.slug}/ could not be read: ${(error as Error).message}` };
  }
}
