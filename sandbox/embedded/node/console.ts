import inspection from 'node-inspect-extracted';
import { renderTable } from './console-table.ts';
import { invalidArgType } from './errors.ts';
import type { WriteOutput } from './console-sink.ts';

type Level = 'log' | 'info' | 'debug' | 'warn' | 'error';
type Method = (...args: unknown[]) => void;
type Print = (level: Level, text: string) => void;
const tools = inspection as unknown as typeof import('node:util');

interface Options {
  print: Print;
  inspectOptions?: object | undefined;
  groupIndentation?: number | undefined;
}

/** Node's console methods over one function that prints. */
function createMethods({ print, inspectOptions = {}, groupIndentation = 2 }: Options) {
  let indent = '';
  const line = (level: Level, text: string) =>
    print(level, `${indent}${indent ? text.replaceAll('\n', `\n${indent}`) : text}\n`);
  const format = (args: unknown[]) => tools.formatWithOptions(inspectOptions, ...(args as [unknown]));
  const at = (level: Level) =>
    ({ [level]: (...args: unknown[]) => line(level, format(args)) })[level] as (...args: unknown[]) => void;
  const [log, info, debug, warn, error] = (['log', 'info', 'debug', 'warn', 'error'] as const).map(at) as [
    Method,
    Method,
    Method,
    Method,
    Method,
  ];
  const methods = {
    log,
    warn,
    dir: (value: unknown, options?: object) =>
      line('log', tools.inspect(value, { customInspect: false, ...inspectOptions, ...options })),
    trace(...args: unknown[]) {
      const lines = (new Error().stack ?? '').split('\n').slice(2);
      line('error', [`Trace${args.length > 0 ? `: ${format(args)}` : ''}`, ...lines].join('\n'));
    },
    assert(value: unknown, ...args: unknown[]) {
      if (value) return;
      const [first, ...rest] = args;
      if (typeof first === 'string') warn(`Assertion failed: ${first}`, ...rest);
      else if (args.length > 0) warn('Assertion failed', ...args);
      else warn('Assertion failed');
    },
    clear() {},
    group(...args: unknown[]) {
      if (args.length > 0) log(...args);
      indent += ' '.repeat(groupIndentation);
    },
    groupEnd() {
      indent = indent.slice(0, -groupIndentation);
    },
    table(data: unknown, properties?: string[]) {
      if (data === null || typeof data !== 'object') return log(data);
      if (properties !== undefined && !Array.isArray(properties))
        throw invalidArgType('properties', 'Array', properties);
      log(renderTable(data, properties));
    },
    debug,
    info,
    dirxml: (...args: unknown[]) => log(...args),
    error,
  };
  const counted = { ...createTimers(log, warn), ...createCounts(log, warn) };
  return {
    ...methods,
    ...counted,
    groupCollapsed: methods.group,
    profile() {},
    profileEnd() {},
    timeStamp() {},
    context() {},
  };
}

function createTimers(log: Method, warn: Method) {
  const timers = new Map<string, number>();
  const elapsed = (label: string, then: (time: string) => void) => {
    const from = timers.get(label);
    if (from === undefined) return warn(`Warning: No such label '${label}' for console.time()`);
    then(duration(performance.now() - from));
  };
  return {
    time(label = 'default') {
      if (timers.has(label)) return warn(`Warning: Label '${label}' already exists for console.time()`);
      timers.set(label, performance.now());
    },
    timeEnd: (label = 'default') => elapsed(label, (time) => (log(`${label}: ${time}`), void timers.delete(label))),
    timeLog: (label = 'default', ...data: unknown[]) => elapsed(label, (time) => log(`${label}: ${time}`, ...data)),
  };
}

function createCounts(log: Method, warn: Method) {
  const counts = new Map<string, number>();
  return {
    count(label = 'default') {
      const count = (counts.get(`${label}`) ?? 0) + 1;
      counts.set(`${label}`, count);
      log(`${label}: ${count}`);
    },
    countReset(label = 'default') {
      if (!counts.delete(`${label}`)) warn(`Warning: Count for '${label}' does not exist`);
    },
  };
}

function duration(ms: number): string {
  if (ms < 1000) return `${Number(ms.toFixed(3))}ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(3)}s`;
  const seconds = ms / 1000;
  return `${Math.floor(seconds / 60)}:${(seconds % 60).toFixed(3).padStart(6, '0')} (m:ss.mmm)`;
}

interface Target {
  write(text: string): unknown;
}

/** `console.Console`: prints to two streams. */
class Console {
  constructor(
    first: Target | { stdout: Target; stderr?: Target; inspectOptions?: object; groupIndentation?: number },
    second?: Target,
  ) {
    const options = 'write' in first ? { stdout: first, stderr: second } : first;
    const { stdout, stderr = stdout } = options;
    if (typeof stdout?.write !== 'function') {
      throw Object.assign(new TypeError('Console expects a writable stream instance for stdout'), {
        code: 'ERR_CONSOLE_WRITABLE_STREAM',
      });
    }
    const print: Print = (level, text) => void (level === 'warn' || level === 'error' ? stderr : stdout).write(text);
    const { inspectOptions, groupIndentation } = options as Partial<Options>;
    Object.assign(this, createMethods({ print, inspectOptions, groupIndentation }));
  }
}

/** A console whose every call gives one `{ stream, level, text }`. */
export function createConsole(write: WriteOutput) {
  const print: Print = (level, text) =>
    write({ stream: level === 'warn' || level === 'error' ? 'stderr' : 'stdout', level, text });
  return Object.assign(createMethods({ print }), { Console });
}

export default createConsole(() => {});
