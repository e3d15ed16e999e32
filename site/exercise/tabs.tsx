import type { ComponentChildren } from 'preact';

export interface Tab {
  id: string;
  label: ComponentChildren;
  /** What is said where the label alone is not enough. */
  name?: string;
}

interface TabsProps {
  tabs: Tab[];
  selected: string;
  label: string;
  /** The id of the element that shows the selected tab's contents. */
  controls: string;
  class?: string;
  onSelect(id: string): void;
  /** Chosen with a pointer: where the tab shows something to type into, the focus may go on to it. */
  onPoint?(id: string): void;
}

/** A tablist with the keys of the ARIA pattern: arrows move, Home and End jump, and what is focused is selected. */
export function Tabs({ tabs, selected, label, controls, class: name = '', onSelect, onPoint }: TabsProps) {
  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ id }) => id === selected);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const { id } = tabs[(to + tabs.length) % tabs.length]!;
    onSelect(id);
    (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`[data-tab="${CSS.escape(id)}"]`)?.focus();
  };
  return (
    <div class={`tabs ${name}`} role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          class="tab"
          data-tab={tab.id}
          aria-label={tab.name}
          aria-selected={tab.id === selected}
          aria-controls={controls}
          tabIndex={tab.id === selected ? 0 : -1}
          onClick={({ detail }) => {
            onSelect(tab.id);
            // Enter and Space click, too, but zero times.
            if (detail > 0) onPoint?.(tab.id);
          }}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}
