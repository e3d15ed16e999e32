const tag = (value: unknown) => Object.prototype.toString.call(value).slice(8, -1);

/** Whether a method of a built-in accepts the value: it looks at the inner slot, not at a name that can be faked. */
function accepts(prototype: object, name: string, kind: 'get' | 'value', ...args: unknown[]) {
  const method = Object.getOwnPropertyDescriptor(prototype, name)?.[kind] as (...args: unknown[]) => unknown;
  return (value: unknown) => {
    try {
      Reflect.apply(method, value, args);
      return true;
    } catch {
      return false;
    }
  };
}

const typedArrayName = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
)?.get;
const arrayKind = (value: unknown): unknown => typedArrayName?.call(value);
const isKind = (name: string) => (value: unknown) => arrayKind(value) === name;
const boxed = (name: string, type: string) => (value: unknown) => {
  if (typeof value !== 'object' || value === null || tag(value) !== name) return false;
  try {
    return typeof (value as { valueOf(): unknown }).valueOf() === type;
  } catch {
    return false;
  }
};
const isA = (name: string) => (value: unknown) => typeof value === 'object' && value !== null && tag(value) === name;
const isFunctionOf =
  (...names: string[]) =>
  (value: unknown) =>
    typeof value === 'function' && names.includes(tag(value));

const isArrayBuffer = accepts(ArrayBuffer.prototype, 'byteLength', 'get');
const isSharedArrayBuffer = isA('SharedArrayBuffer');
const boxes = {
  isNumberObject: boxed('Number', 'number'),
  isStringObject: boxed('String', 'string'),
  isBooleanObject: boxed('Boolean', 'boolean'),
  isBigIntObject: boxed('BigInt', 'bigint'),
  isSymbolObject: boxed('Symbol', 'symbol'),
};

export default {
  isExternal: () => false,
  isProxy: () => false,
  isModuleNamespaceObject: isA('Module'),
  isDate: accepts(Date.prototype, 'getTime', 'value'),
  isRegExp: accepts(RegExp.prototype, 'flags', 'get') && isA('RegExp'),
  isArgumentsObject: isA('Arguments'),
  isNativeError: (value: unknown) => value instanceof Error || isA('Error')(value),
  isPromise: isA('Promise'),
  isMap: accepts(Map.prototype, 'size', 'get'),
  isSet: accepts(Set.prototype, 'size', 'get'),
  isMapIterator: isA('Map Iterator'),
  isSetIterator: isA('Set Iterator'),
  isWeakMap: accepts(WeakMap.prototype, 'has', 'value', {}),
  isWeakSet: accepts(WeakSet.prototype, 'has', 'value', {}),
  isAsyncFunction: isFunctionOf('AsyncFunction', 'AsyncGeneratorFunction'),
  isGeneratorFunction: isFunctionOf('GeneratorFunction', 'AsyncGeneratorFunction'),
  isGeneratorObject: (value: unknown) => isA('Generator')(value) || isA('AsyncGenerator')(value),
  ...boxes,
  isBoxedPrimitive: (value: unknown) => Object.values(boxes).some((is) => is(value)),
  isArrayBuffer,
  isSharedArrayBuffer,
  isAnyArrayBuffer: (value: unknown) => isArrayBuffer(value) || isSharedArrayBuffer(value),
  isArrayBufferView: (value: unknown) => ArrayBuffer.isView(value),
  isDataView: accepts(DataView.prototype, 'byteLength', 'get'),
  isTypedArray: (value: unknown) => arrayKind(value) !== undefined,
  isUint8Array: isKind('Uint8Array'),
  isUint8ClampedArray: isKind('Uint8ClampedArray'),
  isUint16Array: isKind('Uint16Array'),
  isUint32Array: isKind('Uint32Array'),
  isInt8Array: isKind('Int8Array'),
  isInt16Array: isKind('Int16Array'),
  isInt32Array: isKind('Int32Array'),
  isFloat16Array: isKind('Float16Array'),
  isFloat32Array: isKind('Float32Array'),
  isFloat64Array: isKind('Float64Array'),
  isBigInt64Array: isKind('BigInt64Array'),
  isBigUint64Array: isKind('BigUint64Array'),
  isKeyObject: isA('KeyObject'),
  isCryptoKey: isA('CryptoKey'),
};
