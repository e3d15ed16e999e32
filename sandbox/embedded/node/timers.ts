import { withFrame } from './async-context.ts';
import { validateFunction } from './errors.ts';
import { runMacrotask } from './next-tick.ts';
import promises from './timers-promises.ts';
import { native } from './native-timers.ts';

type Callback = (...args: any[]) => void;
const custom = Symbol.for('nodejs.util.promisify.custom');
const byId = new Map<number, Timeout>();

/** What `setTimeout` returns in Node. */
class Timeout {
  _idleTimeout: number;
  _onTimeout: Callback | null;
  _timerArgs: unknown[] | undefined;
  _repeat: number | null;
  _destroyed = false;
  #id: number;
  #ref = true;
  #public: number | undefined;
  constructor(callback: Callback, delay: unknown, args: unknown[], repeat: boolean) {
    this._idleTimeout = milliseconds(delay);
    this._onTimeout = withFrame(callback);
    this._timerArgs = args.length > 0 ? args : undefined;
    this._repeat = repeat ? this._idleTimeout : null;
    this.#id = this.#start();
  }
  #start(): number {
    return native.setTimeout(() => {
      if (this._onTimeout === null) return;
      if (this._repeat === null) this._destroyed = true;
      try {
        runMacrotask(() => this._onTimeout?.(...(this._timerArgs ?? [])));
      } finally {
        if (this._repeat !== null && !this._destroyed) this.#id = this.#start();
        else if (this._destroyed && this.#public !== undefined) byId.delete(this.#public);
      }
    }, this._idleTimeout);
  }
  ref() {
    this.#ref = true;
    return this;
  }
  unref() {
    this.#ref = false;
    return this;
  }
  hasRef() {
    return this.#ref;
  }
  refresh() {
    if (this._onTimeout === null) return this;
    native.clearTimeout(this.#id);
    this._destroyed = false;
    this.#id = this.#start();
    return this;
  }
  close() {
    native.clearTimeout(this.#id);
    this._destroyed = true;
    this._onTimeout = null;
    if (this.#public !== undefined) byId.delete(this.#public);
    return this;
  }
  [Symbol.toPrimitive]() {
    this.#public ??= this.#id;
    if (!this._destroyed) byId.set(this.#public, this);
    return this.#public;
  }
  [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() {
    this.close();
  }
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
  }
  ref() {
    this.#ref = true;
    return this;
  }
  unref() {
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
  native.soon(() => {
    const run = immediate._onImmediate;
    if (immediate._destroyed || run === null) return;
    immediate._destroyed = true;
    runMacrotask(() => run(...(immediate._argv ?? [])));
  });
  return immediate;
}

function clearImmediate(immediate?: unknown) {
  if (!(immediate instanceof Immediate)) return;
  immediate._destroyed = true;
  immediate._onImmediate = null;
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
