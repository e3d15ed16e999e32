import { AsyncResource } from './async_hooks.ts';
import { listenersOf } from './event-listeners.ts';
import type { EventEmitter } from './events.ts';
import { invalidArgType, validateAbortSignal, validateFunction, validateNumber, validateString } from './errors.ts';

type Name = string | symbol;
type Emitting = Partial<EventEmitter>;

const KINDS = ['EventEmitter', 'EventTarget'];
const limits = new WeakMap<object, number>();
const isTarget = (value: unknown): value is EventTarget =>
  typeof (value as Partial<EventTarget> | undefined)?.addEventListener === 'function';

/** The functions of `events` that take an emitter or an EventTarget. */
export function createTargetTools(getDefault: () => number, setDefault: (count: number) => void) {
  return {
    getEventListeners(source: Emitting, name: Name) {
      if (typeof source.listeners === 'function') return source.listeners(name);
      if (isTarget(source)) return listenersOf(source, String(name));
      throw invalidArgType('emitter', KINDS, source);
    },
    listenerCount(source: Emitting, name: Name) {
      if (typeof source.listenerCount === 'function') return source.listenerCount(name);
      if (isTarget(source)) return listenersOf(source, String(name)).length;
      throw invalidArgType('emitter', KINDS, source);
    },
    getMaxListeners(source: Emitting) {
      if (typeof source?.getMaxListeners === 'function') return source._maxListeners ?? getDefault();
      if (isTarget(source)) return limits.get(source) ?? (source instanceof AbortSignal ? 0 : getDefault());
      throw invalidArgType('emitter', KINDS, source);
    },
    setMaxListeners(count: unknown = getDefault(), ...sources: Emitting[]) {
      validateNumber(count, 'setMaxListeners', 0);
      if (sources.length === 0) setDefault(count);
      for (const source of sources) {
        if (isTarget(source)) limits.set(source, count);
        else if (typeof source.setMaxListeners === 'function') source.setMaxListeners(count);
        else throw invalidArgType('eventTargets', KINDS, source);
      }
    },
  };
}

export function addAbortListener(signal: AbortSignal | undefined, listener: (event?: Event) => void) {
  if (signal === undefined) throw invalidArgType('signal', 'AbortSignal', signal);
  validateAbortSignal(signal, 'signal');
  validateFunction(listener, 'listener');
  if (signal.aborted) queueMicrotask(() => listener());
  else signal.addEventListener('abort', listener, { once: true });
  return { [Symbol.dispose ?? Symbol.for('Symbol.dispose')]: () => signal.removeEventListener('abort', listener) };
}

type EmitterClass = new (options?: { captureRejections?: boolean }) => EventEmitter;

/** An emitter whose listeners run in the context in which it was made. */
export function createAsyncResourceEmitter(Emitter: EmitterClass) {
  return class EventEmitterAsyncResource extends Emitter {
    asyncResource: AsyncResource;
    constructor(options: string | { name?: string; captureRejections?: boolean } = {}) {
      const given = typeof options === 'string' ? { name: options } : options;
      if (typeof options !== 'string' && new.target === EventEmitterAsyncResource) {
        validateString(given.name, 'options.name');
      }
      super(given);
      const resource = new AsyncResource(given.name || new.target.name);
      this.asyncResource = Object.defineProperty(resource, 'eventEmitter', { value: this, enumerable: false });
    }
    override emit(name: Name, ...args: unknown[]): boolean {
      return this.asyncResource.runInAsyncScope(() => super.emit(name, ...args));
    }
    emitDestroy() {
      this.asyncResource.emitDestroy();
    }
    get asyncId() {
      return this.asyncResource.asyncId();
    }
    get triggerAsyncId() {
      return this.asyncResource.triggerAsyncId();
    }
  };
}
