import { describe, show } from './assert-message.ts';
import { isDeepLooseEqual, isDeepStrictEqual } from './deep-equal.ts';
import { invalidArgType, nodeError, validateFunction } from './errors.ts';

type Message = string | Error | undefined;
type Expected = RegExp | (new (...args: any[]) => object) | ((error: unknown) => boolean) | object | undefined;
interface Details {
  message?: Message;
  actual?: unknown;
  expected?: unknown;
  operator: string;
  /** The message is ours although it was handed over. */
  generated?: boolean;
}

const WITH_DIFF = new Set(['strictEqual', 'deepStrictEqual', 'partialDeepStrictEqual']);

function messageOf({ actual, expected, operator, message }: Details): string {
  if (message === undefined) return describe(actual, expected, operator);
  return WITH_DIFF.has(operator) ? describe(actual, expected, operator, String(message)) : String(message);
}

class AssertionError extends Error {
  readonly code = 'ERR_ASSERTION';
  readonly generatedMessage: boolean;
  readonly actual: unknown;
  readonly expected: unknown;
  readonly operator: string;
  constructor(details: Details) {
    super(messageOf(details));
    this.name = 'AssertionError';
    this.generatedMessage = details.generated ?? details.message === undefined;
    this.actual = details.actual;
    this.expected = details.expected;
    this.operator = details.operator;
  }
}

function fail(details: Details): never {
  if (details.message instanceof Error) throw details.message;
  throw new AssertionError(details);
}

const compare =
  (operator: string, holds: (a: unknown, b: unknown) => boolean) =>
  (...args: [unknown, unknown, Message?]) => {
    if (args.length < 2)
      throw nodeError(TypeError, 'ERR_MISSING_ARGS', 'The "actual" and "expected" arguments must be specified');
    const [actual, expected, message] = args;
    if (!holds(actual, expected)) fail({ actual, expected, message, operator });
  };

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

async function settled(promise: unknown): Promise<{ error: unknown } | undefined> {
  const started = typeof promise === 'function' ? promise() : promise;
  if (typeof started?.then !== 'function') throw invalidArgType('promiseFn', ['function', 'Promise'], promise);
  try {
    await started;
    return undefined;
  } catch (error) {
    return { error };
  }
}

function unwanted(error: unknown, operator: string, message: Message): never {
  const kind = operator === 'doesNotReject' ? 'rejection' : 'exception';
  const text = `Got unwanted ${kind}${message ? `: ${message}` : '.'}\nActual message: "${(error as Error)?.message}"`;
  return fail({ actual: error, operator, message: text });
}

const truth = (...args: [unknown?, Message?]) => {
  const [value, message] = args;
  if (value) return;
  const none = 'No value argument passed to `assert.ok()`';
  fail({
    actual: value,
    expected: true,
    operator: '==',
    message: args.length === 0 ? none : (message ?? 'The expression evaluated to a falsy value'),
    generated: message === undefined,
  });
};
const loose = (a: unknown, b: unknown) => a == b || (Number.isNaN(a) && Number.isNaN(b));

function inputWords(words: string, text: unknown, pattern: RegExp): string {
  if (typeof text !== 'string') return invalidArgType('string', 'string', text).message;
  return `${words} ${show(pattern)}. Input:\n\n${show(text)}\n`;
}

/** Whether everything that `expected` names is in `actual` as well. */
function contains(actual: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null || typeof actual !== 'object' || actual === null) {
    return isDeepStrictEqual(actual, expected);
  }
  if (expected instanceof Set && actual instanceof Set) {
    return [...expected].every((each) => [...actual].some((other) => contains(other, each)));
  }
  if (expected instanceof Map && actual instanceof Map) {
    return [...expected].every(([key, value]) => actual.has(key) && contains(actual.get(key), value));
  }
  if (Object.getPrototypeOf(actual) !== Object.getPrototypeOf(expected)) return false;
  if (Array.isArray(expected)) {
    let at = -1;
    return expected.every((each) => (at = (actual as unknown[]).findIndex((v, i) => i > at && contains(v, each))) >= 0);
  }
  if (Object.keys(expected).length === 0)
    return isDeepStrictEqual(actual, expected) || Object.getPrototypeOf(expected) === Object.prototype;
  return Object.keys(expected).every(
    (key) => key in actual && contains(Reflect.get(actual, key), Reflect.get(expected, key)),
  );
}

const methods = {
  AssertionError,
  ok: truth,
  fail: (message?: Message) =>
    fail({ message: message ?? 'Failed', operator: 'fail', generated: message === undefined }),
  equal: compare('==', loose),
  notEqual: compare('!=', (a, b) => !loose(a, b)),
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
      unwanted(error, 'doesNotThrow', split(expected, message)[1]);
    }
  },
  async doesNotReject(promise: unknown, expected?: unknown, message?: Message) {
    const thrown = await settled(promise);
    if (thrown) unwanted(thrown.error, 'doesNotReject', split(expected, message)[1]);
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
  ifError(value: unknown) {
    if (value == null) return;
    const text = value instanceof Error ? value.message : show(value);
    fail({ actual: value, expected: null, operator: 'ifError', message: `ifError got unwanted exception: ${text}` });
  },
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
  Object.assign((...args: [unknown?, Message?]) => truth(...args), all) as unknown as Assert;
const assert = make(methods);
assert.strict = make(strictMethods);
assert.strict.strict = assert.strict;

export default assert;
