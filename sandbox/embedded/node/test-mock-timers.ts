import { invalidArgValue, nodeError, validateNumber } from './errors.ts';
import { clockPromises, clockTimers, createMockClock, delayOf, type MockClock, type PromiseOptions } from './test-mock-clock.ts'; // prettier-ignore
import timers from './timers.ts';
import promises from './timers-promises.ts';

type Api = 'setTimeout' | 'setInterval' | 'setImmediate' | 'Date' | 'scheduler.wait' | 'AbortSignal.timeout';
const APIS: Api[] = ['setTimeout', 'setInterval', 'setImmediate', 'Date', 'scheduler.wait', 'AbortSignal.timeout'];
interface Options {
  apis?: Api[];
  now?: number | Date;
}

/** `mock.timers`: time that moves only when the test says so. */
export function createMockTimers() {
  const clock = createMockClock();
  const replacements = createReplacements();
  const install = installers(clock, replacements.replace);
  let enabled = false;

  const state = (message: string) => nodeError(Error, 'ERR_INVALID_STATE', `Invalid state: ${message}`);
  const check = () => {
    if (!enabled) throw state('You should enable MockTimers first by calling the .enable function');
  };
  const api = {
    enable(options: Options = {}) {
      if (enabled) throw state('MockTimers is already enabled!');
      const { apis = APIS, now = 0 } = options;
      checkApis(apis);
      const start = now instanceof Date ? now.getTime() : now;
      validateNumber(start, 'initialTime', 0);
      clock.set(start);
      enabled = true;
      for (const each of apis) install[each]();
    },
    tick(time: number = 1) {
      check();
      if (time < 0) throw invalidArgValue('time', 'positive integer', String(time));
      clock.advance(clock.now() + time);
    },
    runAll() {
      check();
      clock.advance(clock.last());
    },
    setTime(time: number = 0) {
      check();
      validateNumber(time, 'time');
      if (time < 0) throw invalidArgValue('time', 'positive integer', String(time));
      clock.set(time);
      clock.advance(time);
    },
    reset() {
      replacements.undo();
      enabled = false;
      clock.empty();
      clock.set(0);
    },
    [Symbol.dispose ?? Symbol.for('Symbol.dispose')]: () => api.reset(),
  };
  return api;
}

function checkApis(apis: unknown): asserts apis is Api[] {
  if (!Array.isArray(apis)) throw invalidArgValue('options.apis', apis, 'must be an array');
  for (const each of apis) {
    if (!APIS.includes(each)) throw invalidArgValue('options.apis', each, `option ${String(each)} is not supported`);
  }
}

type Replace = (object: object, values: Record<string, unknown>) => void;

/** Puts other values in the place of properties, and takes them back. */
function createReplacements(): { replace: Replace; undo(): void } {
  let steps: (() => void)[] = [];
  return {
    replace(object, values) {
      for (const [name, value] of Object.entries(values)) {
        const before = Object.getOwnPropertyDescriptor(object, name);
        const plain = before?.get && { get: undefined, set: undefined, writable: true };
        Object.defineProperty(object, name, { ...before, value, ...plain } as PropertyDescriptor);
        steps.push(() => (before ? Object.defineProperty(object, name, before) : Reflect.deleteProperty(object, name)));
      }
    },
    undo() {
      for (const step of steps.reverse()) step();
      steps = [];
    },
  };
}

/** What each of the names that `enable` takes puts in the place of what. */
function installers(clock: MockClock, replace: Replace): Record<Api, () => void> {
  const { once, repeated, immediate } = clockTimers(clock);
  const { promised, intervals } = clockPromises(clock);
  const { clear } = clock;
  const everywhere = (values: Record<string, unknown>) => {
    for (const target of [globalThis, timers]) replace(target, values);
  };
  return {
    setTimeout() {
      everywhere({ setTimeout: once, clearTimeout: clear });
      const later = (delay?: number, value?: unknown, options?: PromiseOptions) =>
        promised(delayOf(delay), value, options);
      replace(promises, { setTimeout: later });
    },
    setInterval() {
      everywhere({ setInterval: repeated, clearInterval: clear });
      replace(promises, { setInterval: intervals });
    },
    setImmediate() {
      everywhere({ setImmediate: immediate, clearImmediate: clear });
      replace(promises, { setImmediate: (value?: unknown, options?: PromiseOptions) => promised(-1, value, options) });
    },
    Date: () => replace(globalThis, { Date: mockDate(clock.now) }),
    'scheduler.wait'() {
      const wait = (delay: number, options?: PromiseOptions) => promised(delayOf(delay), undefined, options);
      replace(promises.scheduler, { wait });
    },
    'AbortSignal.timeout': () => replace(AbortSignal, { timeout: (delay: number) => timedSignal(clock, delay) }),
  };
}

function timedSignal({ add }: MockClock, delay: number): AbortSignal {
  const controller = new AbortController();
  const reason = () => new DOMException('The operation was aborted due to timeout', 'TimeoutError');
  add(delay, undefined, () => controller.abort(reason()));
  return controller.signal;
}

function mockDate(now: () => number): DateConstructor {
  const Real = globalThis.Date;
  const Mock = function Date(...args: number[]) {
    if (!new.target) return new Real(now()).toString();
    return args.length === 0 ? new Real(now()) : new Real(...(args as [number]));
  };
  Object.defineProperties(Mock, Object.getOwnPropertyDescriptors(Real));
  Object.defineProperty(Mock, 'now', { value: () => now(), writable: true, configurable: true });
  return Object.assign(Mock, { isMock: true }) as unknown as DateConstructor;
}
