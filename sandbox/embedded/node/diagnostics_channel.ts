import { runInFrame, currentFrame } from './async-context.ts';
import { invalidArgType, validateFunction } from './errors.ts';

type Name = string | symbol;
type Subscriber = (message: unknown, name: Name) => void;
interface Store {
  run<R>(value: unknown, fn: () => R): R;
}

class Channel {
  readonly name: Name;
  _subscribers: Subscriber[] = [];
  _stores = new Map<Store, ((data: unknown) => unknown) | undefined>();
  constructor(name: Name) {
    this.name = name;
  }
  get hasSubscribers() {
    return this._subscribers.length > 0 || this._stores.size > 0;
  }
  subscribe(subscriber: Subscriber) {
    validateFunction(subscriber, 'subscription');
    this._subscribers = [...this._subscribers, subscriber];
  }
  unsubscribe(subscriber: Subscriber) {
    const index = this._subscribers.indexOf(subscriber);
    if (index < 0) return false;
    this._subscribers = this._subscribers.toSpliced(index, 1);
    return true;
  }
  bindStore(store: Store, transform?: (data: unknown) => unknown) {
    this._stores.set(store, transform);
  }
  unbindStore(store: Store) {
    return this._stores.delete(store);
  }
  publish(message: unknown) {
    for (const subscriber of this._subscribers) {
      try {
        subscriber(message, this.name);
      } catch (error) {
        // One subscriber's fault is not the publisher's: it surfaces as an uncaught exception.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
  runStores<R>(data: unknown, fn: (...args: any[]) => R, thisArg?: unknown, ...args: unknown[]): R {
    let run = () => {
      this.publish(data);
      return Reflect.apply(fn, thisArg, args) as R;
    };
    for (const [store, transform] of this._stores) {
      const next = run;
      run = () => store.run(transform ? transform(data) : data, next);
    }
    return runInFrame(currentFrame(), run);
  }
}

const channels = new Map<Name, Channel>();

function channel(name: Name): Channel {
  if (typeof name !== 'string' && typeof name !== 'symbol') throw invalidArgType('channel', ['string', 'symbol'], name);
  const known = channels.get(name) ?? new Channel(name);
  channels.set(name, known);
  return known;
}

const EVENTS = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'] as const;
type Channels = Record<(typeof EVENTS)[number], Channel>;
type Handlers = Partial<Record<keyof Channels, Subscriber>>;
type Context = Record<string, unknown>;

/** Calls, and tells of the start, of what was thrown, and of the end. */
function tellCall<R>(channels: Channels, context: Context, call: () => R): R {
  return channels.start.runStores(context, () => {
    try {
      return call();
    } catch (error) {
      context['error'] = error;
      channels.error.publish(context);
      throw error;
    } finally {
      channels.end.publish(context);
    }
  });
}

class TracingChannel {
  declare start: Channel;
  declare end: Channel;
  declare asyncStart: Channel;
  declare asyncEnd: Channel;
  declare error: Channel;
  constructor(from: string | Channels) {
    for (const event of EVENTS) {
      this[event] = typeof from === 'string' ? channel(`tracing:${from}:${event}`) : from[event];
    }
  }
  get hasSubscribers() {
    return EVENTS.some((event) => this[event].hasSubscribers);
  }
  subscribe(handlers: Handlers) {
    for (const event of EVENTS) if (handlers[event]) this[event].subscribe(handlers[event]);
  }
  unsubscribe(handlers: Handlers) {
    return EVENTS.map((event) => !handlers[event] || this[event].unsubscribe(handlers[event])).every(Boolean);
  }
  traceSync<R>(fn: (...args: any[]) => R, context: Context = {}, thisArg?: unknown, ...args: unknown[]): R {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    return tellCall(this, context, () => {
      const result = Reflect.apply(fn, thisArg, args) as R;
      context['result'] = result;
      return result;
    });
  }
  tracePromise<R>(
    fn: (...args: any[]) => PromiseLike<R>,
    context: Context = {},
    thisArg?: unknown,
    ...args: unknown[]
  ) {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    const settle = (key: 'result' | 'error', value: unknown) => {
      context[key] = value;
      if (key === 'error') this.error.publish(context);
      this.asyncStart.publish(context);
      this.asyncEnd.publish(context);
    };
    return tellCall(this, context, () =>
      Promise.resolve(Reflect.apply(fn, thisArg, args) as PromiseLike<R>).then(
        (value) => (settle('result', value), value),
        (error) => {
          settle('error', error);
          throw error;
        },
      ),
    );
  }
  traceCallback<R>(
    fn: (...args: any[]) => R,
    position = -1,
    context: Context = {},
    thisArg?: unknown,
    ...args: unknown[]
  ): R {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    const index = position < 0 ? args.length + position : position;
    const callback = args[index];
    validateFunction(callback, 'callback');
    const { asyncStart, asyncEnd, error: errors } = this;
    args[index] = function (this: unknown, error: unknown, result: unknown, ...rest: unknown[]) {
      if (error) {
        context['error'] = error;
        errors.publish(context);
      } else context['result'] = result;
      return asyncStart.runStores(context, () => {
        try {
          return Reflect.apply(callback, this, [error, result, ...rest] as never);
        } finally {
          asyncEnd.publish(context);
        }
      });
    };
    return tellCall(this, context, () => Reflect.apply(fn, thisArg, args) as R);
  }
}

export default {
  channel,
  hasSubscribers: (name: Name) => channels.get(name)?.hasSubscribers ?? false,
  subscribe: (name: Name, subscriber: Subscriber) => channel(name).subscribe(subscriber),
  unsubscribe: (name: Name, subscriber: Subscriber) => channels.get(name)?.unsubscribe(subscriber) ?? false,
  tracingChannel: (from: string | Channels) => new TracingChannel(from),
  Channel,
};
