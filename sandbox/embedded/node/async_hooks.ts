import { currentFrame, runInFrame, setFrame, startTracking, type AsyncFrame } from './async-context.ts';
import {
  addHooks,
  begin,
  end,
  executing,
  hasInit,
  removeHooks,
  runAs,
  type Hooks,
  type Identity,
} from './async-ids.ts';
import { nodeError, validateFunction, validateString } from './errors.ts';

/** A place for values that follow a request through callbacks and promises. */
export class AsyncLocalStorage<T = unknown> {
  #default: T | undefined;
  readonly name: string;
  constructor({ defaultValue, name = '' }: { defaultValue?: T; name?: string } = {}) {
    this.#default = defaultValue;
    this.name = name;
  }
  static bind<F extends (...args: any[]) => unknown>(fn: F): F {
    return AsyncResource.bind(fn);
  }
  static snapshot() {
    const frame = currentFrame();
    return (fn: (...args: unknown[]) => unknown, ...args: unknown[]) => runInFrame(frame, () => fn(...args));
  }
  getStore(): T | undefined {
    const frame = currentFrame();
    return frame?.has(this) ? (frame.get(this) as T) : this.#default;
  }
  enterWith(store: T) {
    startTracking();
    setFrame(new Map([...(currentFrame() ?? []), [this, store]]));
  }
  run<R, A extends unknown[]>(store: T, fn: (...args: A) => R, ...args: A): R {
    assertCallable(fn);
    startTracking();
    return runInFrame(new Map([...(currentFrame() ?? []), [this, store]]), () => fn(...args));
  }
  exit<R, A extends unknown[]>(fn: (...args: A) => R, ...args: A): R {
    return runInFrame(without(currentFrame(), this), () => fn(...args));
  }
  disable() {
    setFrame(without(currentFrame(), this));
  }
}

/** In V8's words, as it would say it where Node calls the function. */
function assertCallable(fn: unknown): void {
  if (typeof fn === 'function') return;
  const kind = typeof fn === 'object' ? 'an object' : `a ${typeof fn}`;
  throw new TypeError(`Function.prototype.apply was called on ${String(fn)}, which is ${kind} and not a function`);
}

function without(frame: AsyncFrame, key: object): AsyncFrame {
  const rest = new Map(frame ?? []);
  rest.delete(key);
  return rest;
}

/** Keeps the context in which it was made, for libraries with their own queues. */
export class AsyncResource {
  #frame = currentFrame();
  #identity: Identity;
  readonly type: string;
  constructor(type: string, options: number | { triggerAsyncId?: number; requireManualDestroy?: boolean } = {}) {
    validateString(type, 'type');
    if (typeof options !== 'object') options = { triggerAsyncId: options };
    const { triggerAsyncId = executing().id } = options;
    if (!Number.isSafeInteger(triggerAsyncId) || triggerAsyncId < -1) {
      const message = `Invalid triggerAsyncId value: ${String(triggerAsyncId)}`;
      throw nodeError(RangeError, 'ERR_INVALID_ASYNC_ID', message);
    }
    this.type = type;
    Object.defineProperty(this, 'type', { enumerable: false });
    if (type === '' && hasInit()) throw nodeError(TypeError, 'ERR_ASYNC_TYPE', 'Invalid name for async "type": ');
    this.#identity = begin(type, this, triggerAsyncId);
  }
  static bind<F extends (...args: any[]) => unknown>(fn: F, type?: string, thisArg?: unknown): F {
    validateFunction(fn, 'fn');
    return new AsyncResource(type ?? (fn.name || 'bound-anonymous-fn')).bind(fn, thisArg);
  }
  runInAsyncScope<R>(fn: (...args: any[]) => R, thisArg?: unknown, ...args: unknown[]): R {
    return runInFrame(this.#frame, () => runAs(this.#identity, () => Reflect.apply(fn, thisArg, args) as R));
  }
  bind<F extends (...args: any[]) => unknown>(fn: F, thisArg?: unknown): F {
    const resource = this;
    const bound = function (this: unknown, ...args: unknown[]) {
      return resource.runInAsyncScope(fn, thisArg ?? this, ...args);
    };
    Object.defineProperty(bound, 'length', { value: fn.length, configurable: true });
    return bound as unknown as F;
  }
  emitDestroy() {
    end(this.#identity);
    return this;
  }
  asyncId() {
    return this.#identity.id;
  }
  triggerAsyncId() {
    return this.#identity.triggerId;
  }
}

const KINDS = ['init', 'before', 'after', 'destroy', 'promiseResolve'] as const;

/** Hears of resources, timers, immediates and ticks. Of promises the engine says nothing to a program. */
class AsyncHook {
  #hooks: Hooks;
  constructor(hooks: Hooks) {
    this.#hooks = hooks;
  }
  enable() {
    addHooks(this.#hooks);
    return this;
  }
  disable() {
    removeHooks(this.#hooks);
    return this;
  }
}

function createHook(callbacks: Partial<Record<(typeof KINDS)[number], unknown>>) {
  for (const kind of KINDS) {
    if (callbacks[kind] === undefined || typeof callbacks[kind] === 'function') continue;
    throw nodeError(TypeError, 'ERR_ASYNC_CALLBACK', `hook.${kind} must be a function`);
  }
  const { init, before, after, destroy } = callbacks as Hooks;
  return new AsyncHook({ init, before, after, destroy });
}

export default {
  AsyncLocalStorage,
  AsyncResource,
  createHook,
  executionAsyncId: () => executing().id,
  triggerAsyncId: () => executing().triggerId,
  executionAsyncResource: () => executing().resource,
  asyncWrapProviders: Object.freeze(Object.create(null)) as object,
};
