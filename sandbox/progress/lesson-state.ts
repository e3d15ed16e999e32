import { questionKey } from './question-key.ts';
import type { Progress } from './progress.ts';

/** What a lesson consists of, as far as progress goes. */
export interface LessonContents {
  /** `stage/lesson` */
  id: string;
  exercises: string[];
  /** Ids of its questions. */
  questions: string[];
}

export type LessonState = 'new' | 'started' | 'completed';

/** Completed: every exercise passed and every question answered, right or wrong. */
export function lessonState(progress: Progress, { id, exercises, questions }: LessonContents): LessonState {
  const done = [
    ...exercises.map((slug) => progress.exercises[slug]?.status === 'completed'),
    ...questions.map((question) => questionKey(id, question) in progress.answers),
  ];
  if (done.length > 0 && done.every(Boolean)) return 'completed';
  const touched = id in progress.lessons || done.some(Boolean) || exercises.some((slug) => slug in progress.exercises);
  return touched ? 'started' : 'new';
}
