import type { Cell, ResultSet } from '../../../sandbox/databases.ts';
import { Icon } from '../words.tsx';
import { cellText } from './cell-text.ts';

export interface Order {
  column: string;
  descending: boolean;
}

interface ResultTableProps {
  result: ResultSet;
  label: string;
  /** Where rows can be sorted by a click on a column. */
  order?: Order | undefined;
  onOrder?(column: string): void;
}

/** Rows as SQLite gave them. The table scrolls inside its own frame, which the keyboard can reach. */
export function ResultTable({ result, label, order, onOrder }: ResultTableProps) {
  return (
    <div class="data-scroll" tabIndex={0} role="region" aria-label={label}>
      <table class="data-table">
        <thead>
          <tr>
            {result.columns.map((column, index) => (
              <Head key={index} column={column} order={order} onOrder={onOrder} />
            ))}
          </tr>
        </thead>
        <tbody>
          {result.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, at) => (
                <td key={at} class={`cell ${cell.type}`}>
                  <Value cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {result.rows.length === 0 && <p class="aside data-no-rows">No rows.</p>}
    </div>
  );
}

function Head({ column, order, onOrder }: { column: string } & Pick<ResultTableProps, 'order' | 'onOrder'>) {
  if (!onOrder) return <th scope="col">{column}</th>;
  const sorted = order?.column === column ? order : undefined;
  return (
    <th scope="col" aria-sort={sorted ? (sorted.descending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" class="data-sort" onClick={() => onOrder(column)}>
        {column}
        {sorted && <Icon name={sorted.descending ? 'down' : 'up'} />}
      </button>
    </th>
  );
}

function Value({ cell }: { cell: Cell }) {
  const { text, aside } = cellText(cell);
  return (
    <>
      {text}
      {text && aside && ' '}
      {aside && <em>{aside}</em>}
    </>
  );
}
