// Taken when this file loads, before fake timers or programs replace the globals.
const timeout = globalThis.setTimeout.bind(globalThis);
const clear = globalThis.clearTimeout.bind(globalThis) as (id: unknown) => void;

const tasks: (() => void)[] = [];
let post: () => void = () => void timeout(runNext, 0);

/** A task for each immediate: promises settle between two of them, as in Node. */
function runNext() {
  const task = tasks.shift();
  task?.();
}

const inBrowser =
  typeof MessageChannel === 'function' && typeof (globalThis as { window?: object }).window === 'undefined';
if (typeof (globalThis as { setImmediate?: unknown }).setImmediate === 'function') {
  const { setImmediate } = globalThis;
  post = () => void setImmediate(runNext);
} else if (inBrowser) {
  const { port1, port2 } = new MessageChannel();
  // In Node an open port keeps the process alive, which it shall do only while something waits.
  const alive = port1 as { ref?(): void; unref?(): void };
  port1.onmessage = () => {
    if (tasks.length === 1) alive.unref?.();
    runNext();
  };
  post = () => {
    if (tasks.length === 1) alive.ref?.();
    port2.postMessage(null);
  };
  alive.unref?.();
}

export const native = {
  setTimeout: (callback: () => void, delay: number) => timeout(callback, delay) as unknown as number,
  clearTimeout: clear,
  /** The next turn of the event loop, without the delay that browsers add to nested timers. */
  soon(task: () => void) {
    tasks.push(task);
    post();
  },
  /** How many tasks wait for their turn. */
  pending: () => tasks.length,
};
