import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Model } from './model.ts';
import { Icon } from './words.tsx';

/** Run, stop, reset, and what the page is doing. */
export function ActionBar({ model }: { model: Model }) {
  const { state, loading, shortcut, actions } = model;
  const { phase, canUndoReset } = state.value;
  const running = phase === 'running';
  const runButton = useRef<HTMLButtonElement>(null);
  const stopButton = useRef<HTMLButtonElement>(null);
  const stopHadFocus = useRef(false);
  // A focused button that goes away would send the keyboard back to the top of the page.
  useLayoutEffect(() => {
    if (!running && stopHadFocus.current) runButton.current?.focus();
    stopHadFocus.current = false;
  }, [running]);

  return (
    <div class="action-bar" role="group" aria-label="Actions">
      <button
        ref={runButton}
        type="button"
        class="run"
        disabled={!loading.value.canRun}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        onClick={actions.run}
      >
        <Icon name="run" />
        Run tests
        <kbd aria-hidden="true">{shortcut.value}</kbd>
      </button>
      {running && (
        <button
          ref={stopButton}
          type="button"
          class="quiet stop"
          onClick={actions.stop}
          onFocus={() => (stopHadFocus.current = true)}
          onBlur={() => (stopHadFocus.current = false)}
        >
          <Icon name="stop" />
          Stop
        </button>
      )}
      <button type="button" class="quiet" onClick={actions.reset}>
        <Icon name="reset" />
        Reset
      </button>
      {canUndoReset && (
        <button type="button" class="quiet undo" onClick={actions.undoReset}>
          Undo reset
        </button>
      )}
      <p class={`status-line ${loading.value.done ? 'done' : ''}`}>{loading.value.what}</p>
    </div>
  );
}
