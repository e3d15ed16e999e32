import type { Callback } from './callbacks.ts';
import { SQLITE_CONSTRAINT, SQLITE_ERROR, SQLITE_OK, SQLITE_TOOBIG } from './codes.ts';
import { type Connection, throwFailure } from './connection.ts';
import type { Sqlite3 } from './engine.ts';
import type { Values } from './values.ts';

/** What the library makes of a user's table definition. */
type TableDefinition = [
  sql: string,
  rows: (...args: unknown[]) => Iterator<unknown[]>,
  parameters: string[],
  safeIntegers: number,
  directOnly: boolean,
];

export interface TableModule {
  factory: (...args: string[]) => TableDefinition;
  name: string;
  eponymous: boolean;
}

interface Registered extends TableModule {
  readonly connection: Connection;
}

interface Table {
  readonly module: Registered;
  readonly rows: TableDefinition[1];
  readonly parameters: string[];
  readonly safeIntegers: boolean;
}

interface Cursor {
  readonly table: Table;
  iterator: Iterator<unknown[]> | null;
  row: unknown[];
  rowid: number;
  done: boolean;
}

/** Virtual tables whose rows come from generator functions. */
export interface Tables {
  define(connection: Connection, module: TableModule): void;
}

/** Fields of `sqlite3_vtab` and `sqlite3_vtab_cursor` are 4 bytes each; ours, the number of the object, comes last. */
const TABLE = { size: 16, message: 8, id: 12 } as const;
const CURSOR = { size: 8, id: 4 } as const;
const VTAB_DIRECT_ONLY = 3;
const CONSTRAINT_EQ = 2;
const CONSTRAINT_LIMIT = 73;
const CONSTRAINT_OFFSET = 74;

const METHOD_ORDER = 'xCreate xConnect xBestIndex xDisconnect xDestroy xOpen xClose xFilter xNext xEof xColumn xRowid';

/** Writing, transactions, renaming and shadow tables: generators have none of it. */
const UNUSED_METHODS = Array.from({ length: 12 }, () => 0);

/** Objects that C code refers to by number. */
function createRegistry<T>() {
  const items = new Map<number, T>();
  let last = 0;
  return {
    add: (item: T): number => (items.set(++last, item), last),
    get: (id: number): T => items.get(id) as T,
    remove: (id: number): void => void items.delete(id),
  };
}

type Registry<T> = ReturnType<typeof createRegistry<T>>;

/** Runs user code; its exception waits in the connection until SQLite has returned. */
function attempt({ connection }: Registered, act: () => void): number {
  try {
    act();
    return SQLITE_OK;
  } catch (error) {
    connection.thrown ??= { error };
    return SQLITE_ERROR;
  }
}

/** Puts a C struct with our object's number into SQLite's hands. */
function allocate({ c, heap }: Sqlite3, size: number, idOffset: number, id: number): number {
  const pointer = c.sqlite3_malloc(size);
  heap.u8.fill(0, pointer, pointer + size);
  heap.i32[(pointer + idOffset) >> 2] = id;
  return pointer;
}

function connectMethods(sqlite: Sqlite3, modules: Registry<Registered>, tables: Registry<Table>) {
  const { c, heap, text, withText } = sqlite;

  const build = (module: Registered, args: string[]): TableDefinition | null => {
    let definition: TableDefinition | null = null;
    attempt(module, () => {
      definition = module.factory(...args);
    });
    return definition;
  };

  const connect: Callback[1] = (db, moduleId, count, names, output, failure) => {
    const module = modules.get(moduleId);
    const args = Array.from({ length: count }, (_, i) => text(heap.i32[(names >> 2) + i] as number));
    const definition = build(module, args);
    if (!definition) return SQLITE_ERROR;
    const [sql, rows, parameters, safeIntegers, directOnly] = definition;
    const explain = (problem: string) => {
      heap.i32[failure >> 2] = sqlite.allocate(`failed to ${problem} virtual table "${args[2]}"`);
      return SQLITE_ERROR;
    };
    if (withText(sql, (pointer) => c.sqlite3_declare_vtab(db, pointer)) !== SQLITE_OK) return explain('declare');
    if (directOnly && c.vtab_config(db, VTAB_DIRECT_ONLY, 0) !== SQLITE_OK) return explain('configure');
    const big = safeIntegers < 2 ? safeIntegers === 1 : module.connection.safeIntegers;
    const id = tables.add({ module, rows, parameters, safeIntegers: big });
    heap.i32[output >> 2] = allocate(sqlite, TABLE.size, TABLE.id, id);
    return SQLITE_OK;
  };

  const disconnect: Callback[1] = (table) => {
    tables.remove(heap.i32[(table + TABLE.id) >> 2] as number);
    c.sqlite3_free(table);
    return SQLITE_OK;
  };

  return { xConnect: ['iiiiii:i', connect], xDisconnect: ['i:i', disconnect] } satisfies Record<string, Callback>;
}

/** Reads `sqlite3_index_info`: which of the conditions in a query give a value to one of the table's parameters. */
function planMethod(sqlite: Sqlite3, tables: Registry<Table>): Callback {
  const { c, heap } = sqlite;
  const plan: Callback[1] = (pointer, info) => {
    const { parameters } = tables.get(heap.i32[(pointer + TABLE.id) >> 2] as number);
    const field = (index: number) => heap.i32[(info >> 2) + index] as number;
    const [constraints, usages] = [field(1), field(4)];
    const forwarded: [column: number, constraint: number][] = [];
    for (let i = 0; i < field(0); i++) {
      const at = constraints + i * 12;
      const column = heap.i32[at >> 2] as number;
      const operator = heap.u8[at + 4] as number;
      if (operator === CONSTRAINT_LIMIT || operator === CONSTRAINT_OFFSET) continue;
      if (column < 0 || column >= parameters.length) continue;
      if (operator !== CONSTRAINT_EQ) {
        const message = (pointer + TABLE.message) >> 2;
        c.sqlite3_free(heap.i32[message] as number);
        const name = parameters[column];
        heap.i32[message] = sqlite.allocate(
          `virtual table parameter "${name}" can only be constrained by the '=' operator`,
        );
        return SQLITE_ERROR;
      }
      // A plan that ignores an argument would run the generator without it.
      if (!heap.u8[at + 5]) return SQLITE_CONSTRAINT;
      forwarded.push([column, i]);
    }
    forwarded.sort(([a, i], [b, j]) => a - b || i - j);
    let mask = field(5);
    let count = 0;
    for (const [column, constraint] of forwarded) {
      if (mask & (1 << column)) continue;
      mask |= 1 << column;
      heap.i32[(usages + constraint * 8) >> 2] = ++count;
      heap.u8[usages + constraint * 8 + 4] = 1;
    }
    heap.i32[(info >> 2) + 5] = mask;
    // So costly that SQLite avoids running the generator inside a loop.
    const cost = Math.floor(1_000_000_000 / (count + 1));
    heap.f64[(info + 40) >> 3] = cost;
    heap.i64[(info + 48) >> 3] = BigInt(cost);
    return SQLITE_OK;
  };
  return ['ii:i', plan];
}

type CursorOf = (pointer: number) => Cursor;

/** Moves through the rows of a generator. */
function scanMethods({ heap }: Sqlite3, values: Values, cursorOf: CursorOf) {
  const advance = (cursor: Cursor): number =>
    attempt(cursor.table.module, () => {
      const { value, done } = (cursor.iterator as Iterator<unknown[]>).next();
      if (!done) cursor.row = value;
      cursor.done = done === true;
      cursor.rowid++;
    });

  const filter: Callback[1] = (pointer, mask, _text, _count, argv) => {
    const cursor = cursorOf(pointer);
    const { parameters, safeIntegers, rows, module } = cursor.table;
    let next = argv >> 2;
    const args = parameters.map((_, i) =>
      mask & (1 << i) ? values.read(heap.i32[next++] as number, safeIntegers) : undefined,
    );
    if (args.includes(null)) {
      cursor.done = true;
      return SQLITE_OK;
    }
    const status = attempt(module, () => {
      cursor.iterator = rows(...args);
      cursor.rowid = 0;
    });
    return status === SQLITE_OK ? advance(cursor) : status;
  };

  return {
    xFilter: ['iiiii:i', filter],
    xNext: ['i:i', (pointer) => advance(cursorOf(pointer))],
    xEof: ['i:i', (pointer) => (cursorOf(pointer).done ? 1 : 0)],
  } satisfies Record<string, Callback>;
}

/** Hands over the current row. */
function rowMethods({ heap }: Sqlite3, values: Values, cursorOf: CursorOf) {
  const column: Callback[1] = (pointer, context, index) => {
    const { row, table } = cursorOf(pointer);
    return attempt(table.module, () => {
      const status = values.result(context, row[index]);
      if (status === SQLITE_OK) return;
      const prefix = `Virtual table module "${table.module.name}" yielded`;
      if (status === SQLITE_TOOBIG) throw new RangeError(`${prefix} a bigint that was too big`);
      throw new TypeError(`${prefix} an invalid value`);
    });
  };

  const rowid: Callback[1] = (pointer, output) => {
    heap.i64[output >> 3] = BigInt(cursorOf(pointer).rowid);
    return SQLITE_OK;
  };

  return { xColumn: ['iii:i', column], xRowid: ['ii:i', rowid] } satisfies Record<string, Callback>;
}

function cursorMethods(sqlite: Sqlite3, values: Values, tables: Registry<Table>) {
  const { c, heap } = sqlite;
  const cursors = createRegistry<Cursor>();
  const cursorOf: CursorOf = (pointer) => cursors.get(heap.i32[(pointer + CURSOR.id) >> 2] as number);

  const open: Callback[1] = (pointer, output) => {
    const table = tables.get(heap.i32[(pointer + TABLE.id) >> 2] as number);
    const id = cursors.add({ table, iterator: null, row: [], rowid: 0, done: false });
    heap.i32[output >> 2] = allocate(sqlite, CURSOR.size, CURSOR.id, id);
    return SQLITE_OK;
  };

  const close: Callback[1] = (pointer) => {
    cursors.remove(heap.i32[(pointer + CURSOR.id) >> 2] as number);
    c.sqlite3_free(pointer);
    return SQLITE_OK;
  };

  return {
    xOpen: ['ii:i', open],
    xClose: ['i:i', close],
    ...scanMethods(sqlite, values, cursorOf),
    ...rowMethods(sqlite, values, cursorOf),
  } satisfies Record<string, Callback>;
}

export function createTables(sqlite: Sqlite3, values: Values): Tables {
  const { c, heap, withText } = sqlite;
  const modules = createRegistry<Registered>();
  const tables = createRegistry<Table>();
  const installed = sqlite.install({
    ...connectMethods(sqlite, modules, tables),
    ...cursorMethods(sqlite, values, tables),
    xBestIndex: planMethod(sqlite, tables),
    destroy: ['i:v', (id) => modules.remove(id)],
  });
  const { xConnect, xDisconnect } = installed;

  /** With `xCreate` the module makes tables on CREATE VIRTUAL TABLE; without, it is itself the one table. */
  const createModule = (xCreate: number): number => {
    const methods: Record<string, number> = { ...installed, xCreate, xConnect, xDestroy: xDisconnect };
    const fields = [0, ...METHOD_ORDER.split(' ').map((name) => methods[name] ?? 0), ...UNUSED_METHODS];
    const pointer = c.sqlite3_malloc(fields.length * 4);
    heap.i32.set(fields, pointer >> 2);
    return pointer;
  };
  // A second entry in the table for the same function: if both were one, SQLite would add a table of the module's name.
  const { xCreate } = sqlite.install({ xCreate: connectMethods(sqlite, modules, tables).xConnect });
  const creating = createModule(xCreate);
  const eponymous = createModule(0);

  return {
    define(connection, module) {
      const id = modules.add({ ...module, connection });
      const methods = module.eponymous ? eponymous : creating;
      const status = withText(module.name, (name) =>
        c.sqlite3_create_module_v2(connection.handle, name, methods, id, installed.destroy),
      );
      if (status !== SQLITE_OK) throwFailure(connection);
    },
  };
}
