/** Objects that look like a module namespace: names sorted, values live, nothing can be changed. */

const known = new WeakSet();

export const isNamespace = (value: unknown): boolean => typeof value === 'object' && value !== null && known.has(value);

/** @param read Throws for a binding that is not initialised yet. */
export function createNamespace(names: Iterable<string>, read: (name: string) => unknown): Record<string, unknown> {
  const target = Object.create(null) as Record<string, unknown>;
  for (const name of [...names].sort()) {
    Object.defineProperty(target, name, { value: undefined, writable: true, enumerable: true, configurable: false });
  }
  Object.defineProperty(target, Symbol.toStringTag, { value: 'Module' });
  Object.preventExtensions(target);
  const has = (key: PropertyKey): key is string => typeof key === 'string' && Object.hasOwn(target, key);
  const refuse = (message: string) => {
    throw new TypeError(message);
  };
  const namespace = new Proxy(target, {
    get: (_, key) => (has(key) ? read(key) : (Reflect.get(target, key) as unknown)),
    getOwnPropertyDescriptor(_, key) {
      if (!has(key)) return Reflect.getOwnPropertyDescriptor(target, key);
      return { value: read(key), writable: true, enumerable: true, configurable: false };
    },
    set: (_, key) =>
      refuse(
        key in target
          ? `Cannot assign to read only property '${String(key)}' of object '[object Module]'`
          : `Cannot add property ${String(key)}, object is not extensible`,
      ),
    defineProperty: (_, key) => refuse(`Cannot redefine property: ${String(key)}`),
    deleteProperty: (_, key) =>
      !(key in target) || refuse(`Cannot delete property '${String(key)}' of [object Module]`),
  });
  known.add(namespace);
  return namespace;
}
