import { SQLITE_OK, SQLITE_TOOBIG } from './codes.ts';
import type { Connection } from './connection.ts';
import type { Sqlite3 } from './engine.ts';
import type { Values } from './values.ts';

export type UserFunction = (...args: unknown[]) => unknown;

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

/** A definition that a connection has taken. */
export interface Registered extends Definition {
  readonly connection: Connection;
  readonly safeIntegers: boolean;
}

/** How C code reaches the JavaScript of a definition. */
export interface UserCode {
  /** The definition that SQLite is calling. */
  definitionOf(context: number): Registered;
  readArguments(count: number, pointers: number, definition: Registered): unknown[];
  /** Runs user code. An exception is kept for the caller in JavaScript; SQLite only hears of an error. */
  run(context: number, definition: Registered, act: () => void): boolean;
  setResult(context: number, value: unknown, definition: Registered): void;
}

export function createUserCode(sqlite: Sqlite3, values: Values, registered: Map<number, Registered>): UserCode {
  const { c, heap, scratch } = sqlite;
  return {
    definitionOf: (context) => registered.get(c.sqlite3_user_data(context)) as Registered,
    readArguments(count, pointers, { safeIntegers }) {
      const args: unknown[] = [];
      for (let i = 0; i < count; i++) args.push(values.read(heap.i32[(pointers >> 2) + i] as number, safeIntegers));
      return args;
    },
    run(context, { connection }, act) {
      try {
        act();
        return true;
      } catch (error) {
        connection.thrown ??= { error };
        c.sqlite3_result_error(context, scratch, 0);
        return false;
      }
    },
    setResult(context, value, { name }) {
      const status = values.result(context, value);
      if (status === SQLITE_OK) return;
      const prefix = `User-defined function ${name}() returned`;
      if (status === SQLITE_TOOBIG) throw new RangeError(`${prefix} a bigint that was too big`);
      throw new TypeError(`${prefix} an invalid value`);
    },
  };
}
