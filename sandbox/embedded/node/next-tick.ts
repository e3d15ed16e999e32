import { withFrame } from './async-context.ts';
import { asTask } from './async-ids.ts';
import { validateFunction } from './errors.ts';

const microtask = globalThis.queueMicrotask.bind(globalThis);
const queue: (() => void)[] = [];
let scheduled = false;
let macrotasks = 0;

/** `process.nextTick`: after the running callback, before promises where the engine lets us say so. */
export function nextTick(callback: (...args: any[]) => void, ...args: unknown[]): void {
  validateFunction(callback, 'callback');
  // A program that is ending starts nothing any more.
  if ((globalThis as { process?: { _exiting?: boolean } }).process?._exiting) return;
  const tick = args.length === 0 ? callback : () => Reflect.apply(callback, undefined, args);
  queue.push(withFrame(asTask('TickObject', tick)));
  if (scheduled || macrotasks > 0) return;
  scheduled = true;
  later(HOPS);
}

/**
 * Node runs ticks when the promise queue is empty, which nothing here can see. So many steps back in the queue let
 * the chains go first that the running code set off.
 */
const HOPS = 16;
const later = (hops: number): void => microtask(hops === 0 ? drain : () => later(hops - 1));

function drain(): void {
  scheduled = false;
  let done = false;
  macrotasks += 1;
  try {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) next();
    done = true;
  } finally {
    macrotasks -= 1;
    if (!done && queue.length > 0) microtask(drain);
  }
}

/** Runs a callback of the event loop (a timer, a message): its ticks run before the promises it settled. */
export function runMacrotask<T>(callback: () => T): T {
  macrotasks += 1;
  try {
    return callback();
  } finally {
    macrotasks -= 1;
    if (macrotasks === 0 && queue.length > 0) drain();
  }
}
