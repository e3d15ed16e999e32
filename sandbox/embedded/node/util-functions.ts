import { invalidArgType, nodeError, validateFunction } from './errors.ts';

type AnyFunction = (...args: any[]) => any;
const custom = Symbol.for('nodejs.util.promisify.custom');
const argumentNames = Symbol.for('nodejs.util.promisify.customArgs');

export function inherits(child: AnyFunction & { super_?: unknown }, parent: AnyFunction): void {
  if (child == null) throw invalidArgType('ctor', 'function', child);
  if (parent == null) throw invalidArgType('superCtor', 'function', parent);
  if (parent.prototype === undefined) throw invalidArgType('superCtor.prototype', 'Object', parent.prototype);
  Object.defineProperty(child, 'super_', { value: parent, writable: true, configurable: true });
  Object.setPrototypeOf(child.prototype, parent.prototype);
}

export function promisify(original: AnyFunction & { [custom]?: AnyFunction; [argumentNames]?: string[] }): AnyFunction {
  validateFunction(original, 'original');
  const own = original[custom];
  if (own) {
    validateFunction(own, 'util.promisify.custom');
    return Object.defineProperty(own, custom, { value: own, enumerable: false, writable: false, configurable: true });
  }
  const names = original[argumentNames];
  const promised = function (this: unknown, ...args: unknown[]) {
    return new Promise((resolve, reject) => {
      Reflect.apply(original, this, [
        ...args,
        (error: unknown, ...values: unknown[]) => {
          if (error) return reject(error);
          if (names === undefined || values.length < 2) return resolve(values[0]);
          resolve(Object.fromEntries(names.map((name, index) => [name, values[index]])));
        },
      ]);
    });
  };
  Object.setPrototypeOf(promised, Object.getPrototypeOf(original) as object);
  Object.defineProperty(promised, custom, { value: promised, configurable: true });
  return Object.defineProperties(promised, Object.getOwnPropertyDescriptors(original));
}
Object.defineProperty(promisify, 'custom', { value: custom, enumerable: true });

export function callbackify(original: AnyFunction): AnyFunction {
  validateFunction(original, 'original');
  const called = function (this: unknown, ...args: unknown[]) {
    const callback = args.pop() as AnyFunction;
    validateFunction(callback, 'last argument');
    const { process } = globalThis as unknown as {
      process: { nextTick(callback: AnyFunction, ...args: unknown[]): void };
    };
    (Reflect.apply(original, this, args) as Promise<unknown>).then(
      (value) => process.nextTick(callback, null, value),
      (reason) => process.nextTick(callback, reason || falsy(reason)),
    );
  };
  const properties = Object.getOwnPropertyDescriptors(original) as Record<'length' | 'name', PropertyDescriptor>;
  if (typeof properties.length.value === 'number') properties.length.value++;
  properties.name.value += 'Callbackified';
  return Object.defineProperties(called, properties);
}

const falsy = (reason: unknown) =>
  nodeError(Error, 'ERR_FALSY_VALUE_REJECTION', 'Promise was rejected with falsy value', { reason });

const warned = new Set<string>();

export function deprecate(fn: AnyFunction, message: string, code?: string): AnyFunction {
  let done = false;
  const warn = () => {
    if (done || (code !== undefined && warned.has(code))) return;
    done = true;
    if (code !== undefined) warned.add(code);
    const { process } = globalThis as unknown as { process?: { emitWarning?(...args: unknown[]): void } };
    process?.emitWarning?.(message, 'DeprecationWarning', code);
  };
  const deprecated = function (this: unknown, ...args: unknown[]) {
    warn();
    return new.target ? Reflect.construct(fn, args, new.target) : Reflect.apply(fn, this, args);
  };
  Object.setPrototypeOf(deprecated, fn);
  if (fn.prototype) deprecated.prototype = fn.prototype;
  return Object.defineProperty(deprecated, 'length', { ...Object.getOwnPropertyDescriptor(fn, 'length') });
}
