import { nodeError } from './errors.ts';

const wrong = (text: string) => nodeError(TypeError, 'ERR_INVALID_OBJECT_DEFINE_PROPERTY', `'process.env' ${text}`);

/** `process.env`: every value becomes a string. */
export function createEnv(initial: Record<string, string>): Record<string, string | undefined> {
  const refuse = (key: string | symbol, value: unknown) => {
    if (typeof key === 'symbol' || typeof value === 'symbol') {
      throw new TypeError('Cannot convert a Symbol value to a string');
    }
  };
  return new Proxy({ ...initial } as Record<string, string | undefined>, {
    set(target, key, value) {
      refuse(key, value);
      target[key as string] = String(value);
      return true;
    },
    defineProperty(target, key, descriptor) {
      if ('get' in descriptor || 'set' in descriptor) {
        throw wrong('does not accept an accessor(getter/setter) descriptor');
      }
      const { configurable, writable, enumerable } = descriptor;
      if (!configurable || !writable || !enumerable) {
        throw wrong('only accepts a configurable, writable, and enumerable data descriptor');
      }
      refuse(key, descriptor.value);
      return Reflect.defineProperty(target, key, { ...descriptor, value: String(descriptor.value) });
    },
  });
}
