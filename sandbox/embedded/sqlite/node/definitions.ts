import { invalidType } from './errors.ts';
import type { FunctionOptions } from './functions.ts';
import * as options from './options.ts';

type Callable = (...args: unknown[]) => unknown;

/** The arguments of `db.function(name[, options], function)`. */
export function functionArguments(args: unknown[]): FunctionOptions {
  const [name] = args;
  options.requireText(name, 'name');
  let given: Record<string, unknown> = {};
  if (args.length > 2) {
    options.requireObject(args[1]);
    given = args[1];
  }
  const bigInts = options.booleanOption(given, 'useBigIntArguments') ?? false;
  const varargs = options.booleanOption(given, 'varargs') ?? false;
  const deterministic = options.booleanOption(given, 'deterministic') ?? false;
  const directOnly = options.booleanOption(given, 'directOnly') ?? false;
  const step = args[args.length < 3 ? 1 : 2];
  options.requireFunction(step, 'function');
  return { name, count: varargs ? -1 : step.length, bigInts, deterministic, directOnly, step };
}

/** The arguments of `db.aggregate(name, options)`. */
export function aggregateArguments(name: unknown, settings: unknown): FunctionOptions {
  const { start, step, result, ...rest } = readAggregate(settings);
  if (start === undefined) {
    throw invalidType('The "options.start" argument must be a function or a primitive value.');
  }
  options.requireFunction(step, 'options.step');
  const bigInts = options.booleanOption(rest, 'useBigIntArguments') ?? false;
  const varargs = options.booleanOption(rest, 'varargs') ?? false;
  const directOnly = options.booleanOption(rest, 'directOnly') ?? false;
  const inverse = options.functionOption(rest, 'inverse');
  // The first argument is the running value.
  const count = varargs ? -1 : Math.max(step.length - 1, (inverse?.length ?? 0) - 1, 0);
  const final = typeof result === 'function' ? (result as Callable) : undefined;
  const flags = { bigInts, deterministic: false, directOnly };
  return { name: String(name), count, ...flags, step, start, inverse, result: final };
}

function readAggregate(settings: unknown): Record<string, unknown> {
  const source = settings as Record<string, unknown>;
  const keys = ['start', 'step', 'result', 'useBigIntArguments', 'varargs', 'directOnly', 'inverse'];
  return Object.fromEntries(keys.map((key) => [key, source[key]]));
}
