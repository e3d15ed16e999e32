import { SQLITE_OK, SQLITE_TOOBIG } from './codes.ts';
import { type Connection, throwFailure } from './connection.ts';
import type { Sqlite3 } from './engine.ts';
import type { Values } from './values.ts';

type UserFunction = (...args: unknown[]) => unknown;

/** A user-defined function or aggregate, as the library describes it. */
export interface Definition {
  name: string;
  /** How many arguments; -1 for any number. */
  count: number;
  /** Big integers (0 no, 1 yes, 2 as the connection has it), deterministic, direct only. */
  flags: [safeIntegers: number, deterministic: boolean, directOnly: boolean];
  step: UserFunction;
  start?: unknown;
  inverse?: UserFunction | null;
  result?: UserFunction | null;
}

interface Registered extends Definition {
  readonly connection: Connection;
  readonly safeIntegers: boolean;
}

/** The running value of one aggregation. `live` ends when user code throws: from then on nothing is called any more. */
interface Accumulator {
  value: unknown;
  live: boolean;
  isWindow: boolean;
}

export interface Functions {
  define(connection: Connection, definition: Definition): void;
}

const isFunction = (value: unknown): value is UserFunction => typeof value === 'function';

const UTF8 = 1;
const DETERMINISTIC = 0x800;
const DIRECT_ONLY = 0x80000;

/** Runs user code for SQLite. An exception is kept for the caller in JavaScript; SQLite only hears of an error. */
function createRun({ c, scratch }: Sqlite3) {
  return (context: number, { connection }: Registered, act: () => void): boolean => {
    try {
      act();
      return true;
    } catch (error) {
      connection.thrown ??= { error };
      c.sqlite3_result_error(context, scratch, 0);
      return false;
    }
  };
}

function setResult(values: Values, context: number, value: unknown, { name }: Registered): void {
  const status = values.result(context, value);
  if (status === SQLITE_OK) return;
  if (status === SQLITE_TOOBIG)
    throw new RangeError(`User-defined function ${name}() returned a bigint that was too big`);
  throw new TypeError(`User-defined function ${name}() returned an invalid value`);
}

function createCallbacks(sqlite: Sqlite3, values: Values, registered: Map<number, Registered>) {
  const { c, heap } = sqlite;
  const run = createRun(sqlite);
  const accumulators = new Map<number, Accumulator>();
  let lastAccumulator = 0;

  const self = (context: number) => registered.get(c.sqlite3_user_data(context)) as Registered;

  const readArguments = (count: number, pointers: number, safeIntegers: boolean): unknown[] => {
    const args: unknown[] = [];
    for (let i = 0; i < count; i++) args.push(values.read(heap.i32[(pointers >> 2) + i] as number, safeIntegers));
    return args;
  };

  /** SQLite keeps four bytes for each aggregation; they hold the number of its accumulator. */
  const accumulatorOf = (context: number, definition: Registered): Accumulator => {
    const slot = c.sqlite3_aggregate_context(context, 4) >> 2;
    const known = accumulators.get(heap.i32[slot] as number);
    if (known) return known;
    const accumulator: Accumulator = { value: undefined, live: true, isWindow: false };
    heap.i32[slot] = ++lastAccumulator;
    accumulators.set(lastAccumulator, accumulator);
    const { start } = definition;
    accumulator.live = run(context, definition, () => {
      accumulator.value = isFunction(start) ? start() : start;
    });
    return accumulator;
  };

  const forget = (context: number) => {
    const slot = c.sqlite3_aggregate_context(context, 4) >> 2;
    accumulators.delete(heap.i32[slot] as number);
  };

  const step = (context: number, count: number, pointers: number, key: 'step' | 'inverse') => {
    const definition = self(context);
    const accumulator = accumulatorOf(context, definition);
    if (!accumulator.live) return;
    const fn = definition[key] as UserFunction;
    accumulator.live = run(context, definition, () => {
      const value = fn(accumulator.value, ...readArguments(count, pointers, definition.safeIntegers));
      if (value !== undefined) accumulator.value = value;
    });
  };

  const yieldValue = (context: number) => {
    const definition = self(context);
    const accumulator = accumulatorOf(context, definition);
    const { result } = definition;
    if (!accumulator.live) return;
    accumulator.live = run(context, definition, () => {
      const value = result ? result(accumulator.value) : accumulator.value;
      setResult(values, context, value, definition);
    });
  };

  return sqlite.install({
    call: [
      'iii:v',
      (context, count, pointers) => {
        const definition = self(context);
        const { step: fn } = definition;
        run(context, definition, () => {
          const value = fn(...readArguments(count, pointers, definition.safeIntegers));
          setResult(values, context, value, definition);
        });
      },
    ],
    step: ['iii:v', (context, count, pointers) => step(context, count, pointers, 'step')],
    inverse: ['iii:v', (context, count, pointers) => step(context, count, pointers, 'inverse')],
    value: [
      'i:v',
      (context) => {
        accumulatorOf(context, self(context)).isWindow = true;
        yieldValue(context);
      },
    ],
    final: [
      'i:v',
      (context) => {
        if (!accumulatorOf(context, self(context)).isWindow) yieldValue(context);
        forget(context);
      },
    ],
    destroy: ['i:v', (id) => void registered.delete(id)],
  });
}

/** User-defined functions and aggregates of all connections. */
export function createFunctions(sqlite: Sqlite3, values: Values): Functions {
  const { c, withText } = sqlite;
  const registered = new Map<number, Registered>();
  const callbacks = createCallbacks(sqlite, values, registered);
  let last = 0;

  return {
    define(connection, definition) {
      const [safeIntegers, deterministic, directOnly] = definition.flags;
      const id = ++last;
      registered.set(id, {
        ...definition,
        connection,
        safeIntegers: safeIntegers < 2 ? safeIntegers === 1 : connection.safeIntegers,
      });
      const mask = UTF8 | (deterministic ? DETERMINISTIC : 0) | (directOnly ? DIRECT_ONLY : 0);
      const { call, step, inverse, value, final, destroy } = callbacks;
      const { handle } = connection;
      const { count } = definition;
      const windowed = typeof definition.inverse === 'function';
      const status = withText(definition.name, (name) =>
        'start' in definition
          ? c.sqlite3_create_window_function(
              ...([handle, name, count, mask, id, step, final] as const),
              ...([windowed ? value : 0, windowed ? inverse : 0, destroy] as const),
            )
          : c.sqlite3_create_function_v2(handle, name, count, mask, id, call, 0, 0, destroy),
      );
      if (status !== SQLITE_OK) throwFailure(connection);
    },
  };
}
