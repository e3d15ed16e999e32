import type { DatabaseInfo } from '../../../sandbox/databases.ts';
import { isServiceName } from '../../../sandbox/services/names.ts';
import type { Model } from '../model.ts';
import { Icon } from '../words.tsx';
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
      {store.besides() && <StartClean model={model} />}
    </div>
  );
}

/** Databases outlive the server; this is the way back to their beginning, also out of a statement without end. */
function StartClean({ model }: { model: Model }) {
  return (
    <button
      type="button"
      class="quiet"
      title="Ends the databases and starts them again, empty or as schema.sql makes them"
      onClick={() => void startClean(model)}
    >
      <Icon name="reset" />
      Start clean
    </button>
  );
}

export async function startClean(model: Model): Promise<void> {
  model.announced.value = 'The databases are ended and start again.';
  // Why they do not is in their state.
  await model.services.value?.databases?.restart().catch(() => {});
}

/** A test's copy goes by the name of the test: all of them are called `:memory:`. */
function nameOf({ name, library, scope, transaction }: DatabaseInfo, failed: Set<string>): string {
  if (scope) return `${failed.has(scope) ? 'Failed: ' : ''}${scope}`;
  if (isServiceName(library)) return name;
  return `${name} · ${library}${transaction ? ' · in a transaction' : ''}`;
}
