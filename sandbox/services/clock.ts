// Suites may install fake timers; a service's own clock must keep running.
const { setTimeout, clearTimeout, setImmediate } = globalThis;

/** Time as a service sees it, so that a suite can move it instead of waiting. */
export interface Clock {
  /** ms. */
  now(): number;
  /** Calls `then` after that many ms; the result ends the waiting. */
  after(ms: number, then: () => void): () => void;
}

/** The computer's own. */
export const realClock: Clock = {
  now: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};

export const sleep = (clock: Clock, ms: number): Promise<void> =>
  ms > 0 ? new Promise((resolve) => void clock.after(ms, resolve)) : Promise.resolve();

/** A clock that stands still until it is moved. */
export interface ManualClock extends Clock {
  /** Moves it, and does what falls due on the way, each at its own time. */
  advance(ms: number): Promise<void>;
}

/** Turns of the event loop that code gets to go on after something fell due: an answer crosses a few sockets. */
const turns = 5;

export function createManualClock(start = 0): ManualClock {
  let time = start;
  const waiting = new Set<{ due: number; act: () => void }>();
  const settle = async () => {
    for (let turn = 0; turn < turns; turn++) await new Promise<void>((resolve) => void setImmediate(resolve));
  };
  return {
    now: () => time,
    after(ms, then) {
      const entry = { due: time + Math.max(0, ms), act: then };
      waiting.add(entry);
      return () => void waiting.delete(entry);
    },
    async advance(ms) {
      const end = time + ms;
      await settle();
      for (;;) {
        const [next] = [...waiting].filter(({ due }) => due <= end).toSorted((one, other) => one.due - other.due);
        if (!next) break;
        waiting.delete(next);
        time = Math.max(time, next.due);
        next.act();
        await settle();
      }
      time = end;
    },
  };
}
