import { invalidArgValue, validateInteger } from './errors.ts';

interface Access {
  type: 'get' | 'set';
  value: unknown;
  stack: Error;
}

/** What `mock.property(…).mock` is: every read and write of one property. */
export class MockPropertyContext {
  #object: object;
  #name: PropertyKey;
  #descriptor: PropertyDescriptor;
  #value: unknown;
  #accesses: Access[] = [];
  #once = new Map<number, unknown>();

  constructor(object: object, name: PropertyKey, given: { value: unknown } | undefined) {
    const descriptor = Object.getOwnPropertyDescriptor(object, name);
    if (!descriptor) throw invalidArgValue('propertyName', name, 'is not a property of the object');
    this.#object = object;
    this.#name = name;
    this.#descriptor = descriptor;
    this.#value = given ? given.value : Reflect.get(object, name);
    const { configurable, enumerable } = descriptor;
    const get = () => this.#note('get', this.#value);
    const set = (value: unknown) => this.mockImplementation(value);
    Object.defineProperty(object, name, { configurable, enumerable, get, set } as PropertyDescriptor);
  }
  #note(type: 'get' | 'set', usual: unknown): unknown {
    const at = this.#accesses.length;
    const value = this.#once.has(at) ? this.#once.get(at) : usual;
    this.#once.delete(at);
    this.#accesses.push({ type, value, stack: new Error() });
    return value;
  }
  get accesses(): Access[] {
    return [...this.#accesses];
  }
  accessCount(): number {
    return this.#accesses.length;
  }
  mockImplementation(value: unknown): void {
    if (!this.#descriptor.writable) throw invalidArgValue('propertyName', this.#name, 'cannot be set');
    this.#value = this.#note('set', value);
  }
  mockImplementationOnce(value: unknown, onAccess?: number): void {
    const next = this.#accesses.length;
    const at: unknown = onAccess ?? next;
    validateInteger(at, 'onAccess', next);
    this.#once.set(at, value);
  }
  resetAccesses(): void {
    this.#accesses = [];
  }
  restore(): void {
    Object.defineProperty(this.#object, this.#name, this.#descriptor);
  }
}
