/** A run that makes progress on a slow computer may take this many limits in all. */
const patience = 3;
/** ms that a worker has to show that it is only waiting, before its run is ended. */
const grace = 150;

export interface RunLimitOptions {
  /** ms without progress */
  limit: number;
  /** Whether the program waits for a package that is still on its way. */
  loading(): boolean;
  /** Asks the worker for a sign of life. */
  ask(): void;
  /** The worker gave none. */
  over(): void;
}

/** The clock of one run: it starts now, and again with each test that ends. */
export function createRunLimit({ limit, loading, ask, over }: RunLimitOptions) {
  let started = performance.now();
  let progress = started;
  const overdue = () => {
    const now = performance.now();
    // The time that a package takes to come is not the program's.
    if (loading()) started = progress = now;
    const left = Math.min(progress + limit, started + patience * limit) - now;
    // Tests that end one after the other are no endless loop: the limit counts from the last of them.
    if (left > 1) return void (timer = setTimeout(overdue, left));
    timer = setTimeout(over, grace);
    ask();
  };
  let timer = setTimeout(overdue, limit);
  return {
    progress: () => void (progress = performance.now()),
    stop: () => clearTimeout(timer),
  };
}
