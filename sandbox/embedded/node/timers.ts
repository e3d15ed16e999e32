import { goesOn, hold, isOver, release } from './alive.ts';
import { withFrame } from './async-context.ts';
import { begin, end, runAs, type Identity } from './async-ids.ts';
import { validateFunction } from './errors.ts';
import { runMacrotask } from './next-tick.ts';
import promises from './timers-promises.ts';
import { native } from './native-timers.ts';

type Callback = (...args: any[]) => void;
const custom = Symbol.for('nodejs.util.promisify.custom');
const CLOSED = -1;
const byId = new Map<number, Timeout>();

interface State {
  /** Of the browser's timer. */
  id: number;
  ref: boolean;
  /** The number that a program was given for it. */
  public: number | undefined;
  identity: Identity;
}

/** What `setTimeout` returns in Node. */
class Timeout {
  _idleTimeout: number;
  _onTimeout: Callback | null;
  _timerArgs: unknown[] | undefined;
  _repeat: number | null;
  _destroyed = false;
  declare readonly _state: State;
  constructor(callback: Callback, delay: unknown, args: unknown[], repeat: boolean) {
    this._idleTimeout = milliseconds(delay);
    this._onTimeout = withFrame(callback);
    this._timerArgs = args.length > 0 ? args : undefined;
    this._repeat = repeat ? this._idleTimeout : null;
    const state: State = { id: 0, ref: true, public: undefined, identity: begin('Timeout', this) };
    Object.defineProperty(this, '_state', { value: state });
    start(this);
  }
  ref() {
    if (!this._state.ref && !this._destroyed) hold(this, 'Timeout');
    this._state.ref = true;
    return this;
  }
  unref() {
    // Programs call this on what is no timer, and Node takes it.
    if (this._state) this._state.ref = false;
    release(this);
    return this;
  }
  hasRef() {
    return this._state.ref;
  }
  refresh() {
    if (this._onTimeout === null) return this;
    native.clearTimeout(this._state.id);
    this._destroyed = false;
    start(this);
    return this;
  }
  close() {
    native.clearTimeout(this._state.id);
    this._state.id = CLOSED;
    this._onTimeout = null;
    finish(this);
    return this;
  }
  [Symbol.toPrimitive]() {
    const id = (this._state.public ??= this._state.id);
    if (!this._destroyed) byId.set(id, this);
    return id;
  }
  [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() {
    this.close();
  }
}

function start(timer: Timeout): void {
  if (timer._state.ref) hold(timer, 'Timeout');
  timer._state.id = native.setTimeout(() => fire(timer), timer._idleTimeout);
}

function fire(timer: Timeout): void {
  const run = timer._onTimeout;
  if (run === null || isOver()) return;
  if (timer._repeat === null) timer._destroyed = true;
  try {
    runMacrotask(() => runAs(timer._state.identity, () => Reflect.apply(run, timer, timer._timerArgs ?? [])));
  } finally {
    // Programs turn a timeout into an interval by giving it a `_repeat`.
    if (timer._state.id === CLOSED) finish(timer);
    else if (timer._repeat !== null && timer._onTimeout !== null) {
      timer._destroyed = false;
      timer._idleTimeout = timer._repeat;
      start(timer);
    } else if (timer._destroyed) finish(timer);
  }
}

function finish(timer: Timeout): void {
  release(timer);
  end(timer._state.identity);
  timer._destroyed = true;
  if (timer._state.public !== undefined) byId.delete(timer._state.public);
}

function milliseconds(delay: unknown): number {
  const number = Number(delay);
  if (number >= 1 && number <= 2147483647) return Math.trunc(number);
  if (number > 2147483647) {
    const { process } = globalThis as { process?: { emitWarning?(text: string, name: string): void } };
    const text = `${number} does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.`;
    process?.emitWarning?.(text, 'TimeoutOverflowWarning');
  }
  return 1;
}

function setTimeout(callback: Callback, delay?: number, ...args: unknown[]) {
  validateFunction(callback, 'callback');
  return new Timeout(callback, delay, args, false);
}

function setInterval(callback: Callback, delay?: number, ...args: unknown[]) {
  validateFunction(callback, 'callback');
  return new Timeout(callback, delay, args, true);
}

function clearTimeout(timer?: unknown) {
  if (timer instanceof Timeout) timer.close();
  else if (typeof timer === 'number' || typeof timer === 'string') byId.get(Number(timer))?.close();
}

class Immediate {
  _onImmediate: Callback | null;
  _argv: unknown[] | undefined;
  _destroyed = false;
  #ref = true;
  constructor(callback: Callback, args: unknown[]) {
    this._onImmediate = withFrame(callback);
    this._argv = args.length > 0 ? args : undefined;
    hold(this, 'Immediate');
  }
  ref() {
    if (!this._destroyed) hold(this, 'Immediate');
    this.#ref = true;
    return this;
  }
  unref() {
    release(this);
    this.#ref = false;
    return this;
  }
  hasRef() {
    return this.#ref;
  }
  [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() {
    clearImmediate(this);
  }
}

function setImmediate(callback: Callback, ...args: unknown[]) {
  validateFunction(callback, 'callback');
  const immediate = new Immediate(callback, args);
  const identity = begin('Immediate', immediate);
  native.soon(() => {
    const run = immediate._onImmediate;
    if (immediate._destroyed || run === null || isOver() || !goesOn()) return;
    immediate._destroyed = true;
    release(immediate);
    try {
      runMacrotask(() => runAs(identity, () => Reflect.apply(run, immediate, immediate._argv ?? [])));
    } finally {
      end(identity);
    }
  });
  return immediate;
}

function clearImmediate(immediate?: unknown) {
  if (!(immediate instanceof Immediate)) return;
  immediate._destroyed = true;
  immediate._onImmediate = null;
  release(immediate);
}

Object.defineProperty(setTimeout, custom, { get: () => promises.setTimeout, enumerable: true });
Object.defineProperty(setImmediate, custom, { get: () => promises.setImmediate, enumerable: true });

export default {
  setTimeout,
  clearTimeout,
  setImmediate,
  clearImmediate,
  setInterval,
  clearInterval: clearTimeout,
  promises,
};
