import { availableParallelism } from 'node:os';
import type { Variant } from '../../sandbox/exercise.ts';
import { hostsOf } from '../../sandbox/hosts/catalogue.ts';
import { runBatch } from '../../sandbox/mutants/batch.ts';
import { proveMutants } from '../../sandbox/mutants/prove.ts';
import type { Exercise } from '../../sandbox/types.ts';
import { unmetNeeds } from '../../sandbox/webcontainer/unmet-needs.ts';
import { createContainerGraders } from '../webcontainer/graders.ts';
import { createEmbeddedGraders } from './embedded.ts';
import { checkExercise, type ExerciseRow, type Right } from './exercise.ts';
import { createGraders, type Grade } from './graders.ts';

const beside = {
  embedded: createEmbeddedGraders,
  webcontainer: createContainerGraders,
} satisfies Record<string, () => Promise<{ grade: Grade; dispose(): Promise<void> }>>;

type BesideName = keyof typeof beside;
/** The runtimes whose reports must be the local one's. */
export const besideNames = Object.keys(beside) as BesideName[];

export interface CourseOptions {
  mutants: boolean;
  /** Grades there as well, and compares. */
  beside: BesideName | undefined;
  update: boolean;
  /** Told what is being done, for a line that is replaced. */
  onProgress(words: string): void;
}

/** Checks exercises one after the other, each with all processors. */
export async function checkExercises(slugs: string[], options: CourseOptions): Promise<ExerciseRow[]> {
  if (!slugs.length) return [];
  const local = createGraders(availableParallelism());
  const browser = options.beside && (await beside[options.beside]());
  const rows: ExerciseRow[] = [];
  const rights: Right[] = [];
  try {
    for (const slug of slugs) {
      let done = 0;
      const prove = (exercise: Exercise, solution: Variant) =>
        proveMutants(
          { exercise, solution },
          {
            // More than there are processors, because an answer that never comes is waited for; a host takes one itself.
            workers: availableParallelism() * (hostsOf(Object.values(exercise.tests).map(String)).length ? 1 : 2),
            grade: async (files, timeLimit) => (await local.grade(files, timeLimit)).report,
            onProgress: (at, all) => options.onProgress(`${slug}: ${at} of ${all} mutants`),
          },
        );
      const { row, right } = await checkExercise(slug, {
        grade: local.grade,
        beside: browser && {
          grade: browser.grade,
          takes: options.beside === 'embedded' ? () => true : (files) => !unmetNeeds(files),
        },
        update: options.update,
        mutants: options.mutants ? prove : undefined,
        onVariant: (name) => options.onProgress(`${slug}: ${(done += 1)} graded, ${name}`),
      });
      rows.push(row);
      if (right) rights.push(right);
    }
  } finally {
    await Promise.all([local.dispose(), browser?.dispose()]);
  }
  await findLeaks(rights, rows);
  return rows;
}

/** Runs all right answers one after the other in one process, three times: whatever one leaves behind fails another. */
async function findLeaks(rights: Right[], rows: ExerciseRow[]): Promise<void> {
  if (!rights.length) return;
  const rounds = [1, 2, 3].flatMap((round) =>
    rights.map(({ exercise, solution }) => ({ name: `${exercise.slug} ${round}`, files: solution.files })),
  );
  const results = await runBatch(rounds, { workers: 1, timeout: 3000 });
  for (const { exercise } of rights) {
    const failed = [1, 2, 3].map((round) => results.get(`${exercise.slug} ${round}`)!).find(({ status }) => status !== 'passed');
    if (!failed) continue;
    rows.find(({ slug }) => slug === exercise.slug)!.findings.push({
      file: `exercises/${exercise.slug}/${Object.keys(exercise.tests)[0]}`,
      rule: 'leaks',
      problem: `The suite does not pass three times in one process, so something is left behind: ${failed.said}`,
      advice: 'Close what a test opens in onTestFinished, and keep nothing outside of the tests.',
    });
  }
} // prettier-ignore
