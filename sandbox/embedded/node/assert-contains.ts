import { isDeepStrictEqual } from './deep-equal.ts';

/** Whether everything that `expected` names is in `actual` as well. */
export function contains(actual: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null || typeof actual !== 'object' || actual === null) {
    return isDeepStrictEqual(actual, expected);
  }
  if (expected instanceof Set && actual instanceof Set) {
    return [...expected].every((each) => [...actual].some((other) => contains(other, each)));
  }
  if (expected instanceof Map && actual instanceof Map) {
    return [...expected].every(([key, value]) => actual.has(key) && contains(actual.get(key), value));
  }
  if (Object.getPrototypeOf(actual) !== Object.getPrototypeOf(expected)) return false;
  if (Array.isArray(expected)) {
    let at = -1;
    return expected.every((each) => (at = (actual as unknown[]).findIndex((v, i) => i > at && contains(v, each))) >= 0);
  }
  if (Object.keys(expected).length === 0)
    return isDeepStrictEqual(actual, expected) || Object.getPrototypeOf(expected) === Object.prototype;
  return Object.keys(expected).every(
    (key) => key in actual && contains(Reflect.get(actual, key), Reflect.get(expected, key)),
  );
}
