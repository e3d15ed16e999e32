import { ActionBar } from './action-bar.tsx';
import { Console } from './console.tsx';
import { EditorPane } from './editor-pane.tsx';
import type { Model, Panel } from './model.ts';
import { Notices } from './notices.tsx';
import { Results } from './results.tsx';
import { Splitter } from './splitter.tsx';

/** Everything beside the task: editor, actions, results, console. On a phone the panels take turns. */
export function Workspace({ model }: { model: Model }) {
  const { page, state, shortcut, announced, actions } = model;
  return (
    <>
      <PanelTabs model={model} />
      <Splitter name="task" label="Width of the task" min={18} max={50} initial={27} from="start" />
      <section class="panel code" aria-label="Code">
        <Notices notices={state.value.notices} />
        <EditorPane model={model} />
        <ActionBar model={model} />
      </section>
      <Splitter name="outcome" label="Width of the results" min={20} max={55} initial={31} from="end" />
      <div class="panel outcome">
        <Results
          state={state.value}
          timeLimit={page.exercise.timeLimit}
          shortcut={shortcut.value}
          next={page.next}
          onFrame={actions.openFrame}
        />
        <Console state={state.value} />
      </div>
      <p class="visually-hidden" aria-live="polite" aria-atomic="true">
        {announced.value}
      </p>
    </>
  );
}

const panels: [Panel, string][] = [
  ['task', 'Task'],
  ['code', 'Code'],
  ['outcome', 'Results'],
];

/** Only on narrow screens. Buttons and not tabs: on a wide screen all panels are there at once. */
function PanelTabs({ model: { panel, state } }: { model: Model }) {
  const { phase } = state.value;
  return (
    <nav class="panel-tabs" aria-label="Panels">
      {panels.map(([id, label]) => (
        <button
          key={id}
          type="button"
          aria-current={panel.value === id ? 'true' : undefined}
          onClick={() => {
            panel.value = id;
          }}
        >
          {label}
          {id === 'outcome' && phase !== 'idle' && phase !== 'running' && (
            <span class={`panel-mark ${phase}`}>{phase}</span>
          )}
        </button>
      ))}
    </nav>
  );
}
