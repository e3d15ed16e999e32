import { afterOwnTime, countOwnTime, stepOf } from '../own-time.ts';

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
  let inAll = 0;
  let sinceProgress = 0;
  let stop = countOwnTime(stepOf(limit), (ms) => {
    inAll += ms;
    sinceProgress += ms;
    // The time that a package takes to come is not the program's.
    if (loading()) inAll = sinceProgress = 0;
    // Tests that end one after the other are no endless loop: the limit counts from the last of them.
    if (sinceProgress < limit && inAll < patience * limit) return;
    stop();
    stop = afterOwnTime(grace, over);
    ask();
  });
  return {
    progress: () => void (sinceProgress = 0),
    stop: () => stop(),
  };
}
