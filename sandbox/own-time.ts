// Suites may install fake timers; these clocks must keep running.
const { setTimeout, clearTimeout } = globalThis;
const machine: Clock = {
  // Browsers want to be called without an object.
  setTimeout: (work, ms) => setTimeout(work, ms),
  clearTimeout: (timer) => clearTimeout(timer),
  now: performance.now.bind(performance),
};

export interface Clock {
  setTimeout(work: () => void, ms: number): unknown;
  clearTimeout(timer: never): void;
  /** ms since some moment */
  now(): number;
}

/**
 * Counts the time in which this thread got its turns. A tick that comes late, because the computer slept or was busy with
 * something else, counts for no more than two ticks or a tenth of its time: whoever is waited for had no turns either.
 *
 * @param step ms between two ticks
 * @param tick Told how many ms count since the last tick.
 * @returns what ends it
 */
export function countOwnTime(step: number, tick: (ms: number) => void, clock: Clock = machine): () => void {
  let last = clock.now();
  const next = () => {
    const passed = clock.now() - last;
    last += passed;
    timer = clock.setTimeout(next, step);
    tick(Math.min(passed, Math.max(2 * step, passed / 10)));
  };
  let timer = clock.setTimeout(next, step);
  return () => clock.clearTimeout(timer as never);
}

/** Calls `over` once, after so many ms of this thread's own time. Returns what calls it off. */
export function afterOwnTime(ms: number, over: () => void, clock: Clock = machine): () => void {
  let left = ms;
  const stop = countOwnTime(
    stepOf(ms),
    (passed) => {
      left -= passed;
      if (left > 0) return;
      stop();
      over();
    },
    clock,
  );
  return stop;
}

/** ms between two looks at a clock that runs for so many. */
export const stepOf = (ms: number): number => Math.min(ms / 20, 100);
