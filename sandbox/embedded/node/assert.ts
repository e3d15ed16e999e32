import { AssertionError, type Details, type Message } from './assert-error.ts';
import { describe, show } from './assert-message.ts';
import inspection from 'node-inspect-extracted';
import { contains } from './assert-contains.ts';
import { ifError } from './assert-if-error.ts';
import { falsyMessage } from './assert-source.ts';
import types from './util-types.ts';
import { isDeepLooseEqual, isDeepStrictEqual } from './deep-equal.ts';
import { invalidArgType, missingArgs, nodeError, validateFunction, validateOneOf } from './errors.ts';

type Expected = RegExp | (new (...args: any[]) => object) | ((error: unknown) => boolean) | object | undefined;

function fail(details: Details): never {
  if (types.isNativeError(details.message)) throw details.message;
  throw new AssertionError(details);
}

function compare(operator: string, holds: (a: unknown, b: unknown) => boolean, name = operator) {
  const check = (...args: [unknown, unknown, Message?]) => {
    if (args.length < 2) throw missingArgs('The "actual" and "expected" arguments must be specified');
    const [actual, expected, message] = args;
    if (!holds(actual, expected)) fail({ actual, expected, message, operator, stackStartFn: check });
  };
  return Object.defineProperty(check, 'name', { value: name });
}

/** Fails with words of ours unless the caller has some. */
function failWith(text: string, actual: unknown, expected: unknown, operator: string, message: Message): never {
  return fail({ actual, expected, operator, message: message ?? text, generated: message === undefined });
}

function matches(error: unknown, expected: Expected, message: Message, operator: string): void {
  if (expected === undefined) return;
  if (typeof expected === 'function') return matchesFunction(error, expected, message, operator);
  if (expected instanceof RegExp) {
    if (expected.test(String(error))) return;
    const text = `The input did not match the regular expression ${show(expected)}. Input:\n\n${show(String(error))}\n`;
    failWith(text, error, expected, operator, message);
  }
  const keys = [...Object.keys(expected), ...(expected instanceof Error ? ['name', 'message'] : [])];
  const fits = (key: string) => {
    const [wanted, got] = [Reflect.get(expected, key) as unknown, Reflect.get(Object(error), key) as unknown];
    return wanted instanceof RegExp && typeof got === 'string' ? wanted.test(got) : isDeepStrictEqual(got, wanted);
  };
  if (keys.every(fits)) return;
  const got = new Comparison(error, keys);
  // What a pattern accepts is shown as equal.
  const wanted = new Comparison(expected, keys, (key) => (fits(key) ? Reflect.get(got, key) : undefined));
  failWith(describe(got, wanted, 'deepStrictEqual'), error, expected, operator, message);
}

/** Its name is in the message. */
class Comparison {
  constructor(source: unknown, keys: string[], instead: (key: string) => unknown = () => undefined) {
    for (const key of keys) {
      const value = instead(key) ?? (Reflect.get(Object(source), key) as unknown);
      if (key in Object(source)) Reflect.set(this, key, value);
    }
  }
}

function matchesFunction(error: unknown, expected: Function, message: Message, operator: string): void {
  const thrown = error instanceof Error ? error : undefined;
  if (expected.prototype !== undefined && error instanceof expected) return;
  if (Error.isPrototypeOf(expected)) {
    const what = thrown ? thrown.constructor.name : show(error);
    const rest = thrown ? `\n\nError message:\n\n${thrown.message}` : '';
    const text = `The error is expected to be an instance of "${expected.name}". Received "${what}"${rest}`;
    failWith(text, error, expected, operator, message);
  }
  const answer: unknown = Reflect.apply(expected as never, {}, [error]);
  if (answer === true) return;
  const name = expected.name ? `"${expected.name}" ` : '';
  const caught = thrown ? `\n\nCaught error:\n\n${String(thrown)}` : '';
  const text = `The ${name}validation function is expected to return "true". Received ${show(answer)}${caught}`;
  failWith(text, error, expected, operator, message);
}

const split = (expected: unknown, message: Message): [Expected, Message] =>
  typeof expected === 'string' ? [undefined, expected] : [expected as Expected, message];

function afterCall(
  thrown: { error: unknown } | undefined,
  operator: string,
  expected: Expected,
  message: Message,
): void {
  if (!thrown) {
    const name = typeof expected === 'function' && expected.name ? ` (${expected.name})` : '';
    const kind = operator === 'rejects' ? 'rejection' : 'exception';
    fail({
      expected,
      operator,
      message: message instanceof Error ? message : `Missing expected ${kind}${name}${message ? `: ${message}` : '.'}`,
    });
  }
  matches(thrown.error, expected, message, operator);
}

const isPromise = (value: unknown): value is Promise<unknown> =>
  types.isPromise(value) ||
  (typeof value === 'object' &&
    value !== null &&
    typeof (value as Promise<unknown>).then === 'function' &&
    typeof (value as Promise<unknown>).catch === 'function');

async function settled(given: unknown): Promise<{ error: unknown } | undefined> {
  const promise: unknown = typeof given === 'function' ? given() : given;
  if (!isPromise(promise)) {
    if (typeof given !== 'function') throw invalidArgType('promiseFn', ['Function', 'Promise'], given);
    const what = promise?.constructor?.name ? `an instance of ${promise.constructor.name}` : typeof promise;
    const got = promise === undefined || promise === null ? String(promise) : typeof promise === 'object' ? what : `type ${typeof promise} (${inspection.inspect(promise)})`; // prettier-ignore
    const message = `Expected instance of Promise to be returned from the "promiseFn" function but got ${got}.`;
    throw nodeError(TypeError, 'ERR_INVALID_RETURN_VALUE', message);
  }
  try {
    await promise;
    return undefined;
  } catch (error) {
    return { error };
  }
}

/** An error of a kind that the caller did not name goes on as it is. */
function unwanted(error: unknown, operator: string, [expected, message]: [Expected, Message]): never {
  if (expected !== undefined && !isOfKind(error, expected)) throw error;
  const kind = operator === 'doesNotReject' ? 'rejection' : 'exception';
  const text = `Got unwanted ${kind}${message ? `: ${message}` : '.'}\nActual message: "${(error as Error)?.message}"`;
  const stackStartFn = methods[operator as 'doesNotThrow'];
  return fail({ actual: error, expected, operator, message: text, stackStartFn });
}

function isOfKind(error: unknown, expected: Expected): boolean {
  if (expected instanceof RegExp) return expected.test(String(error));
  if (typeof expected !== 'function') throw invalidArgType('expected', ['Function', 'RegExp'], expected);
  if (expected.prototype !== undefined && error instanceof expected) return true;
  return !Error.isPrototypeOf(expected) && Reflect.apply(expected as never, {}, [error]) === true;
}

function truth(caller: object, args: unknown[]): void {
  const [value, message] = args as [unknown?, Message?];
  if (value) return;
  const none = args.length === 0 ? 'No value argument passed to `assert.ok()`' : undefined;
  const generated = message == null;
  const words = none ?? message ?? falsyMessage(caller);
  fail({
    actual: value,
    expected: true,
    operator: '==',
    stackStartFn: caller,
    generated,
    ...(words !== undefined && { message: words }),
  });
}
const loose = (a: unknown, b: unknown) => a == b || (Number.isNaN(a) && Number.isNaN(b));

function inputWords(words: string, text: unknown, pattern: RegExp): string {
  if (typeof text !== 'string') return invalidArgType('string', 'string', text).message;
  return `${words} ${show(pattern)}. Input:\n\n${show(text)}\n`;
}

let warned = false;

/** `assert.fail`, with the arguments that it took long ago as well. */
function failNow(args: unknown[]): never {
  const [first, expected, given, operator, above] = args;
  const single = args.length <= 1;
  if (!single && !warned) {
    warned = true;
    const { process } = globalThis as unknown as { process?: { emitWarning?(...args: string[]): void } };
    const text = 'assert.fail() with more than one argument is deprecated. Please use assert.strictEqual() instead or only pass a message.'; // prettier-ignore
    process?.emitWarning?.(text, 'DeprecationWarning', 'DEP0094');
  }
  const none = single && first == null;
  return fail({
    ...(!single && { actual: first, expected }),
    message: (none ? 'Failed' : single ? first : given) as Message,
    operator: (operator as string | undefined) ?? (args.length === 2 ? '!=' : 'fail'),
    stackStartFn: (above as object | undefined) ?? methods.fail,
    ...(none && { generated: true }),
  });
}

const methods = {
  AssertionError,
  ok: function ok(...args: unknown[]) {
    truth(ok, args);
  },
  fail: function fail(...args: unknown[]) {
    failNow(args);
  },
  equal: compare('==', loose, 'equal'),
  notEqual: compare('!=', (a, b) => !loose(a, b), 'notEqual'),
  strictEqual: compare('strictEqual', Object.is),
  notStrictEqual: compare('notStrictEqual', (a, b) => !Object.is(a, b)),
  deepEqual: compare('deepEqual', isDeepLooseEqual),
  notDeepEqual: compare('notDeepEqual', (a, b) => !isDeepLooseEqual(a, b)),
  deepStrictEqual: compare('deepStrictEqual', isDeepStrictEqual),
  notDeepStrictEqual: compare('notDeepStrictEqual', (a, b) => !isDeepStrictEqual(a, b)),
  partialDeepStrictEqual: compare('partialDeepStrictEqual', contains),
  throws(fn: () => unknown, expected?: unknown, message?: Message) {
    validateFunction(fn, 'fn');
    let thrown: { error: unknown } | undefined;
    try {
      fn();
    } catch (error) {
      thrown = { error };
    }
    afterCall(thrown, 'throws', ...split(expected, message));
  },
  async rejects(promise: unknown, expected?: unknown, message?: Message) {
    afterCall(await settled(promise), 'rejects', ...split(expected, message));
  },
  doesNotThrow(fn: () => unknown, expected?: unknown, message?: Message) {
    try {
      fn();
    } catch (error) {
      unwanted(error, 'doesNotThrow', split(expected, message));
    }
  },
  async doesNotReject(promise: unknown, expected?: unknown, message?: Message) {
    const thrown = await settled(promise);
    if (thrown) unwanted(thrown.error, 'doesNotReject', split(expected, message));
  },
  match(text: string, pattern: RegExp, message?: Message) {
    if (typeof text === 'string' && pattern.test(text)) return;
    const words = 'The input did not match the regular expression';
    failWith(inputWords(words, text, pattern), text, pattern, 'match', message);
  },
  doesNotMatch(text: string, pattern: RegExp, message?: Message) {
    if (typeof text === 'string' && !pattern.test(text)) return;
    const words = 'The input was expected to not match the regular expression';
    failWith(inputWords(words, text, pattern), text, pattern, 'doesNotMatch', message);
  },
  ifError,
};

const strictMethods = {
  ...methods,
  equal: methods.strictEqual,
  notEqual: methods.notStrictEqual,
  deepEqual: methods.deepStrictEqual,
  notDeepEqual: methods.notDeepStrictEqual,
};
type Assert = typeof methods & { (value?: unknown, message?: Message): void; strict: Assert };
const make = (all: object) =>
  Object.assign(function ok(...args: unknown[]) {
    truth(ok, args);
  }, all) as unknown as Assert;
const assert = make(methods);
assert.strict = make(strictMethods);
assert.strict.strict = assert.strict;

/** `new assert.Assert()`: the same checks as an object of its own, strict unless told otherwise. */
function Instance(this: object, options?: { strict?: boolean; diff?: string }) {
  if (!new.target) {
    throw nodeError(
      TypeError,
      'ERR_CONSTRUCT_CALL_REQUIRED',
      'Class constructor Assert cannot be invoked without `new`',
    );
  }
  if (options?.diff !== undefined) validateOneOf(options.diff, 'options.diff', ['simple', 'full']);
  Object.assign(this, { AssertionError });
  if (options?.strict !== false) {
    const { equal, notEqual, deepEqual, notDeepEqual } = strictMethods;
    Object.assign(this, { equal, notEqual, deepEqual, notDeepEqual });
  }
}
Object.defineProperty(Instance, 'name', { value: 'Assert' });
const { AssertionError: _, ...checks } = methods;
Object.assign(Instance.prototype as object, checks);
for (const each of [assert, assert.strict]) Object.assign(each, { Assert: Instance });

export default assert;
