import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Model } from './model.ts';
import { focusTool } from './shortcuts/focus.ts';
import { ResultsPanel } from './results.tsx';
import { Tabs } from './tabs.tsx';
import { toolsOf, type Area, type Tool } from './tools.ts';
import { Icon } from './words.tsx';

const names: Record<Area, string> = { side: 'Tools beside the code', dock: 'Tools below the code' };

/** The tools of one place, one at a time. What was opened once stays as it was left. */
export function ToolArea({ model, area }: { model: Model; area: Area }) {
  const selected = model.tools[area].value;
  const all = toolsOf(model, area);
  const folded = area === 'dock' && model.folded.dock.value;
  const [opened, setOpened] = useState<string[]>([]);
  useEffect(() => {
    if (!folded && !opened.includes(selected)) setOpened([...opened, selected]);
  }, [selected, folded]);
  const { done } = model.loading.value;
  useEffect(() => {
    // Fetched and drawn out of sight once the page has all it needs, so that they open without a network, too.
    const ahead = all.filter((tool) => tool.ahead && !opened.includes(tool.id)).map(({ id }) => id);
    if (done && ahead.length) setOpened((before) => [...new Set([...before, ...ahead])]);
  }, [done]);
  return (
    <div class={`tool-area ${area}`} data-folded={folded}>
      <div class="tool-bar">
        <Tabs
          tabs={all.map((tool) => ({ id: tool.id, label: tool.label }))}
          selected={selected}
          label={names[area]}
          controls={`${area}-tool`}
          onSelect={(id) => model.actions.openTool(id as Tool['id'])}
          onPoint={(id) => id === 'terminal' && focusTool(model, id)}
        />
        {area === 'dock' && (
          <button
            type="button"
            class="fold-button"
            aria-expanded={!folded}
            aria-controls="dock-tool"
            onClick={() => (model.folded.dock.value = !folded)}
          >
            <Icon name={folded ? 'up' : 'down'} />
            <span class="visually-hidden">
              {folded ? 'Unfold the tools below the code' : 'Fold the tools below the code'}
            </span>
          </button>
        )}
      </div>
      <div
        class="tool-body"
        id={`${area}-tool`}
        role="tabpanel"
        aria-label={all.find(({ id }) => id === selected)?.label}
        hidden={folded}
      >
        {all
          .filter(({ id }) => id === selected || opened.includes(id))
          .map((tool) => (
            <div key={tool.id} class="tool" data-tool={tool.id} hidden={tool.id !== selected}>
              {tool.id === 'results' ? <ResultsPanel model={model} /> : <Loaded tool={tool} model={model} />}
            </div>
          ))}
      </div>
    </div>
  );
}

/** A panel whose code is fetched when it is first opened. */
function Loaded({ tool, model }: { tool: Tool; model: Model }) {
  const [Panel, setPanel] = useState<ComponentType<{ model: Model }>>();
  const [failed, setFailed] = useState(false);
  const load = () => {
    setFailed(false);
    tool.load(model).then(
      (loaded) => setPanel(() => loaded),
      () => setFailed(true),
    );
  };
  useEffect(load, []);
  if (Panel) return <Panel model={model} />;
  if (!failed) return <p class="aside tool-wait">Loading</p>;
  return (
    <div class="tool-wait" role="alert">
      <p>This tool could not be loaded. Is the network gone? Your work and everything else stay as they are.</p>
      <button type="button" class="quiet" onClick={load}>
        Try again
      </button>
    </div>
  );
}
