/** What keeps a program running, as the handles of Node's event loop do, and its end when nothing is left. */
import { native } from './native-timers.ts';
import { runMacrotask } from './next-tick.ts';

interface Ending {
  exitCode?: unknown;
  emit(event: string, ...args: unknown[]): boolean;
}

const held = new Map<object, string>();
let program: { process: Ending; scheduled: boolean; over: boolean; onEnd?: (() => void) | undefined } | undefined;

/** ms without anything to do, for what the browser itself may still be about to answer. */
const PAUSE = 10;

/** @param kind What `process.getActiveResourcesInfo()` calls it. */
export function hold(owner: object, kind: string): void {
  held.set(owner, kind);
}

export function release(owner: object): void {
  if (held.delete(owner) && held.size === 0) look();
}

export const activeKinds = (): string[] => [...held.values()];

/** Whether what keeps nothing alive itself may still run. */
export const goesOn = (): boolean => !program || held.size > 0;

/** After its end nothing of a program runs any more. */
export const isOver = (): boolean => program?.over === true;

/** From `process.exit` on; suites go on after the error that it throws. */
export function markOver(): void {
  if (program) program.over = true;
}

/** Begins to watch a program that has been loaded: `beforeExit` and `exit` when it has nothing left to do. */
export function watchEnd(process: Ending, onEnd?: () => void): void {
  program = { process, scheduled: false, over: program?.over ?? false, onEnd };
  look();
}

/** Before a program is loaded: what only the browser knows to be under way is counted too. */
export function prepareEnd(process: Ending, scope: Record<string, any>): void {
  program ??= { process, scheduled: true, over: false };
  const { subtle } = (scope['crypto'] ?? {}) as { subtle?: object };
  const prototype = (subtle ? Object.getPrototypeOf(subtle) : {}) as Record<string, unknown>;
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const method = Object.getOwnPropertyDescriptor(prototype, name)?.value as unknown;
    if (typeof method === 'function' && name !== 'constructor') prototype[name] = holding(name, method as never);
  }
}

function holding(name: string, method: (...args: unknown[]) => Promise<unknown>) {
  const held = function (this: unknown, ...args: unknown[]) {
    const owner = {};
    hold(owner, 'CryptoJob');
    const result = Reflect.apply(method, this, args);
    const done = () => release(owner);
    result.then(done, done);
    return result;
  };
  return Object.defineProperty(held, 'name', { value: name });
}

function look(): void {
  if (!program || program.scheduled || program.over) return;
  program.scheduled = true;
  native.setTimeout(check, PAUSE);
}

const isBusy = () => held.size > 0 || native.pending() > 0;

function check(): void {
  const { process } = program!;
  program!.scheduled = false;
  if (program!.over || held.size > 0) return;
  if (native.pending() > 0) return look();
  program!.scheduled = true;
  const code = () => process.exitCode ?? 0;
  runMacrotask(() => process.emit('beforeExit', code()));
  // Whatever the listeners began in promises is known after these.
  native.setTimeout(() => {
    program!.scheduled = false;
    if (program!.over) return;
    if (isBusy()) return look();
    Object.assign(process, { _exiting: true });
    program!.over = true;
    try {
      process.emit('exit', code());
    } finally {
      program!.onEnd?.();
    }
  }, 0);
}
