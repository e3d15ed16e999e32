import { nodeError } from './errors.ts';

type Value = string | boolean;
interface Option {
  type: 'string' | 'boolean';
  short?: string;
  multiple?: boolean;
  default?: Value | Value[];
}
export interface ParseArgsConfig {
  args?: string[];
  options?: Record<string, Option>;
  strict?: boolean;
  allowPositionals?: boolean;
  allowNegative?: boolean;
}

interface State {
  positionals: boolean;
  options: Record<string, Option>;
  strict: boolean;
  allowNegative: boolean;
  values: Record<string, Value | Value[]>;
}

/** `util.parseArgs` without `tokens`. */
export function parseArgs(config: ParseArgsConfig = {}) {
  const { options = {}, strict = true, allowNegative = false } = config;
  const { allowPositionals = !strict } = config;
  const { process } = globalThis as unknown as { process?: { argv: string[] } };
  const queue = expand([...(config.args ?? process?.argv.slice(2) ?? [])], options);
  const state: State = { options, strict, allowNegative, positionals: allowPositionals, values: Object.create(null) };
  const positionals: string[] = [];
  while (queue.length > 0) {
    const arg = queue.shift() as string;
    if (arg === '--') {
      positionals.push(...queue.splice(0));
    } else if (arg.startsWith('--') || (arg.startsWith('-') && arg.length > 1)) readOption(state, arg, queue);
    else {
      if (!allowPositionals) throw unexpected(arg);
      positionals.push(arg);
    }
  }
  if (positionals.length > 0 && !allowPositionals) throw unexpected(positionals[0] as string);
  for (const [name, option] of Object.entries(options)) {
    if (option.default !== undefined && !(name in state.values)) state.values[name] = option.default;
  }
  return { values: state.values, positionals };
}

const unexpected = (arg: string) =>
  nodeError(
    TypeError,
    'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL',
    `Unexpected argument '${arg}'. This command does not take positional arguments`,
  );

/** `-abc` means `-a -b -c`, and `-ovalue` means `-o value` for an option with a value. */
function expand(args: string[], options: Record<string, Option>): string[] {
  const end = args.indexOf('--');
  const head = end < 0 ? args : args.slice(0, end);
  const tail = end < 0 ? [] : args.slice(end);
  const split = head.flatMap((arg) => {
    if (!/^-[^-]./.test(arg)) return [arg];
    for (let i = 1; i < arg.length; i++) {
      const option = Object.values(options).find(({ short }) => short === arg[i]);
      if (option?.type !== 'string') continue;
      const flags = [...arg.slice(1, i + 1)].map((flag) => `-${flag}`);
      return i + 1 < arg.length ? [...flags, arg.slice(i + 1)] : flags;
    }
    return [...arg.slice(1)].map((flag) => `-${flag}`);
  });
  return [...split, ...tail];
}

function readOption(state: State, arg: string, queue: string[]): void {
  const [flag, ...rest] = arg.split('=') as [string, ...string[]];
  let inline = rest.length > 0 ? rest.join('=') : undefined;
  let name = flag.replace(/^--?/, '');
  if (!flag.startsWith('--')) {
    name = Object.entries(state.options).find(([, { short }]) => short === name)?.[0] ?? name;
  }
  let negated = false;
  if (state.allowNegative && name.startsWith('no-') && !state.options[name]) {
    name = name.slice(3);
    negated = true;
  }
  const option = state.options[name];
  if (!option && state.strict) throw unknown(flag, state.positionals);
  if (option?.type === 'string') {
    if (inline === undefined && queue.length > 0 && !/^-./.test(queue[0] as string)) inline = queue.shift();
    if (inline === undefined && state.strict)
      throw wrongValue(`Option '${shown(name, option)} <value>' argument missing`);
  } else if (option && inline !== undefined && state.strict) {
    throw wrongValue(`Option '${shown(name, option)}' does not take an argument`);
  }
  store(state, name, inline ?? !negated, option?.multiple === true);
}

const shown = (name: string, { short }: Option) => `${short ? `-${short}, ` : ''}--${name}`;
const wrongValue = (message: string) => nodeError(TypeError, 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE', message);
const unknown = (flag: string, positionals: boolean) =>
  nodeError(
    TypeError,
    'ERR_PARSE_ARGS_UNKNOWN_OPTION',
    positionals
      ? `Unknown option '${flag}'. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- "${flag}"`
      : `Unknown option '${flag}'`,
  );

function store({ values }: State, name: string, value: Value, multiple: boolean): void {
  const before = values[name];
  if (!multiple) values[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else values[name] = [value];
}
