import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PlanStep, QueryResult } from '../../../sandbox/databases.ts';
import type { Model } from '../model.ts';
import { count, Icon } from '../words.tsx';
import { planTree, type PlanNode } from './plan.ts';
import { ResultTable } from './result-table.tsx';
import { time } from './statements.ts';
import type { DataStore } from './store.ts';

type Outcome = { result: QueryResult } | { plan: PlanStep[] } | { error: string };

/** Queries that are remembered while the page is open. */
const remembered = 30;

/** SQL of one's own: run it, or see how SQLite would. */
export function QueryView({ model, store }: { model: Model; store: DataStore }) {
  const [sql, setSql] = useState('');
  const [allowed, setAllowed] = useState(false);
  const [history, setHistory] = useState<string[]>([]);
  const [outcome, setOutcome] = useState<Outcome>();
  const box = useRef<HTMLTextAreaElement>(null);
  const perform = async (kind: 'query' | 'plan', text: string) => {
    const [databases, id] = [store.databases(), store.chosen.value];
    if (!text.trim()) return box.current?.focus();
    setHistory((before) => [text, ...before.filter((one) => one !== text)].slice(0, remembered));
    const done = await attempt(async () => {
      if (!databases || id === undefined) throw new Error('No database is open.');
      if (kind === 'plan') return { plan: await databases.plan(id, text) };
      return { result: await databases.query(id, text, { allowChanges: allowed }) };
    });
    setOutcome(done);
    model.announced.value = outcomeWords(done);
    if ('result' in done && done.result.changes) void store.refresh();
  };
  const asked = store.asked.value;
  useEffect(() => {
    if (!asked) return;
    store.asked.value = '';
    setSql(asked);
    void perform('plan', asked);
  }, [asked]);
  return (
    <div class="data-query">
      <SqlBox box={box} sql={sql} write={setSql} run={() => void perform('query', sql)} />
      <div class="data-actions">
        <button
          type="button"
          class="quiet"
          aria-keyshortcuts="Control+Enter Meta+Enter"
          onClick={() => void perform('query', sql)}
        >
          <Icon name="run" />
          Run query
        </button>
        <button type="button" class="quiet" onClick={() => void perform('plan', sql)}>
          Explain
        </button>
        <label class="data-allow">
          <input
            type="checkbox"
            checked={allowed}
            onChange={({ currentTarget }) => setAllowed(currentTarget.checked)}
          />
          Allow changes
        </label>
        {history.length > 0 && <History history={history} choose={(text) => (setSql(text), box.current?.focus())} />}
      </div>
      {allowed && <p class="data-warning">What you change here, the running program finds changed.</p>}
      {outcome && <Shown outcome={outcome} />}
    </div>
  );
}

interface SqlBoxProps {
  box: RefObject<HTMLTextAreaElement>;
  sql: string;
  write(sql: string): void;
  run(): void;
}

/** Ctrl or Cmd with Enter runs the query, and not the tests. */
function SqlBox({ box, sql, write, run }: SqlBoxProps) {
  return (
    <>
      <label for="data-sql">SQL</label>
      <textarea
        id="data-sql"
        ref={box}
        rows={4}
        spellcheck={false}
        autocapitalize="off"
        autocomplete="off"
        placeholder="SELECT …"
        data-own-enter
        value={sql}
        onInput={({ currentTarget }) => write(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
          event.preventDefault();
          if (!event.repeat) run();
        }}
      />
    </>
  );
}

async function attempt(act: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await act();
  } catch (error) {
    return { error: (error as Error).message };
  }
}

function History({ history, choose }: { history: string[]; choose(sql: string): void }) {
  return (
    <label class="data-history">
      <span class="visually-hidden">Earlier queries</span>
      <select value="" onChange={({ currentTarget }) => choose(currentTarget.value)}>
        <option value="">Earlier queries</option>
        {history.map((sql) => (
          <option key={sql} value={sql}>
            {sql.replace(/\s+/g, ' ').slice(0, 80)}
          </option>
        ))}
      </select>
    </label>
  );
}

function outcomeWords(outcome: Outcome): string {
  if ('error' in outcome) return outcome.error;
  if ('plan' in outcome) return `The plan has ${count(outcome.plan.length, 'step')}.`;
  return resultWords(outcome.result);
}

function resultWords({ results, changes, duration }: QueryResult): string {
  const rows = results.reduce((sum, result) => sum + result.rows.length, 0);
  const more = results.some((result) => result.more);
  const parts = [
    results.length > 0 && `${more ? 'The first ' : ''}${count(rows, 'row')}`,
    changes > 0 && `${count(changes, 'row')} changed`,
  ];
  return `${parts.filter(Boolean).join(', ') || 'Done'} in ${time(duration)}`;
}

function Shown({ outcome }: { outcome: Outcome }) {
  if ('error' in outcome) {
    return (
      <p class="data-error">
        <Icon name="error" />
        <span>{outcome.error}</span>
      </p>
    );
  }
  if ('plan' in outcome) return <Plan nodes={planTree(outcome.plan)} />;
  const { results } = outcome.result;
  return (
    <>
      <p class="aside data-told">{resultWords(outcome.result)}</p>
      {results.map((result, index) => (
        <ResultTable key={index} result={result} label={results.length > 1 ? `Result ${index + 1}` : 'Result'} />
      ))}
    </>
  );
}

/** The steps as SQLite names them, each with what it means. */
function Plan({ nodes }: { nodes: PlanNode[] }) {
  if (!nodes.length) return <p class="aside data-told">SQLite has no plan for this statement: it reads no table.</p>;
  return <PlanList nodes={nodes} label="Query plan" />;
}

function PlanList({ nodes, label }: { nodes: PlanNode[]; label?: string }) {
  return (
    <ul class="data-plan" aria-label={label}>
      {nodes.map((node, index) => (
        <li key={index}>
          <code>{node.detail}</code>
          {node.note && (
            <span class={node.costly ? 'data-note costly' : 'data-note'}>
              {node.costly && <Icon name="error" />}
              {node.note}
            </span>
          )}
          {node.steps.length > 0 && <PlanList nodes={node.steps} />}
        </li>
      ))}
    </ul>
  );
}
