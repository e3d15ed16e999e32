import type { OfflineState } from './protocol.ts';

/** What a page knows: the worker's state, or why there is none. */
export type Situation =
  | OfflineState
  /** unsupported: no service workers here. starting: not installed yet. unasked: data is dear here, so it waits. */
  | { phase: 'unsupported' | 'starting' | 'unasked' | 'refused'; total?: number };

export interface Saying {
  text: string;
  /** What can be done about it, as a button. */
  action?: 'Make everything available offline' | 'Try again' | 'Reload';
  progress?: { done: number; total: number };
}

/** In words, how much of the course is on this device. */
export function sayingOf(situation: Situation): Saying {
  const { phase } = situation;
  if (phase === 'unsupported')
    return {
      text: 'This browser cannot keep the course for use without a network here. Pages in a private window, or without https, have no place for it.',
    };
  if (phase === 'refused')
    return {
      text: 'The course could not be prepared for use without a network, because the browser refused or the network failed.',
      action: 'Try again',
    };
  if (phase === 'starting') return { text: 'Not yet available without a network. It begins in a moment.' };
  if (phase === 'unasked' || phase === 'waiting') return unasked(situation.total);
  return present(situation as OfflineState);
}

function unasked(total: number | undefined): Saying {
  const size = total ? ` The whole course is ${megabytes(total)} MB.` : '';
  return {
    text: `Not yet available without a network, except for what you have opened.${size}`,
    action: 'Make everything available offline',
  };
}

function present({ phase, done, total, fault }: OfflineState): Saying {
  const amount = `${megabytes(done)} of ${megabytes(total)} MB`;
  if (phase === 'ready')
    return {
      text: `The whole course works without a network: ${megabytes(total)} MB are on this device. Python and PostgreSQL follow when an exercise first runs them.`,
    };
  if (phase === 'downloading') return { text: `Downloading the course for use without a network: ${amount}`, progress: { done, total } }; // prettier-ignore
  if (fault === 'space')
    return {
      text: `Not all of the course fits on this device: ${amount} are here, and the browser has no room for more. Free some space, then try again.`,
      action: 'Try again',
    };
  if (fault === 'changed')
    return {
      text: `The download stopped at ${amount}, because the site has a new version. Reload to go on with that one.`,
      action: 'Reload',
    };
  return {
    text: `The download stopped at ${amount}, because the network failed. What is here works.`,
    action: 'Try again',
  };
}

/** Whole megabytes; small amounts with one decimal. */
export function megabytes(bytes: number): string {
  const amount = bytes / 1e6;
  return amount < 10 ? amount.toFixed(1) : amount.toFixed(0);
}
