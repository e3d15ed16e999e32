import type { ErrorReason } from './types.ts';

/** Why no verdict came, in a few words; the same on the page and in the terminal. */
export function reasonTitle(reason: ErrorReason, timeLimit?: number): string {
  const titles: Record<ErrorReason, string> = {
    syntax: 'The code could not be read',
    load: 'The code could not be loaded',
    timeout: timeLimit === undefined ? 'The run was ended' : `The run was ended after ${timeLimit} s`,
    memory: 'The run was ended: it used too much memory',
    boot: 'The engine did not start',
    internal: 'This is our fault, not yours',
  };
  return titles[reason] ?? titles.internal;
}
