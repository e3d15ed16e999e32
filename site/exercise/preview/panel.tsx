import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Model } from '../model.ts';
import { ServerBar } from '../request/server-bar.tsx';
import { serverEntry } from '../request/server.ts';
import { meaningOf } from '../request/statuses.ts';
import { Icon } from '../words.tsx';
import { createBrowser, type Browser } from './browser.ts';
import { createShell } from './shell.ts';
import '../request/request.css';
import '../request/answer.css';
import './preview.css';

/** The pages of the learner's server, in a frame that reaches this server and nothing else. */
export function PreviewPanel({ model }: { model: Model }) {
  const [shell, browser] = useMemo(() => {
    const made = createShell();
    return [made, createBrowser(model, made)] as const;
  }, []);
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => (frame.current ? shell.attach(frame.current) : undefined), []);
  if (serverEntry(model) === undefined) {
    return (
      <section class="preview" aria-label="Preview">
        <p class="request-none">
          <strong>There is no page to show here.</strong> This exercise has no file that listens on a port.
        </p>
      </section>
    );
  }
  const { phase } = browser;
  return (
    <section class="preview" aria-label="Preview">
      <ServerBar model={model} />
      <AddressBar browser={browser} />
      {phase.value === 'empty' && (
        <p class="aside preview-empty">
          The page comes here, isolated: it reaches your server and nothing else. Open starts your server when it is not
          running.
        </p>
      )}
      {phase.value === 'failed' && (
        <p class="answer-failure" role="alert">
          <Icon name="error" />
          <span>{browser.failure.value}</span>
        </p>
      )}
      <iframe
        ref={frame}
        class="preview-frame"
        data-shown={phase.value === 'shown' || phase.value === 'loading'}
        sandbox="allow-scripts allow-forms"
        src={`${import.meta.env.BASE_URL.replace(/\/*$/, '/')}preview.html`}
        title="Preview of your server’s page"
      />
      <Facts browser={browser} />
      <Lines browser={browser} />
    </section>
  );
}

function AddressBar({ browser }: { browser: Browser }) {
  const { address, canGo, phase } = browser;
  const submit = (event: Event) => {
    event.preventDefault();
    void browser.open(address.value);
  };
  return (
    <form class="address-bar" aria-label="Address" onSubmit={submit}>
      <button type="button" class="icon-button" disabled={!canGo.value.back} onClick={() => browser.step(-1)}>
        <Icon name="back" />
        <span class="visually-hidden">Back</span>
      </button>
      <button type="button" class="icon-button" disabled={!canGo.value.forward} onClick={() => browser.step(1)}>
        <Icon name="next" />
        <span class="visually-hidden">Forward</span>
      </button>
      <button type="button" class="icon-button" disabled={phase.value === 'empty'} onClick={browser.reload}>
        <Icon name="reset" />
        <span class="visually-hidden">Reload the page</span>
      </button>
      <label class="address">
        <span aria-hidden="true">localhost:3000</span>
        <input
          aria-label="Path of the page"
          value={address.value}
          spellcheck={false}
          autocomplete="off"
          autocapitalize="off"
          onInput={({ currentTarget }) => (address.value = currentTarget.value)}
        />
      </label>
      <button type="submit" class="quiet">
        Open
      </button>
    </form>
  );
}

function Facts({ browser: { shown, phase } }: { browser: Browser }) {
  if (phase.value === 'loading') return <p class="aside preview-facts">Loading the page</p>;
  if (!shown.value || phase.value !== 'shown') return null;
  const { status, type, title } = shown.value;
  return (
    <p class="aside preview-facts">
      {title && <b>{title}</b>} {status} {meaningOf(status)}, {type || 'no Content-Type'}
    </p>
  );
}

const words: Record<string, string> = {
  alert: 'alert',
  confirm: 'confirm, answered with OK',
  prompt: 'prompt, answered with its default',
  print: 'The page wanted to print',
  error: 'Error in the page',
  failed: 'A request failed',
  held: 'Held back, not your server',
  left: 'Not opened, not your server',
  policy: 'Blocked by the page’s own Content-Security-Policy',
};

function Lines({ browser: { lines } }: { browser: Browser }) {
  if (!lines.value.length) return null;
  return (
    <ul class="preview-lines" aria-label="Said by the page" aria-live="polite">
      {lines.value.map(({ id, kind, text }) => (
        <li key={id} class={kind}>
          <span class="aside">{words[kind] ?? 'The page'}:</span> {text}
        </li>
      ))}
    </ul>
  );
}
