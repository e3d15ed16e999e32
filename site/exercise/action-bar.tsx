import { useLayoutEffect, useRef } from 'preact/hooks';
import { WorkMenu } from './history/work-menu.tsx';
import type { Model } from './model.ts';
import { RunButton, RunOnSave } from './run-options.tsx';
import { Icon } from './words.tsx';

/** Run, stop, reset, and what the page is doing. */
export function ActionBar({ model }: { model: Model }) {
  const { state, loading, actions } = model;
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
      <RunButton model={model} button={runButton}>
        Run tests
      </RunButton>
      <button type="button" class="quiet" onClick={actions.reset}>
        <Icon name="reset" />
        Reset
      </button>
      {canUndoReset && (
        <button type="button" class="quiet undo" onClick={actions.undoReset}>
          Undo reset
        </button>
      )}
      <WorkMenu model={model} />
      <RunOnSave model={model} />
      {/* Last, so that a run moves no other button. */}
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
      <p class={`status-line ${loading.value.done ? 'done' : ''}`}>{loading.value.what}</p>
    </div>
  );
}
