/** Errors as Node throws them: a `code`, and the code in the name of the stack's first line. */

type Constructor = typeof Error | typeof TypeError | typeof RangeError;

/** Gives an error its code the way Node does: `TypeError [ERR_X]: message` in the stack, plain `TypeError` as name. */
export function nodeError(Base: Constructor, code: string, message: string, extra: object = {}): Error {
  const error = new Base(message) as Error & { code: string };
  const { name } = error;
  error.name = `${name} [${code}]`;
  // Reading the stack while the longer name is set writes the code into it.
  const { stack } = error;
  if (stack !== undefined && !stack.startsWith(`${name} [`)) {
    const rest = stack.startsWith(`${name}:`) ? stack.slice(name.length) : `: ${message}\n${stack}`;
    Object.defineProperty(error, 'stack', { value: `${name} [${code}]${rest}`, writable: true, configurable: true });
  }
  delete (error as { name?: string }).name;
  Object.defineProperty(error, 'toString', {
    value: () => `${name} [${code}]: ${message}`,
    enumerable: false,
    writable: true,
    configurable: true,
  });
  error.code = code;
  return Object.assign(error, extra);
}

const PRIMITIVES = new Set(['string', 'number', 'boolean', 'bigint', 'symbol', 'undefined', 'object', 'function']);

/** The second half of `ERR_INVALID_ARG_TYPE`'s message. */
export function received(value: unknown): string {
  if (value == null) return ` Received ${value}`;
  if (typeof value === 'function') return ` Received function ${value.name}`;
  if (typeof value === 'object') {
    const name = value.constructor?.name;
    return name ? ` Received an instance of ${name}` : ` Received ${String(Object.prototype.toString.call(value))}`;
  }
  const text = typeof value === 'bigint' ? `${value}n` : typeof value === 'string' ? quote(value) : String(value);
  return ` Received type ${typeof value} (${text.length > 28 ? `${text.slice(0, 25)}...` : text})`;
}

const quote = (text: string) => (text.includes("'") ? JSON.stringify(text) : `'${text}'`);

/** `ERR_INVALID_ARG_TYPE`: `expected` is a type or class, or several. */
export function invalidArgType(name: string, expected: string | string[], value: unknown): Error {
  const kind = name.includes('.') ? 'property' : 'argument';
  const subject = name.endsWith(' argument') ? `The ${name}` : `The "${name}" ${kind}`;
  const all = [expected].flat();
  const types = all.filter((type) => PRIMITIVES.has(type.toLowerCase())).map((type) => type.toLowerCase());
  const classes = all.filter((type) => !PRIMITIVES.has(type.toLowerCase()));
  const parts: string[] = [];
  if (types.length > 0) parts.push(`${types.length > 1 ? 'one of type' : 'of type'} ${list(types)}`);
  if (classes.length > 0) parts.push(`an instance of ${list(classes)}`);
  return nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', `${subject} must be ${parts.join(' or ')}.${received(value)}`);
}

function list(words: string[]): string {
  if (words.length < 3) return words.join(' or ');
  return `${words.slice(0, -1).join(', ')}, or ${words.at(-1)}`;
}

export function outOfRange(name: string, range: string, value: unknown): Error {
  const number = typeof value === 'bigint' ? `${value}n` : String(value);
  const digits = /^-?\d+n?$/.test(number) && number.replace(/\D/g, '').length > 3;
  const shown = digits && Math.abs(Number(value)) > 2 ** 32 ? number.replace(/(\d)(?=(\d{3})+n?$)/g, '$1_') : number;
  const message = `The value of "${name}" is out of range. It must be ${range}. Received ${shown}`;
  return nodeError(RangeError, 'ERR_OUT_OF_RANGE', message);
}

export function validateFunction(value: unknown, name: string): asserts value is (...args: never[]) => unknown {
  if (typeof value !== 'function') throw invalidArgType(name, 'function', value);
}

export function validateString(value: unknown, name: string): asserts value is string {
  if (typeof value !== 'string') throw invalidArgType(name, 'string', value);
}

/** What a feature outside the embedded runtime throws: names the feature and the way out. */
export function unavailable(feature: string): Error {
  return nodeError(
    TypeError,
    'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
    `${feature} is not in the embedded runtime. Run this exercise on full Node or with npm test in a terminal.`,
  );
}

class AbortError extends Error {
  readonly code = 'ABORT_ERR';
  constructor(options?: ErrorOptions) {
    super('The operation was aborted', options);
    this.name = 'AbortError';
  }
}

export const abortError = (reason?: unknown): Error =>
  new AbortError(reason === undefined ? undefined : { cause: reason });
