/** What a learner has done: one record for the page, the terminal and the exported file. Pure. */

/** Version 2 of the record. Times are ISO 8601 in UTC, as `Date.toISOString` gives them. */
export interface Progress {
  version: 2;
  /** By slug. */
  exercises: Record<string, ExerciseProgress>;
  /** By `stage/lesson`. */
  lessons: Record<string, LessonProgress>;
  /** By `stage/lesson#id`. */
  answers: Record<string, Answered>;
  /** By the stage's slug. */
  stages: Record<string, StageProgress>;
}

export interface ExerciseProgress {
  status: 'started' | 'completed';
  /** Runs that gave a report. */
  attempts: number;
  startedAt: string;
  lastRunAt?: string;
  /** The first pass. */
  completedAt?: string;
  lastPassAt?: string;
  /** The solution was looked at for the first time. */
  solutionAt?: string;
}

export interface LessonProgress {
  /** Opened for the first time, and for the last. */
  openedAt: string;
  lastAt: string;
}

export type QuestionKind = 'quiz' | 'predict' | 'parsons';

/** All answers to one question, the oldest first. When it is due again follows from them. */
export interface Answered {
  kind: QuestionKind;
  given: Given[];
}

export interface Given {
  at: string;
  right: boolean;
}

/** The mixed reviews of a stage, the oldest first. */
export interface StageProgress {
  reviews: { at: string; right: number; of: number }[];
}

/** More answers to one question than this are thinned out: the first and the latest ones stay. */
export const mostAnswers = 40;

export const noProgress = (): Progress => ({ version: 2, exercises: {}, lessons: {}, answers: {}, stages: {} });

/** The learner changed a file or pressed Run. */
export function started(progress: Progress, slug: string, now: string): Progress {
  if (Object.hasOwn(progress.exercises, slug)) return progress;
  return withExercise(progress, slug, { status: 'started', attempts: 0, startedAt: now });
}

/** A run gave a report. */
export function attempted(progress: Progress, slug: string, passed: boolean, now: string): Progress {
  const begun = started(progress, slug, now);
  const before = begun.exercises[slug]!;
  const after: ExerciseProgress = { ...before, attempts: before.attempts + 1, lastRunAt: now };
  if (passed) {
    after.status = 'completed';
    after.completedAt ??= now;
    after.lastPassAt = now;
  }
  return withExercise(begun, slug, after);
}

/** The solution was shown. */
export function shown(progress: Progress, slug: string, now: string): Progress {
  const begun = started(progress, slug, now);
  const before = begun.exercises[slug]!;
  return before.solutionAt ? begun : withExercise(begun, slug, { ...before, solutionAt: now });
}

export function opened(progress: Progress, lesson: string, now: string): Progress {
  const { openedAt, lastAt } = progress.lessons[lesson] ?? { openedAt: now, lastAt: now };
  return { ...progress, lessons: { ...progress.lessons, [lesson]: { openedAt, lastAt: lastAt > now ? lastAt : now } } };
}

export function answered(
  progress: Progress,
  key: string,
  { kind, right }: { kind: QuestionKind; right: boolean },
  now: string,
): Progress {
  const given = inOrder([...(progress.answers[key]?.given ?? []), { at: now, right }]);
  return { ...progress, answers: { ...progress.answers, [key]: { kind, given } } };
}

/** A mixed review of a stage came to its end. */
export function reviewed(progress: Progress, stage: string, { right, of }: { right: number; of: number }, now: string): Progress {
  const reviews = inOrder([...(progress.stages[stage]?.reviews ?? []), { at: now, right, of }]);
  return { ...progress, stages: { ...progress.stages, [stage]: { reviews } } };
} // prettier-ignore

function withExercise(progress: Progress, slug: string, exercise: ExerciseProgress): Progress {
  return { ...progress, exercises: { ...progress.exercises, [slug]: exercise } };
}

/** By time, each once, and not too many: a device's clock may have been put back, and two devices may know the same. */
export function inOrder<Item extends { at: string }>(items: Item[]): Item[] {
  const once = new Map(items.map((item) => [`${item.at} ${JSON.stringify(item)}`, item]));
  const sorted = [...once].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
  return sorted.length > mostAnswers ? [sorted[0]!, ...sorted.slice(1 - mostAnswers)] : sorted;
}
