import { useRef } from 'preact/hooks';
import type { Model } from '../model.ts';
import { Icon } from '../words.tsx';
import { frameIn, isOutdated, serverEntry, serverWords, startServer } from './server.ts';

/** What the learner's server does, and what starts, restarts and stops it. */
export function ServerBar({ model }: { model: Model }) {
  const { program, services } = model;
  const { phase, message, elsewhere } = program.value;
  const alive = !elsewhere && (phase === 'running' || phase === 'starting');
  const outdated = isOutdated(model);
  const start = useRef<HTMLButtonElement>(null);
  return (
    <div class="server-bar" role="group" aria-label="Your server">
      <p class={`server-state ${phase}`}>
        <span class="server-dot" aria-hidden="true" />
        {serverWords(program.value)}
      </p>
      <button
        ref={start}
        type="button"
        class="quiet"
        disabled={!services.value || phase === 'starting'}
        title={`node ${serverEntry(model)}`}
        onClick={() => void startServer(model)}
      >
        <Icon name={alive ? 'reset' : 'run'} />
        {alive ? 'Restart' : 'Start'}
      </button>
      {alive && (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            services.value?.program.stop();
            start.current?.focus();
          }}
        >
          <Icon name="stop" />
          Stop
        </button>
      )}
      {outdated && <p class="server-note">Your code changed since it started.</p>}
      {phase === 'failed' && message !== undefined && <Fault model={model} message={message} />}
    </div>
  );
}

function Fault({ model, message }: { model: Model; message: string }) {
  const frame = frameIn(message, model.state.value.files);
  return (
    <div class="server-fault">
      <pre tabIndex={0} aria-label="Why the server did not start">
        {message}
      </pre>
      {frame && (
        <button type="button" class="link" onClick={() => model.actions.openFrame(frame)}>
          {frame.file}, line {frame.line}
        </button>
      )}
    </div>
  );
}
