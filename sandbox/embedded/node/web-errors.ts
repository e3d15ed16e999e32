/**
 * Errors as V8 makes them: a stack in its words, which is made when the error is; `captureStackTrace`, `prepareStackTrace`
 * and `stackTraceLimit`; and one vocabulary for what the engine throws itself.
 */
import { callSite, frameText, pointAt, readFrames, sourceAt, type CallSite, type Frame } from './web-frames.ts';
import { mendName } from './web-evaluate.ts';
import { inWordsOfV8, type Words } from './web-messages.ts';

type Constructor = new (...args: unknown[]) => Error;
interface ErrorClass extends Constructor {
  captureStackTrace(target: object, below?: unknown): void;
  prepareStackTrace?: (error: object, sites: CallSite[]) => unknown;
  stackTraceLimit: number;
}
type Scope = Record<string, any>;

const classes = [
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
  'AggregateError',
  'SuppressedError',
];

/** What engines note on errors besides the stack, where Node notes nothing. */
const notes = ['line', 'column', 'sourceURL', 'fileName', 'lineNumber', 'columnNumber'];

/** One realm's errors. */
interface Errors {
  native: ErrorClass;
  /** The classes that programs see. */
  wrapped: Record<string, ErrorClass>;
  /** Errors that have V8's stack already. */
  known: WeakSet<object>;
  limit: unknown;
  prepare: unknown;
  /** The stack as the engine wrote it. */
  readRaw(error: object): string;
}

/** Replaces the error classes of a realm whose engine is not V8. */
export function installErrors(scope: Scope): void {
  const native = scope['Error'] as ErrorClass;
  const getter = Object.getOwnPropertyDescriptor(native.prototype, 'stack')?.get;
  const errors: Errors = {
    native,
    wrapped: {},
    known: new WeakSet(),
    limit: 10,
    prepare: undefined,
    readRaw(error) {
      const own = Object.getOwnPropertyDescriptor(error, 'stack');
      const raw = (own ? own.value : getter?.call(error)) as unknown;
      return typeof raw === 'string' ? raw : '';
    },
  };
  for (const name of classes) {
    const original = scope[name] as ErrorClass | undefined;
    if (!original) continue;
    const proxy = wrapClass(errors, name, original);
    errors.wrapped[name] = proxy;
    Object.defineProperty(original.prototype, 'constructor', { value: proxy, writable: true, configurable: true });
    if (name !== 'Error') Object.setPrototypeOf(original, errors.wrapped['Error']!);
    Object.defineProperty(scope, name, { value: proxy, writable: true, configurable: true });
  }
  const captureStackTrace = createCapture(errors);
  Object.defineProperty(native, 'captureStackTrace', { value: captureStackTrace, writable: true, configurable: true });
  // More than programs see, because frames of the engine's own are taken out.
  native.stackTraceLimit = 60;
  const mend = createMend(errors);
  Object.defineProperty(scope, mendName, { value: mend, writable: true, configurable: true });
  mendRejections(scope, mend);
}

/** Gives an object the stack that V8 would give it now. The text is written when it is first asked for. */
function defineStack(errors: Errors, target: object, frames: Frame[]): void {
  const taken = errors.limit;
  let value: unknown;
  let written = false;
  Object.defineProperty(target, 'stack', {
    get() {
      if (!written) value = writeStack(errors, target, frames, taken);
      written = true;
      return value;
    },
    set(next: unknown) {
      written = true;
      value = next;
    },
    configurable: true,
    enumerable: false,
  });
}

/** Node too does this when the stack is asked for, with the name and the message of that moment. */
function writeStack(errors: Errors, target: object, frames: Frame[], limit: unknown): unknown {
  const atMost = (some: Frame[]) => some.slice(0, typeof limit === 'number' ? Math.max(0, limit) : 0);
  if (typeof errors.prepare !== 'function') {
    const placed = atMost(frames.filter(({ file }) => file !== ''));
    return [headOf(target), ...placed.map((frame) => `    at ${frameText(frame)}`)].join('\n');
  }
  const own = errors.prepare as (error: object, sites: CallSite[]) => unknown;
  // What it makes itself meanwhile gets plain stacks.
  errors.prepare = undefined;
  try {
    return own.call(errors.wrapped['Error'], target, atMost(frames).map(callSite));
  } finally {
    errors.prepare ??= own;
  }
}

function headOf(error: object): string {
  try {
    return String(Error.prototype.toString.call(error));
  } catch {
    return 'Error';
  }
}

const removeNotes = (error: object) => notes.forEach((note) => void Reflect.deleteProperty(error, note));

/** A new error: what stands above its constructor's caller is ours. */
function finish(errors: Errors, error: object, newTarget: object, trap: string): object {
  errors.known.add(error);
  const raw = errors.readRaw(error).split('\n');
  const ours = raw.slice(0, 5).findLastIndex((line) => line.startsWith(`${trap}@`));
  const frames = readFrames(raw.slice(ours + 1).join('\n'));
  removeNotes(error);
  defineStack(errors, error, withoutConstructors(frames, newTarget));
  return error;
}

function wrapClass(errors: Errors, name: string, original: ErrorClass): ErrorClass {
  const shared: Record<string, 'limit' | 'prepare'> =
    name === 'Error' ? { stackTraceLimit: 'limit', prepareStackTrace: 'prepare' } : {};
  const proxy: ErrorClass = new Proxy(original, {
    construct(target, args: unknown[], newTarget) {
      const error = Reflect.construct(target, args, newTarget === proxy ? target : newTarget) as object;
      return finish(errors, error, newTarget as object, 'construct');
    },
    apply(target, _self, args: unknown[]) {
      return finish(errors, Reflect.construct(target, args) as object, target, 'apply');
    },
    get(target, key, receiver) {
      const field = typeof key === 'string' && Object.hasOwn(shared, key) ? shared[key] : undefined;
      return field ? errors[field] : (Reflect.get(target, key, receiver) as unknown);
    },
    set(target, key, value, receiver) {
      const field = typeof key === 'string' && Object.hasOwn(shared, key) ? shared[key] : undefined;
      if (field) errors[field] = value;
      else return receiver === proxy ? Reflect.set(target, key, value) : Reflect.set(target, key, value, receiver);
      return true;
    },
  });
  return proxy;
}

function createCapture(errors: Errors) {
  const native = errors.native.captureStackTrace.bind(errors.native);
  return function captureStackTrace(target: object, below?: unknown): void {
    if ((typeof target !== 'object' && typeof target !== 'function') || target === null) {
      throw new TypeError('Invalid argument');
    }
    const holder: { stack?: string } = {};
    native(holder, typeof below === 'function' ? below : captureStackTrace);
    errors.known.add(target);
    defineStack(errors, target, readFrames(holder.stack ?? ''));
  };
}

/** Puts an error of the engine's own, as it was caught, into the words and the shape that V8 gives it. */
function createMend(errors: Errors) {
  return <Value>(value: Value): Value => {
    const foreign = typeof value === 'object' && value !== null && !errors.known.has(value);
    if (!foreign || !(value instanceof errors.native)) return value;
    errors.known.add(value);
    try {
      const error = value as unknown as Error;
      const frames = readFrames(errors.readRaw(error));
      const { name, message, at }: Words = inWordsOfV8(error.name, error.message, () => sourceAt(frames[0]));
      if (at) pointAt(frames[0], at);
      if (message !== error.message) {
        Object.defineProperty(error, 'message', { value: message, writable: true, configurable: true });
      }
      const words = errors.wrapped[name];
      if (name !== error.name && words) Object.setPrototypeOf(error, words.prototype as object);
      removeNotes(error);
      defineStack(errors, error, frames);
    } catch {
      // A frozen error stays as it is.
    }
    return value;
  };
}

/** V8 leaves out what the classes of an error do to make it. */
function withoutConstructors(frames: Frame[], newTarget: object): Frame[] {
  const names = new Set<unknown>();
  for (let each: unknown = newTarget; typeof each === 'function' && each !== Function.prototype;) {
    names.add(each.name);
    each = Object.getPrototypeOf(each);
  }
  const first = frames.findIndex(({ name }) => name === '' || !names.has(name));
  return first < 0 ? [] : frames.slice(first);
}

/** Promises hand on what the engine threw without any `catch`; workers tell of it when nobody listened. */
function mendRejections(scope: Scope, mend: <Value>(value: Value) => Value): void {
  const { prototype } = scope['Promise'] as { prototype: { then: (...args: unknown[]) => unknown } };
  const { then } = prototype;
  const mended = {
    then(this: unknown, done: unknown, failed: unknown): unknown {
      return then.call(
        this,
        done,
        typeof failed === 'function' ? (reason: unknown): unknown => failed(mend(reason)) : failed,
      );
    },
  };
  Object.defineProperty(prototype, 'then', { value: mended.then, writable: true, configurable: true });
  scope['addEventListener']?.('error', (event: ErrorEvent) => void mend(event.error));
  scope['addEventListener']?.('unhandledrejection', (event: PromiseRejectionEvent) => void mend(event.reason));
}
