import { inOrder, type ExerciseProgress, type LessonProgress, type Progress } from './progress.ts';

/**
 * Two tabs, or two devices: nothing that one of them knows is lost, in whichever order they meet and however often.
 * Attempts are the greater of both, since runs that both know of cannot be told from others.
 */
export function mergeProgress(a: Progress, b: Progress): Progress {
  return {
    version: 2,
    exercises: joined(a.exercises, b.exercises, mergeExercise),
    lessons: joined(a.lessons, b.lessons, mergeLesson),
    answers: joined(a.answers, b.answers, (one, two) => ({
      kind: one.kind,
      given: inOrder([...one.given, ...two.given]),
    })),
    stages: joined(a.stages, b.stages, (one, two) => ({ reviews: inOrder([...one.reviews, ...two.reviews]) })),
  };
}

function joined<Value>(
  a: Record<string, Value>,
  b: Record<string, Value>,
  merge: (a: Value, b: Value) => Value,
): Record<string, Value> {
  const both = { ...a };
  for (const [key, theirs] of Object.entries(b))
    both[key] = Object.hasOwn(a, key) ? merge(a[key] as Value, theirs) : theirs;
  return both;
}

function mergeExercise(a: ExerciseProgress, b: ExerciseProgress): ExerciseProgress {
  const merged: ExerciseProgress = {
    status: a.status === 'completed' || b.status === 'completed' ? 'completed' : 'started',
    attempts: Math.max(a.attempts, b.attempts),
    startedAt: earlier(a.startedAt, b.startedAt)!,
  };
  const times = {
    lastRunAt: later(a.lastRunAt, b.lastRunAt),
    completedAt: earlier(a.completedAt, b.completedAt),
    lastPassAt: later(a.lastPassAt, b.lastPassAt),
    solutionAt: earlier(a.solutionAt, b.solutionAt),
  };
  for (const [name, time] of Object.entries(times)) if (time) merged[name as keyof typeof times] = time;
  return merged;
}

const mergeLesson = (a: LessonProgress, b: LessonProgress): LessonProgress => ({
  openedAt: earlier(a.openedAt, b.openedAt)!,
  lastAt: later(a.lastAt, b.lastAt)!,
});

const earlier = (a?: string, b?: string) => (a && b ? (a < b ? a : b) : (a ?? b));
const later = (a?: string, b?: string) => (a && b ? (a > b ? a : b) : (a ?? b));
