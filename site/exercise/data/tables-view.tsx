import { useEffect, useState } from 'preact/hooks';
import type { ColumnInfo, IndexInfo, ResultSet, TableInfo } from '../../../sandbox/databases.ts';
import type { Model } from '../model.ts';
import { count } from '../words.tsx';
import { kindOf } from './kinds.ts';
import { ResultTable, type Order } from './result-table.tsx';
import type { DataStore } from './store.ts';

const page = 50;
const number = new Intl.NumberFormat('en-US');
const keyOf = ({ schema, name }: TableInfo) => `${schema}.${name}`;
const titleOf = ({ schema, name }: TableInfo) => (/^(?:main|public)$/.test(schema) ? name : `${schema}.${name}`);

/** All tables and views, and one of them with its columns, indexes and rows. */
export function TablesView({ store }: { model: Model; store: DataStore }) {
  const tables = store.tables.value;
  const [chosen, choose] = useState('');
  const table = tables.find((one) => keyOf(one) === chosen) ?? tables[0];
  const kind = kindOf(store.kind());
  if (!table) return <p class="aside data-none">{kind.none}</p>;
  return (
    <>
      <ul class="data-tables" aria-label={kind.tables}>
        {tables.map((one) => (
          <li key={keyOf(one)}>
            <button type="button" aria-pressed={one === table} onClick={() => choose(keyOf(one))}>
              <span class="data-table-name">{titleOf(one)}</span>{' '}
              <span class="aside">
                {one.kind === 'view' && 'view, '}
                {one.rows === undefined
                  ? 'not counted'
                  : `${number.format(one.rows)} ${kind.row}${one.rows === 1 ? '' : 's'}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {table.columns.length > 0 && <Structure table={table} />}
      <Rows key={`${store.chosen.value} ${keyOf(table)}`} table={table} store={store} />
    </>
  );
}

function Structure({ table }: { table: TableInfo }) {
  return (
    <details class="data-structure">
      <summary>
        {count(table.columns.length, 'column')},{' '}
        {table.indexes.length === 1 ? '1 index' : `${table.indexes.length} indexes`}
      </summary>
      <div class="data-scroll" tabIndex={0} role="region" aria-label={`Columns of ${titleOf(table)}`}>
        <table class="data-table">
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Type</th>
              <th scope="col">Rules</th>
            </tr>
          </thead>
          <tbody>
            {table.columns.map((column) => (
              <tr key={column.name}>
                <th scope="row">{column.name}</th>
                <td>{column.type || <em>any</em>}</td>
                <td class="data-rules">{rules(column)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {table.indexes.length > 0 && (
        <ul class="data-indexes" aria-label={`Indexes of ${titleOf(table)}`}>
          {table.indexes.map((index) => (
            <li key={index.name}>
              <code>{index.name}</code> <span class="aside">{indexWords(index)}</span>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}

function rules({ key, notNull, references, default: value }: ColumnInfo): string {
  const all = [
    key > 0 && (key > 1 ? `primary key, part ${key}` : 'primary key'),
    notNull && 'not null',
    references && `→ ${references.table}${references.column ? `.${references.column}` : ''}`,
    value !== undefined && `default ${value}`,
  ];
  return all.filter(Boolean).join(', ');
}

const origins: Record<IndexInfo['origin'], string> = {
  index: '',
  unique: ', from UNIQUE',
  key: ', from the primary key',
};

const indexWords = ({ columns, unique, origin }: IndexInfo) =>
  `on ${columns.join(', ')}${unique && origin === 'index' ? ', unique' : ''}${origins[origin]}`;

/** A page of rows. It is read again when something has changed, and stays where it is. */
function Rows({ table, store }: { table: TableInfo; store: DataStore }) {
  const [offset, setOffset] = useState(0);
  const [order, setOrder] = useState<Order>();
  const [read, setRead] = useState<ResultSet | string>();
  const version = store.version.value;
  const total = table.rows;
  useEffect(() => {
    let over = false;
    const sorted = order && { orderBy: order.column, descending: order.descending };
    const rows = store.databases()?.rows(store.chosen.peek()!, table, { offset, limit: page, ...sorted });
    rows?.then(
      (result) => over || (result.rows.length || !offset ? setRead(result) : setOffset(Math.max(0, offset - page))),
      (error: Error) => over || setRead(error.message),
    );
    return () => void (over = true);
  }, [offset, order, version]);
  if (read === undefined) return <p class="aside">Reading</p>;
  if (typeof read === 'string') return <p class="data-error">{read}</p>;
  const sortBy = (column: string) => {
    setOffset(0);
    setOrder({ column, descending: order?.column === column && !order.descending });
  };
  const last = offset + read.rows.length;
  return (
    <>
      <ResultTable result={read} label={`Rows of ${titleOf(table)}`} order={order} onOrder={sortBy} />
      {(offset > 0 || read.more) && (
        <div class="data-paging" role="group" aria-label="Pages">
          <button type="button" class="quiet" disabled={!offset} onClick={() => setOffset(Math.max(0, offset - page))}>
            Previous
          </button>
          <p aria-live="polite">
            {number.format(offset + 1)}–{number.format(last)}
            {total !== undefined && ` of ${number.format(total)}`}
          </p>
          <button type="button" class="quiet" disabled={!read.more} onClick={() => setOffset(offset + page)}>
            Next
          </button>
        </div>
      )}
    </>
  );
}
