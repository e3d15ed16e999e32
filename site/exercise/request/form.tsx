import type { Model } from '../model.ts';
import { Icon } from '../words.tsx';
import { BodyField } from './body-field.tsx';
import { methods } from './check.ts';
import type { Client } from './client.ts';
import { CopyButton } from './copy-button.tsx';
import { toCurl, toFetch } from './copy.ts';
import { HeaderFields } from './header-fields.tsx';
import { draftOf } from './history.ts';

/** The request: its first line, headers, body, and what can be done with it. */
export function RequestForm({ model, client }: { model: Model; client: Client }) {
  const { draft, answer } = client;
  const { method, path, headers } = draft.value;
  const busy = /waiting|streaming/.test(answer.value?.phase ?? '');
  const bodiless = /^(?:GET|HEAD)$/.test(method) && !draft.value.body;
  const submit = (event: Event) => {
    event.preventDefault();
    void client.send();
  };
  return (
    <form class="request-form" onSubmit={submit} aria-label="Request to your server" noValidate>
      <Presets model={model} client={client} />
      <div class="request-line">
        <select
          aria-label="Method"
          value={method}
          onChange={({ currentTarget }) => client.change({ method: currentTarget.value })}
        >
          {[...new Set([...methods, method])].map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <input
          aria-label="Path, with its query"
          value={path}
          spellcheck={false}
          autocomplete="off"
          autocapitalize="off"
          onInput={({ currentTarget }) => client.change({ path: currentTarget.value })}
        />
        <button type="submit" class="run" aria-keyshortcuts="Control+Enter Meta+Enter">
          Send
        </button>
        {busy && (
          <button type="button" class="quiet" onClick={client.stop}>
            <Icon name="stop" />
            Stop waiting
          </button>
        )}
      </div>
      <details class="fold" open={headers.length > 0}>
        <summary>
          Headers <span class="aside">{headers.length || 'none'}</span>
        </summary>
        <HeaderFields client={client} />
      </details>
      <details class="fold" open={!bodiless}>
        <summary>
          Body <span class="aside">{draft.value.body ? `${draft.value.body.length} characters` : 'none'}</span>
        </summary>
        <BodyField client={client} />
      </details>
      <Options client={client} />
      <div class="request-copy">
        <CopyButton label="Copy as curl" text={() => toCurl(client.preview())} />
        <CopyButton label="Copy as fetch" text={() => toFetch(client.preview())} />
      </div>
    </form>
  );
}

function Presets({ model, client }: { model: Model; client: Client }) {
  const { requests } = model.page.exercise;
  if (!requests.length) return null;
  const chosen = requests.findIndex((one) => JSON.stringify(draftOf(one)) === JSON.stringify(client.draft.value));
  return (
    <label class="request-presets">
      <span>Suggested</span>
      <select
        value={String(chosen)}
        onChange={({ currentTarget }) => {
          const preset = requests[Number(currentTarget.value)];
          if (preset) client.draft.value = draftOf(preset);
        }}
      >
        {chosen < 0 && <option value="-1">Choose a request</option>}
        {requests.map((one, index) => (
          <option key={index} value={String(index)}>
            {one.title}
          </option>
        ))}
      </select>
    </label>
  );
}

function Options({ client: { fresh, keepsCookies, jar } }: { client: Client }) {
  return (
    <details class="fold">
      <summary>Options</summary>
      <label class="request-option">
        <input type="checkbox" checked={fresh.value} onChange={({ currentTarget }) => (fresh.value = currentTarget.checked)} />
        Restart the server before sending when the code has changed
      </label>
      <label class="request-option">
        <input
          type="checkbox"
          checked={keepsCookies.value}
          onChange={({ currentTarget }) => {
            keepsCookies.value = currentTarget.checked;
            if (!currentTarget.checked) jar.clear();
          }}
        />
        Keep cookies and send them back, like a browser
      </label>
    </details>
  );
} // prettier-ignore
