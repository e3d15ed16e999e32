import { currentFrame, runInFrame, setFrame, startTracking, type AsyncFrame } from './async-context.ts';
import { validateFunction, validateString } from './errors.ts';

let nextId = 1;

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

function without(frame: AsyncFrame, key: object): AsyncFrame {
  const rest = new Map(frame ?? []);
  rest.delete(key);
  return rest;
}

/** Keeps the context in which it was made, for libraries with their own queues. */
export class AsyncResource {
  #frame = currentFrame();
  #id = nextId++;
  readonly type: string;
  constructor(type: string) {
    validateString(type, 'type');
    this.type = type;
    Object.defineProperty(this, 'type', { enumerable: false });
  }
  static bind<F extends (...args: any[]) => unknown>(fn: F, type?: string, thisArg?: unknown): F {
    validateFunction(fn, 'fn');
    return new AsyncResource(type ?? (fn.name || 'bound-anonymous-fn')).bind(fn, thisArg);
  }
  runInAsyncScope<R>(fn: (...args: any[]) => R, thisArg?: unknown, ...args: unknown[]): R {
    return runInFrame(this.#frame, () => Reflect.apply(fn, thisArg, args));
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
    return this;
  }
  asyncId() {
    return this.#id;
  }
  triggerAsyncId() {
    return 0;
  }
}

const hook = { enable: () => hook, disable: () => hook };

export default {
  AsyncLocalStorage,
  AsyncResource,
  /** Hooks are accepted and never called: there is no event loop of ours to observe. */
  createHook: () => hook,
  executionAsyncId: () => 1,
  triggerAsyncId: () => 0,
  executionAsyncResource: () => ({}),
  asyncWrapProviders: Object.freeze(Object.create(null)) as object,
};
