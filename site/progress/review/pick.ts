/** Which questions a review asks. Pure. */
import type { Progress } from '../../../sandbox/progress/progress.ts';
import { questionKey } from '../../../sandbox/progress/question-key.ts';
import { dueReviews } from '../../../sandbox/progress/reviews.ts';
import type { CourseIndex, IndexedLesson, IndexedStage } from '../course-index.ts';

export type Item =
  | { kind: 'question'; key: string; id: string; lesson: IndexedLesson }
  | { kind: 'exercise'; key: string; slug: string; title: string; path: string };

/** What is due at a time (ms since 1970) and still part of the course. */
export function dueItems({ stages, exercises }: CourseIndex, progress: Progress, now: number): Item[] {
  const questions = new Map(stages.flatMap(questionsOf).map((item) => [item.key, item]));
  return dueReviews(progress, now).flatMap(({ kind, key }): Item | Item[] => {
    if (kind === 'question') return questions.get(key) ?? [];
    return exercises[key] ? [{ kind, key, slug: key, ...exercises[key] }] : [];
  });
}

/** So many questions of a stage, from as many of its lessons as there are. `random` gives numbers from 0 to below 1. */
export function drawMixed(stage: IndexedStage, count: number, random: () => number): Item[] {
  const lessons = shuffled(stage.lessons, random).map((lesson) => shuffled(questionsOf({ ...stage, lessons: [lesson] }), random));
  const drawn: Item[] = [];
  while (drawn.length < count && lessons.some((left) => left.length > 0))
    for (const left of lessons) drawn.push(...left.splice(0, drawn.length < count ? 1 : 0));
  return shuffled(drawn, random);
} // prettier-ignore

function questionsOf({ lessons }: IndexedStage): Extract<Item, { kind: 'question' }>[] {
  return lessons.flatMap((lesson) =>
    lesson.questions.map((id) => ({ kind: 'question' as const, key: questionKey(lesson.id, id), id, lesson })),
  );
}

/** Fisher and Yates: every order is equally likely. */
export function shuffled<Value>(values: readonly Value[], random: () => number): Value[] {
  const result = [...values];
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [result[index], result[other]] = [result[other]!, result[index]!];
  }
  return result;
}
