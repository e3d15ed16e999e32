/**
 * The network's own clock. Suites may install fake timers, and those must never reach the network: Node's sockets do not
 * run on the global timers either. So the real ones are taken when this module loads.
 */
const { setTimeout: startTimer, clearTimeout: stopTimer } = globalThis;

export { startTimer, stopTimer };
export type Timer = ReturnType<typeof setTimeout>;

/** Runs `task` in a later turn of the event loop, after every microtask and `process.nextTick`, as bytes from a socket do. */
export const laterTurn: (task: () => void) => void = createLaterTurn();

function createLaterTurn(): (task: () => void) => void {
  const immediate = (globalThis as { setImmediate?: (task: () => void) => unknown }).setImmediate;
  if (immediate) return (task) => void immediate(task);
  // Browsers delay nested timers by 4 ms; messages have no such floor.
  const tasks: (() => void)[] = [];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => tasks.shift()?.();
  return (task) => {
    tasks.push(task);
    port2.postMessage(0);
  };
}
