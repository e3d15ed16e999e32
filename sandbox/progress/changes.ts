/** What a learner does, as data: it can be noted before it is stored, and told again without counting twice. Pure. */
import { mergeProgress } from './merge.ts';
import { answered, attempted, opened, reviewed, shown, started, type Progress, type QuestionKind } from './progress.ts';
import { questionKey } from './question-key.ts';

/** `at` is when it was done, ISO 8601 in UTC. */
export type Change = { at: string } & (
  | { kind: 'start' | 'show'; slug: string }
  | { kind: 'attempt'; slug: string; passed: boolean }
  | { kind: 'open'; lesson: string }
  | { kind: 'answer'; lesson: string; question: { id: string; kind: QuestionKind; right: boolean } }
  | { kind: 'review'; stage: string; result: { right: number; of: number } }
  | { kind: 'merge'; theirs: Progress }
);

/** A change that the record already knows leaves it as it is. */
export function applyChange(progress: Progress, change: Change): Progress {
  const { at } = change;
  switch (change.kind) {
    case 'start':
      return started(progress, change.slug, at);
    case 'show':
      return shown(progress, change.slug, at);
    case 'attempt': {
      const isKnown = (progress.exercises[change.slug]?.lastRunAt ?? '') >= at;
      return isKnown ? progress : attempted(progress, change.slug, change.passed, at);
    }
    case 'open':
      return opened(progress, change.lesson, at);
    case 'answer':
      return answered(progress, questionKey(change.lesson, change.question.id), change.question, at);
    case 'review':
      return reviewed(progress, change.stage, change.result, at);
    case 'merge':
      return mergeProgress(progress, change.theirs);
    default:
      // Noted by a newer version of the course.
      return progress;
  }
}
