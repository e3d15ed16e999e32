import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PlanStep, QueryResult } from '../../../sandbox/databases.ts';
import type { Model } from '../model.ts';
import { count, Icon } from '../words.tsx';
import { kindOf, type Kind } from './kinds.ts';
import { planTree, type PlanNode } from './plan.ts';
import { ResultTable } from './result-table.tsx';
import { startClean } from './source-bar.tsx';
import { time } from './statements.ts';
import type { DataStore } from './store.ts';

type Outcome = { result: QueryResult } | { plan: PlanStep[] } | { error: string };

/** Queries that are remembered while the page is open. */
const remembered = 30;

/** ms after which a statement is said to be running. */
const patience = 500;

const stoppedWords = 'Stopped: the databases were ended, and start again as they were at first.';

/** What one asks the database oneself: run it, or see how it would be carried out. */
export function QueryView({ model, store }: { model: Model; store: DataStore }) {
  const [sql, setSql] = useState('');
  const [allowed, setAllowed] = useState(false);
  const [history, setHistory] = useState<string[]>([]);
  const [outcome, setOutcome] = useState<Outcome>();
  const [running, setRunning] = useState(false);
  const [stopped, kind] = [useRef(false), kindOf(store.kind())];
  const box = useRef<HTMLTextAreaElement>(null);
  const perform = async (what: 'query' | 'plan', text: string) => {
    const [databases, id] = [store.databases(), store.chosen.value];
    if (!text.trim()) return box.current?.focus();
    setHistory((before) => [text, ...before.filter((one) => one !== text)].slice(0, remembered));
    const timer = setTimeout(() => setRunning(store.besides()), patience);
    stopped.current = false;
    const ended = await attempt(async () => {
      if (!databases || id === undefined) throw new Error('No database is open.');
      if (what === 'plan') return { plan: await databases.plan(id, text) };
      return { result: await databases.query(id, text, { allowChanges: allowed && kind.changes }) };
    });
    clearTimeout(timer);
    setRunning(false);
    const done: Outcome = stopped.current ? { error: stoppedWords } : ended;
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
      <SqlBox kind={kind} box={box} sql={sql} write={setSql} run={() => void perform('query', sql)} />
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
        {kind.plans && (
          <button type="button" class="quiet" onClick={() => void perform('plan', sql)}>
            Explain
          </button>
        )}
        {kind.changes && <Allow allowed={allowed} allow={setAllowed} />}
        {history.length > 0 && <History history={history} choose={(text) => (setSql(text), box.current?.focus())} />}
      </div>
      {allowed && kind.changes && <p class="data-warning">What you change here, the running program finds changed.</p>}
      {running && <Running stop={() => ((stopped.current = true), void startClean(model))} />}
      {outcome && <Shown outcome={outcome} />}
    </div>
  );
}

function Allow({ allowed, allow }: { allowed: boolean; allow(allowed: boolean): void }) {
  return (
    <label class="data-allow">
      <input type="checkbox" checked={allowed} onChange={({ currentTarget }) => allow(currentTarget.checked)} />
      Allow changes
    </label>
  );
}

/** A statement without end can be ended with its database alone. */
function Running({ stop }: { stop(): void }) {
  return (
    <div class="data-running" role="status">
      <p>Still running. To stop it ends the databases; they start again as they were at first.</p>
      <button type="button" class="quiet" onClick={stop}>
        <Icon name="stop" />
        Stop
      </button>
    </div>
  );
}

interface SqlBoxProps {
  kind: Kind;
  box: RefObject<HTMLTextAreaElement>;
  sql: string;
  write(sql: string): void;
  run(): void;
}

/** Ctrl or Cmd with Enter runs the query, and not the tests. */
function SqlBox({ kind, box, sql, write, run }: SqlBoxProps) {
  return (
    <>
      <label for="data-sql">{kind.box}</label>
      <textarea
        id="data-sql"
        ref={box}
        rows={4}
        spellcheck={false}
        autocapitalize="off"
        autocomplete="off"
        placeholder={kind.placeholder}
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

/** The steps as the database names them, each with what it means. */
function Plan({ nodes }: { nodes: PlanNode[] }) {
  if (!nodes.length) return <p class="aside data-told">There is no plan for this statement: it reads no table.</p>;
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
