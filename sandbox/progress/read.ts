import { noProgress, type Progress } from './progress.ts';

export interface ReadProgress {
  progress: Progress;
  /** Entries that could not be read, as `exercises.greet: “attempts” has to be a whole number`. */
  faults: string[];
}

/**
 * Checks a stored or imported record and brings older versions up to date. Entries that cannot be read are left out and
 * named. `newer`: written by a later version of the course, which must not be overwritten. `unreadable`: no such record.
 */
export function readProgress(stored: unknown): ReadProgress | 'unreadable' | 'newer' {
  if (!isRecord(stored)) return 'unreadable';
  const { version } = stored;
  if (typeof version === 'number' && version > 2) return 'newer';
  if (version === 1) return readParts({ lessons: {}, answers: {}, stages: {}, ...stored });
  return version === 2 ? readParts(stored) : 'unreadable';
}

type Part = Exclude<keyof Progress, 'version'>;
type Check = (value: unknown) => boolean;
/** The check of a field, and what it has to be. An optional field may be absent. */
type Shape = Record<string, { is: Check; words: string; optional?: boolean }>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTime: Check = (value) =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value) && !Number.isNaN(Date.parse(value));
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const listOf = (is: Check): Check => (value) => Array.isArray(value) && value.length > 0 && value.every((item) => isRecord(item) && is(item)); // prettier-ignore

const time = { is: isTime, words: 'a time like 2030-01-31T12:00:00.000Z' };
const maybe = { ...time, optional: true };

const shapes: Record<Part, Shape> = {
  exercises: {
    status: { is: (value) => value === 'started' || value === 'completed', words: '“started” or “completed”' },
    attempts: { is: isCount, words: 'a whole number' },
    startedAt: time,
    lastRunAt: maybe,
    completedAt: maybe,
    lastPassAt: maybe,
    solutionAt: maybe,
  },
  lessons: { openedAt: time, lastAt: time },
  answers: {
    kind: { is: (value) => ['quiz', 'predict', 'parsons'].includes(value as string), words: '“quiz”, “predict” or “parsons”' },
    given: {
      is: listOf((one) => isTime((one as { at: unknown }).at) && typeof (one as { right: unknown }).right === 'boolean'),
      words: 'a list of { at, right }',
    },
  },
  stages: {
    reviews: {
      is: listOf((one) => {
        const { at, right, of } = one as Record<string, unknown>;
        return isTime(at) && isCount(right) && isCount(of) && (right as number) <= (of as number);
      }),
      words: 'a list of { at, right, of }',
    },
  },
}; // prettier-ignore

function readParts(stored: Record<string, unknown>): ReadProgress | 'unreadable' {
  const progress: Progress = noProgress();
  const faults: string[] = [];
  for (const [part, shape] of Object.entries(shapes) as [Part, Shape][]) {
    const entries = stored[part];
    if (!isRecord(entries)) return 'unreadable';
    for (const [key, entry] of Object.entries(entries)) {
      const fault = faultOf(entry, shape);
      if (fault) faults.push(`${part}.${key}: ${fault}`);
      // A name like `__proto__` stays a name.
      else Object.defineProperty(progress[part], key, { value: entry, enumerable: true, writable: true, configurable: true }); // prettier-ignore
    }
  }
  return { progress, faults };
}

function faultOf(entry: unknown, shape: Shape): string | undefined {
  if (!isRecord(entry)) return 'has to be an object';
  for (const [name, { is, words, optional }] of Object.entries(shape)) {
    if (optional && entry[name] === undefined) continue;
    if (!is(entry[name])) return `“${name}” has to be ${words}`;
  }
  return undefined;
}
