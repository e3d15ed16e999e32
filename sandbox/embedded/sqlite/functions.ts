import { aggregateCallbacks } from './aggregates.ts';
import type { Callback } from './callbacks.ts';
import { SQLITE_OK } from './codes.ts';
import { type Connection, throwFailure } from './connection.ts';
import type { Sqlite3 } from './engine.ts';
import { type Definition, type Registered, type UserCode, createUserCode } from './user-code.ts';
import type { Values } from './values.ts';

export interface Functions {
  define(connection: Connection, definition: Definition): void;
}

const UTF8 = 1;
const DETERMINISTIC = 0x800;
const DIRECT_ONLY = 0x80000;

function functionCallback({ definitionOf, readArguments, run, setResult }: UserCode): Callback {
  const call = (context: number, count: number, pointers: number) => {
    const definition = definitionOf(context);
    const { step } = definition;
    run(context, definition, () => {
      const value = step(...readArguments(count, pointers, definition));
      setResult(context, value, definition);
    });
  };
  return ['iii:v', call];
}

/** User-defined functions and aggregates of all connections. */
export function createFunctions(sqlite: Sqlite3, values: Values): Functions {
  const { c, withText } = sqlite;
  const registered = new Map<number, Registered>();
  const code = createUserCode(sqlite, values, registered);
  const callbacks = sqlite.install({
    ...aggregateCallbacks(sqlite, code),
    call: functionCallback(code),
    destroy: ['i:v', (id) => void registered.delete(id)],
  });
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
