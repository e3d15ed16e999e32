import { lessonState } from '../../sandbox/progress/lesson-state.ts';
import { questionKey } from '../../sandbox/progress/question-key.ts';
import type { Progress } from '../../sandbox/progress/progress.ts';
import type { IndexedLesson } from './course-index.ts';

export interface Way {
  lesson: IndexedLesson;
  /** As a link says it. */
  words: string;
  /** Something was done before. */
  begun: boolean;
}

/** Where to go on: the lesson that was touched last, the next one after it, or the first. Undefined when all is done. */
export function goOn(progress: Progress, lessons: IndexedLesson[]): Way | undefined {
  const touched = lessons
    .map((lesson) => ({ lesson, at: touchedAt(progress, lesson) }))
    .filter(({ at }) => at)
    .toSorted((a, b) => (a.at < b.at ? 1 : -1));
  const last = touched[0]?.lesson;
  const isOpen = (lesson: IndexedLesson) => lessonState(progress, lesson) !== 'completed';
  const lesson = [...(last ? lessons.slice(lessons.indexOf(last)) : []), ...lessons].find(isOpen);
  if (!lesson) return undefined;
  const verb = !last ? 'Begin with' : lesson === last ? 'Continue where you left off:' : 'Go on with';
  return { lesson, words: `${verb} ${lesson.number} ${lesson.title}`, begun: Boolean(last) };
}

/** When a lesson, one of its questions or one of its exercises was last in hand; '' for never. */
function touchedAt({ lessons, answers, exercises }: Progress, { id, questions, exercises: slugs }: IndexedLesson): string {
  const times = [
    lessons[id]?.lastAt,
    ...questions.map((question) => answers[questionKey(id, question)]?.given.at(-1)?.at),
    ...slugs.map((slug) => exercises[slug]?.lastRunAt ?? exercises[slug]?.startedAt),
  ];
  return times.filter((time) => time !== undefined).toSorted().at(-1) ?? '';
} // prettier-ignore
