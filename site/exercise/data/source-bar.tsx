import type { DatabaseInfo } from '../../../sandbox/databases.ts';
import type { Model } from '../model.ts';
import { failedTests, type DataStore, type Source } from './store.ts';

const sources: [Source, string][] = [
  ['program', 'Server'],
  ['tests', 'Last test run'],
];

/** Where to look, and into which database. */
export function SourceBar({ model, store }: { model: Model; store: DataStore }) {
  const list = store.list.value;
  const failed = failedTests(model);
  return (
    <div class="data-bar">
      <div class="data-sources" role="group" aria-label="Databases of">
        {sources.map(([source, label]) => (
          <button
            key={source}
            type="button"
            class="data-source"
            aria-pressed={store.source.value === source}
            onClick={() => store.lookAt(source)}
          >
            {label}
          </button>
        ))}
      </div>
      {list.length === 1 && <p class="data-name">{nameOf(list[0]!, failed)}</p>}
      {list.length > 1 && (
        <label class="data-choice">
          <span class="visually-hidden">Database</span>
          <select
            value={String(store.chosen.value)}
            onChange={({ currentTarget }) => store.choose(Number(currentTarget.value))}
          >
            {list.map((one) => (
              <option key={one.id} value={String(one.id)}>
                {nameOf(one, failed)}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}

/** A test's copy goes by the name of the test: all of them are called `:memory:`. */
function nameOf({ name, library, scope, transaction }: DatabaseInfo, failed: Set<string>): string {
  if (scope) return `${failed.has(scope) ? 'Failed: ' : ''}${scope}`;
  return `${name} · ${library}${transaction ? ' · in a transaction' : ''}`;
}
