/** When the solution opens. */
import type { Clock, Storage } from './session.ts';
import { isRecord } from './work.ts';

export const solutionRules = { attempts: 3, minutes: 15 };

export interface Gate {
  open: boolean;
  /** What is missing, one of which is enough. */
  attemptsLeft: number;
  minutesLeft: number;
}

/** Version 1 of the record below `solutionKey(slug)`. */
export interface SolutionRecord {
  version: 1;
  /** ms that the exercise was open and to be seen. */
  active: number;
  /** It was shown once: it stays open. */
  shown: boolean;
}

export function solutionKey(slug: string): string {
  return `solution:${slug}`;
}

export function gateOf({ attempts, active, shown }: { attempts: number; active: number; shown: boolean }): Gate {
  const attemptsLeft = Math.max(0, solutionRules.attempts - attempts);
  const minutesLeft = Math.max(0, Math.ceil(solutionRules.minutes - active / 60_000));
  return { open: shown || attemptsLeft === 0 || minutesLeft === 0, attemptsLeft, minutesLeft };
}

/** ms between two ticks above which nobody can have been looking: the device slept. */
const longest = 30_000;

/** Counts the time with the exercise, across reloads and tabs. Without a storage it counts for this page. */
export function createSolutionTimer({ storage, clock, slug }: { storage: Storage; clock: Clock; slug: string }) {
  let known: SolutionRecord = { version: 1, active: 0, shown: false };
  let since: number | undefined;
  /** What the storage does not have yet. */
  let unsaved = 0;

  const save = async () => {
    const adding = unsaved;
    unsaved = 0;
    let next = { ...known, active: known.active + adding };
    try {
      await storage.update(solutionKey(slug), (stored) => {
        if (isRecord(stored) && typeof stored.version === 'number' && stored.version > 1) return stored;
        const read = readRecord(stored);
        next = { version: 1, active: read.active + adding, shown: read.shown || known.shown };
        return next;
      });
      known = next;
    } catch {
      // The learner hears of a storage that fails from the session; the time goes on counting here.
      unsaved += adding;
    }
  };
  /** Adds the time since the last tick; `visible`: whether the exercise is to be seen from now on. */
  const tick = (visible: boolean): Promise<void> => {
    const now = clock.now();
    if (since !== undefined) unsaved += Math.min(Math.max(0, now - since), longest);
    since = visible ? now : undefined;
    return save();
  };
  return {
    tick,
    get record(): SolutionRecord {
      return { ...known, active: known.active + unsaved };
    },
    /** It was opened: it stays open. */
    show() {
      known = { ...known, shown: true };
      return save();
    },
  };
}

export type SolutionTimer = ReturnType<typeof createSolutionTimer>;

function readRecord(stored: unknown): SolutionRecord {
  const fresh: SolutionRecord = { version: 1, active: 0, shown: false };
  if (!isRecord(stored) || stored.version !== 1 || typeof stored.active !== 'number') return fresh;
  return { ...fresh, active: stored.active, shown: stored.shown === true };
}
