import type { LessonContents } from '../../sandbox/progress/lesson-state.ts';
import type { QuestionKind } from '../../sandbox/progress/progress.ts';
import { pathTo } from '../paths.ts';

/** What pages about the whole course need to know of it: `/course.json`. */
export interface CourseIndex {
  stages: IndexedStage[];
  /** By slug. */
  exercises: Record<string, { title: string; path: string }>;
}

export interface IndexedStage {
  slug: string;
  title: string;
  number: number;
  path: string;
  /** Those that are written. */
  lessons: IndexedLesson[];
  /** Also those that are coming. */
  planned: number;
}

export interface IndexedLesson extends LessonContents {
  number: string;
  title: string;
  path: string;
  kinds: Record<string, QuestionKind>;
}

let index: Promise<CourseIndex> | undefined;

/** Rejects when there is no network and no copy of it; the next call tries again. */
export function courseIndex(): Promise<CourseIndex> {
  index ??= fetch(pathTo('course.json')).then((answer) => {
    if (!answer.ok) throw new Error(`the list of lessons answered ${answer.status}`);
    return answer.json() as Promise<CourseIndex>;
  });
  index.catch(() => (index = undefined));
  return index;
}
