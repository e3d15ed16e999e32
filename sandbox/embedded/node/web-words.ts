/** Globals that every browser has, in Node's words: what they throw, and how they print. */
import { invalidArgType, nodeError, validateFunction } from './errors.ts';

type Scope = Record<string, any>;
type Options = { depth?: number | null };
type Inspect = (value: unknown, options: object) => string;

export function installWords(scope: object): void {
  const target = scope as Scope;
  speakAborts(target);
  speakUrls(target);
  speakMeasures(target);
  speakDecoders(target);
  const { queueMicrotask: queue } = target;
  replace(target, 'queueMicrotask', function queueMicrotask(callback: () => void) {
    validateFunction(callback, 'callback');
    queue.call(target, callback);
  });
  speakClones(target);
  print(target);
}

const replace = (holder: object, name: string, value: unknown) =>
  void Object.defineProperty(holder, name, { value, writable: true, configurable: true });

const aborted = () => new DOMException('This operation was aborted', 'AbortError');

function speakAborts({ AbortController, AbortSignal }: Scope): void {
  const { abort } = AbortController.prototype;
  replace(AbortController.prototype, 'abort', function (this: AbortController, reason: unknown = aborted()) {
    abort.call(this, reason);
  });
  const { abort: abortedSignal } = AbortSignal;
  replace(AbortSignal, 'abort', (reason: unknown = aborted()): unknown => abortedSignal.call(AbortSignal, reason));
  const { setTimeout } = globalThis;
  replace(AbortSignal, 'timeout', function timeout(delay: number) {
    if (typeof delay !== 'number') throw invalidArgType('delay', 'number', delay);
    if (!Number.isInteger(delay) || delay < 0 || delay > 2 ** 32 - 1) {
      const range = Number.isInteger(delay) ? '>= 0 && <= 4294967295' : 'an integer';
      const message = `The value of "delay" is out of range. It must be ${range}. Received ${delay}`;
      throw nodeError(RangeError, 'ERR_OUT_OF_RANGE', message);
    }
    const controller = new AbortController() as AbortController;
    const reason = () => new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    // The browser's own timer: programs may replace theirs, and this one keeps nothing alive.
    setTimeout.call(globalThis, () => controller.abort(reason()), Math.min(delay, 2 ** 31 - 1));
    return controller.signal;
  });
}

function speakUrls(scope: Scope): void {
  const Native = scope['URL'] as typeof URL;
  const invalid = (input: string, base?: string) =>
    Object.assign(new TypeError('Invalid URL'), {
      code: 'ERR_INVALID_URL',
      input,
      ...(base !== undefined && { base }),
    });
  const proxy: typeof URL = new Proxy(Native, {
    construct(target, args: [string?, string?], newTarget) {
      if (args.length === 0) throw nodeError(TypeError, 'ERR_MISSING_ARGS', 'The "url" argument must be specified');
      try {
        return Reflect.construct(target, args, newTarget === proxy ? target : newTarget);
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        throw invalid(`${args[0]}`, args[1] === undefined ? undefined : `${args[1]}`);
      }
    },
  });
  replace(Native.prototype, 'constructor', proxy);
  replace(scope, 'URL', proxy);
  const href = Object.getOwnPropertyDescriptor(Native.prototype, 'href')!;
  Object.defineProperty(Native.prototype, 'href', {
    ...href,
    set(this: URL, value: unknown) {
      if (!Native.canParse(`${value as string}`)) throw invalid(`${value as string}`);
      href.set!.call(this, value);
    },
  });
}

function speakMeasures({ Performance }: Scope): void {
  const measure = Performance?.prototype.measure as Performance['measure'] | undefined;
  if (!measure) return;
  replace(Performance.prototype, 'measure', function (this: Performance, ...args: Parameters<Performance['measure']>) {
    try {
      return measure.apply(this, args);
    } catch (error) {
      const [, options, end] = args;
      const parts = typeof options === 'object' ? [options?.start, options?.end] : [options, end];
      const known = (mark: unknown) => typeof mark !== 'string' || this.getEntriesByName(mark, 'mark').length > 0;
      const missing = parts.find((mark) => !known(mark));
      if (missing === undefined || (error as Error).name !== 'SyntaxError') throw error;
      throw new DOMException(`The "${missing}" performance mark has not been set`, 'SyntaxError');
    }
  });
}

function speakDecoders(scope: Scope): void {
  const Native = scope['TextDecoder'] as typeof TextDecoder;
  const proxy: typeof TextDecoder = new Proxy(Native, {
    construct(target, args: [string?], newTarget) {
      try {
        return Reflect.construct(target, args, newTarget === proxy ? target : newTarget);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        throw nodeError(RangeError, 'ERR_ENCODING_NOT_SUPPORTED', `The "${args[0]}" encoding is not supported`);
      }
    },
  });
  const { decode } = Native.prototype;
  replace(Native.prototype, 'decode', function (this: TextDecoder, ...args: Parameters<TextDecoder['decode']>) {
    try {
      return decode.apply(this, args);
    } catch (error) {
      const [bytes] = args;
      if (!this.fatal || !(error instanceof TypeError) || (bytes && !('byteLength' in bytes))) throw error;
      const message = `The encoded data was not valid for encoding ${this.encoding}`;
      throw nodeError(TypeError, 'ERR_ENCODING_INVALID_ENCODED_DATA', message);
    }
  });
  replace(Native.prototype, 'constructor', proxy);
  replace(scope, 'TextDecoder', proxy);
}

/** Cloning, base64 and random bytes: what cannot be done is said as Node says it. */
function speakClones(target: Scope): void {
  const { structuredClone: clone, Crypto } = target;
  replace(target, 'structuredClone', function structuredClone(...args: [unknown?, StructuredSerializeOptions?]) {
    if (args.length === 0) {
      const message = 'The "The value argument must be specified" argument must be specified';
      throw nodeError(TypeError, 'ERR_MISSING_ARGS', message);
    }
    try {
      return clone.apply(target, args);
    } catch (error) {
      const [culprit] = uncloneable(args[0]);
      if (culprit === undefined || (error as Error).name !== 'DataCloneError') throw error;
      throw new DOMException(`${String(culprit)} could not be cloned.`, 'DataCloneError');
    }
  });
  for (const name of ['atob', 'btoa']) {
    const convert = target[name] as (text: string) => string;
    const { [name]: spoken } = {
      [name](text: string): string {
        try {
          return convert.call(target, text);
        } catch (error) {
          if ((error as Error).name !== 'InvalidCharacterError') throw error;
          throw new DOMException('Invalid character', 'InvalidCharacterError');
        }
      },
    };
    replace(target, name, spoken);
  }
  const { getRandomValues } = Crypto.prototype;
  replace(Crypto.prototype, 'getRandomValues', function <View extends ArrayBufferView>(this: Crypto, view: View) {
    if (view?.byteLength > 65_536) {
      throw new DOMException('The requested length exceeds 65,536 bytes', 'QuotaExceededError');
    }
    return getRandomValues.call(this, view) as View;
  });
}

/** The first function or symbol in a value, in a list. */
function uncloneable(value: unknown, seen = new Set<unknown>()): unknown[] {
  if (typeof value === 'function' || typeof value === 'symbol') return [value];
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  for (const each of value instanceof Map ? [...value].flat() : value instanceof Set ? value : Object.values(value)) {
    const found = uncloneable(each, seen);
    if (found.length) return found;
  }
  return [];
}

/** What Node prints of objects that keep their state where nobody looks. */
function print({ AbortController, AbortSignal, Blob, File, Event, EventTarget }: Scope): void {
  const printed = new Map<any, (self: any) => object>([
    [EventTarget, () => ({})],
    [AbortSignal, ({ aborted }) => ({ aborted })],
    [AbortController, ({ signal }) => ({ signal })],
    [Blob, ({ size, type }) => ({ size, type })],
    [File, ({ size, type, name, lastModified }) => ({ size, type, name, lastModified })],
    [Event, ({ type, defaultPrevented, cancelable, timeStamp }) => ({ type, defaultPrevented, cancelable, timeStamp })],
  ]);
  const symbol = Symbol.for('nodejs.util.inspect.custom');
  for (const [type, parts] of printed) {
    if (!type || Object.hasOwn(type.prototype, symbol)) continue;
    replaceSymbol(type.prototype, symbol, function (this: object, depth: number, options: Options, inspect: Inspect) {
      if (depth < 0) return type === AbortSignal || type === AbortController ? `[${this.constructor.name}]` : this;
      const inner = { ...options, depth: typeof options.depth === 'number' ? options.depth - 1 : null };
      return `${this.constructor.name} ${inspect(parts(this), inner)}`;
    });
  }
}

const replaceSymbol = (holder: object, name: symbol, value: unknown) =>
  void Object.defineProperty(holder, name, { value, writable: true, configurable: true });
