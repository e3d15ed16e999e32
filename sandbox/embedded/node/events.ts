import inspection from 'node-inspect-extracted';
import { addAbortListener, createAsyncResourceEmitter, createTargetTools } from './events-targets.ts';
import { iterateEvents, waitFor } from './events-waiting.ts';
import { invalidArgType, nodeError, outOfRange, validateFunction } from './errors.ts';
import { nextTick } from './next-tick.ts';

export type Listener = ((...args: any[]) => unknown) & { listener?: Listener };
type Name = string | symbol;
type Store = Record<Name, Listener | Listener[] | undefined>;
interface Warned extends Array<Listener> {
  warned?: boolean;
}

const captureRejectionSymbol = Symbol.for('nodejs.rejection');
const errorMonitor = Symbol('events.errorMonitor');
const kCapture = Symbol('kCapture');
let defaultMaxListeners = 10;

export interface EventEmitter {
  _events: Store;
  _eventsCount: number;
  _maxListeners: number | undefined;
  [kCapture]: boolean;
  emit(name: Name, ...args: any[]): boolean;
  on(name: Name, listener: Listener): this;
  addListener(name: Name, listener: Listener): this;
  prependListener(name: Name, listener: Listener): this;
  once(name: Name, listener: Listener): this;
  prependOnceListener(name: Name, listener: Listener): this;
  off(name: Name, listener: Listener): this;
  removeListener(name: Name, listener: Listener): this;
  removeAllListeners(name?: Name): this;
  listeners(name: Name): Listener[];
  rawListeners(name: Name): Listener[];
  listenerCount(name: Name, listener?: Listener): number;
  eventNames(): Name[];
  setMaxListeners(count: number): this;
  getMaxListeners(): number;
}

// A function, not a class: libraries call `EventEmitter.call(this)` and `EventEmitter.init`.
const Emitter = function EventEmitter(this: EventEmitter, options?: { captureRejections?: boolean }) {
  init.call(this, options);
} as unknown as { new (options?: { captureRejections?: boolean }): EventEmitter; prototype: EventEmitter } & Record<
  string | symbol,
  any
>;

function init(this: EventEmitter, options?: { captureRejections?: boolean }) {
  if (this._events === undefined || this._events === Object.getPrototypeOf(this)._events) {
    this._events = Object.create(null) as Store;
    this._eventsCount = 0;
  }
  this._maxListeners ||= undefined;
  const capture: unknown = options?.captureRejections;
  if (capture !== undefined && typeof capture !== 'boolean') {
    throw invalidArgType('options.captureRejections', 'boolean', capture);
  }
  if (capture) this[kCapture] = true;
}

const proto = Emitter.prototype;
Object.assign(proto, { _events: undefined, _eventsCount: 0, _maxListeners: undefined });
Object.defineProperty(proto, kCapture, { value: false, writable: true, enumerable: false });

const methods = {
  setMaxListeners(this: EventEmitter, count: number) {
    if (typeof count !== 'number' || !(count >= 0)) throw limitError('setMaxListeners', count);
    this._maxListeners = count;
    return this;
  },
  getMaxListeners(this: EventEmitter) {
    return limitOf(this);
  },
  emit(this: EventEmitter, name: Name, ...args: unknown[]) {
    const events = this._events;
    if (name === 'error') {
      if (events?.[errorMonitor] !== undefined) this.emit(errorMonitor, ...args);
      if (events?.['error'] === undefined) throw unhandled(args[0]);
    }
    const handler = events?.[name];
    if (handler === undefined) return false;
    if (typeof handler === 'function') return call(this, handler, name, args);
    for (const listener of handler.slice()) call(this, listener, name, args);
    return true;
  },
  addListener(this: EventEmitter, name: Name, listener: Listener) {
    return add(this, name, listener, false);
  },
  prependListener(this: EventEmitter, name: Name, listener: Listener) {
    return add(this, name, listener, true);
  },
  once(this: EventEmitter, name: Name, listener: Listener) {
    validateFunction(listener, 'listener');
    return this.on(name, wrapOnce(this, name, listener));
  },
  prependOnceListener(this: EventEmitter, name: Name, listener: Listener) {
    validateFunction(listener, 'listener');
    return this.prependListener(name, wrapOnce(this, name, listener));
  },
  removeListener(this: EventEmitter, name: Name, listener: Listener) {
    validateFunction(listener, 'listener');
    const current = this._events?.[name];
    if (current === undefined) return this;
    const all = typeof current === 'function' ? [current] : current;
    const index = all.findLastIndex((each) => each === listener || each.listener === listener);
    if (index < 0) return this;
    if (all.length === 1) forget(this, name);
    else this._events[name] = all.length === 2 ? all[1 - index] : keepWarned(all, all.toSpliced(index, 1));
    if (this._events['removeListener'] !== undefined)
      this.emit('removeListener', name, all[index]?.listener ?? listener);
    return this;
  },
  removeAllListeners(this: EventEmitter, ...names: Name[]) {
    const events = this._events;
    if (events === undefined) return this;
    if (names.length === 0) {
      const observed = events['removeListener'] !== undefined;
      if (observed) {
        for (const name of Reflect.ownKeys(events)) if (name !== 'removeListener') this.removeAllListeners(name);
        this.removeAllListeners('removeListener');
      }
      this._events = Object.create(null) as Store;
      this._eventsCount = 0;
      return this;
    }
    const name = names[0] as Name;
    if (events['removeListener'] === undefined) {
      if (events[name] !== undefined) forget(this, name);
      return this;
    }
    for (const listener of copy(this, name).reverse()) this.removeListener(name, listener);
    return this;
  },
  listeners(this: EventEmitter, name: Name) {
    return copy(this, name).map((each) => each.listener ?? each);
  },
  rawListeners(this: EventEmitter, name: Name) {
    return copy(this, name);
  },
  listenerCount(this: EventEmitter, name: Name, listener?: Listener) {
    const all = copy(this, name);
    return listener == null ? all.length : all.filter((each) => each === listener || each.listener === listener).length;
  },
  eventNames(this: EventEmitter) {
    return this._eventsCount > 0 ? Reflect.ownKeys(this._events) : [];
  },
};
Object.assign(proto, methods, { on: methods.addListener, off: methods.removeListener });

function call(emitter: EventEmitter, listener: Listener, name: Name, args: unknown[]): true {
  const result = Reflect.apply(listener, emitter, args);
  if (result != null && emitter[kCapture]) captureRejection(emitter, result, name, args);
  return true;
}

const limitOf = (emitter: EventEmitter) => emitter._maxListeners ?? defaultMaxListeners;

function copy(emitter: EventEmitter, name: Name): Listener[] {
  const current = emitter._events?.[name];
  if (current === undefined) return [];
  return typeof current === 'function' ? [current] : current.slice();
}

function forget(emitter: EventEmitter, name: Name) {
  const left = --emitter._eventsCount;
  if (left === 0) emitter._events = Object.create(null) as Store;
  else delete emitter._events[name];
}

function keepWarned(before: Warned, after: Warned): Warned {
  if (before.warned) after.warned = true;
  return after;
}

function add(emitter: EventEmitter, name: Name, listener: Listener, first: boolean): EventEmitter {
  validateFunction(listener, 'listener');
  emitter._events ??= Object.create(null) as Store;
  if (emitter._events['newListener'] !== undefined) emitter.emit('newListener', name, listener.listener ?? listener);
  const current = emitter._events[name];
  if (current === undefined) {
    emitter._events[name] = listener;
    emitter._eventsCount = (emitter._eventsCount ?? 0) + 1;
    return emitter;
  }
  const all: Warned = typeof current === 'function' ? [current] : current;
  if (first) all.unshift(listener);
  else all.push(listener);
  emitter._events[name] = all;
  // The receiver may be any object: `EventEmitter.prototype.on.call({}, …)`.
  const limit = limitOf(emitter);
  if (limit > 0 && all.length > limit && !all.warned) {
    all.warned = true;
    warnOfLeak(emitter, name, all.length, limit);
  }
  return emitter;
}

function warnOfLeak(emitter: EventEmitter, name: Name, count: number, limit: number) {
  const warning = new Error(
    `Possible EventEmitter memory leak detected. ${count} ${String(name)} listeners added to ` +
      `[${emitter.constructor.name}]. MaxListeners is ${limit}. Use emitter.setMaxListeners() to increase limit`,
  );
  Object.assign(warning, { name: 'MaxListenersExceededWarning', emitter, type: name, count });
  const { process } = globalThis as { process?: { emitWarning?(warning: Error): void } };
  process?.emitWarning?.(warning);
}

function wrapOnce(emitter: EventEmitter, name: Name, listener: Listener): Listener {
  let fired = false;
  const wrapped: Listener = (...args) => {
    if (fired) return undefined;
    fired = true;
    emitter.removeListener(name, wrapped);
    return Reflect.apply(listener, emitter, args);
  };
  wrapped.listener = listener;
  return wrapped;
}

function unhandled(error: unknown): unknown {
  if (error instanceof Error) return error;
  const message = `Unhandled error. (${shown(error)})`;
  return Object.assign(nodeError(Error, 'ERR_UNHANDLED_ERROR', message), { context: error });
}

function shown(error: unknown): unknown {
  try {
    return inspection.inspect(error);
  } catch {
    return error;
  }
}

function captureRejection(emitter: EventEmitter, result: unknown, name: Name, args: unknown[]) {
  try {
    const { then } = result as { then?: unknown };
    if (typeof then === 'function') {
      then.call(result, undefined, (error: unknown) => nextTick(rejected, emitter, error, name, args));
    }
  } catch (error) {
    emitter.emit('error', error);
  }
}

function rejected(emitter: EventEmitter, error: unknown, name: Name, args: unknown[]) {
  const handle = (emitter as unknown as Record<symbol, unknown>)[captureRejectionSymbol];
  if (typeof handle === 'function') return void handle.call(emitter, error, name, ...args);
  const before = emitter[kCapture];
  // What an `error` listener rejects with must not come back here.
  emitter[kCapture] = false;
  try {
    emitter.emit('error', error);
  } finally {
    emitter[kCapture] = before;
  }
}

const limitError = (name: string, value: unknown) =>
  typeof value === 'number' ? outOfRange(name, '>= 0', value) : invalidArgType(name, 'number', value);

const statics = {
  EventEmitter: Emitter,
  captureRejectionSymbol,
  errorMonitor,
  init,
  usingDomains: false,
  once: waitFor,
  on: iterateEvents,
  addAbortListener,
  ...createTargetTools(
    () => defaultMaxListeners,
    (count) => void (defaultMaxListeners = count),
  ),
  EventEmitterAsyncResource: createAsyncResourceEmitter(Emitter),
};
Object.assign(Emitter, statics);
Object.defineProperties(Emitter, {
  captureRejections: {
    get: () => proto[kCapture],
    set: (value: unknown) => {
      if (typeof value !== 'boolean') throw invalidArgType('EventEmitter.captureRejections', 'boolean', value);
      proto[kCapture] = value;
    },
    enumerable: true,
  },
  defaultMaxListeners: {
    get: () => defaultMaxListeners,
    set: (value: number) => {
      if (typeof value !== 'number' || !(value >= 0)) throw limitError('defaultMaxListeners', value);
      defaultMaxListeners = value;
    },
    enumerable: true,
  },
});

export default Emitter as typeof Emitter & typeof statics;
