import { useState } from 'preact/hooks';
import type { Model } from '../model.ts';
import { Icon } from '../words.tsx';
import { kindOf } from './kinds.ts';
import { repeats, scopesOf, sorted, statementRows, time, type SortKey, type StatementRow } from './statements.ts';
import type { DataStore } from './store.ts';

const columns: [SortKey, string][] = [
  ['sql', 'Statement'],
  ['count', 'Times'],
  ['returned', 'Rows'],
  ['total', 'Total'],
  ['longest', 'Longest'],
];
const number = new Intl.NumberFormat('en-US');

/** What the program or the tests asked their databases, and how often. */
export function StatementsView({ model, store }: { model: Model; store: DataStore }) {
  const log = store.log.value;
  const [scope, setScope] = useState<string>();
  const [[key, descending], setOrder] = useState<[SortKey, boolean]>(['count', true]);
  const scopes = scopesOf(log);
  const within = scope !== undefined && scopes.includes(scope) ? scope : undefined;
  const rows = sorted(statementRows(log, within), key, descending);
  if (!rows.length) return <p class="aside data-none">No statement has run yet.</p>;
  const of = store.source.value === 'tests' ? 'test' : 'request';
  return (
    <>
      {scopes.length > 0 && (
        <label class="data-choice data-scope">
          <span class="visually-hidden">Statements of</span>
          <select value={within ?? ''} onChange={({ currentTarget }) => setScope(currentTarget.value || undefined)}>
            <option value="">{of === 'test' ? 'The whole run' : 'Since the start'}</option>
            {scopes.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
      )}
      <div class="data-scroll" tabIndex={0} role="region" aria-label="Statements">
        <table class="data-table data-statements">
          <thead>
            <tr>
              {columns.map(([id, label]) => (
                <th key={id} scope="col" aria-sort={key === id ? (descending ? 'descending' : 'ascending') : 'none'}>
                  <button
                    type="button"
                    class="data-sort"
                    onClick={() => setOrder([id, key === id ? !descending : id !== 'sql'])}
                  >
                    {label}
                    {key === id && <Icon name={descending ? 'down' : 'up'} />}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.sql} row={row} of={of} model={model} store={store} />
            ))}
          </tbody>
        </table>
      </div>
      {log.others > 0 && (
        <p class="aside data-told">
          {number.format(log.others)} more executions of other statements: the list holds 500.
        </p>
      )}
    </>
  );
}

interface RowProps {
  row: StatementRow;
  of: 'test' | 'request';
  model: Model;
  store: DataStore;
}

function Row({ row, of, model, store }: RowProps) {
  const explain = () => {
    store.asked.value = row.sql;
    store.view.value = 'query';
  };
  const copy = () =>
    navigator.clipboard.writeText(row.sql).then(
      () => (model.announced.value = 'The statement is copied.'),
      () => (model.announced.value = 'The browser did not allow copying.'),
    );
  return (
    <tr>
      <td>
        <code class="data-statement">{row.sql}</code>
        {repeats(row) && (
          <p class="data-note costly">
            <Icon name="error" />
            Ran {number.format(row.most.count)} times in one {of}: {row.most.scope}
          </p>
        )}
        <span class="data-row-actions">
          {kindOf(store.kind()).plans && (
            <button type="button" class="link" onClick={explain} aria-label={`Explain ${row.sql.slice(0, 60)}`}>
              Explain
            </button>
          )}
          <button type="button" class="link" onClick={() => void copy()} aria-label={`Copy ${row.sql.slice(0, 60)}`}>
            Copy
          </button>
        </span>
      </td>
      <td class="cell integer">{number.format(row.count)}</td>
      <td class="cell integer">
        {number.format(row.returned)}
        {row.changed > 0 && <em> {number.format(row.changed)} changed</em>}
      </td>
      <td class="cell integer">{time(row.total)}</td>
      <td class="cell integer">{time(row.longest)}</td>
    </tr>
  );
}
