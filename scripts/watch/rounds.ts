import { gradeWork } from '../../sandbox/local/grade-work.ts';
import { formatOutput, formatReport, type Paint } from '../../sandbox/local/print.ts';
import { WorkspaceError, type createWorkspace, type Work } from '../../sandbox/local/workspace.ts';
import type { createLocalProgress } from '../../sandbox/local/progress-file.ts';
import type { Runtime } from '../../sandbox/types.ts';

interface RoundsOptions {
  workspace: Pick<ReturnType<typeof createWorkspace>, 'work'>;
  progress: Pick<ReturnType<typeof createLocalProgress>, 'note'>;
  /** A runtime for the exercise with this time limit. */
  runtime(timeLimit: number): Promise<Runtime>;
  say(text: string): void;
  /** Before a report: where people watch, the old one goes. */
  clear(): void;
  /** After a report. */
  footer(): void;
  paint: Paint;
}

interface Round {
  slug: string;
  /** `asked`: the learner wants a run, which counts as an attempt. `opened`: it was taken up. */
  why: 'saved' | 'opened' | 'asked';
}

/** ms that a run may go on after the files have changed under it. */
const patience = 500;
/** ms that an editor gets to put a file back that it is about to replace. */
const replacing = 150;

/** Grades one exercise after the other, one run at a time, the newest files last. */
export function createRounds(options: RoundsOptions) {
  /** What was graded of each exercise, so that a save that changes nothing stays silent. */
  const last = new Map<string, string>();
  let current: { slug: string; text: string; stop: AbortController } | undefined;
  let waiting: Round | undefined;

  const drain = async () => {
    while (waiting) {
      const next = waiting;
      waiting = undefined;
      await round(next);
    }
  };
  let running: Promise<void> | undefined;
  const request = (slug: string, why: Round['why']) => {
    waiting = { slug, why: waiting?.slug === slug && waiting.why === 'asked' ? 'asked' : why };
    if (current) overtake(current);
    running ??= drain().finally(() => (running = undefined));
    return running;
  };
  /** A run of files that are no longer there is not waited for long: it may be an endless loop. */
  const overtake = (run: NonNullable<typeof current>) => {
    setTimeout(() => {
      if (current === run && waiting && (waiting.why !== 'saved' || waiting.slug !== run.slug || textNow(waiting.slug) !== run.text)) run.stop.abort();
    }, patience);
  };
  const textNow = (slug: string) => {
    try {
      return textOf(options.workspace.work(slug));
    } catch {
      return '';
    }
  };
  const round = async ({ slug, why }: Round) => {
    const work = await settled(() => options.workspace.work(slug));
    const text = work instanceof WorkspaceError ? work.message : textOf(work);
    if (text === last.get(slug) && why === 'saved') return;
    last.set(slug, text);
    if (work instanceof WorkspaceError) {
      options.clear();
      options.say(`${options.paint('yellow', '!')} ${work.message}\n`);
      return options.footer();
    }
    const stop = new AbortController();
    current = { slug, text, stop };
    const started = performance.now();
    const { report, outputs } = await gradeWork(work, await options.runtime(work.exercise.timeLimit), { signal: stop.signal });
    current = undefined;
    if (stop.signal.aborted) return;
    const note = await options.progress.note(slug, report.status === 'passed', { asked: why === 'asked' });
    options.clear();
    for (const told of [...work.notes, ...(note ? [note] : [])]) options.say(`Note: ${told}`);
    const folder = `workspace/${slug}`;
    options.say(`${formatReport(work.exercise, report, options.paint, { folder, folded: true })}\n${formatOutput(outputs, options.paint)}`);
    options.say(options.paint('dim', `  ${Math.round(performance.now() - started)} ms\n`));
    options.footer();
  };
  return { request };
} // prettier-ignore

const textOf = ({ files }: Work) => JSON.stringify(files);

/** Some editors remove a file before they write it anew. */
async function settled(read: () => Work): Promise<Work | WorkspaceError> {
  for (const again of [true, false]) {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof WorkspaceError)) throw error;
      if (!again) return error;
      await new Promise((resolve) => setTimeout(resolve, replacing));
    }
  }
  throw new Error('unreachable');
}
