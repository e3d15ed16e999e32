import { invalidType, invalidValue, notAFile, outOfRange } from './errors.ts';

type Options = Record<string, unknown>;

export function requireObject(value: unknown, name = 'options'): asserts value is Options {
  if ((typeof value === 'object' && value !== null) || typeof value === 'function') return;
  throw invalidType(`The "${name}" argument must be an object.`);
}

export function requireBoolean(value: unknown, name: string): asserts value is boolean {
  if (typeof value !== 'boolean') throw invalidType(`The "${name}" argument must be a boolean.`);
}

export function requireText(value: unknown, name: string): asserts value is string {
  if (typeof value !== 'string') throw invalidType(`The "${name}" argument must be a string.`);
}

type Callable = (...args: unknown[]) => unknown;

export function requireFunction(value: unknown, name: string): asserts value is Callable {
  if (typeof value !== 'function') throw invalidType(`The "${name}" argument must be a function.`);
}

export const isInt32 = (value: unknown): value is number => typeof value === 'number' && value === (value | 0);

/** The option if it was given. */
export function booleanOption(options: Options, key: string): boolean | undefined {
  const value = options[key];
  if (value !== undefined) requireBoolean(value, `options.${key}`);
  return value;
}

export function textOption(options: Options, key: string): string | undefined {
  const value = options[key];
  if (value !== undefined) requireText(value, `options.${key}`);
  return value;
}

export function functionOption(options: Options, key: string): Callable | undefined {
  const value = options[key];
  if (value !== undefined) requireFunction(value, `options.${key}`);
  return value;
}

const decoder = new TextDecoder();

/** A path as node:sqlite takes it; URLs stay URLs, which SQLite reads itself. */
export function databasePath(path: unknown): string {
  let text: unknown = path;
  if (path instanceof Uint8Array) text = decoder.decode(path);
  else if (typeof path === 'object' && path !== null) text = (path as { href?: unknown }).href;
  if (typeof text !== 'string' || text.includes('\0')) {
    throw invalidType('The "path" argument must be a string, Uint8Array, or URL without null bytes.');
  }
  if (text !== path && !(path instanceof Uint8Array) && !text.startsWith('file:')) throw notAFile();
  return text;
}

/** The limits of a connection by the names that Node gives them, with SQLite's numbers. */
export const LIMITS: Record<string, number> = {
  length: 0,
  sqlLength: 1,
  column: 2,
  exprDepth: 3,
  compoundSelect: 4,
  vdbeOp: 5,
  functionArg: 6,
  attach: 7,
  likePatternLength: 8,
  variableNumber: 9,
  triggerDepth: 10,
};

function limitsOption({ limits }: Options): Map<number, number> {
  const values = new Map<number, number>();
  if (limits === undefined) return values;
  requireObject(limits, 'options.limits');
  for (const [name, id] of Object.entries(LIMITS)) {
    const value = limits[name];
    if (value === undefined) continue;
    if (!isInt32(value)) throw invalidType(`The "options.limits.${name}" argument must be an integer.`);
    if (value < 0) throw outOfRange(`The "options.limits.${name}" argument must be non-negative.`);
    values.set(id, value);
  }
  return values;
}

export interface StatementOptions {
  returnArrays: boolean;
  readBigInts: boolean;
  allowBareNamedParameters: boolean;
  allowUnknownNamedParameters: boolean;
}

/** The options that a statement inherits from its database. */
export function statementOptions(options: Options, inherited: StatementOptions): StatementOptions {
  const result = { ...inherited };
  for (const key of Object.keys(inherited) as (keyof StatementOptions)[]) {
    result[key] = booleanOption(options, key) ?? inherited[key];
  }
  return result;
}

export interface OpenOptions {
  path: string;
  open: boolean;
  readOnly: boolean;
  foreignKeys: boolean;
  doubleQuotes: boolean;
  allowExtension: boolean;
  timeout: number;
  defensive: boolean;
  limits: Map<number, number>;
  statement: StatementOptions;
}

const STATEMENT: StatementOptions = {
  readBigInts: false,
  returnArrays: false,
  allowBareNamedParameters: true,
  allowUnknownNamedParameters: false,
};

function timeoutOption({ timeout }: Options): number {
  if (timeout === undefined) return 0;
  if (!isInt32(timeout)) throw invalidType('The "options.timeout" argument must be an integer.');
  return timeout;
}

/** Reads the arguments of `new DatabaseSync`, in the order in which Node does. */
export function openOptions(path: string, options: Options): OpenOptions {
  return {
    path,
    open: booleanOption(options, 'open') ?? true,
    readOnly: booleanOption(options, 'readOnly') ?? false,
    foreignKeys: booleanOption(options, 'enableForeignKeyConstraints') ?? true,
    doubleQuotes: booleanOption(options, 'enableDoubleQuotedStringLiterals') ?? false,
    allowExtension: booleanOption(options, 'allowExtension') ?? false,
    timeout: timeoutOption(options),
    statement: statementOptions(options, STATEMENT),
    defensive: booleanOption(options, 'defensive') ?? false,
    limits: limitsOption(options),
  };
}

/** The size of a tag store. */
export function capacityOption(value: unknown): number {
  if (value === undefined) return 1000;
  const message = 'The "maxSize" argument must be a positive integer.';
  if (typeof value !== 'number') throw invalidType(message);
  if (!isInt32(value) || value <= 0) throw outOfRange(message);
  return value;
}

export function bytesArgument(value: unknown, name: string): Uint8Array {
  if (!(value instanceof Uint8Array)) throw invalidType(`The "${name}" argument must be a Uint8Array.`);
  return value;
}

export function filledBytes(value: unknown, name: string): Uint8Array {
  const bytes = bytesArgument(value, name);
  if (bytes.length === 0) throw invalidValue(`The "${name}" argument must not be empty.`);
  return bytes;
}
