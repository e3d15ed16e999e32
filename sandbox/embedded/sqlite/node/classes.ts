import { illegalConstructor, newRequired } from './errors.ts';
import { trimmed } from '../boundary.ts';

type Class = new (...args: never[]) => object;

/**
 * What users see of a class of ours. Natively it is a function made by V8's API: called without `new` it throws an error
 * with a code, and its instances may only come from elsewhere.
 */
export function exposeClass<T extends Class>(
  inner: T,
  name: string,
  kind: 'public' | 'illegal',
  prototype = inner.prototype as object,
): T {
  const outer = function (this: unknown, ...args: never[]): object {
    try {
      if (kind === 'illegal') throw illegalConstructor();
      if (!new.target) throw newRequired();
      return Reflect.construct(inner, args, new.target) as object;
    } catch (error) {
      throw trimmed(error, outer);
    }
  };
  Object.defineProperty(outer, 'name', { value: name, configurable: true });
  Object.defineProperty(outer, 'prototype', { value: prototype, writable: true });
  const own = { value: outer, writable: true, configurable: true };
  Object.defineProperty(prototype, 'constructor', own);
  return outer as unknown as T;
}

/** A property that every object has of itself, as V8's templates make them. */
export const getter = (get: (this: never) => unknown): PropertyDescriptor => ({ get, enumerable: true });

/** `Symbol.dispose`: like `close`, but closing what is closed already is no error. Not every browser has the symbol. */
export function exposeDispose(prototype: { close(): void }): void {
  const symbol: symbol | undefined = Symbol.dispose;
  if (!symbol) return;
  const dispose = function (this: { close(): void }): void {
    try {
      prototype.close.call(this);
    } catch {
      // As natively.
    }
  };
  const value = Object.defineProperty(dispose, 'name', { value: '[Symbol.dispose]', configurable: true });
  Object.defineProperty(prototype, symbol, { value, enumerable: true, writable: true, configurable: true });
}
