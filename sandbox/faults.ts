import type { TestReport } from './types.ts';

/** Sentences for runs that were ended: what happened, during which test, and what to look for. Equal in every runtime. */

type Ended = Extract<TestReport, { status: 'error' }>;

/** Where a run was when it was ended: in a test, or between the one that ended last and the next. */
export interface Moment {
  test?: string | undefined;
  over?: boolean;
}

/** A run was ended while its program computed without a pause. */
export function busyTooLong(milliseconds: number, at: Moment): Ended {
  return ended(
    'timeout',
    `Your code was still busy after ${seconds(milliseconds)}${during(at)}, so the run was ended. ` +
      'Look for a loop whose condition never becomes false, a function that calls itself without an end, ' +
      'or a regular expression with a repetition inside a repetition.',
  );
}

/** A run was ended while its program waited for something. */
export function waitedTooLong(milliseconds: number, at: Moment): Ended {
  return ended(
    'timeout',
    `Your code was still waiting after ${seconds(milliseconds)}${during(at)}, so the run was ended. ` +
      'Look for a request that is never answered, a promise that never settles, or a timer that starts itself again.',
  );
}

export function outOfMemory(at: Moment): Ended {
  return ended(
    'memory',
    `Your code used up the memory of its process${during(at)}, so the run was ended. ` +
      'Look for an array, a string, a cache or printed output that grows in a loop and never stops.',
  );
}

export const stopped = (): Ended => ended('timeout', 'The run was stopped.');

/** Our own failure, said as such. */
export function internalFault(details: string): Ended {
  return ended(
    'internal',
    `The runtime itself failed; this is not your fault. Run again, and report it if it stays. Details: ${details}`,
  );
}

const ended = (reason: Ended['reason'], message: string): Ended => ({ status: 'error', reason, message });
const seconds = (milliseconds: number) => `${milliseconds / 1000} s`;

export function during({ test, over }: Moment): string {
  if (!test) return ' before the first test began';
  return over ? `, after “${test}” had ended` : ` while “${test}” was running`;
}
