import { errorText } from '../session/work.ts';
import type { Storage } from '../session/session.ts';
import { applyChange, type Change } from './changes.ts';
import { mergeProgress } from './merge.ts';
import { noProgress, type Progress } from './progress.ts';
import { readProgress } from './read.ts';

/** Why the stored progress could not be used, or not all of it. */
export type ProgressProblem =
  { kind: 'unreadable'; keptAs: string; faults: string[] } | { kind: 'newer' } | { kind: 'not-saved'; reason: string };

export const progressKey = 'progress';

/** What is wrong with a record of which nothing can be read. */
export const noRecord = 'it is no record of progress, or a part of one';

/** The progress that this page knows, and the storage's: they are joined with each change. */
export function createKept(storage: Storage, now: () => string) {
  let known = noProgress();
  let problem: ProgressProblem | undefined;

  const update = async (changes: Change[]) => {
    const change = (progress: Progress) => changes.reduce(applyChange, progress);
    let next = change(known);
    // In one go, begun at once.
    const join = async (): Promise<boolean> => {
      let damaged = false;
      await storage.update(progressKey, (stored) => {
        damaged = faultsOf(stored) !== undefined;
        if (damaged) return stored;
        if (stored !== undefined && readProgress(stored) === 'newer') {
          problem = { kind: 'newer' };
          return stored;
        }
        next = change(mergeProgress(known, readable(stored)));
        return stored === undefined && isEmpty(next) ? undefined : next;
      });
      return damaged;
    };
    try {
      if (await join()) {
        problem = (await setAside(storage, now(), known)) ?? problem;
        await join();
      }
      if (problem?.kind === 'not-saved') problem = undefined;
    } catch (error) {
      problem = { kind: 'not-saved', reason: errorText(error) };
    }
    known = next;
  };
  let last: Promise<void> | undefined;

  return {
    get known(): Progress {
      return known;
    },
    get problem(): ProgressProblem | undefined {
      return problem;
    },
    /** Joins what is stored, whoever wrote it, with what this page knows, and applies the changes to both. Never rejects. */
    update(changes: Change[]): Promise<void> {
      // One after the other: a damaged record is kept aside once.
      return (last = last ? last.then(() => update(changes)) : update(changes));
    },
    forget() {
      known = noProgress();
      problem = undefined;
    },
  };
}

/** Copies a record that cannot be read, or not wholly, before anything is written over it. */
async function setAside(storage: Storage, now: string, known: Progress): Promise<ProgressProblem | undefined> {
  const stored = await storage.get(progressKey);
  const faults = faultsOf(stored);
  if (!faults) return undefined;
  const keptAs = `${progressKey}:unreadable:${now}`;
  await storage.set(keptAs, stored);
  // Another tab may have repaired it meanwhile.
  await storage.update(progressKey, (again) => (faultsOf(again) ? mergeProgress(known, readable(again)) : again));
  return { kind: 'unreadable', keptAs, faults };
}

/** Looking is no reason to begin a record. */
const isEmpty = ({ exercises, lessons, answers, stages }: Progress): boolean =>
  [exercises, lessons, answers, stages].every((part) => Object.keys(part).length === 0);

/** What is wrong with a stored record; undefined when there is none or all of it can be read. */
function faultsOf(stored: unknown): string[] | undefined {
  if (stored === undefined) return undefined;
  const read = readProgress(stored);
  if (read === 'newer') return undefined;
  if (read === 'unreadable') return [noRecord];
  return read.faults.length > 0 ? read.faults : undefined;
}

function readable(stored: unknown): Progress {
  const read = stored === undefined ? 'unreadable' : readProgress(stored);
  return typeof read === 'string' ? noProgress() : read.progress;
}
