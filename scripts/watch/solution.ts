import path from 'node:path';
import { variantsOf } from '../../sandbox/exercise.ts';
import { formatDiff } from '../../sandbox/local/line-diff.ts';
import { fileStorage } from '../../sandbox/local/progress-file.ts';
import type { Paint } from '../../sandbox/local/print.ts';
import { count } from '../../sandbox/local/words.ts';
import { readFolder, type createWorkspace } from '../../sandbox/local/workspace.ts';
import type { ProgressStore } from '../../sandbox/progress/store.ts';
import { createSolutionTimer, gateOf, solutionRules } from '../../sandbox/session/solution-gate.ts';
import type { Clock } from '../../sandbox/session/session.ts';

interface SolutionOptions {
  project: string;
  workspace: ReturnType<typeof createWorkspace>;
  progress: Pick<ProgressStore, 'load' | 'show'>;
  clock: Clock;
  paint: Paint;
}

/** ms after the last key or save from which nobody counts as working on the exercise. */
const away = 5 * 60_000;
const tickEvery = 15_000;

/** The reference answer of one exercise beside the learner's files, behind the same gate as on the page. */
export function createSolution(slug: string, { project, workspace, progress, clock, paint }: SolutionOptions) {
  // Times of this terminal. The page keeps its own, and what was shown is in the record that both have.
  const storage = fileStorage(path.join(workspace.folder, '.watch'));
  const timer = createSolutionTimer({ storage, clock, slug });
  let active = clock.now();
  const ticking = setInterval(() => void timer.tick(clock.now() - active < away), tickEvery);
  ticking.unref();
  void timer.tick(true);

  const show = async (): Promise<string> => {
    await timer.show();
    await progress.show(slug);
    return difference();
  };
  const difference = () => {
    const files = readFolder(path.join(project, 'exercises', slug));
    const exercise = workspace.read(slug);
    const solution = variantsOf(exercise, files).find(({ name }) => name === 'solution')!.files;
    const mine = readFolder(path.join(workspace.folder, slug));
    const parts = Object.keys(solution).flatMap((file) => {
      if (file in exercise.tests) return [];
      const lines = formatDiff(String(mine[file] ?? ''), String(solution[file]), paint);
      return lines.length ? [`${paint('bold', file)}\n${lines.join('\n')}`] : [];
    });
    if (!parts.length) return 'Your files are the same as the solution’s.\n';
    const about = `- yours, + the solution’s: one right answer among several. Your files stay as they are; the tests accept any that behaves right.`;
    return `${parts.join('\n\n')}\n\n${about}\n`;
  };
  return {
    /** A key was pressed, or a file saved. */
    touch: () => void (active = clock.now()),
    show,
    /** The difference, or how much is to go until it opens. */
    async ask(): Promise<{ open: boolean; text: string }> {
      await timer.tick(true);
      const attempts = (await progress.load()).progress.exercises[slug]?.attempts ?? 0;
      const gate = gateOf({ attempts, ...timer.record });
      if (gate.open) return { open: true, text: await show() };
      const text = `The solution opens after ${solutionRules.attempts} runs that you ask for, or ${solutionRules.minutes} minutes with this exercise: ${count(gate.attemptsLeft, 'more run')} or ${count(gate.minutesLeft, 'more minute')} to go. What you find out by yourself stays with you longer; \`h\` gives a little at a time.\nPress s again to see it anyway, any other key to go on by yourself.\n`;
      return { open: false, text };
    },
    close() {
      clearInterval(ticking);
      void timer.tick(false);
    },
  };
}
