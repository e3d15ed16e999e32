import { sheetFile } from '../../sandbox/answers/files.ts';
import { ActionBar } from './action-bar.tsx';
import { EditorPane } from './editor-pane.tsx';
import { WorkDialogs } from './history/work-dialogs.tsx';
import type { Model, Panel } from './model.ts';
import { Notices } from './notices.tsx';
import { ProgramBar } from './program-bar.tsx';
import { Shortcuts } from './shortcuts/dialog.tsx';
import { Splitter } from './splitter.tsx';
import { ToolArea } from './tool-area.tsx';
import { toolsOf } from './tools.ts';

/** Everything beside the task: editor, actions, tools. On a phone the panels take turns. */
export function Workspace({ model }: { model: Model }) {
  const { page, announced, folded } = model;
  return (
    <>
      <PanelTabs model={model} />
      <Splitter
        name="task"
        label="Width of the task"
        min={18}
        max={50}
        initial={27}
        from="start"
        folded={folded.task}
      />
      <section class="panel code" aria-label="Code">
        <Notices model={model} />
        <EditorPane model={model} />
        {page.mode === 'playground' ? <ProgramBar model={model} /> : <ActionBar model={model} />}
        <Splitter
          name="dock"
          label="Height of the tools below the code"
          min={10}
          max={70}
          initial={28}
          from="bottom"
          folded={folded.dock}
          keptAs={sheetFile in page.exercise.tests ? 'answer-dock' : 'dock'}
        />
        <ToolArea model={model} area="dock" />
      </section>
      <Splitter
        name="outcome"
        label="Width of the tools beside the code"
        min={20}
        max={60}
        initial={31}
        from="end"
        folded={folded.side}
      />
      <div class="panel outcome">
        <ToolArea model={model} area="side" />
      </div>
      <WorkDialogs model={model} />
      <Shortcuts model={model} />
      <p class="visually-hidden" aria-live="polite" aria-atomic="true">
        {announced.value}
      </p>
    </>
  );
}

/** Only on narrow screens. Buttons and not tabs: on a wide screen all panels are there at once. */
function PanelTabs({ model }: { model: Model }) {
  const { page, panel, state, actions } = model;
  const { phase } = state.value;
  const task = page.mode === 'playground' ? 'Playgrounds' : 'Task';
  const panels: [Panel, string][] = [['task', task], ['code', 'Code'], ...toolsOf(model).map(({ id, label }) => [id, label] as [Panel, string])]; // prettier-ignore
  return (
    <nav class="panel-tabs" aria-label="Panels">
      {panels.map(([id, label]) => (
        <button
          key={id}
          type="button"
          aria-current={panel.value === id ? 'true' : undefined}
          onClick={() => actions.openPanel(id)}
        >
          {label}
          {id === 'results' && phase !== 'idle' && phase !== 'running' && (
            <span class={`panel-mark ${phase}`}>{phase}</span>
          )}
        </button>
      ))}
    </nav>
  );
}
