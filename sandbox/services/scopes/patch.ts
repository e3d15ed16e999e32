import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import timers from 'node:timers';
import promises from 'node:timers/promises';

/** What a scope does instead of the originals. */
export interface Instead {
  setTimeout(callback: (...args: unknown[]) => void, delay?: number, ...args: unknown[]): object;
  setInterval(callback: (...args: unknown[]) => void, delay?: number, ...args: unknown[]): object;
  setImmediate(callback: (...args: unknown[]) => void, ...args: unknown[]): object;
  /** Says whether the timer was one of its own. */
  clear(timer: unknown): boolean;
  /** Called with each socket that begins to connect. */
  connecting(socket: net.Socket): void;
}

type Names = 'setTimeout' | 'setInterval' | 'setImmediate' | 'clearTimeout' | 'clearInterval' | 'clearImmediate';
type Patched = Record<string, (...args: never[]) => unknown>;

/** Tells the grader that this is no accident of the learner's code; see sandbox/embedded/tampering.ts. */
const ownPatch = Symbol.for('engine-room.own-patch');

/**
 * Puts `current()`'s functions in the place of Node's timers, for callers that have one; all others get what they had.
 * The result puts everything back.
 */
export function patch(current: () => Instead | undefined): () => void {
  const undo: (() => void)[] = [];
  const replace = (owner: object, name: string, make: (original: any) => object) => {
    const original: unknown = Reflect.get(owner, name);
    const made = make(original);
    Object.defineProperty(made, 'name', { value: name });
    Object.defineProperty(made, ownPatch, { value: true });
    Reflect.set(owner, name, made);
    // Fake timers may have come on top and gone since, or stay: what is not ours is let be.
    undo.push(() => void (Reflect.get(owner, name) === made && Reflect.set(owner, name, original)));
  };
  for (const owner of [globalThis, timers]) patchTimers(owner as never, replace, current);
  patchPromises(replace, current);
  replace(net.Socket.prototype, 'connect', (connect: (...args: unknown[]) => net.Socket) => {
    return function (this: net.Socket, ...args: unknown[]) {
      current()?.connecting(this);
      return Reflect.apply(connect, this, args);
    };
  });
  syncBuiltinESMExports();
  return () => {
    for (const step of undo) step();
    syncBuiltinESMExports();
  };
}

type Replace = (owner: object, name: string, make: (original: any) => object) => void;

function patchTimers(owner: Record<Names, any>, replace: Replace, current: () => Instead | undefined): void {
  for (const name of ['setTimeout', 'setInterval', 'setImmediate'] as const) {
    replace(owner, name, (original: (...args: unknown[]) => unknown) => (...args: unknown[]) => {
      const instead = current();
      return instead ? (instead as unknown as Patched)[name]!(...(args as never[])) : original(...args);
    });
  }
  for (const name of ['clearTimeout', 'clearInterval', 'clearImmediate'] as const) {
    // Whoever clears a timer may be somebody else than who set it.
    replace(owner, name, (original: (timer: unknown) => void) => (timer: unknown) => {
      if (!known.has(timer as object) || !known.get(timer as object)!.clear(timer)) original(timer);
    });
  }
}

const known = new WeakMap<object, Instead>();

/** Lets `clearTimeout` find the scope that a timer belongs to. */
export const belongsTo = (timer: object, instead: Instead): void => void known.set(timer, instead);

function patchPromises(replace: Replace, current: () => Instead | undefined): void {
  const wait = (start: (done: () => void) => object, value: unknown, signal: AbortSignal | undefined) =>
    new Promise((resolve, reject) => {
      const abort = () => {
        const error = new Error('The operation was aborted', { cause: signal?.reason });
        reject(Object.assign(error, { name: 'AbortError', code: 'ABORT_ERR' }));
      };
      if (signal?.aborted) return abort();
      const timer = start(() => resolve(value));
      signal?.addEventListener('abort', () => (globalThis.clearTimeout(timer as never), abort()), { once: true });
    });
  type Options = { signal?: AbortSignal };
  replace(promises, 'setTimeout', (original: typeof promises.setTimeout) => (ms?: number, value?: unknown, options: Options = {}) => {
    const instead = current();
    if (!instead) return original(ms, value, options);
    return wait((done) => instead.setTimeout(done, ms), value, options.signal);
  }); // prettier-ignore
  replace(promises, 'setImmediate', (original: typeof promises.setImmediate) => (value?: unknown, options: Options = {}) => {
    const instead = current();
    if (!instead) return original(value, options);
    return wait((done) => instead.setImmediate(done), value, options.signal);
  }); // prettier-ignore
}
