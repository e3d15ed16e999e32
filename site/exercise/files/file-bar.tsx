import { batch } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { afterDrawing } from '../after-drawing.ts';
import type { Model } from '../model.ts';
import { Tabs } from '../tabs.tsx';
import { Icon } from '../words.tsx';
import { closeTab } from './open-tabs.ts';

/** The button of the tree, and a tab for each file that is open. */
export function FileBar({ model }: { model: Model }) {
  const { page, shown, tabs, tree, actions } = model;
  const close = (path: string) =>
    batch(() => {
      const left = closeTab({ tabs: tabs.value, shown: shown.value }, path);
      tabs.value = left.tabs;
      shown.value = left.shown;
    });
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const tab = bar.current?.querySelector('[aria-selected="true"]');
    tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shown.value, tabs.value]);
  const closeShown = (event: KeyboardEvent) => {
    if (event.key !== 'Delete' || tabs.value.length === 1) return;
    const list = event.currentTarget as HTMLElement;
    close(shown.value);
    // The tab that had the focus is gone.
    afterDrawing(() => list.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
  };
  return (
    <div class="file-bar">
      <button
        type="button"
        class="tree-button"
        aria-expanded={tree.value}
        aria-controls="file-tree"
        onClick={() => (tree.value = !tree.value)}
      >
        <Icon name="files" />
        <span class="tree-word">Files</span>
      </button>
      <div class="file-tabs" ref={bar} onKeyDown={closeShown}>
        <Tabs
          tabs={tabs.value.map((path) => ({
            id: path,
            label: (
              <>
                {(path in page.exercise.tests || path in model.aside.value) && <Icon name="lock" />}
                {path}
                {tabs.value.length > 1 && <Cross onClose={() => close(path)} />}
              </>
            ),
          }))}
          selected={shown.value}
          label="Open files; Delete closes one"
          controls="file"
          onSelect={actions.show}
        />
      </div>
    </div>
  );
}

/** For the mouse and the finger. A button inside of a tab could not be reached by keyboard; there it is Delete. */
function Cross({ onClose }: { onClose(): void }) {
  return (
    <span
      class="tab-close"
      aria-hidden="true"
      title="Close"
      onClick={(event) => {
        event.stopPropagation();
        onClose();
      }}
    >
      <Icon name="failed" />
    </span>
  );
}
