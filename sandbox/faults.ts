import type { TestReport } from './types.ts';

/** Sentences for runs that were ended: what happened, during which test, and what to look for. Equal in every runtime. */

type Ended = Extract<TestReport, { status: 'error' }>;

/** A run was ended while its program computed without a pause. */
export function busyTooLong(milliseconds: number, test?: string): Ended {
  return ended(
    'timeout',
    `Your code was still busy after ${seconds(milliseconds)}${during(test)}, so the run was ended. ` +
      'Look for a loop whose condition never becomes false, or a function that calls itself without an end.',
  );
}

/** A run was ended while its program waited for something. */
export function waitedTooLong(milliseconds: number, test?: string): Ended {
  return ended(
    'timeout',
    `Your code was still waiting after ${seconds(milliseconds)}${during(test)}, so the run was ended. ` +
      'Look for a request that is never answered, a promise that never settles, or a timer that starts itself again.',
  );
}

export function outOfMemory(test?: string): Ended {
  return ended(
    'memory',
    `Your code used up the memory of its process${during(test)}, so the run was ended. ` +
      'Look for an array, a string or a cache that grows in a loop and never stops.',
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
const during = (test: string | undefined) => (test ? ` while “${test}” was running` : ' before the first test began');
