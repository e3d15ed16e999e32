/** The values of every AsyncLocalStorage in force, by storage. Never changed in place. */
export type AsyncFrame = ReadonlyMap<object, unknown> | undefined;

let current: AsyncFrame;
let tracking = false;

export const currentFrame = (): AsyncFrame => current;

export function setFrame(frame: AsyncFrame): void {
  current = frame;
}

export function runInFrame<R>(frame: AsyncFrame, fn: () => R): R {
  const before = current;
  current = frame;
  try {
    return fn();
  } finally {
    current = before;
  }
}

/** Gives a callback the context in which it is handed over. */
export function withFrame<F>(fn: F): F {
  const frame = current;
  if (frame === undefined || typeof fn !== 'function') return fn;
  return function (this: unknown, ...args: unknown[]) {
    return runInFrame(frame, () => Reflect.apply(fn as unknown as () => unknown, this, args));
  } as F;
}

/**
 * Lets promise callbacks keep their context. Done on the first use of an AsyncLocalStorage, so that programs
 * without one pay nothing. Native `await` never calls `then` of a native promise: the transform rewrites it
 * with `beforeAwait` and `afterAwait`.
 */
export function startTracking(): void {
  if (tracking) return;
  tracking = true;
  const { then } = Promise.prototype;
  const patched = function (this: Promise<unknown>, resolve?: unknown, reject?: unknown) {
    return Reflect.apply(then, this, current === undefined ? [resolve, reject] : [keep(resolve), keep(reject)]);
  };
  Object.defineProperty(patched, 'name', { value: 'then', configurable: true });
  Object.defineProperty(Promise.prototype, 'then', { value: patched, writable: true, configurable: true });
  const { queueMicrotask } = globalThis;
  globalThis.queueMicrotask = (callback) => queueMicrotask.call(globalThis, withFrame(callback));
}

/** Frame of the callback, then back to whatever ran before it: here nothing, a microtask starts without context. */
const keep = (callback: unknown) => (typeof callback === 'function' ? withFrame(callback) : callback);

/** For rewritten awaits, `afterAwait(beforeAwait(), await value)`: the context to come back to. */
export const beforeAwait = (): AsyncFrame => current;

export function afterAwait<T>(frame: AsyncFrame, value: T): T {
  current = frame;
  return value;
}
