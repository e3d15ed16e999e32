/** Errors as Node throws them: a `code`, and the code in the name of the stack's first line. */
import inspection from 'node-inspect-extracted';

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

const TYPES = new Set(['string', 'function', 'number', 'object', 'boolean', 'bigint', 'symbol']);
const CLASS = /^[A-Z][a-zA-Z0-9]*$/;

/** The second half of `ERR_INVALID_ARG_TYPE`'s message. */
export function received(value: unknown): string {
  if (value == null) return ` Received ${value}`;
  if (typeof value === 'function') return ` Received function ${value.name}`;
  if (typeof value === 'object') {
    const name = value.constructor?.name;
    return name ? ` Received an instance of ${name}` : ` Received ${inspection.inspect(value, { depth: -1 } as never)}`;
  }
  return ` Received type ${typeof value} (${typeof value === 'string' ? quote(value) : inspection.inspect(value)})`;
}

function quote(text: string): string {
  const short = text.length > 28 ? `${text.slice(0, 25)}...` : text;
  return short.includes("'") ? JSON.stringify(short) : `'${short}'`;
}

/** `ERR_INVALID_ARG_TYPE`: `expected` is a type or class, or several; other words are taken as they are. */
export function invalidArgType(name: string, expected: string | readonly string[], value: unknown): Error {
  const kind = name.includes('.') ? 'property' : 'argument';
  const subject = name.endsWith(' argument') ? `The ${name}` : `The "${name}" ${kind}`;
  const must = `${subject} must be ${kinds([expected].flat())}.${received(value)}`;
  return nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', must);
}

function kinds(all: readonly string[]): string {
  const types = all.filter((each) => TYPES.has(each) || each === 'Function' || each === 'Object');
  const classes = all.filter((each) => !types.includes(each) && CLASS.test(each));
  const moved = classes.length > 0 && types.some((each) => /^object$/i.test(each));
  const plain = types.map((each) => each.toLowerCase()).filter((each) => !moved || each !== 'object');
  if (moved) classes.push('Object');
  const others = all.filter((each) => !types.includes(each) && !CLASS.test(each));
  const parts: string[] = [];
  if (plain.length > 0) parts.push(`${plain.length > 1 ? 'one of type' : 'of type'} ${list(plain)}`);
  if (classes.length > 0) parts.push(`an instance of ${list(classes)}`);
  if (others.length > 1) parts.push(`one of ${list(others)}`);
  else if (others.length === 1) parts.push(`${/[A-Z]/.test(others[0]!) ? 'an ' : ''}${others[0]}`);
  return parts.join(' or ');
}

function list(words: string[]): string {
  if (words.length < 3) return words.join(' or ');
  return `${words.slice(0, -1).join(', ')}, or ${words.at(-1)}`;
}

/** `ERR_INVALID_ARG_VALUE`: right type, wrong value. */
export function invalidArgValue(
  name: string,
  value: unknown,
  reason = 'is invalid',
  Base: Constructor = TypeError,
): Error {
  const text = inspection.inspect(value) as string;
  const shown = text.length > 128 ? `${text.slice(0, 128)}...` : text;
  const kind = name.includes('.') ? 'property' : 'argument';
  return nodeError(Base, 'ERR_INVALID_ARG_VALUE', `The ${kind} '${name}' ${reason}. Received ${shown}`);
}

export function outOfRange(name: string, range: string, value: unknown): Error {
  let shown = typeof value === 'bigint' ? `${value}n` : (inspection.inspect(value) as string);
  const large =
    typeof value === 'bigint' ? value > 2n ** 32n || value < -(2n ** 32n) : Math.abs(Number(value)) > 2 ** 32;
  if (large && /^-?\d+n?$/.test(shown)) shown = shown.replace(/(\d)(?=(\d{3})+n?$)/g, '$1_');
  const message = `The value of "${name}" is out of range. It must be ${range}. Received ${shown}`;
  return nodeError(RangeError, 'ERR_OUT_OF_RANGE', message);
}

export const missingArgs = (message: string): Error => nodeError(TypeError, 'ERR_MISSING_ARGS', message);

export function validateNumber(value: unknown, name: string, min?: number, max?: number): asserts value is number {
  if (typeof value !== 'number') throw invalidArgType(name, 'number', value);
  const low = min !== undefined && value < min;
  const high = max !== undefined && value > max;
  if (!low && !high && !((min !== undefined || max !== undefined) && Number.isNaN(value))) return;
  const bounds = [min !== undefined ? `>= ${min}` : '', max !== undefined ? `<= ${max}` : ''].filter(Boolean);
  throw outOfRange(name, bounds.join(' && '), value);
}

export function validateInteger(
  value: unknown,
  name: string,
  min = Number.MIN_SAFE_INTEGER,
  max = Number.MAX_SAFE_INTEGER,
): asserts value is number {
  if (typeof value !== 'number') throw invalidArgType(name, 'number', value);
  if (!Number.isInteger(value)) throw outOfRange(name, 'an integer', value);
  if (value < min || value > max) throw outOfRange(name, `>= ${min} && <= ${max}`, value);
}

export function validateBoolean(value: unknown, name: string): asserts value is boolean {
  if (typeof value !== 'boolean') throw invalidArgType(name, 'boolean', value);
}

export function validateObject(value: unknown, name: string): asserts value is object {
  if (value === null || Array.isArray(value) || typeof value !== 'object') throw invalidArgType(name, 'Object', value);
}

export function validateOneOf(value: unknown, name: string, allowed: readonly unknown[]): void {
  if (allowed.includes(value)) return;
  const words = allowed.map((each) => (typeof each === 'string' ? `'${each}'` : String(each))).join(', ');
  throw invalidArgValue(name, value, `must be one of: ${words}`);
}

export function validateAbortSignal(value: unknown, name: string): asserts value is AbortSignal | undefined {
  if (value !== undefined && (value === null || typeof value !== 'object' || !('aborted' in value))) {
    throw invalidArgType(name, 'AbortSignal', value);
  }
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
