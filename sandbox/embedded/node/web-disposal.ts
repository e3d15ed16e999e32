/** Explicit resource management, for engines that do not know it yet: symbols, stacks and the error that holds two. */
type Scope = Record<string, any>;
type Method = (this: unknown) => unknown;

/** Adds what is missing, and nothing else. */
export function installDisposal(scope: object): void {
  const target = scope as Scope;
  const symbols = target['Symbol'] as SymbolConstructor;
  for (const name of ['dispose', 'asyncDispose'] as const) {
    if (symbols[name]) continue;
    Object.defineProperty(symbols, name, { value: Symbol(`Symbol.${name}`) });
  }
  const iterator: object = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
  define(iterator, symbols.dispose, '[Symbol.dispose]', function (this: Iterator<unknown>) {
    this.return?.();
  });
  const generator = async function* () {}.prototype as object;
  const asyncIterator: object = Object.getPrototypeOf(Object.getPrototypeOf(generator));
  define(asyncIterator, symbols.asyncDispose, '[Symbol.asyncDispose]', async function (this: AsyncIterator<unknown>) {
    await this.return?.();
  });
  target['SuppressedError'] ?? provide(target, 'SuppressedError', createSuppressedError(target));
  target['DisposableStack'] ?? provide(target, 'DisposableStack', createStack(target));
  target['AsyncDisposableStack'] ?? provide(target, 'AsyncDisposableStack', createAsyncStack(target));
}

const provide = (target: Scope, name: string, value: unknown) =>
  void Object.defineProperty(target, name, { value, writable: true, configurable: true });

function define(target: object, key: symbol, name: string, method: (...args: never[]) => unknown): void {
  if (key in target) return;
  Object.defineProperty(method, 'name', { value: name });
  Object.defineProperty(target, key, { value: method, writable: true, configurable: true });
}

function createSuppressedError(scope: Scope) {
  const Base = scope['Error'] as ErrorConstructor;
  class SuppressedError extends Base {
    constructor(error: unknown, suppressed: unknown, message?: string) {
      super(message);
      Object.defineProperty(this, 'error', { value: error, writable: true, configurable: true });
      Object.defineProperty(this, 'suppressed', { value: suppressed, writable: true, configurable: true });
    }
  }
  Object.defineProperty(SuppressedError.prototype, 'name', { value: 'SuppressedError', writable: true, configurable: true }); // prettier-ignore
  return SuppressedError;
}

/** The steps of a stack, the last one first; each error takes the ones before it along. */
class Steps {
  disposed = false;
  all: Method[] = [];
  #scope: Scope;
  constructor(scope: Scope) {
    this.#scope = scope;
  }
  add(step: Method, name: string, of: string): void {
    if (this.disposed) throw new ReferenceError(`Cannot call ${of}.prototype.${name} on an already-disposed ${of}`);
    this.all.push(step);
  }
  take(): Method[] {
    this.disposed = true;
    const taken = this.all.reverse();
    this.all = [];
    return taken;
  }
  join(failed: { error: unknown } | undefined, error: unknown): { error: unknown } {
    const Suppressed = this.#scope['SuppressedError'] as new (...args: unknown[]) => Error;
    const message = 'An error was suppressed during disposal';
    return { error: failed ? new Suppressed(error, failed.error, message) : error };
  }
}

/** The method that disposes of a value; nothing for null and undefined. */
function methodOf(value: unknown, keys: symbol[]): Method | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object' && typeof value !== 'function')
    throw new TypeError(`${String(value)} is not an object`);
  for (const key of keys) {
    const method = (value as Record<symbol, unknown>)[key];
    if (method === undefined || method === null) continue;
    if (typeof method !== 'function') break;
    return () => method.call(value) as unknown;
  }
  throw new TypeError(`${String(keys[0]?.description)} is not a function`);
}

function createStack(scope: Scope) {
  const { dispose } = scope['Symbol'] as SymbolConstructor;
  class DisposableStack {
    #steps = new Steps(scope);
    get disposed(): boolean {
      return this.#steps.disposed;
    }
    use<Value>(value: Value): Value {
      const method = methodOf(value, [dispose]);
      this.#steps.add(method ?? (() => {}), 'use', 'DisposableStack');
      return value;
    }
    adopt<Value>(value: Value, onDispose: (value: Value) => void): Value {
      mustBeFunction(onDispose);
      this.#steps.add(() => onDispose(value), 'adopt', 'DisposableStack');
      return value;
    }
    defer(onDispose: () => void): void {
      mustBeFunction(onDispose);
      this.#steps.add(() => onDispose(), 'defer', 'DisposableStack');
    }
    move(): DisposableStack {
      const next = new DisposableStack();
      if (this.#steps.disposed)
        throw new ReferenceError('Cannot call DisposableStack.prototype.move on an already-disposed DisposableStack');
      next.#steps.all = this.#steps.take().reverse();
      return next;
    }
    dispose(): void {
      let failed: { error: unknown } | undefined;
      for (const step of this.#steps.take()) {
        try {
          step.call(undefined);
        } catch (error) {
          failed = this.#steps.join(failed, error);
        }
      }
      if (failed) throw failed.error;
    }
    get [Symbol.toStringTag](): string {
      return 'DisposableStack';
    }
  }
  provideAs(DisposableStack.prototype, dispose, 'dispose');
  return DisposableStack;
}

function createAsyncStack(scope: Scope) {
  const { dispose, asyncDispose } = scope['Symbol'] as SymbolConstructor;
  class AsyncDisposableStack {
    #steps = new Steps(scope);
    get disposed(): boolean {
      return this.#steps.disposed;
    }
    use<Value>(value: Value): Value {
      const method = methodOf(value, [asyncDispose, dispose]);
      this.#steps.add(method ?? (() => {}), 'use', 'AsyncDisposableStack');
      return value;
    }
    adopt<Value>(value: Value, onDispose: (value: Value) => unknown): Value {
      mustBeFunction(onDispose);
      this.#steps.add(() => onDispose(value), 'adopt', 'AsyncDisposableStack');
      return value;
    }
    defer(onDispose: () => unknown): void {
      mustBeFunction(onDispose);
      this.#steps.add(() => onDispose(), 'defer', 'AsyncDisposableStack');
    }
    move(): AsyncDisposableStack {
      const next = new AsyncDisposableStack();
      if (this.#steps.disposed)
        throw new ReferenceError(
          'Cannot call AsyncDisposableStack.prototype.move on an already-disposed AsyncDisposableStack',
        );
      next.#steps.all = this.#steps.take().reverse();
      return next;
    }
    async disposeAsync(): Promise<void> {
      let failed: { error: unknown } | undefined;
      for (const step of this.#steps.take()) {
        try {
          await step.call(undefined);
        } catch (error) {
          failed = this.#steps.join(failed, error);
        }
      }
      if (failed) throw failed.error;
    }
    get [Symbol.toStringTag](): string {
      return 'AsyncDisposableStack';
    }
  }
  provideAs(AsyncDisposableStack.prototype, asyncDispose, 'disposeAsync');
  return AsyncDisposableStack;
}

/** The symbol names the very same function as the word. */
function provideAs(prototype: object, key: symbol, name: string): void {
  const value = Reflect.get(prototype, name) as unknown;
  Object.defineProperty(prototype, key, { value, writable: true, configurable: true });
}

function mustBeFunction(value: unknown): void {
  if (typeof value !== 'function') throw new TypeError(`${String(value)} is not a function`);
}
