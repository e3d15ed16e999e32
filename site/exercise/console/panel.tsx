import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Model } from '../model.ts';
import { count, Icon } from '../words.tsx';
import { Line } from './line.tsx';
import { emptyConsole, type Entry, type Printed, type Source } from './log.ts';

type Level = Entry['level'];

const levels: [Level, string][] = [
  ['error', 'Errors'],
  ['warn', 'Warnings'],
  ['info', 'Info'],
  ['log', 'Log'],
  ['debug', 'Debug'],
];
const sources: [Source, string][] = [
  ['tests', 'Tests'],
  ['server', 'Server'],
];

/** What the tests and the learner's own program printed: by level and source, with objects that unfold. */
export function ConsolePanel({ model }: { model: Model }) {
  const printed = model.printed.value;
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) => {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    setHidden(next);
  };
  const clear = () => {
    model.printed.value = emptyConsole;
    model.announced.value = 'The console is empty.';
  };
  const shown = printed.entries.filter(({ level, source }) => !hidden.has(level) && !hidden.has(source));
  return (
    <section class="console" aria-label="Console">
      <div class="console-bar">
        <Filters name="Levels" all={levels} hidden={hidden} toggle={toggle} amount={countBy(printed, 'level')} />
        <Filters name="Printed by" all={sources} hidden={hidden} toggle={toggle} amount={countBy(printed, 'source')} />
        <button type="button" class="quiet small" disabled={!printed.entries.length} onClick={clear}>
          Clear
        </button>
      </div>
      <Lines model={model} shown={shown} />
      {printed.entries.length === 0 && isWhole(printed) && (
        <p class="aside console-empty">What your code prints with console.log appears here.</p>
      )}
      {printed.entries.length > 0 && shown.length === 0 && (
        <p class="aside console-empty">Nothing of what was printed is among the levels and sources that are on.</p>
      )}
    </section>
  );
}

const isWhole = ({ dropped }: Printed) => !dropped.tests && !dropped.server;

function countBy({ entries }: Printed, key: 'level' | 'source'): Map<string, number> {
  const counts = new Map<string, number>();
  for (const entry of entries) counts.set(entry[key], (counts.get(entry[key]) ?? 0) + entry.times);
  return counts;
}

interface FiltersProps {
  name: string;
  all: [string, string][];
  hidden: ReadonlySet<string>;
  amount: Map<string, number>;
  toggle(id: string): void;
}

function Filters({ name, all, hidden, amount, toggle }: FiltersProps) {
  return (
    <div class="console-filters" role="group" aria-label={name}>
      {all.map(([id, label]) => (
        <button
          key={id}
          type="button"
          class={`console-filter ${id}`}
          aria-pressed={!hidden.has(id)}
          onClick={() => toggle(id)}
        >
          {name === 'Levels' && <Icon name={id as Level} />}
          {label}
          {amount.has(id) && <span class="console-amount">{amount.get(id)}</span>}
        </button>
      ))}
    </div>
  );
}

/** Stays at the end while new lines come, unless somebody has scrolled up to read. */
function Lines({ model, shown }: { model: Model; shown: Entry[] }) {
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const { dropped } = model.printed.value;
  useLayoutEffect(() => {
    if (list.current && atEnd.current) list.current.scrollTop = list.current.scrollHeight;
  }, [shown.length, shown.at(-1)]);
  const follow = ({ currentTarget: { scrollTop, clientHeight, scrollHeight } }: { currentTarget: HTMLElement }) => {
    atEnd.current = scrollTop + clientHeight >= scrollHeight - 24;
  };
  return (
    // Scrolls, so the keyboard must be able to reach it. Not live: hundreds of lines would drown the run's result.
    <div
      ref={list}
      class="console-lines"
      tabIndex={0}
      role="log"
      aria-live="off"
      aria-label="Console output"
      onScroll={follow}
    >
      {dropped.server > 0 && (
        <p class="console-note">{count(dropped.server, 'older output')} of the server not shown any more.</p>
      )}
      {shown.map((entry) => (
        <Line key={entry.id} entry={entry} model={model} />
      ))}
      {dropped.tests > 0 && (
        <p class="console-note">
          {count(dropped.tests, 'more output')} not shown: the console keeps the first 500 outputs of a run, up to 100
          kB.
        </p>
      )}
    </div>
  );
}
