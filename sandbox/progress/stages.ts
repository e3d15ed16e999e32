import { lessonState, type LessonContents } from './lesson-state.ts';
import type { Progress } from './progress.ts';

/** The share of right answers that a mixed review has to reach for the badge, and how many questions it asks. */
export const mixedReview = { share: 0.8, questions: 8 };

export interface StageState {
  /** Exercises passed, and all that can be done today. */
  exercises: { done: number; of: number };
  lessons: { completed: number; of: number };
  /** The best mixed review, 0–1; absent before the first. */
  best?: number;
  /** Required exercises and a mixed review of 80 % or more. Never a condition for going on. */
  badge: boolean;
}

export function stageState(progress: Progress, slug: string, lessons: LessonContents[]): StageState {
  const slugs = [...new Set(lessons.flatMap(({ exercises }) => exercises))];
  const done = slugs.filter((one) => progress.exercises[one]?.status === 'completed').length;
  const shares = (progress.stages[slug]?.reviews ?? []).map(({ right, of }) => (of > 0 ? right / of : 0));
  const best = shares.length > 0 ? Math.max(...shares) : undefined;
  return {
    exercises: { done, of: slugs.length },
    lessons: {
      completed: lessons.filter((lesson) => lessonState(progress, lesson) === 'completed').length,
      of: lessons.length,
    },
    ...(best === undefined ? {} : { best }),
    badge: slugs.length > 0 && done === slugs.length && (best ?? 0) >= mixedReview.share,
  };
}
