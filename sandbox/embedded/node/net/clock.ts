import { currentFrame, runInFrame, setFrame } from '../async-context.ts';
import { native } from '../native-timers.ts';
import { runMacrotask } from '../next-tick.ts';

/**
 * The network's own clock. Suites may install fake timers, and those must never reach the network: Node's sockets do not
 * run on the global timers either. So the real ones are taken when this module loads.
 */
const { setTimeout, clearTimeout } = globalThis;

export type Timer = ReturnType<typeof setTimeout>;

/** A timer of a connection. */
export function startTimer(task: () => void, delay: number): Timer {
  return setTimeout(() => runMacrotask(task), delay);
}

/** A timer that keeps no program alive, where the host ends by itself as Node does. */
export function startBackgroundTimer(task: () => void, delay: number): Timer {
  const timer = startTimer(task, delay);
  (timer as { unref?(): void }).unref?.();
  (setTimeout as { unref?(timer: unknown): void }).unref?.(timer);
  return timer;
}

export function stopTimer(timer: Timer | undefined): void {
  if (timer !== undefined) clearTimeout(timer);
}

/**
 * One round of the event loop, in libuv's order: what was put off, what arrived, what was put off meanwhile, then the
 * ends of what closed, the latest first. Each task is a turn of its own, so that ticks and promises run in between.
 */
const arriving: (() => void)[] = [];
const arrived: (() => void)[] = [];
const putOff: (() => void)[] = [];
const closing: (() => void)[] = [];
const closed: (() => void)[] = [];
let stage: 'before' | 'polling' | 'closing' = 'before';

/** Runs `task` in the next round, after every microtask and `process.nextTick`, as bytes from a socket do. */
export const laterTurn = (task: () => void) => enter(arriving, task);

/** Runs `task` in this round, when all that has arrived by now is handled: shutting a way down waits so in Node. */
export const afterArrivals = (task: () => void) => enter(putOff, task);

/** Runs `task` at the end of this round, where handles report that they are closed. */
export const whenClosing = (task: () => void) => enter(closing, task);

function enter(phase: (() => void)[], task: () => void): void {
  const frame = currentFrame();
  phase.push(frame === undefined ? task : () => runInFrame(frame, task));
  native.soon(runNext);
}

function next(): (() => void) | undefined {
  if (stage === 'before') {
    if (putOff.length) return putOff.shift();
    stage = 'polling';
    arrived.push(...arriving.splice(0));
  }
  if (stage === 'polling') {
    if (arrived.length) return arrived.shift();
    if (putOff.length) return putOff.shift();
    stage = 'closing';
    closed.push(...closing.splice(0));
  }
  if (!closed.length) stage = 'before';
  return closed.pop();
}

function runNext(): void {
  // A round may hold nothing but its end.
  const task = next() ?? next();
  setFrame(undefined);
  if (task) runMacrotask(task);
  // What a timer brings about after this belongs to a round of its own.
  if (isIdle()) native.soon(endRound);
}

function endRound(): void {
  if (isIdle()) stage = 'before';
}

const isIdle = () => stage !== 'before' && !arrived.length && !putOff.length && !closing.length && !closed.length;
