import { signal, type Signal } from '@preact/signals';
import { mixedReview } from '../../../sandbox/progress/stages.ts';
import { allReviews } from '../../../sandbox/progress/reviews.ts';
import { record } from '../../device/record.ts';
import { courseIndex, type CourseIndex, type IndexedStage } from '../course-index.ts';
import { drawMixed, dueItems, type Item } from './pick.ts';

export type Review =
  | { phase: 'loading' }
  | { phase: 'failed'; reason: string }
  /** ms since 1970 of the next review, if there is one. */
  | { phase: 'nothing'; nextAt?: number; answered: boolean; stage?: IndexedStage }
  | { phase: 'asking'; items: Item[]; at: number; right: number; stage?: IndexedStage; course: CourseIndex }
  | { phase: 'done'; right: number; of: number; stage?: IndexedStage; again: number };

export type Asking = Extract<Review, { phase: 'asking' }>;

export interface ReviewModel {
  review: Signal<Review>;
  begin(): Promise<void>;
  /** The first answer to the question that is asked now. */
  answer(item: Item, right: boolean, kind: 'quiz' | 'predict' | 'parsons'): Promise<void>;
  next(): Promise<void>;
}

/** What is due, or with a stage's slug a mixed review of that stage. */
export function createReview(slug: string | undefined): ReviewModel {
  const review = signal<Review>({ phase: 'loading' });
  const begin = async () => {
    review.value = { phase: 'loading' };
    try {
      review.value = await draw(slug);
    } catch (error) {
      review.value = { phase: 'failed', reason: words(error) };
    }
  };
  const end = async ({ right, items, stage, course }: Asking): Promise<Review> => {
    const of = items.filter(({ kind }) => kind === 'question').length;
    if (stage && of > 0) await record().review(stage.slug, { right, of });
    const { progress } = await record().load();
    const again = dueItems(course, progress, Date.now()).length;
    return { phase: 'done', right, of, again, ...(stage && { stage }) };
  };
  return {
    review,
    begin,
    async answer(item, right, kind) {
      const now = review.value;
      if (now.phase !== 'asking' || item.kind !== 'question') return;
      review.value = { ...now, right: now.right + (right ? 1 : 0) };
      await record().answer(item.lesson.id, { id: item.id, kind, right });
    },
    async next() {
      const now = review.value;
      if (now.phase !== 'asking') return;
      review.value = now.at + 1 < now.items.length ? { ...now, at: now.at + 1 } : await end(now);
    },
  };
}

async function draw(slug: string | undefined): Promise<Review> {
  const [course, { progress }] = await Promise.all([courseIndex(), record().load()]);
  const stage = slug === undefined ? undefined : course.stages.find((one) => one.slug === slug);
  if (slug !== undefined && !stage) throw new Error(`There is no stage “${slug}”.`);
  const items = stage ? drawMixed(stage, mixedReview.questions, Math.random) : dueItems(course, progress, Date.now());
  if (items.length > 0) return { phase: 'asking', items, at: 0, right: 0, course, ...(stage && { stage }) };
  const next = allReviews(progress).find(({ dueAt }) => dueAt > Date.now());
  const answered = Object.keys(progress.answers).length > 0;
  return { phase: 'nothing', answered, ...(stage && { stage }), ...(next && { nextAt: next.dueAt }) };
}

const words = (error: unknown): string =>
  error instanceof TypeError
    ? 'The list of lessons could not be loaded. Is the network gone? Your progress is safe on this device.'
    : error instanceof Error
      ? error.message
      : String(error);
