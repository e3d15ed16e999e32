import types from './util-types.ts';

type Pair = Map<object, Set<object>>;

export const isDeepStrictEqual = (a: unknown, b: unknown): boolean => equal(a, b, true, new Map());
export const isDeepLooseEqual = (a: unknown, b: unknown): boolean => equal(a, b, false, new Map());

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const tag = (value: object) => Object.prototype.toString.call(value);

function equal(a: unknown, b: unknown, strict: boolean, seen: Pair): boolean {
  if (strict ? Object.is(a, b) : a === b || (Number.isNaN(a) && Number.isNaN(b))) return true;
  if (!isObject(a) || !isObject(b)) {
    // eslint-disable-next-line eqeqeq -- this is what `assert.deepEqual` promises
    return !strict && !isObject(a) && !isObject(b) && typeof a !== 'function' && a == b;
  }
  if (tag(a) !== tag(b)) return false;
  if (strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  const known = seen.get(a);
  if (known?.has(b)) return true;
  seen.set(a, (known ?? new Set()).add(b));
  return sameKind(a, b, strict, seen) && sameKeys(a, b, strict, seen);
}

function sameKind(a: object, b: object, strict: boolean, seen: Pair): boolean {
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a)) return a.length === (b as unknown[]).length;
  if (a instanceof Date) return Object.is(a.getTime(), (b as Date).getTime());
  if (a instanceof RegExp) {
    const other = b as RegExp;
    return a.source === other.source && a.flags === other.flags && a.lastIndex === other.lastIndex;
  }
  if (a instanceof Error) {
    const other = b as Error;
    return a.message === other.message && a.name === other.name && equal(a.cause, other.cause, strict, seen);
  }
  if (ArrayBuffer.isView(a) || types.isAnyArrayBuffer(a))
    return sameElements(a as ArrayBuffer, b as ArrayBufferView | ArrayBuffer, strict);
  if (a instanceof Set) return b instanceof Set && sameSets(a, b, strict, seen);
  if (a instanceof Map) return b instanceof Map && sameMaps(a, b, strict, seen);
  if (/^\[object (Number|String|Boolean|BigInt|Symbol)\]$/.test(tag(a))) return Object.is(a.valueOf(), b.valueOf());
  return !(a instanceof Promise || a instanceof WeakMap || a instanceof WeakSet);
}

/** Loosely, 0 and -0 are the same number in different bytes. */
function sameElements(a: ArrayBufferView | ArrayBuffer, b: ArrayBufferView | ArrayBuffer, strict: boolean): boolean {
  if (strict || !/Float/.test(tag(a))) return sameBytes(a, b);
  const [left, right] = [a as Float64Array, b as Float64Array];
  return (
    left.length === right.length && left.every((each, index) => each === right[index] || Object.is(each, right[index]))
  );
}

function sameBytes(a: ArrayBufferView | ArrayBuffer, b: ArrayBufferView | ArrayBuffer): boolean {
  const bytes = (value: ArrayBufferView | ArrayBuffer) =>
    ArrayBuffer.isView(value)
      ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
      : new Uint8Array(value);
  const [left, right] = [bytes(a), bytes(b)];
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

function sameSets(a: Set<unknown>, b: Set<unknown>, strict: boolean, seen: Pair): boolean {
  if (a.size !== b.size) return false;
  const left = [...b];
  for (const value of a) {
    const index = left.findIndex((other) => equal(value, other, strict, seen));
    if (index < 0) return false;
    left.splice(index, 1);
  }
  return true;
}

function sameMaps(a: Map<unknown, unknown>, b: Map<unknown, unknown>, strict: boolean, seen: Pair): boolean {
  if (a.size !== b.size) return false;
  const left = [...b];
  for (const [key, value] of a) {
    const index = left.findIndex(([k, v]) => equal(key, k, strict, seen) && equal(value, v, strict, seen));
    if (index < 0) return false;
    left.splice(index, 1);
  }
  return true;
}

function sameKeys(a: object, b: object, strict: boolean, seen: Pair): boolean {
  const isBytes = ArrayBuffer.isView(a);
  const keys = (value: object) => {
    const own: PropertyKey[] = isBytes ? Object.keys(value).filter((key) => !/^\d+$/.test(key)) : Object.keys(value);
    if (!strict) return own;
    const symbols = Object.getOwnPropertySymbols(value);
    return [...own, ...symbols.filter((key) => Object.prototype.propertyIsEnumerable.call(value, key))];
  };
  const left = keys(a);
  if (left.length !== keys(b).length) return false;
  return left.every((key) => Object.hasOwn(b, key) && equal(Reflect.get(a, key), Reflect.get(b, key), strict, seen));
}
