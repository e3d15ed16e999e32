import { abortError, validateAbortSignal } from './errors.ts';

type Callback = (...args: unknown[]) => void;
interface Waiting {
  id: number;
  at: number;
  every: number | undefined;
  run: () => void;
}
export interface PromiseOptions {
  signal?: AbortSignal;
  ref?: boolean;
}
export type MockClock = ReturnType<typeof createMockClock>;

/** The time of a test, and the timers that wait for it; immediates are due before any other. */
export function createMockClock() {
  let queue: Waiting[] = [];
  let now = 0;
  let nextId = 1;

  const clear = (timer: unknown) => {
    const id = typeof timer === 'object' && timer !== null ? (timer as { id?: number }).id : Number(timer);
    queue = queue.filter((each) => each.id !== id);
  };
  const add = (delay: number, every: number | undefined, run: () => void) => {
    const entry: Waiting = { id: nextId++, at: now + delay, every, run };
    queue.push(entry);
    const timer = {
      id: entry.id,
      ref: () => timer,
      unref: () => timer,
      hasRef: () => true,
      refresh() {
        entry.at = now + delay;
        if (!queue.includes(entry)) queue.push(entry);
        return timer;
      },
      close: () => clear(timer),
      [Symbol.toPrimitive]: () => entry.id,
      [Symbol.dispose ?? Symbol.for('Symbol.dispose')]: () => clear(timer),
    };
    return timer;
  };
  return {
    add,
    clear,
    now: () => now,
    /** When the last timer is due. */
    last: () => Math.max(now, ...queue.map(({ at }) => at)),
    set(time: number) {
      now = time;
    },
    empty() {
      queue = [];
    },
    /** Each timer runs at its own time. */
    advance(end: number) {
      for (;;) {
        const due = queue.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at || a.id - b.id)[0];
        if (!due) break;
        now = Math.max(now, due.at);
        if (due.every === undefined) queue = queue.filter((each) => each !== due);
        else due.at += due.every;
        due.run();
      }
      now = Math.max(now, end);
    },
  };
}

export const delayOf = (delay: unknown): number => Math.max(1, Number(delay) || 1);

/** The timers' functions on a test's time. */
export function clockTimers({ add }: MockClock) {
  return {
    once: (run: Callback, delay?: unknown, ...args: unknown[]) => add(delayOf(delay), undefined, () => run(...args)),
    repeated: (run: Callback, delay?: unknown, ...args: unknown[]) =>
      add(delayOf(delay), delayOf(delay), () => run(...args)),
    immediate: (run: Callback, ...args: unknown[]) => add(-1, undefined, () => run(...args)),
  };
}

/** The forms of `timers/promises` on a test's time. */
export function clockPromises({ add, clear }: MockClock) {
  const promised = (delay: number, value: unknown, options: PromiseOptions = {}) =>
    new Promise((resolve, reject) => {
      const { signal } = options;
      validateAbortSignal(signal, 'options.signal');
      if (signal?.aborted) return reject(abortError(signal.reason));
      const abort = () => {
        clear(timer);
        reject(abortError(signal?.reason));
      };
      const timer = add(delay, undefined, () => {
        signal?.removeEventListener('abort', abort);
        resolve(value);
      });
      signal?.addEventListener('abort', abort, { once: true });
    });
  async function* intervals(delay?: number, value?: unknown, options: PromiseOptions = {}) {
    const { signal } = options;
    validateAbortSignal(signal, 'options.signal');
    if (signal?.aborted) throw abortError(signal.reason);
    const times: unknown[] = [];
    let wake = () => {};
    const timer = add(delayOf(delay), delayOf(delay), () => (times.push(value), wake()));
    const abort = () => (clear(timer), wake());
    signal?.addEventListener('abort', abort, { once: true });
    try {
      for (;;) {
        while (times.length > 0) yield times.shift();
        if (signal?.aborted) throw abortError(signal.reason);
        await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      clear(timer);
      signal?.removeEventListener('abort', abort);
    }
  }
  return { promised, intervals };
}
