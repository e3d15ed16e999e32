import { lessonState } from '../progress/lesson-state.ts';
import type { Progress } from '../progress/progress.ts';
import { allReviews, dueReviews } from '../progress/reviews.ts';
import { stageState } from '../progress/stages.ts';
import type { CourseStage } from './course.ts';
import type { Paint } from './print.ts';
import { count } from './words.ts';

/** Where a learner stands, worked out of the record. */
export interface Standing {
  stages: {
    slug: string;
    title: string;
    number: number;
    lessons: { completed: number; started: number; of: number; planned: number };
    exercises: { slug: string; state: 'new' | 'started' | 'completed'; attempts: number; solutionSeen: boolean }[];
    /** Questions and exercises that are due. */
    due: number;
    badge: boolean;
    bestReview?: number;
  }[];
  due: number;
  /** ISO 8601 of the next review that is not due yet. */
  nextReview?: string;
}

export function standing(progress: Progress, course: CourseStage[], now: number): Standing {
  const due = dueReviews(progress, now);
  const next = allReviews(progress).find(({ dueAt }) => !due.some((one) => one.dueAt === dueAt) && dueAt > now);
  const stages = course.map((stage) => {
    const { badge, best } = stageState(progress, stage.slug, stage.lessons);
    const states = stage.lessons.map((lesson) => lessonState(progress, lesson));
    const slugs = [...new Set([...stage.lessons.flatMap(({ exercises }) => exercises), ...(stage.milestones ?? [])])];
    return {
      slug: stage.slug,
      title: stage.title,
      number: stage.number,
      lessons: {
        completed: states.filter((state) => state === 'completed').length,
        started: states.filter((state) => state === 'started').length,
        of: stage.lessons.length,
        planned: stage.planned,
      },
      exercises: slugs.map((slug) => exerciseState(progress, slug)),
      due: due.filter(({ kind, key }) => (kind === 'exercise' ? slugs.includes(key) : key.startsWith(`${stage.slug}/`))).length,
      badge,
      ...(best !== undefined && { bestReview: best }),
    };
  });
  return { stages, due: due.length, ...(next && { nextReview: new Date(next.dueAt).toISOString() }) };
} // prettier-ignore

function exerciseState({ exercises }: Progress, slug: string) {
  const known = exercises[slug];
  const state: 'new' | 'started' | 'completed' = known?.status ?? 'new';
  return { slug, state, attempts: known?.attempts ?? 0, solutionSeen: known?.solutionAt !== undefined };
}

const marks = { new: '·', started: '○', completed: '✓' };

/** The standing as a table: a line for each stage with something in it, its exercises below. */
export function formatStanding({ stages, due, nextReview }: Standing, paint: Paint): string {
  const written = stages.filter(({ lessons }) => lessons.of > 0);
  const name = (stage: Standing['stages'][number]) => `${stage.number}. ${stage.title}`;
  const width = Math.max(5, ...written.map((stage) => name(stage).length));
  const lines = [`  ${'Stage'.padEnd(width)}  Lessons  Exercises  Due  Badge`];
  for (const stage of written) {
    const done = stage.exercises.filter(({ state }) => state === 'completed').length;
    const columns = [
      `${stage.lessons.completed} of ${stage.lessons.of}`.padEnd(7),
      `${done} of ${stage.exercises.length}`.padEnd(9),
      String(stage.due || '–').padEnd(3),
      stage.badge ? 'yes' : '–',
    ];
    lines.push(`  ${paint('bold', name(stage).padEnd(width))}  ${columns.join('  ')}`);
    for (const { slug, state, attempts, solutionSeen } of stage.exercises) {
      const words = { new: 'not begun', started: 'begun', completed: 'completed' }[state];
      const runs = attempts ? `, ${count(attempts, 'run')}` : '';
      const mark = state === 'completed' ? paint('green', marks[state]) : marks[state];
      lines.push(`    ${mark} ${slug}: ${words}${runs}${solutionSeen ? ', solution seen' : ''}`);
    }
  }
  const rest = stages.length - written.length;
  if (rest) lines.push(paint('dim', `  ${count(rest, 'stage')} more ${rest === 1 ? 'is' : 'are'} planned.`));
  lines.push('', `  ${reviewWords(due, nextReview)}`);
  return lines.join('\n');
}

function reviewWords(due: number, next: string | undefined): string {
  if (due) return `${count(due, 'review')} ${due === 1 ? 'is' : 'are'} due: \`npm start\`, then Review.`;
  return next ? `Nothing is due for review. The next comes on ${next.slice(0, 10)}.` : 'Nothing is due for review.';
}
