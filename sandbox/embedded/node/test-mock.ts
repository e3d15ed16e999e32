import { invalidArgType, invalidArgValue, unavailable, validateBoolean, validateFunction, validateInteger, validateObject } from './errors.ts'; // prettier-ignore
import { createMockTimers } from './test-mock-timers.ts';
import { MockPropertyContext } from './test-mock-property.ts';

type Fn = (...args: any[]) => unknown;
interface Call {
  arguments: unknown[];
  error: unknown;
  result: unknown;
  stack: Error;
  target: unknown;
  this: unknown;
}

/** What `fn.mock` is: the calls of a mocked function and the ways to change it. */
class MockFunctionContext {
  #calls: Call[] = [];
  #once = new Map<number, Fn>();
  #implementation: Fn;
  #undo: () => Fn | undefined;
  #times: number;
  constructor(implementation: Fn, undo: () => Fn | undefined, times: number) {
    this.#implementation = implementation;
    this.#undo = undo;
    this.#times = times;
  }
  /** The function for the next call. Taken away from programs below. */
  static next(context: MockFunctionContext): Fn {
    const at = context.#calls.length;
    const next = context.#once.get(at) ?? context.#implementation;
    if (at + 1 === context.#times) context.restore();
    context.#once.delete(at);
    return next;
  }
  static record(context: MockFunctionContext, call: Call): void {
    context.#calls.push(call);
  }
  get calls(): Call[] {
    return [...this.#calls];
  }
  callCount(): number {
    return this.#calls.length;
  }
  mockImplementation(implementation: Fn): void {
    validateFunction(implementation, 'implementation');
    this.#implementation = implementation;
  }
  mockImplementationOnce(implementation: Fn, onCall?: number): void {
    validateFunction(implementation, 'implementation');
    const next = this.#calls.length;
    const call: unknown = onCall ?? next;
    validateInteger(call, 'onCall', next);
    this.#once.set(call, implementation);
  }
  restore(): void {
    this.#implementation = this.#undo() ?? this.#implementation;
  }
  resetCalls(): void {
    this.#calls = [];
  }
}
const { next, record } = MockFunctionContext;
for (const name of ['next', 'record']) Reflect.deleteProperty(MockFunctionContext, name);

function wrap(original: Fn, context: MockFunctionContext): Fn {
  const note = (call: Pick<Call, 'arguments' | 'target' | 'this'>, run: (target: Fn) => unknown) => {
    const implementation = next(context);
    let [result, error]: unknown[] = [];
    try {
      result = run(implementation);
      return result;
    } catch (thrown) {
      error = thrown;
      throw thrown;
    } finally {
      record(context, { arguments: call.arguments, error, result, stack: new Error(), target: call.target, this: call.this }); // prettier-ignore
    }
  };
  const mock = new Proxy(original, {
    apply: (_, self: unknown, args) =>
      note({ arguments: args, target: undefined, this: self }, (run) => Reflect.apply(run, self, args)),
    construct(fn, args, target) {
      let made: unknown;
      const call = { arguments: args, target: fn as unknown, this: undefined as unknown };
      note(call, (run) => {
        made = Reflect.construct(run, args, target);
        call.this = made;
        return made;
      });
      return made as object;
    },
    get: (fn, name, receiver): unknown => (name === 'mock' ? context : Reflect.get(fn, name, receiver)),
  });
  return mock;
}

const checkTimes = (value: unknown) => {
  if (value === undefined) return Infinity;
  validateInteger(value, 'options.times', 1);
  return value;
};

interface MethodOptions {
  getter?: boolean;
  setter?: boolean;
  times?: number;
}

function descriptorOf(object: object, name: PropertyKey): PropertyDescriptor | undefined {
  for (let each: object | null = object; each; each = Object.getPrototypeOf(each) as object | null) {
    const found = Object.getOwnPropertyDescriptor(each, name);
    if (found) return found;
  }
  return undefined;
}

/** `mock` and `t.mock`. */
export class MockTracker {
  #mocks: { mock: { restore(): void }; forget: boolean }[] = [];
  #timers: ReturnType<typeof createMockTimers> | undefined;

  get timers() {
    return (this.#timers ??= createMockTimers());
  }
  fn(original: unknown = function () {}, implementation: unknown = original, options: unknown = {}): Fn {
    let [first, second, more] = [original, implementation, options];
    if (first !== null && typeof first === 'object') [first, second, more] = [function () {}, undefined, first];
    else if (second !== null && typeof second === 'object') [second, more] = [first, second];
    second ??= first;
    validateFunction(first, 'original');
    validateFunction(second, 'implementation');
    validateObject(more, 'options');
    const times = checkTimes((more as MethodOptions).times);
    const context = new MockFunctionContext(second, () => first as Fn, times);
    this.#mocks.push({ mock: context, forget: false });
    return wrap(first, context);
  }
  method(object: object, name: string | symbol, implementation?: unknown, options: unknown = {}): Fn {
    if (name !== undefined && typeof name !== 'string' && typeof name !== 'symbol') {
      throw invalidArgType('methodName', ['string', 'symbol'], name);
    }
    if (typeof object !== 'function') validateObject(object, 'object');
    let [given, more] = [implementation, options];
    if (given !== null && typeof given === 'object') [given, more] = [undefined, given];
    validateObject(more, 'options');
    const { getter = false, setter = false, times } = more as MethodOptions;
    validateBoolean(getter, 'options.getter');
    validateBoolean(setter, 'options.setter');
    const most = checkTimes(times);
    if (getter && setter) throw invalidArgValue('options.setter', setter, "cannot be used with 'options.getter'");
    const descriptor = descriptorOf(object, name);
    const kind = getter ? 'get' : setter ? 'set' : 'value';
    const original = descriptor?.[kind] as unknown;
    if (typeof original !== 'function') throw invalidArgValue('methodName', original, 'must be a method');
    if (given !== undefined) validateFunction(given, 'implementation');
    const own = Object.getOwnPropertyDescriptor(object, name);
    const undo = () => {
      if (own) Object.defineProperty(object, name, own);
      else Object.defineProperty(object, name, descriptor!);
      return undefined;
    };
    const context = new MockFunctionContext((given ?? original) as Fn, undo, most);
    this.#mocks.push({ mock: context, forget: false });
    const mock = wrap(original as Fn, context);
    const { configurable, enumerable, writable } = descriptor!;
    const shape =
      kind === 'value' ? { writable, value: mock } : { get: descriptor!.get, set: descriptor!.set, [kind]: mock };
    Object.defineProperty(object, name, { configurable, enumerable, ...shape } as PropertyDescriptor);
    return mock;
  }
  getter(object: object, name: string, implementation?: unknown, options: MethodOptions = {}): Fn {
    return this.#accessor('getter', object, name, implementation, options);
  }
  setter(object: object, name: string, implementation?: unknown, options: MethodOptions = {}): Fn {
    return this.#accessor('setter', object, name, implementation, options);
  }
  #accessor(kind: 'getter' | 'setter', object: object, name: string, implementation: unknown, options: MethodOptions) {
    const [given, more] = implementation !== null && typeof implementation === 'object' ? [undefined, implementation] : [implementation, options]; // prettier-ignore
    validateObject(more, 'options');
    if ((more as MethodOptions)[kind] === false) {
      throw invalidArgValue(`options.${kind}`, false, 'cannot be false');
    }
    return this.method(object, name, given, { ...more, [kind]: true });
  }
  property(...args: [object: object, name: string, value?: unknown]): object {
    const [object, name] = args;
    validateObject(object, 'object');
    if (typeof name !== 'string' && typeof name !== 'symbol')
      throw invalidArgType('propertyName', ['string', 'symbol'], name);
    const context = new MockPropertyContext(object, name, args.length > 2 ? { value: args[2] } : undefined);
    this.#mocks.push({ mock: context, forget: false });
    return new Proxy(object, {
      get: (target, key, receiver): unknown => (key === 'mock' ? context : Reflect.get(target, key, receiver)),
    });
  }
  module(): never {
    throw unavailable('mock.module of node:test');
  }
  reset(): void {
    this.restoreAll();
    this.#timers?.reset();
    this.#mocks = [];
  }
  restoreAll(): void {
    for (const { mock } of this.#mocks) mock.restore();
  }
}
