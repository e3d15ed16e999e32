import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Model } from './model.ts';
import { FullNodeLink, RunButton } from './run-options.tsx';
import { isSuite, programWords } from './run-program.ts';
import { Icon } from './words.tsx';

/** The actions of a playground: start and stop the program, and run its own tests where there are any. */
export function ProgramBar({ model }: { model: Model }) {
  const { state, program, loading, services, actions } = model;
  const { phase } = program.value;
  const alive = !program.value.elsewhere && (phase === 'running' || phase === 'starting');
  const testing = state.value.phase === 'running';
  const hasTests = Object.keys(state.value.files).some(isSuite);
  const runButton = useRef<HTMLButtonElement>(null);
  const stop = () => (testing ? actions.stop() : services.value?.program.stop());
  return (
    <div class="action-bar" role="group" aria-label="Actions">
      <RunButton model={model} button={runButton}>
        {alive ? 'Run again' : 'Run'}
      </RunButton>
      {hasTests && (
        <button type="button" class="quiet" disabled={!loading.value.canRun} onClick={actions.runTests}>
          <Icon name="passed" />
          Run tests
        </button>
      )}
      <FullNodeLink model={model} />
      {(alive || testing) && <StopButton stop={stop} fallback={() => runButton.current?.focus()} />}
      <ProgramStatus model={model} />
    </div>
  );
}

function ProgramStatus({ model: { program, state, loading } }: { model: Model }) {
  const { files } = state.value;
  const { phase, files: started } = program.value;
  const words = phase === 'stopped' ? loading.value.what : programWords(program.value);
  const older = phase === 'running' && !program.value.elsewhere && files !== started;
  const done = loading.value.done || phase !== 'stopped';
  return (
    <p class={`program-status ${done ? 'done' : ''}`}>
      {words}
      {older && ', with older code'}
    </p>
  );
}

/** A focused button that goes away would send the keyboard back to the top of the page. */
function StopButton({ stop, fallback }: { stop(): void; fallback(): void }) {
  const button = useRef<HTMLButtonElement>(null);
  const focused = useRef(false);
  useLayoutEffect(() => () => void (focused.current && fallback()), []);
  return (
    <button
      ref={button}
      type="button"
      class="quiet stop"
      onClick={stop}
      onFocus={() => (focused.current = true)}
      onBlur={() => (focused.current = false)}
    >
      <Icon name="stop" />
      Stop
    </button>
  );
}
