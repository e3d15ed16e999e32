import type { Callback } from './callbacks.ts';
import type { Sqlite3 } from './engine.ts';
import type { Registered, UserCode, UserFunction } from './user-code.ts';

/** The running value of one aggregation. `live` ends when user code throws: from then on nothing is called any more. */
interface Accumulator {
  value: unknown;
  live: boolean;
  isWindow: boolean;
}

const isFunction = (value: unknown): value is UserFunction => typeof value === 'function';

/** Finds the running value of an aggregation. SQLite keeps four bytes for each; they hold the number of ours. */
function createAccumulators({ c, heap }: Sqlite3, { run }: UserCode) {
  const accumulators = new Map<number, Accumulator>();
  let last = 0;
  const slotOf = (context: number) => c.sqlite3_aggregate_context(context, 4) >> 2;
  return {
    get(context: number, definition: Registered): Accumulator {
      const slot = slotOf(context);
      const known = accumulators.get(heap.i32[slot] as number);
      if (known) return known;
      const accumulator: Accumulator = { value: undefined, live: true, isWindow: false };
      heap.i32[slot] = ++last;
      accumulators.set(last, accumulator);
      const { start } = definition;
      accumulator.live = run(context, definition, () => {
        accumulator.value = isFunction(start) ? start() : start;
      });
      return accumulator;
    },
    remove: (context: number) => accumulators.delete(heap.i32[slotOf(context)] as number),
  };
}

/** What SQLite calls for aggregates and window functions. */
export function aggregateCallbacks(sqlite: Sqlite3, code: UserCode) {
  const { definitionOf, readArguments, run, setResult } = code;
  const accumulators = createAccumulators(sqlite, code);

  const step = (context: number, count: number, pointers: number, key: 'step' | 'inverse') => {
    const definition = definitionOf(context);
    const accumulator = accumulators.get(context, definition);
    if (!accumulator.live) return;
    const fn = definition[key] as UserFunction;
    accumulator.live = run(context, definition, () => {
      const value = fn(accumulator.value, ...readArguments(count, pointers, definition));
      if (value !== undefined) accumulator.value = value;
    });
  };

  const conclude = (context: number, isFinal: boolean) => {
    const definition = definitionOf(context);
    const accumulator = accumulators.get(context, definition);
    const { result } = definition;
    // A window function has given its values already when SQLite asks for the last time.
    if (accumulator.live && !(isFinal && accumulator.isWindow)) {
      accumulator.isWindow = !isFinal;
      accumulator.live = run(context, definition, () => {
        const value = result ? result(accumulator.value) : accumulator.value;
        setResult(context, value, definition);
      });
    }
    if (isFinal) accumulators.remove(context);
  };

  return {
    step: ['iii:v', (context, count, pointers) => step(context, count, pointers, 'step')],
    inverse: ['iii:v', (context, count, pointers) => step(context, count, pointers, 'inverse')],
    value: ['i:v', (context) => conclude(context, false)],
    final: ['i:v', (context) => conclude(context, true)],
  } satisfies Record<string, Callback>;
}
