import type { Channel, Clock, Storage } from '../session/session.ts';
import type { Change } from './changes.ts';
import { noJournal, type Journal } from './journal.ts';
import { createKept, type ProgressProblem } from './kept.ts';
import type { Progress, QuestionKind } from './progress.ts';

export interface ProgressStore {
  /** The progress that is known on this page and in the storage. Never rejects. */
  load(): Promise<{ progress: Progress; problem?: ProgressProblem | undefined }>;
  /** The learner changed a file or pressed Run. */
  start(slug: string): Promise<void>;
  /** A run gave a report. */
  attempt(slug: string, passed: boolean): Promise<void>;
  /** The solution was looked at. */
  show(slug: string): Promise<void>;
  /** A lesson (`stage/lesson`) was opened. */
  open(lesson: string): Promise<void>;
  /** A question of a lesson was answered. */
  answer(lesson: string, question: { id: string; kind: QuestionKind; right: boolean }): Promise<void>;
  /** A mixed review of a stage came to its end. */
  review(stage: string, result: { right: number; of: number }): Promise<void>;
  /** Joins another device's progress with this one's. */
  merge(theirs: Progress): Promise<void>;
  /** The record was deleted: nothing of it is written again, here or in other tabs. */
  forget(): void;
  /** Hears of every change, also of another tab's. Returns its undo. */
  subscribe(listener: (progress: Progress) => void): () => void;
}

export interface ProgressOptions {
  storage: Storage;
  clock: Clock;
  /** Notes changes until they are stored. */
  journal?: Journal;
  /** Reaches the other tabs. */
  channel?: Channel | undefined;
}

/** Keeps the progress of this device. Storage, clock, journal and channel are passed in. */
export function createProgress({ storage, clock, journal = noJournal, channel }: ProgressOptions): ProgressStore {
  const listeners = new Set<(progress: Progress) => void>();
  const kept = createKept(storage, () => at());
  const at = () => new Date(clock.now()).toISOString();
  const tell = () => listeners.forEach((listener) => listener(kept.known));
  const update = async (changes: Change[] = []) => {
    await kept.update(changes);
    tell();
  };
  const write = async (change: Change) => {
    const strike = journal.add(change);
    await update([change]);
    // What could not be stored stays noted.
    if (!kept.problem || kept.problem.kind === 'unreadable') strike();
    channel?.post('changed');
  };
  channel?.listen((message) => {
    if (message === 'changed') void update();
    if (message !== 'forgotten') return;
    kept.forget();
    tell();
  });
  return {
    async load() {
      const left = journal.left();
      await update(left.map(({ change }) => change));
      if (left.length > 0) channel?.post('changed');
      if (!kept.problem || kept.problem.kind === 'unreadable') for (const { strike } of left) strike();
      return { progress: kept.known, problem: kept.problem };
    },
    start: (slug) => write({ kind: 'start', slug, at: at() }),
    attempt: (slug, passed) => write({ kind: 'attempt', slug, passed, at: at() }),
    show: (slug) => write({ kind: 'show', slug, at: at() }),
    open: (lesson) => write({ kind: 'open', lesson, at: at() }),
    answer: (lesson, question) => write({ kind: 'answer', lesson, question, at: at() }),
    review: (stage, result) => write({ kind: 'review', stage, result, at: at() }),
    merge: (theirs) => write({ kind: 'merge', theirs, at: at() }),
    forget() {
      kept.forget();
      channel?.post('forgotten');
      tell();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
