import inspection from 'node-inspect-extracted';
import { isDeepLooseEqual, isDeepStrictEqual } from './deep-equal.ts';
import { invalidArgType, nodeError, validateFunction } from './errors.ts';

type Message = string | Error | undefined;
type Expected = RegExp | (new (...args: any[]) => object) | ((error: unknown) => boolean) | object | undefined;
const show = (value: unknown) =>
  inspection.inspect(value, { depth: 1000, sorted: true, compact: false, breakLength: Infinity } as never) as string;

interface Details {
  message?: Message;
  actual?: unknown;
  expected?: unknown;
  operator: string;
}

const WORDS: Record<string, string> = {
  strictEqual: 'Expected values to be strictly equal:',
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
};

function describe({ actual, expected, operator }: Details): string {
  const [left, right] = [show(actual), show(expected)];
  if (operator === '==' || operator === '!=') return `${left} ${operator} ${right}`;
  const head = WORDS[operator] ?? operator;
  if (operator.startsWith('not')) return `${head} ${right}`;
  const short = !left.includes('\n') && !right.includes('\n') && left.length + right.length < 12 + 60;
  if (operator === 'strictEqual' && short) return `${head}\n\n${left} !== ${right}\n`;
  if (operator === 'deepEqual') return `${head}\n\n${left}\n\nshould loosely deep-equal\n\n${right}`;
  return `${head}\n+ actual - expected\n\n${lines('+', left)}\n${lines('-', right)}\n`;
}

const lines = (sign: string, text: string) =>
  text
    .split('\n')
    .map((line) => `${sign} ${line}`)
    .join('\n');

class AssertionError extends Error {
  readonly code = 'ERR_ASSERTION';
  readonly generatedMessage: boolean;
  readonly actual: unknown;
  readonly expected: unknown;
  readonly operator: string;
  constructor(details: Details) {
    super(details.message === undefined ? describe(details) : String(details.message));
    this.name = 'AssertionError';
    this.generatedMessage = details.message === undefined;
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

function matches(error: unknown, expected: Expected, message: Message, operator: string): void {
  if (expected === undefined) return;
  if (typeof expected === 'function') {
    if (expected.prototype !== undefined && error instanceof expected) return;
    if (Error.isPrototypeOf(expected)) throw error;
    if (Reflect.apply(expected, {}, [error]) === true) return;
    fail({
      actual: error,
      expected,
      operator,
      message:
        message ??
        `The ${expected.name ? `"${expected.name}"` : ''} validation function is expected to return "true". Received false`.replace(
          '  ',
          ' ',
        ),
    });
  }
  if (expected instanceof RegExp) {
    if (expected.test(String(error))) return;
    fail({
      actual: error,
      expected,
      operator,
      message:
        message ??
        `The input did not match the regular expression ${show(expected)}. Input:\n\n${show(String(error))}\n`,
    });
  }
  const keys = [...Object.keys(expected), ...(expected instanceof Error ? ['name', 'message'] : [])];
  for (const key of keys) {
    const [wanted, got] = [Reflect.get(expected, key), Reflect.get(Object(error), key)];
    if (wanted instanceof RegExp && typeof got === 'string' ? wanted.test(got) : isDeepStrictEqual(got, wanted))
      continue;
    fail({
      actual: error,
      expected,
      operator,
      message: message ?? describe({ actual: got, expected: wanted, operator: 'deepStrictEqual' }),
    });
  }
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
  });
};
const loose = (a: unknown, b: unknown) => a == b || (Number.isNaN(a) && Number.isNaN(b));

const methods = {
  AssertionError,
  ok: truth,
  fail: (message: Message = 'Failed') => fail({ message, operator: 'fail' }),
  equal: compare('==', loose),
  notEqual: compare('!=', (a, b) => !loose(a, b)),
  strictEqual: compare('strictEqual', Object.is),
  notStrictEqual: compare('notStrictEqual', (a, b) => !Object.is(a, b)),
  deepEqual: compare('deepEqual', isDeepLooseEqual),
  notDeepEqual: compare('notDeepEqual', (a, b) => !isDeepLooseEqual(a, b)),
  deepStrictEqual: compare('deepStrictEqual', isDeepStrictEqual),
  notDeepStrictEqual: compare('notDeepStrictEqual', (a, b) => !isDeepStrictEqual(a, b)),
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
    fail({
      actual: text,
      expected: pattern,
      operator: 'match',
      message: message ?? `The input did not match the regular expression ${show(pattern)}. Input:\n\n${show(text)}\n`,
    });
  },
  doesNotMatch(text: string, pattern: RegExp, message?: Message) {
    if (!pattern.test(text)) return;
    fail({
      actual: text,
      expected: pattern,
      operator: 'doesNotMatch',
      message:
        message ??
        `The input was expected to not match the regular expression ${show(pattern)}. Input:\n\n${show(text)}\n`,
    });
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
