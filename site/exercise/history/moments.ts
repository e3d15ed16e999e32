import type { Snapshot, Verdict } from '../../../sandbox/session/history.ts';

const clockTime = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });
const dateWithYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** `just now`, `5 minutes ago`, `today at 14:03`, `yesterday at 09:12`, `3 March at 14:03`. */
export function momentWords(at: string, now: number): string {
  const then = new Date(at);
  const minutes = Math.floor((now - then.getTime()) / 60_000);
  if (Number.isNaN(minutes)) return 'at an unknown time';
  if (minutes >= 0 && minutes < 1) return 'just now';
  if (minutes >= 0 && minutes < 60) return minutes === 1 ? '1 minute ago' : `${minutes} minutes ago`;
  const today = new Date(now);
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  const time = clockTime.format(then);
  if (sameDay(then, today)) return `today at ${time}`;
  if (sameDay(then, yesterday)) return `yesterday at ${time}`;
  return `${(then.getFullYear() === today.getFullYear() ? date : dateWithYear).format(then)} at ${time}`;
}

const sameDay = (a: Date, b: Date) => a.toDateString() === b.toDateString();

const reasons: Record<Snapshot['reason'], string> = {
  run: 'A run',
  reset: 'Before a reset',
  undo: 'Before the undo of a reset',
  solution: 'Before the solution was shown',
  import: 'Before an import',
  restore: 'Before another version was restored',
  'other-tab': 'From another tab',
  workspace: 'Before a change from workspace/',
};

/** Why a version was kept. A later version of the course may know more reasons. */
export function reasonWords({ reason }: Pick<Snapshot, 'reason'>): string {
  return reasons[reason] ?? 'Kept';
}

/** `All 5 tests passed`, `3 of 5 tests passed`. */
export function verdictWords({ status, passed, total }: Verdict): string {
  if (status === 'error') return 'The tests could not run';
  if (status === 'passed') return total === 1 ? 'The test passed' : `All ${total} tests passed`;
  return `${passed} of ${total} tests passed`;
}
