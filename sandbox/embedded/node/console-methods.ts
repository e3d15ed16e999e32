import { format, inspectValue, print, stateOf, type Level } from './console-core.ts';
import { renderTable } from './console-table.ts';
import diagnostics from './diagnostics_channel.ts';
import { invalidArgType } from './errors.ts';

type Self = Record<string, (...args: unknown[]) => void>;

const say = (level: Level) => {
  const channel = diagnostics.channel(`console.${level}`);
  return function (this: object, ...args: unknown[]) {
    if (channel.hasSubscribers) channel.publish(args);
    print(this, level, format(this, level, args), args);
  };
};

const warning = (text: string) => {
  const { process } = globalThis as unknown as { process?: { emitWarning?(text: string): void } };
  process?.emitWarning?.(text);
};

/** The methods of every console; `this` is the console. */
export const consoleMethods = {
  log: say('log'),
  info: say('info'),
  debug: say('debug'),
  warn: say('warn'),
  error: say('error'),
  dir(this: object, value: unknown, options?: object) {
    print(this, 'log', inspectValue(this, value, { customInspect: false, ...options }), [value]);
  },
  time(this: object, label: unknown = 'default') {
    const { times } = stateOf(this);
    const name = `${label as string}`;
    if (times.has(name)) return warning(`Label '${name}' already exists for console.time()`);
    times.set(name, performance.now());
  },
  timeEnd(this: Self, label: unknown = 'default') {
    if (elapsed(this, 'timeEnd', `${label as string}`, [])) stateOf(this).times.delete(`${label as string}`);
  },
  timeLog(this: Self, label: unknown = 'default', ...data: unknown[]) {
    elapsed(this, 'timeLog', `${label as string}`, data);
  },
  trace: function trace(this: Self, ...args: unknown[]) {
    const holder = { name: 'Trace', message: format(this, 'error', args), stack: '' };
    const { captureStackTrace } = Error as { captureStackTrace?(target: object, above: object): void };
    captureStackTrace?.(holder, trace);
    const frames = holder.stack.split('\n').filter((line) => /^\s+at |^\S*@|:\d+:\d+\)?$/.test(line));
    this['error']!([`Trace${holder.message ? `: ${holder.message}` : ''}`, ...frames].join('\n'));
  },
  assert(this: Self, value: unknown, ...args: unknown[]) {
    if (value) return;
    if (typeof args[0] === 'string') this['warn']!(`Assertion failed: ${args[0]}`, ...args.slice(1));
    else this['warn']!('Assertion failed', ...args);
  },
  clear(this: object) {
    const stream = stateOf(this).out('log');
    if (stream.isTTY) {
      stream.write('\u001b[1;1H');
      stream.write('\u001b[0J');
    }
  },
  count(this: Self, label: unknown = 'default') {
    const { counts } = stateOf(this);
    const name = `${label as string}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    this['log']!(`${name}: ${counts.get(name)}`);
  },
  countReset(this: object, label: unknown = 'default') {
    const { counts } = stateOf(this);
    if (!counts.delete(`${label as string}`)) warning(`Count for '${label as string}' does not exist`);
  },
  group(this: Self, ...data: unknown[]) {
    if (data.length > 0) this['log']!(...data);
    const state = stateOf(this);
    state.indent += ' '.repeat(state.width);
  },
  groupEnd(this: object) {
    const state = stateOf(this);
    state.indent = state.indent.slice(0, state.indent.length - state.width);
  },
  table(this: Self, data: unknown, properties?: unknown) {
    if (properties !== undefined && !Array.isArray(properties)) throw invalidArgType('properties', 'Array', properties);
    this['log']!(
      data === null || typeof data !== 'object' ? data : renderTable(data, properties as string[] | undefined),
    );
  },
  dirxml: say('log'),
  groupCollapsed(this: Self, ...data: unknown[]) {
    Reflect.apply(consoleMethods.group, this, data);
  },
};
Object.assign(consoleMethods, { dirxml: consoleMethods.log, groupCollapsed: consoleMethods.group });

function elapsed(console: Self, method: string, label: string, data: unknown[]): boolean {
  const from = stateOf(console).times.get(label);
  if (from === undefined) warning(`No such label '${label}' for console.${method}()`);
  else console['log']!('%s: %s', label, duration(performance.now() - from), ...data);
  return from !== undefined;
}

function duration(ms: number): string {
  if (ms < 1000) return `${Number(ms.toFixed(3))}ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(3)}s`;
  const all = ms / 1000;
  const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor((all % 3600) / 60), (all % 60).toFixed(3)];
  if (hours === 0) return `${minutes}:${seconds.padStart(6, '0')} (m:ss.mmm)`;
  return `${hours}:${String(minutes).padStart(2, '0')}:${seconds.slice(0, -4).padStart(2, '0')} (h:mm:ss)`;
}
