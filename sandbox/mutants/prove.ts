import type { Variant } from '../exercise.ts';
import type { Exercise, Files, TestReport } from '../types.ts';
import { runBatch } from './batch.ts';
import { isProgram, mutantsOf, type Mutant } from './mutate.ts';

export interface Proof {
  mutants: number;
  /** Those that the suite accepts. */
  survivors: Mutant[];
  /** Files of the right answer of which there are no mutants: SQL, shell, configurations. */
  without: string[];
  /** Seconds, for all of them. */
  seconds: number;
}

export interface ProveOptions {
  workers: number;
  /** The exercise's own grader, which has the last word on whatever the shared processes let pass. */
  grade(files: Files, timeLimit: number): Promise<TestReport>;
  onProgress?(done: number, all: number): void;
}

interface Subject {
  exercise: Exercise;
  /** The files of its solution. */
  solution: Variant;
}

/** The right answer itself runs among its mutants, once for so many of them: it must pass each time. */
const between = 40;

/**
 * Edits a right answer in one place, in every way, and grades each edit. What fails in a shared process is killed; what
 * passes there, or is not heard of again, is graded once more as a learner's work would be.
 *
 * @throws when the solution does not pass beside its mutants: something leaks from one suite into the next.
 */
export async function proveMutants({ exercise, solution }: Subject, options: ProveOptions): Promise<Proof> {
  const started = performance.now();
  const answer = answerOf(exercise, solution);
  const mutants = await mutantsOf(answer);
  const without = Object.keys(answer).filter((file) => !isProgram(file));
  if (!mutants.length) return { mutants: 0, survivors: [], without, seconds: 0 };
  const variants = mutants.map((mutant, at) => ({
    name: String(at),
    files: { ...solution.files, [mutant.file]: mutant.source },
  }));
  const sentinels = Array.from({ length: Math.ceil(mutants.length / between) }, (_, at) => `right ${at}`);
  let done = 0;
  const results = await runBatch(
    variants.flatMap((variant, at) =>
      at % between ? [variant] : [{ name: sentinels[at / between]!, files: solution.files }, variant],
    ),
    { workers: options.workers, onResult: () => options.onProgress?.((done += 1), mutants.length) },
  );
  const broken = sentinels.find((name) => results.get(name)!.status === 'failed');
  if (broken)
    throw new Error(`The solution of ${exercise.slug} fails beside its mutants: ${results.get(broken)!.said}`);
  // As many at a time as the grader has room for.
  const doubtful = [...mutants.entries()].filter(([at]) => results.get(String(at))!.status !== 'failed');
  const reports = await Promise.all(doubtful.map(([at]) => options.grade(variants[at]!.files, exercise.timeLimit)));
  const survivors = doubtful.filter((_one, at) => reports[at]!.status === 'passed').map(([, mutant]) => mutant);
  return { mutants: mutants.length, survivors, without, seconds: (performance.now() - started) / 1000 };
}

/** The files of a right answer that a learner would write: those that differ from the starter's. */
function answerOf(exercise: Exercise, solution: Variant): Files {
  const written = Object.entries(solution.files).filter(
    ([file, contents]) => !(file in exercise.tests) && contents !== exercise.starter[file],
  );
  return Object.fromEntries(written);
}
