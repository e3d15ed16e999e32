import type { Connection } from './connection.ts';
import type { Sqlite3 } from './engine.ts';
import type { Values } from './values.ts';

export interface Tables {
  define(connection: Connection, definition: { factory: never; name: string; eponymous: boolean }): void;
}

export function createTables(_sqlite: Sqlite3, _values: Values): Tables {
  return {
    define() {
      throw new Error('not yet');
    },
  };
}
