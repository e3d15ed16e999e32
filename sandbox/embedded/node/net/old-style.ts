type AnyConstructor = abstract new (...args: never[]) => object;

/** Constructable with `new`, callable without it, and usable as `Base.call(this)` by libraries that inherit the old way. */
export type OldStyle<Shape extends AnyConstructor, Args extends unknown[]> = {
  new (...args: Args): InstanceType<Shape>;
  (...args: Args): InstanceType<Shape>;
  prototype: InstanceType<Shape>;
};

/**
 * Node's `http` and `net` constructors are functions, not classes: `ServerResponse.call(this, req)` works there, and
 * light-my-request or `util.inherits` count on it. `Shape` gives the prototype (with its types), `construct` what a
 * class constructor would do; it calls the parent itself.
 */
export function oldStyle<Shape extends AnyConstructor, Args extends unknown[]>(
  name: string,
  Shape: Shape,
  construct: (self: InstanceType<Shape>, ...args: Args) => void,
): OldStyle<Shape, Args> {
  function Constructor(this: unknown, ...args: Args): unknown {
    const called = !new.target && !(this instanceof (Constructor as never));
    if (called) return Reflect.construct(Constructor, args);
    construct(this as InstanceType<Shape>, ...args);
    return undefined;
  }
  Object.setPrototypeOf(Constructor, Object.getPrototypeOf(Shape) as object);
  Object.defineProperty(Constructor, 'prototype', { value: Shape.prototype as object, writable: true });
  Object.defineProperty(Constructor, 'name', { value: name, configurable: true });
  Object.defineProperty(Shape.prototype, 'constructor', { value: Constructor, writable: true, configurable: true });
  return Constructor as unknown as OldStyle<Shape, Args>;
}

/** Runs a parent's old-style constructor on an object that already exists. */
export function inherit(Parent: unknown, self: object, ...args: unknown[]): void {
  Reflect.apply(Parent as (...args: unknown[]) => unknown, self, args);
}
