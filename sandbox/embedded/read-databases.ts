import type * as told from '../databases.ts';
import { serviceNames } from '../services/names.ts';

type Reader<T> = (value: unknown) => T;

/** Learner code runs beside the sender: an answer of another form than agreed is none. */
const refuse = (): never => {
  throw new Error('What the program says about its databases could not be read.');
};

const text: Reader<string> = (value) => (typeof value === 'string' ? value : refuse());
const number: Reader<number> = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : refuse());
const flag: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : refuse());
const oneOf =
  <T extends string>(...names: T[]): Reader<T> =>
  (value) =>
    names.includes(value as T) ? (value as T) : refuse();
const list =
  <T>(item: Reader<T>): Reader<T[]> =>
  (value) =>
    Array.isArray(value) ? value.map(item) : refuse();

/** Properties of other names are left out. */
function record<T extends object>(
  parts: { [K in keyof Required<T>]: Reader<Exclude<T[K], undefined>> },
  may: (keyof T)[] = [],
): Reader<T> {
  return (value) => {
    if (typeof value !== 'object' || value === null) return refuse();
    const result: Partial<T> = {};
    for (const key of Object.keys(parts) as (keyof T)[]) {
      const part = (value as Partial<T>)[key];
      if (part !== undefined || !may.includes(key)) result[key] = parts[key](part);
    }
    return result as T;
  };
}

const cell = record<told.Cell>({ type: oneOf('null', 'integer', 'real', 'text', 'blob'), text, length: number }, [
  'length',
]);
const column = record<told.ColumnInfo>(
  {
    name: text,
    type: text,
    notNull: flag,
    key: number,
    default: text,
    references: record<NonNullable<told.ColumnInfo['references']>>({ table: text, column: text }, ['column']),
  },
  ['default', 'references'],
);
const index = record<told.IndexInfo>({
  name: text,
  unique: flag,
  origin: oneOf('index', 'unique', 'key'),
  columns: list(text),
});
const tally = record<told.Tally>({
  scope: text,
  count: number,
  total: number,
  longest: number,
  returned: number,
  changed: number,
});

export const pulse = number;
export const databases = list(
  record<told.DatabaseInfo>(
    {
      id: number,
      name: text,
      library: oneOf('better-sqlite3', 'node:sqlite', ...serviceNames),
      closed: flag,
      scope: text,
      transaction: flag,
    },
    ['scope'],
  ),
);
export const tables = list(
  record<told.TableInfo>(
    {
      schema: text,
      name: text,
      kind: oneOf('table', 'view', 'virtual'),
      sql: text,
      rows: number,
      columns: list(column),
      indexes: list(index),
    },
    ['rows'],
  ),
);
export const resultSet = record<told.ResultSet>({ columns: list(text), rows: list(list(cell)), more: flag });
export const queryResult = record<told.QueryResult>({
  results: list(resultSet),
  statements: number,
  changes: number,
  duration: number,
});
export const plan = list(record<told.PlanStep>({ depth: number, detail: text }));
export const statements = record<told.StatementLog>({
  statements: list(record<told.StatementInfo>({ sql: text, tallies: list(tally) })),
  others: number,
});
