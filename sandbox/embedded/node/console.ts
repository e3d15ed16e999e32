import { fresh, noop, states, type Level, type Options, type Target } from './console-core.ts';
import { consoleMethods } from './console-methods.ts';
import type { WriteOutput } from './console-sink.ts';
import { createPrinter } from './console-values.ts';
import { invalidArgValue, nodeError, validateInteger, validateObject, validateOneOf } from './errors.ts';

const noStream = (name: string) =>
  nodeError(TypeError, 'ERR_CONSOLE_WRITABLE_STREAM', `Console expects a writable stream instance for ${name}`);

function checked(options: Options): Required<Pick<Options, 'stdout' | 'stderr'>> {
  const { stdout, stderr = stdout, colorMode = 'auto', groupIndentation, inspectOptions } = options;
  if (typeof stdout?.write !== 'function') throw noStream('stdout');
  if (typeof stderr?.write !== 'function') throw noStream('stderr');
  validateOneOf(colorMode, 'colorMode', ['auto', true, false]);
  if (groupIndentation !== undefined) validateInteger(groupIndentation, 'groupIndentation', 0, 1000);
  if (inspectOptions !== undefined) validateObject(inspectOptions, 'options.inspectOptions');
  if (options.colorMode !== undefined && (inspectOptions as { colors?: unknown } | undefined)?.colors !== undefined) {
    const message = 'Option "options.inspectOptions.color" cannot be used in combination with option "colorMode"';
    throw nodeError(TypeError, 'ERR_INCOMPATIBLE_OPTION_PAIR', message);
  }
  return { stdout, stderr };
}

function bindMethods(console: Record<string, unknown>, prototype: object) {
  for (const key of Object.keys(prototype)) {
    const bound = (console[key] as () => void).bind(console);
    console[key] = Object.defineProperty(bound, 'name', { value: key });
  }
  Object.defineProperty(console, Symbol.toStringTag, { value: 'console', configurable: true });
}

type ConsoleClass = { new (...args: unknown[]): object; prototype: Record<string, unknown> };

/** `console.Console`: prints to two streams; callable without `new`. */
const Console = function Console(this: object, ...args: unknown[]): object | undefined {
  if (new.target === undefined) return Reflect.construct(Console, args) as object;
  const [first, stderr, ignoreErrors] = args as [Target | Options, Target?, boolean?];
  const streams = !first || typeof (first as Target).write === 'function';
  const options = (streams ? { stdout: first, stderr, ignoreErrors } : first) as Options;
  const { stdout, stderr: errors } = checked(options);
  const out = (level: Level) => (level === 'warn' || level === 'error' ? errors : stdout);
  states.set(this, { ...fresh(options), out });
  for (const [name, value] of [['_stdout', stdout], ['_stderr', errors]] as const) {
    Object.defineProperty(this, name, { value, writable: true, configurable: true });
  }
  bindMethods(this as Record<string, unknown>, Console.prototype);
  return undefined;
} as unknown as ConsoleClass; // prettier-ignore
Object.assign(Console.prototype, consoleMethods);
Object.defineProperty(Console, Symbol.hasInstance, { value: (value: object) => states.has(value) });

interface Streams {
  stdout: Target;
  stderr: Target;
}

/** The global console: every call gives one `{ stream, level, text }`, or goes to a stream whose `write` was replaced. */
export function createConsole(write: WriteOutput, process?: Streams) {
  const console: Record<string, unknown> = {};
  const streams: Record<string, Target> = { _stdout: process?.stdout ?? { write: noop }, _stderr: process?.stderr ?? { write: noop } };
  const originals = new Map(Object.values(streams).map((stream) => [stream, stream.write]));
  const errors = (level: Level) => level === 'warn' || level === 'error';
  // Node asks for the streams once, so that replacing `process.stdout` later does not reach the console.
  const out = (level: Level) => streams[errors(level) ? '_stderr' : '_stdout']!;
  const valuesOf = createPrinter();
  const direct = (level: Level, text: string, args: unknown[]) => {
    const stream = out(level);
    if (process && stream.write !== originals.get(stream)) return false;
    const values = valuesOf(args);
    write({ stream: errors(level) ? 'stderr' : 'stdout', level, text, ...(values && { values }) });
    return true;
  };
  states.set(console, { ...fresh({}), out, direct });
  Object.assign(console, consoleMethods);
  const more = { Console, profile: noop, profileEnd: noop, timeStamp: noop, context: noop, createTask };
  bindMethods(console, consoleMethods);
  for (const name of Object.keys(streams)) {
    const property = { get: () => streams[name], set: (value: Target) => void (streams[name] = value) };
    Object.defineProperty(console, name, { ...property, configurable: true });
  }
  return Object.assign(console, more) as unknown as typeof globalThis.console;
} // prettier-ignore

/** For the debugger: runs the function that it is given. */
function createTask(name: unknown) {
  if (typeof name !== 'string' || name === '') throw invalidArgValue('name', name);
  return { run: (fn: () => unknown) => fn() };
}

export default createConsole(() => {});
