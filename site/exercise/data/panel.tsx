import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Model } from '../model.ts';
import { Tabs } from '../tabs.tsx';
import './data.css';
import './tables.css';
import './query.css';
import { Empty } from './empty.tsx';
import { kindOf } from './kinds.ts';
import { QueryView } from './query-view.tsx';
import { SourceBar } from './source-bar.tsx';
import { StatementsView } from './statements-view.tsx';
import { createDataStore, type DataStore, type View } from './store.ts';
import { TablesView } from './tables-view.tsx';

/** ms between two looks whether the program has done something; only while the panel is in front. */
const interval = 700;

/** The learner's databases: what is in them, what one asks them, and what the program asked them. */
export function DataPanel({ model }: { model: Model }) {
  const store = useMemo(() => createDataStore(model), []);
  const root = useRef<HTMLElement>(null);
  const { report, phase } = model.state.value;
  const program = model.program.value.phase;
  const beside = model.databases.value.phase;
  useEffect(() => void store.refresh(), [report, phase === 'running', program, beside, model.services.value]);
  useEffect(() => {
    const timer = setInterval(() => {
      if (root.current?.offsetParent && !document.hidden) void store.look();
    }, interval);
    return () => clearInterval(timer);
  }, []);
  const { state } = store.found.value;
  const again = state === 'starting' && store.list.value.length > 0;
  const there = state === 'found' || again || store.log.value.statements.length > 0;
  return (
    <section ref={root} class="data" aria-label="Data">
      <SourceBar model={model} store={store} />
      {there ? <Views model={model} store={store} /> : <Empty model={model} store={store} />}
    </section>
  );
}

const viewsOf = (tables: string) => [
  { id: 'tables', label: tables },
  { id: 'query', label: 'Query' },
  { id: 'statements', label: 'Statements' },
];

function Views({ model, store }: { model: Model; store: DataStore }) {
  const view = store.view.value;
  const views = viewsOf(kindOf(store.kind()).tables);
  const found = store.found.value.state === 'found';
  return (
    <>
      <Tabs
        class="data-views"
        tabs={views}
        selected={view}
        label="What to look at"
        controls="data-view"
        onSelect={(id) => (store.view.value = id as View)}
      />
      <div class="data-view" id="data-view" role="tabpanel" aria-label={views.find(({ id }) => id === view)?.label}>
        {view === 'tables' &&
          (found ? <TablesView model={model} store={store} /> : <Empty model={model} store={store} />)}
        {/* What was typed stays. */}
        <div hidden={view !== 'query'}>
          <QueryView model={model} store={store} />
        </div>
        {view === 'statements' && <StatementsView model={model} store={store} />}
      </div>
    </>
  );
}
