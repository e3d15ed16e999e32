import { invalidArgType, outOfRange, validateAbortSignal, validateInteger } from './errors.ts';

export type TestFunction = (context?: any, done?: (error?: unknown) => void) => unknown;
export interface TestOptions {
  concurrency?: number | boolean | null;
  only?: boolean;
  skip?: boolean | string;
  todo?: boolean | string;
  timeout?: number | null;
  signal?: AbortSignal;
  plan?: number;
}
export type FailureType = 'testCodeFailure' | 'subtestsFailed' | 'hookFailed' | 'testTimeoutFailure' | 'testAborted' | 'multipleCallbackInvocations' | 'callbackAndPromisePresent' | 'cancelledByParent'; // prettier-ignore
export interface Failure {
  error: unknown;
  type: FailureType;
}

/** What arguments and options say about a test. */
export interface Made {
  name: string;
  fn: TestFunction;
  options: TestOptions;
}

const MAX_DELAY = 2 ** 31 - 1;
export const noop = () => {};

export function readArguments(args: unknown[]): Made {
  let [name, options, fn] = args;
  if (typeof name === 'function') [name, options, fn] = [undefined, undefined, name];
  else if (name !== null && typeof name === 'object') [name, options, fn] = [undefined, name, options];
  else if (typeof options === 'function') [options, fn] = [undefined, options];
  const given = (options ?? {}) as TestOptions;
  const action = (typeof fn === 'function' ? fn : noop) as TestFunction;
  const title = typeof name === 'string' && name !== '' ? name : action.name || '<anonymous>';
  checkOptions(given);
  return { name: action === noop && title === 'noop' ? '<anonymous>' : title, fn: action, options: given };
}

function checkOptions({ timeout, concurrency, signal, plan }: TestOptions) {
  if (timeout != null && timeout !== Infinity) {
    if (typeof timeout !== 'number') throw invalidArgType('options.timeout', 'number', timeout);
    if (!(timeout >= 0 && timeout <= MAX_DELAY))
      throw outOfRange('options.timeout', `>= 0 && <= ${MAX_DELAY}`, timeout);
  }
  if (typeof concurrency === 'number') {
    if (!Number.isInteger(concurrency)) throw outOfRange('options.concurrency', 'an integer', concurrency);
    if (concurrency < 1 || concurrency > 2 ** 32 - 1) throw outOfRange('options.concurrency', '>= 1 && <= 4294967295', concurrency); // prettier-ignore
  } else if (concurrency != null && typeof concurrency !== 'boolean') {
    throw invalidArgType('options.concurrency', ['boolean', 'number'], concurrency);
  }
  validateAbortSignal(signal, 'options.signal');
  if (plan !== undefined) validateInteger(plan, 'options.plan', 0);
}
