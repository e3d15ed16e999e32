import inspection from 'node-inspect-extracted';

const tools = inspection as unknown as typeof import('node:util');

export interface Target {
  write(text: string, done?: (error?: unknown) => void): unknown;
  isTTY?: boolean;
  listenerCount?(name: string): number;
  once?(name: string, listener: () => void): unknown;
  removeListener?(name: string, listener: () => void): unknown;
  _writableState?: { errorEmitted?: boolean };
}
export type Level = 'log' | 'info' | 'debug' | 'warn' | 'error';
export type ColorMode = 'auto' | boolean;

export interface Options {
  stdout: Target;
  stderr?: Target;
  ignoreErrors?: boolean;
  colorMode?: ColorMode;
  inspectOptions?: object;
  groupIndentation?: number;
}

/** What a console keeps between its calls; programs cannot see it. */
export interface State {
  out(level: Level): Target;
  /** Prints a line in place of the stream, as long as nobody replaced the stream's `write`. */
  direct?(level: Level, text: string, args: unknown[]): boolean;
  ignoreErrors: boolean;
  colorMode: ColorMode;
  inspectOptions?: object;
  width: number;
  indent: string;
  counts: Map<string, number>;
  times: Map<string, number>;
}

export const states = new WeakMap<object, State>();
export const noop = () => {};

export const stateOf = (console: object): State => states.get(console) as State;

/** A console that has not printed yet. */
export const fresh = (options: Partial<Options>) => ({
  ignoreErrors: options.ignoreErrors ?? true,
  colorMode: options.colorMode ?? ('auto' as const),
  ...(options.inspectOptions && { inspectOptions: options.inspectOptions }),
  width: options.groupIndentation ?? 2,
  indent: '',
  counts: new Map<string, number>(),
  times: new Map<string, number>(),
});

function inspectOptionsOf(state: State, stream: Target): object {
  const own = state.inspectOptions instanceof Map ? (state.inspectOptions.get(stream) as object) : state.inspectOptions;
  const colors = state.colorMode === 'auto' ? stream.isTTY === true : state.colorMode;
  return { ...(colors && { colors }), ...own };
}

export function format(console: object, level: Level, args: unknown[]): string {
  if (args.length === 1 && typeof args[0] === 'string') return args[0];
  const state = stateOf(console);
  return tools.formatWithOptions(inspectOptionsOf(state, state.out(level)), ...(args as [unknown]));
}

export const inspectValue = (console: object, value: unknown, options?: object): string => {
  const state = stateOf(console);
  return tools.inspect(value, { ...inspectOptionsOf(state, state.out('log')), ...options });
};

/** One call of a method: a line, indented by its groups. `args` is what the text was made of. */
export function print(console: object, level: Level, text: string, args: unknown[] = []): void {
  const state = stateOf(console);
  const { indent } = state;
  const line = `${indent}${indent ? text.replaceAll('\n', `\n${indent}`) : text}\n`;
  if (state.direct?.(level, line, args)) return;
  const stream = state.out(level);
  if (!state.ignoreErrors) return void stream.write(line);
  const afterwards = (error?: unknown) => {
    if (error != null && !stream._writableState?.errorEmitted && stream.listenerCount?.('error') === 0) {
      stream.once?.('error', noop);
    }
  };
  try {
    // A console outlives the stream that it prints to.
    if (stream.listenerCount?.('error') === 0) stream.once?.('error', noop);
    stream.write(line, afterwards);
  } catch (error) {
    if (error instanceof RangeError && /call stack/.test(error.message)) throw error;
  } finally {
    stream.removeListener?.('error', noop);
  }
}
