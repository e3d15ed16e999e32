const day = 24 * 60 * 60 * 1000;

/** `today`, `tomorrow`, `on Tuesday, 24 November`. Both in ms since 1970, in the device's time zone. */
export function dayWords(time: number, now: number): string {
  const midnight = (at: number) => new Date(at).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(time) - midnight(now)) / day);
  if (days <= 0) return 'today';
  if (days === 1) return 'tomorrow';
  return `on ${new Date(time).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })}`;
}
