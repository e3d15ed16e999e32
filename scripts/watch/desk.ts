import path from 'node:path';
import { courseOrder, nextExercise, readCourse } from '../../sandbox/local/course.ts';
import { formatHints, type Paint } from '../../sandbox/local/print.ts';
import type { createLocalProgress } from '../../sandbox/local/progress-file.ts';
import { watchFolder } from '../../sandbox/local/watch-folder.ts';
import type { createWorkspace } from '../../sandbox/local/workspace.ts';
import { keyList, type Key } from './keys.ts';
import type { createRounds } from './rounds.ts';
import { createSolution } from './solution.ts';

interface DeskOptions {
  project: string;
  workspace: ReturnType<typeof createWorkspace>;
  progress: ReturnType<typeof createLocalProgress>;
  rounds: ReturnType<typeof createRounds>;
  poll: boolean | undefined;
  paint: Paint;
  say(text: string): void;
}

interface InHand {
  slug: string;
  solution: ReturnType<typeof createSolution>;
  /** The solution was asked for before its time: another `s` shows it. */
  asking: boolean;
  hintsShown: number;
}

const silent =
  'A change came without an event (a network drive, or WSL?), so the files are looked at several times a second from now on. `-- --poll` begins with that.';

/** The exercises that are watched, the one of them that is in hand, and what the keys do with it. */
export function createDesk(options: DeskOptions) {
  const { project, workspace, progress, rounds, paint, say } = options;
  const watched = new Map<string, { close(): void }>();
  let hand: InHand | undefined;

  const takeUp = (slug: string) => {
    if (hand?.slug === slug) return hand;
    hand?.solution.close();
    const solution = createSolution(slug, { project, workspace, progress, clock: Date, paint });
    return (hand = { slug, solution, asking: false, hintsShown: 0 });
  };
  const watch = (slug: string) =>
    watchFolder(path.join(workspace.folder, slug), {
      poll: options.poll,
      onChange() {
        takeUp(slug).solution.touch();
        void rounds.request(slug, 'saved');
      },
      onSilent: () => say(silent),
    });
  const take = (slug: string) => {
    const { written } = workspace.open(slug);
    if (written.length) say(`Opened workspace/${slug}/ (${written.join(', ')}).`);
    takeUp(slug);
    if (!watched.has(slug)) watched.set(slug, watch(slug));
    return rounds.request(slug, 'opened');
  };
  const goOn = async (now: string) => {
    const { exercises } = (await progress.load()).progress;
    const order = courseOrder(readCourse(project), workspace.slugs());
    const next = nextExercise(order, now, (slug) => exercises[slug]?.status === 'completed');
    if (!next) return say('You have completed every other exercise that is written.');
    watched.get(now)?.close();
    watched.delete(now);
    await take(next);
  };
  return {
    /** Opens and grades an exercise, and again on each save. */
    take,
    async press(key: Exclude<Key, 'q'> | 'other'): Promise<void> {
      if (!hand) return;
      const confirmed = hand.asking;
      hand.asking = false;
      hand.solution.touch();
      if (key === 'r') await rounds.request(hand.slug, 'asked');
      else if (key === 'h') say(nextHint(hand, workspace.read(hand.slug).hints, paint));
      else if (key === 's') say(await solutionFor(hand, confirmed));
      else if (key === 'n') await goOn(hand.slug);
      else say(paint('dim', keyList));
    },
    close() {
      for (const one of watched.values()) one.close();
      hand?.solution.close();
    },
  };
}

function nextHint(at: InHand, hints: string[], paint: Paint): string {
  const all = formatHints(hints, (at.hintsShown = at.hintsShown + 1), 'press h', paint);
  if (at.hintsShown > hints.length) return all;
  // Those before it are on the screen.
  return all
    .split('\n')
    .slice(at.hintsShown - 1)
    .join('\n');
}

async function solutionFor(at: InHand, confirmed: boolean): Promise<string> {
  if (confirmed) return at.solution.show();
  const { open, text } = await at.solution.ask();
  at.asking = !open;
  return text;
}
