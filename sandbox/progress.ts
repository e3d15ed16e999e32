import { errorText } from './work.ts';
import type { Clock, Storage } from './session.ts';

/** What a learner has done. Version 1 of the record below `progressKey`. */
export interface Progress {
  version: 1;
  exercises: Record<string, ExerciseProgress>;
}

export interface ExerciseProgress {
  status: 'started' | 'completed';
  /** Runs that gave a report. */
  attempts: number;
  /** ISO 8601, UTC. */
  startedAt: string;
  lastRunAt?: string;
  completedAt?: string;
}

/** Why the stored progress could not be used. */
export type ProgressProblem =
  { kind: 'unreadable'; keptAs: string } | { kind: 'newer' } | { kind: 'not-saved'; reason: string };

export interface ProgressStore {
  /** The progress that is known on this page and in the storage. Never rejects. */
  load(): Promise<{ progress: Progress; problem?: ProgressProblem | undefined }>;
  /** The learner changed a file or pressed Run. */
  start(slug: string): Promise<void>;
  /** A run gave a report. */
  attempt(slug: string, passed: boolean): Promise<void>;
  /** Returns its undo. */
  subscribe(listener: (progress: Progress) => void): () => void;
}

export const progressKey = 'progress';

/** Keeps the progress of this device. Storage and clock are passed in. */
export function createProgress({ storage, clock }: { storage: Storage; clock: Clock }): ProgressStore {
  const listeners = new Set<(progress: Progress) => void>();
  let known: Progress = { version: 1, exercises: {} };
  let problem: ProgressProblem | undefined;
  const now = () => new Date(clock.now()).toISOString();

  const setAside = async () => {
    const stored = await storage.get(progressKey);
    if (readProgress(stored) !== 'unreadable') return;
    const keptAs = `${progressKey}:unreadable:${now()}`;
    await storage.set(keptAs, stored);
    problem = { kind: 'unreadable', keptAs };
    // Another tab may have repaired it meanwhile.
    await storage.update(progressKey, (again) => (readProgress(again) === 'unreadable' ? known : again));
  };

  /** Joins what is stored, whoever wrote it, with what this page knows, and applies the change to both. */
  const update = async (change: (progress: Progress) => Progress) => {
    let next = change(known);
    try {
      await setAside();
      await storage.update(progressKey, (stored) => {
        const read = readProgress(stored);
        if (read === 'unreadable') return stored;
        if (read === 'newer') {
          problem = { kind: 'newer' };
          return stored;
        }
        return (next = change(mergeProgress(known, read)));
      });
    } catch (error) {
      problem = { kind: 'not-saved', reason: errorText(error) };
    }
    known = next;
    for (const listener of listeners) listener(known);
  };

  return {
    async load() {
      await update((progress) => progress);
      return { progress: known, problem };
    },
    start: (slug) => update((progress) => started(progress, slug, now())),
    attempt: (slug, passed) => update((progress) => attempted(started(progress, slug, now()), slug, passed, now())),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Two tabs, or two devices: nothing that one of them knows is lost. */
export function mergeProgress(a: Progress, b: Progress): Progress {
  const exercises = { ...a.exercises };
  for (const [slug, theirs] of Object.entries(b.exercises)) {
    const mine = exercises[slug];
    exercises[slug] = mine ? mergeExercise(mine, theirs) : theirs;
  }
  return { version: 1, exercises };
}

function mergeExercise(a: ExerciseProgress, b: ExerciseProgress): ExerciseProgress {
  const merged: ExerciseProgress = {
    status: a.status === 'completed' || b.status === 'completed' ? 'completed' : 'started',
    attempts: Math.max(a.attempts, b.attempts),
    startedAt: a.startedAt < b.startedAt ? a.startedAt : b.startedAt,
  };
  const lastRunAt = [a.lastRunAt, b.lastRunAt]
    .filter((time) => time !== undefined)
    .sort()
    .at(-1);
  const completedAt = [a.completedAt, b.completedAt]
    .filter((time) => time !== undefined)
    .sort()
    .at(0);
  if (lastRunAt) merged.lastRunAt = lastRunAt;
  if (completedAt) merged.completedAt = completedAt;
  return merged;
}

function started(progress: Progress, slug: string, now: string): Progress {
  if (progress.exercises[slug]) return progress;
  return {
    version: 1,
    exercises: { ...progress.exercises, [slug]: { status: 'started', attempts: 0, startedAt: now } },
  };
}

function attempted(progress: Progress, slug: string, passed: boolean, now: string): Progress {
  const before = progress.exercises[slug]!;
  const after: ExerciseProgress = { ...before, attempts: before.attempts + 1, lastRunAt: now };
  if (passed) {
    after.status = 'completed';
    after.completedAt ??= now;
  }
  return { version: 1, exercises: { ...progress.exercises, [slug]: after } };
}

function readProgress(stored: unknown): Progress | 'unreadable' | 'newer' {
  if (stored === undefined) return { version: 1, exercises: {} };
  if (typeof stored !== 'object' || stored === null) return 'unreadable';
  const { version, exercises } = stored as Partial<Progress>;
  if (typeof version === 'number' && version > 1) return 'newer';
  if (version !== 1 || typeof exercises !== 'object' || exercises === null) return 'unreadable';
  const valid = Object.values(exercises).every(
    (entry: Partial<ExerciseProgress> | null) =>
      (entry?.status === 'started' || entry?.status === 'completed') &&
      Number.isInteger(entry.attempts) &&
      typeof entry.startedAt === 'string',
  );
  return valid ? { version: 1, exercises } : 'unreadable';
}
