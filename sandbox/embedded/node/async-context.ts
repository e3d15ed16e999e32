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

/** Gives a callback the context in which it is handed over: also none, which what ran before may not have left. */
export function withFrame<F>(fn: F): F {
  const frame = current;
  if (!tracking || typeof fn !== 'function') return fn;
  return function (this: unknown, ...args: unknown[]) {
    return runInFrame(frame, () => Reflect.apply(fn as unknown as () => unknown, this, args));
  } as F;
}

/** Tells what we replace from what learner code replaces; see tampering.ts. */
const ownPatch = Symbol.for('engine-room.own-patch');

/**
 * Lets promise callbacks keep their context. Done on the first use of an AsyncLocalStorage, so that programs
 * without one pay nothing. Native `await` never calls `then` of a native promise: it is rewritten.
 */
export function startTracking(): void {
  if (tracking) return;
  tracking = true;
  const { then } = Promise.prototype;
  const patched = function (this: Promise<unknown>, resolve?: unknown, reject?: unknown) {
    return Reflect.apply(then, this, [withFrame(resolve), withFrame(reject)]);
  };
  Object.defineProperty(patched, 'name', { value: 'then', configurable: true });
  Object.defineProperty(patched, ownPatch, { value: true });
  Object.defineProperty(Promise.prototype, 'then', { value: patched, writable: true, configurable: true });
  const { queueMicrotask } = globalThis;
  globalThis.queueMicrotask = (callback) => queueMicrotask.call(globalThis, withFrame(callback));
  Object.defineProperty(globalThis.queueMicrotask, ownPatch, { value: true });
}

/**
 * For rewritten awaits (modules/await-context.ts): `null` stands for no context, undefined for nothing to come back to.
 * What continues after an `await` is the first thing in its microtask, so nothing has to be put back afterwards but by
 * what comes next, and all of that brings a context of its own.
 */
const awaitContext = {
  save: () => current ?? null,
  /** The `then` of what is no promise itself is called by the engine, later: in the context of the `await`. */
  ready(value: unknown): unknown {
    if (!tracking || value instanceof Promise || Object(value) !== value) return value;
    const thenable = value as PromiseLike<unknown>;
    if (typeof thenable.then !== 'function') return value;
    return { then: withFrame((resolve: () => void, reject: () => void) => thenable.then(resolve, reject)) };
  },
  restore(frame: AsyncFrame | null): undefined {
    if (frame !== undefined) current = frame ?? undefined;
  },
};
Object.defineProperty(globalThis, '__async_context__', { value: awaitContext, configurable: true });
