import type { Cell, ColumnInfo, IndexInfo, TableInfo } from '../../../databases.ts';
import type { Access } from './access.ts';

const limits = { tables: 200 };

export const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

const texts = (row: Cell[]) => row.map(({ type, text }) => (type === 'null' ? '' : text));

/** All tables and views of a connection, the temporary and the attached ones too. */
export function readSchema(use: Access): TableInfo[] {
  const schemas = use.read('SELECT name FROM pragma_database_list').rows.map((row) => row[0]!.text);
  return schemas
    .flatMap((schema) => {
      const { rows } = use.read(`
        SELECT name, type, coalesce(sql, '') FROM ${quote(schema)}.sqlite_schema
        WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name`);
      return rows.map((row) => readTable(use, schema, texts(row)));
    })
    .slice(0, limits.tables);
}

function readTable(use: Access, schema: string, [name = '', type = '', sql = '']: string[]): TableInfo {
  const kind = type === 'view' ? 'view' : /^\s*create\s+virtual/i.test(sql) ? 'virtual' : 'table';
  return { schema, name, kind, sql, columns: readColumns(use, schema, name), indexes: readIndexes(use, schema, name) };
}

function readColumns(use: Access, schema: string, table: string): ColumnInfo[] {
  const of = `(${literal(table)}, ${literal(schema)})`;
  const keys = new Map<string, NonNullable<ColumnInfo['references']>>();
  for (const row of use.read(`SELECT "from", "table", "to" FROM pragma_foreign_key_list${of}`).rows) {
    const [from = '', to = '', column = ''] = texts(row);
    keys.set(from, { table: to, ...(column && { column }) });
  }
  // A view whose table is gone has no columns to tell of.
  const { rows } = attempt(use, `SELECT name, type, "notnull", pk, dflt_value FROM pragma_table_xinfo${of}`);
  return rows.map((row) => {
    const [name = '', type = '', notNull, key] = texts(row);
    const references = keys.get(name);
    const value = row[4]!;
    return {
      name,
      type,
      notNull: notNull === '1',
      key: Number(key),
      ...(value.type !== 'null' && { default: value.text }),
      ...(references && { references }),
    };
  });
}

const origins: Record<string, IndexInfo['origin']> = { c: 'index', u: 'unique', pk: 'key' };

function readIndexes(use: Access, schema: string, table: string): IndexInfo[] {
  const list = `SELECT name, "unique", origin FROM pragma_index_list(${literal(table)}, ${literal(schema)}) ORDER BY seq`;
  return attempt(use, list).rows.map((row) => {
    const [name = '', unique, origin = ''] = texts(row);
    const parts = `SELECT name FROM pragma_index_info(${literal(name)}, ${literal(schema)}) ORDER BY seqno`;
    const columns = use.read(parts).rows.map(([column]) => (column!.type === 'null' ? '(expression)' : column!.text));
    return { name, unique: unique === '1', origin: origins[origin] ?? 'index', columns };
  });
}

function attempt(use: Access, sql: string) {
  try {
    return use.read(sql);
  } catch {
    return { columns: [], rows: [], more: false };
  }
}

/** How many rows each table and view has; those that cannot be counted in time stay without. */
export function countRows(use: Access, tables: TableInfo[]): void {
  for (const table of tables) {
    const [row] = attempt(use, `SELECT count(*) FROM ${quote(table.schema)}.${quote(table.name)}`).rows;
    if (row) table.rows = Number(row[0]!.text);
  }
}
