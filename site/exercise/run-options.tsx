import type { ComponentChildren, Ref } from 'preact';
import type { Model } from './model.ts';
import { Icon } from './words.tsx';

interface RunButtonProps {
  model: Model;
  button: Ref<HTMLButtonElement>;
  children: ComponentChildren;
}

/** What the page is for: an exercise's tests, a playground's program. */
export function RunButton({ model: { loading, shortcut, actions }, button, children }: RunButtonProps) {
  return (
    <button
      ref={button}
      type="button"
      class="run"
      disabled={!loading.value.canRun}
      aria-keyshortcuts="Control+Enter Meta+Enter"
      onClick={actions.run}
    >
      <Icon name="run" />
      {children}
      <kbd aria-hidden="true">{shortcut.value}</kbd>
    </button>
  );
}

/** Grades after each pause in typing, and says so with its state. */
export function RunOnSave({ model: { runOnSave } }: { model: Model }) {
  return (
    <button
      type="button"
      class="quiet option"
      aria-pressed={runOnSave.value}
      title="Runs the tests after each short pause in typing"
      onClick={() => (runOnSave.value = !runOnSave.value)}
    >
      <Icon name={runOnSave.value ? 'passed' : 'auto'} />
      <span>Run on save</span>
    </button>
  );
}

/** To the same work on full Node, once it is saved. What that is and costs stands where it is started. */
export async function goToFullNode({ page, services }: Model): Promise<void> {
  await services.value?.session.saved();
  if (page.fullNode) location.assign(page.fullNode + location.search);
}

/** The same as a link, for the playground. */
export function FullNodeLink({ model }: { model: Model }) {
  const fullNode = import.meta.env.FULL_NODE ? model.page.fullNode : undefined;
  if (!fullNode) return null;
  const follow = (event: MouseEvent) => {
    // A new tab is none of ours.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void goToFullNode(model);
  };
  return (
    <a class="quiet full-node-link" href={fullNode} onClick={follow}>
      Run on full Node
    </a>
  );
}

/** For those who have no `?` key at hand. */
export function ShortcutsButton({ model }: { model: Model }) {
  return (
    <button
      type="button"
      class="note-button shortcuts-button"
      aria-label="Keyboard shortcuts"
      aria-haspopup="dialog"
      onClick={() => (model.shortcutsOpen.value = true)}
    >
      <Icon name="keyboard" /> Shortcuts <kbd aria-hidden="true">?</kbd>
    </button>
  );
}
