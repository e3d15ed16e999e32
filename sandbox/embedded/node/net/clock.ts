import { currentFrame, runInFrame } from '../async-context.ts';
import { native } from '../native-timers.ts';
import { runMacrotask } from '../next-tick.ts';

/**
 * The network's own clock. Suites may install fake timers, and those must never reach the network: Node's sockets do not
 * run on the global timers either. So the real ones are taken when this module loads.
 */
const { setTimeout, clearTimeout } = globalThis;

export type Timer = ReturnType<typeof setTimeout>;

/** A timer that keeps no process alive, as those of sockets. */
export function startTimer(task: () => void, delay: number): Timer {
  const timer = setTimeout(() => runMacrotask(task), delay);
  (timer as { unref?(): void }).unref?.();
  return timer;
}

export function stopTimer(timer: Timer | undefined): void {
  if (timer !== undefined) clearTimeout(timer);
}

/** Runs `task` in a later turn of the event loop, after every microtask and `process.nextTick`, as bytes from a socket do. */
export function laterTurn(task: () => void): void {
  const frame = currentFrame();
  native.soon(() => runMacrotask(() => runInFrame(frame, task)));
}
