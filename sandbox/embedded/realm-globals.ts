/** The names that a program of Node 24 finds on its global object, besides those of the language that all realms have. */
const ofNode =
  'Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError globalThis JSON Math Intl ArrayBuffer Atomics Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array BigUint64Array BigInt64Array Uint8ClampedArray Float16Array Float32Array Float64Array DataView Map BigInt Set Iterator WeakMap WeakSet Proxy Reflect FinalizationRegistry WeakRef decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape eval isFinite isNaN console process global Buffer clearImmediate setImmediate URL URLSearchParams DOMException AbortController AbortSignal Event EventTarget CustomEvent TextEncoder TextDecoder TransformStream TransformStreamDefaultController WritableStream WritableStreamDefaultController WritableStreamDefaultWriter ReadableStream ReadableStreamDefaultReader ReadableStreamBYOBReader ReadableStreamBYOBRequest ReadableByteStreamController ReadableStreamDefaultController ByteLengthQueuingStrategy CountQueuingStrategy TextEncoderStream TextDecoderStream CompressionStream DecompressionStream clearInterval clearTimeout setInterval setTimeout queueMicrotask structuredClone atob btoa BroadcastChannel MessageChannel MessagePort Blob File Performance PerformanceEntry PerformanceMark PerformanceMeasure PerformanceObserver PerformanceObserverEntryList PerformanceResourceTiming performance URLPattern fetch FormData Headers Request Response MessageEvent CloseEvent WebSocket crypto Crypto CryptoKey SubtleCrypto SuppressedError DisposableStack AsyncDisposableStack SharedArrayBuffer WebAssembly Navigator navigator'.split(
    ' ',
  );

/** Names of the browser that go away: interfaces of pages and workers, and what talks to the page. */
const isForeign = (name: string) =>
  /^(?:[A-Z]|on[a-z]|webkit|name$|close$|postMessage$|requestAnimationFrame$|cancelAnimationFrame$)/.test(name);

/**
 * Leaves a program the global names that it has in Node, once the engine has what it needs of the others. Last, as
 * libraries of the engine may look for them when they are loaded.
 */
export function keepNodesNames(scope: object): void {
  const kept = new Set(ofNode);
  for (const name of ofNode) makeOwn(scope, name);
  installNavigator(scope);
  for (const name of Object.getOwnPropertyNames(scope)) {
    // What cannot be deleted is a browser's matter of course, such as Firefox's `self`.
    if (!kept.has(name) && isForeign(name)) Reflect.deleteProperty(scope, name);
  }
}

/** In a worker some of them are inherited, so that `Object.hasOwn(globalThis, …)` would say something else. */
function makeOwn(scope: object, name: string): void {
  if (Object.hasOwn(scope, name) || !(name in scope)) return;
  const value: unknown = Reflect.get(scope, name);
  Object.defineProperty(scope, name, { value, writable: true, enumerable: true, configurable: true });
}

function installNavigator(scope: object): void {
  const { hardwareConcurrency = 2, locks } = (Reflect.get(scope, 'navigator') ?? {}) as Partial<globalThis.Navigator>;
  const facts: Record<string, unknown> = {
    hardwareConcurrency, locks, language: 'en-US', languages: Object.freeze(['en-US']), userAgent: 'Node.js/24',
    platform: 'linux',
  }; // prettier-ignore
  class Navigator {}
  for (const [name, value] of Object.entries(facts)) {
    Object.defineProperty(Navigator.prototype, name, { get: () => value, enumerable: true, configurable: true });
  }
  Object.defineProperty(scope, 'Navigator', { value: Navigator, writable: true, configurable: true });
  const navigator = new Navigator();
  Object.defineProperty(scope, 'navigator', { get: () => navigator, enumerable: true, configurable: true });
}
