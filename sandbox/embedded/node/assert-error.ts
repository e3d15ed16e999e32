import inspection from 'node-inspect-extracted';
import { describe } from './assert-message.ts';
import { validateObject } from './errors.ts';

export type Message = string | Error | null | undefined;
export interface Details {
  message?: Message;
  actual?: unknown;
  expected?: unknown;
  operator: string;
  /** The message is ours although it was handed over. */
  generated?: boolean;
  /** The stack begins where this was called. */
  stackStartFn?: object | undefined;
  diff?: 'simple' | 'full';
}

const WITH_DIFF = new Set(['strictEqual', 'deepStrictEqual', 'partialDeepStrictEqual']);

function messageOf({ actual, expected, operator, message }: Details): string {
  if (message == null) return describe(actual, expected, operator);
  return WITH_DIFF.has(operator) ? describe(actual, expected, operator, String(message)) : String(message);
}

/** Long texts are cut where the error is printed; its message has both sides. */
function shortened(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  const lines = text.split('\n');
  if (lines.length > 10) return `${lines.slice(0, 10).join('\n')}\n...`;
  return text.length > 512 ? `${text.slice(512)}...` : text;
}

export class AssertionError extends Error {
  generatedMessage: boolean;
  code: string;
  actual: unknown;
  expected: unknown;
  operator: string;
  diff: string;
  constructor(details: Details) {
    validateObject(details, 'options');
    super(messageOf(details));
    this.generatedMessage = details.generated ?? !details.message;
    // The code stands in the first line of the stack and nowhere else.
    const name = { writable: true, configurable: true, enumerable: false };
    Object.defineProperty(this, 'name', {
      __proto__: null,
      ...name,
      value: 'AssertionError [ERR_ASSERTION]',
    } as object);
    this.code = 'ERR_ASSERTION';
    this.actual = details.actual;
    this.expected = details.expected;
    this.operator = details.operator;
    const { captureStackTrace } = Error as { captureStackTrace?(target: object, above?: object): void };
    captureStackTrace?.(this, details.stackStartFn);
    void this.stack;
    this.name = 'AssertionError';
    this.diff = details.diff ?? 'simple';
  }
  override toString(): string {
    return `${this.name} [${this.code}]: ${this.message}`;
  }
  [Symbol.for('nodejs.util.inspect.custom')](_depth: number, options: object): string {
    const { actual, expected } = this;
    Object.assign(this, { actual: shortened(actual), expected: shortened(expected) });
    try {
      return inspection.inspect(this, { ...options, customInspect: false, depth: 0 } as never) as string;
    } finally {
      Object.assign(this, { actual, expected });
    }
  }
}
