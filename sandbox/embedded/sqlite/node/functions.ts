import type { Callback } from '../callbacks.ts';
import { SQLITE_OK } from '../codes.ts';
import { type Connection, type Host, attempt, fail } from './connection.ts';
import { failResult, setResult } from './values.ts';

type UserFunction = (...args: unknown[]) => unknown;

export interface FunctionOptions {
  name: string;
  /** How many arguments; -1 for any number. */
  count: number;
  bigInts: boolean;
  deterministic: boolean;
  directOnly: boolean;
  step: UserFunction;
  start?: unknown;
  inverse?: UserFunction | undefined;
  result?: UserFunction | undefined;
}

interface Registered extends FunctionOptions {
  readonly connection: Connection;
}

interface Accumulator {
  value: unknown;
  isWindow: boolean;
}

const UTF8 = 1;
const DETERMINISTIC = 0x800;
const DIRECT_ONLY = 0x80000;
const FAILED = Symbol('failed');

export type Functions = ReturnType<typeof createFunctions>;

/** How C code reaches the JavaScript of a definition. */
function createCalls({ sqlite, values, read }: Omit<Host, 'later'>, registered: Map<number, Registered>) {
  const { c, heap } = sqlite;
  const definitionOf = (context: number) => registered.get(c.sqlite3_user_data(context)) as Registered;
  const readArguments = (count: number, pointers: number, bigInts: boolean) => {
    const args: unknown[] = [];
    for (let i = 0; i < count; i++) args.push(read(heap.i32[(pointers >> 2) + i] as number, bigInts));
    return args;
  };
  /** What user code gives, or FAILED when it throws. */
  const run = (context: number, { connection }: Registered, act: () => unknown): unknown => {
    const value = attempt(connection, act, FAILED as unknown);
    if (value === FAILED) failResult(sqlite, context);
    return value;
  };
  const give = (context: number, value: unknown) => {
    if (value !== FAILED) setResult(sqlite, values, context, value);
  };
  return { definitionOf, readArguments, run, give };
}

type Calls = ReturnType<typeof createCalls>;

function aggregateCallbacks({ c, heap }: Host['sqlite'], { definitionOf, readArguments, run, give }: Calls) {
  const accumulators = new Map<number, Accumulator>();
  let last = 0;
  const slotOf = (context: number) => c.sqlite3_aggregate_context(context, 4) >> 2;

  const accumulatorOf = (context: number, definition: Registered): Accumulator | null => {
    const slot = slotOf(context);
    const known = accumulators.get(heap.i32[slot] as number);
    if (known) return known;
    const { start } = definition;
    const value = run(context, definition, () => (typeof start === 'function' ? start.call(null) : start));
    if (value === FAILED) return null;
    const accumulator = { value, isWindow: false };
    heap.i32[slot] = ++last;
    accumulators.set(last, accumulator);
    return accumulator;
  };

  const step = (context: number, count: number, pointers: number, key: 'step' | 'inverse') => {
    const definition = definitionOf(context);
    const accumulator = accumulatorOf(context, definition);
    if (!accumulator) return;
    const fn = definition[key] as UserFunction;
    const value = run(context, definition, () =>
      fn(accumulator.value, ...readArguments(count, pointers, definition.bigInts)),
    );
    if (value !== FAILED) accumulator.value = value;
  };

  const conclude = (context: number, isFinal: boolean) => {
    const definition = definitionOf(context);
    const accumulator = accumulatorOf(context, definition);
    if (!accumulator) return;
    // A window function has given its values already when SQLite asks for the last time.
    if (!(isFinal && accumulator.isWindow)) {
      accumulator.isWindow = !isFinal;
      const { result } = definition;
      const { value } = accumulator;
      give(
        context,
        run(context, definition, () => (result ? result.call(null, value) : value)),
      );
    }
    if (isFinal) accumulators.delete(heap.i32[slotOf(context)] as number);
  };

  return {
    step: ['iii:v', (context, count, pointers) => step(context, count, pointers, 'step')],
    inverse: ['iii:v', (context, count, pointers) => step(context, count, pointers, 'inverse')],
    value: ['i:v', (context) => conclude(context, false)],
    final: ['i:v', (context) => conclude(context, true)],
  } satisfies Record<string, Callback>;
}

/** User-defined functions and aggregates of all connections. */
export function createFunctions(host: Omit<Host, 'later'>) {
  const { sqlite } = host;
  const { c, withText } = sqlite;
  const registered = new Map<number, Registered>();
  const calls = createCalls(host, registered);
  const { definitionOf, readArguments, run, give } = calls;
  const callbacks = sqlite.install({
    ...aggregateCallbacks(sqlite, calls),
    call: [
      'iii:v',
      (context, count, pointers) => {
        const definition = definitionOf(context);
        const { step } = definition;
        give(
          context,
          run(context, definition, () => step(...readArguments(count, pointers, definition.bigInts))),
        );
      },
    ],
    destroy: ['i:v', (id) => void registered.delete(id)],
  });
  let last = 0;

  return {
    define(connection: Connection, options: FunctionOptions): void {
      const id = ++last;
      registered.set(id, { ...options, connection });
      const { name, count, deterministic, directOnly, inverse } = options;
      const mask = UTF8 | (deterministic ? DETERMINISTIC : 0) | (directOnly ? DIRECT_ONLY : 0);
      const { call, step, value, final, destroy } = callbacks;
      const status = withText(name, (pointer) => {
        if (!('start' in options)) {
          return c.sqlite3_create_function_v2(connection.db, pointer, count, mask, id, call, 0, 0, destroy);
        }
        const window = inverse ? ([value, callbacks.inverse] as const) : ([0, 0] as const);
        const aggregate = [connection.db, pointer, count, mask, id, step, final] as const;
        return c.sqlite3_create_window_function(...aggregate, ...window, destroy);
      });
      if (status !== SQLITE_OK) fail(connection);
    },
  };
}
